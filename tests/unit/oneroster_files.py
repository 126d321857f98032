"""A small OneRoster export that is right in every detail, to make wrong in one."""

from __future__ import annotations

from collections.abc import Mapping

EXPORT: Mapping[str, str] = {
    "manifest.csv": (
        "propertyName,value\n"
        "manifest.version,1.0\n"
        "oneroster.version,1.1\n"
        "file.academicSessions,bulk\n"
        "file.classes,bulk\n"
        "file.courses,bulk\n"
        "file.demographics,absent\n"
        "file.enrollments,bulk\n"
        "file.orgs,bulk\n"
        "file.users,bulk\n"
    ),
    "orgs.csv": (
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
        "d,,,Maple Street District,district,,\n"
        "maple,,,Maple Street School,school,,d\n"
        "birch,,,Birch Hill School,school,,d\n"
    ),
    "academicSessions.csv": (
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
        "fall,,,Fall,term,2026-08-31,2026-12-18,,2027\n"
    ),
    "courses.csv": (
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId\n"
        "math,,,,Mathematics,MA,,d\n"
    ),
    "classes.csv": (
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
        "schoolSourcedId,termSourcedIds\n"
        "room-12,,,Room 12,01,math,,homeroom,,maple,fall\n"
    ),
    "users.csv": (
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
        "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
        "u1,,,true,maple,student,1001,,Zoë,Adair,,,,,,,1,\n"
        'u2,,,true,"maple,birch",teacher,rivera,,Ana,Rivera,,,,,,,,\n'
        "u3,,,false,d,administrator,okafor,,Chi,Okafor,,,,,,,,\n"
        "u4,,,true,maple,parent,parent1,,Lee,Adair,,,,,,,,\n"
    ),
    "enrollments.csv": (
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
        "beginDate,endDate\n"
        "e1,,,room-12,maple,u1,student,,2026-08-31,2027-06-18\n"
        "e2,,,room-12,maple,u2,teacher,true,,\n"
    ),
}


def export(**changed: str | bytes | None) -> dict[str, bytes]:
    """The export with some files replaced, given by their name without `.csv`; None leaves one out."""
    files = {**EXPORT, **{f"{name}.csv": content for name, content in changed.items()}}
    return {
        name: content.encode() if isinstance(content, str) else content
        for name, content in files.items()
        if content is not None
    }


def edited(file: str, old: str, new: str) -> dict[str, bytes]:
    """The export with `old` replaced by `new` in one file, which must hold it."""
    text = EXPORT[f"{file}.csv"]
    assert old in text
    return export(**{file: text.replace(old, new)})
