"""The small export's roster in the other formats, as their vendors' own samples write it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.unit.oneroster_files import EXPORT

ONEROSTER_1_2: Mapping[str, str] = {
    **EXPORT,
    "manifest.csv": EXPORT["manifest.csv"].replace("oneroster.version,1.1", "oneroster.version,1.2")
    + "file.roles,bulk\nfile.userProfiles,absent\n",
    "users.csv": (
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,"
        "identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
        "preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns\n"
        "u1,,,true,1001,,Zoë,Adair,,,,,,,1,,,,,,maple,\n"
        "u2,,,true,rivera,,Ana,Rivera,,,,,,,,,,,,,maple,\n"
        "u3,,,false,okafor,,Chi,Okafor,,,,,,,,,,,,,d,\n"
        "u4,,,true,parent1,,Lee,Adair,,,,,,,,,,,,,maple,\n"
    ),
    "roles.csv": (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
        "userProfileSourcedId\n"
        "r1,,,u1,primary,student,,,maple,\n"
        "r2,,,u2,primary,teacher,,,maple,\n"
        "r3,,,u2,secondary,teacher,,,birch,\n"
        "r4,,,u3,primary,districtAdministrator,,,d,\n"
        "r5,,,u4,primary,parent,,,maple,\n"
    ),
}

CLEVER: Mapping[str, str] = {
    "schools.csv": (
        "School_id,School_name,School_number,State_id,Low_grade,High_grade,Principal\n"
        "maple,Maple Street School,1,,PK,05,\n"
        "birch,Birch Hill School,2,,06,12,\n"
    ),
    "students.csv": (
        "School_id,Student_id,Student_number,State_id,Last_name,Middle_name,First_name,Grade,Gender,DOB,Race,"
        "Ell_status,Frl_status,Iep_status,Student_street,Student_email,Contact_name,Contact_phone,Username,"
        "Password\n"
        "maple,u1,1001,,Adair,,Zoë,1,F,2/3/2019,,,,,1 Elm,,Lee Adair,5550100,,\n"
        "maple,u1,1001,,Adair,,Zoë,1,F,2/3/2019,,,,,1 Elm,,Kim Adair,5550101,,\n"
    ),
    "teachers.csv": (
        "School_id,Teacher_id,Teacher_number,State_teacher_id,Teacher_email,First_name,Middle_name,Last_name,"
        "Title,Username,Password\n"
        "maple,u1,7,,rivera@maple.example,Ana,,Rivera,,,\n"
        "birch,u1,7,,rivera@maple.example,Ana,,Rivera,,,\n"
        "birch,t3,8,,,Rui,,Duarte,,duarte,\n"
    ),
    "sections.csv": (
        "School_id,Section_id,Teacher_id,Teacher_2_id,Name,Section_number,Grade,Course_name,Course_number,"
        "Period,Subject,Term_name,Term_start,Term_end\n"
        "maple,room-12,u1,t3,Room 12,1,1,Mathematics,M1,1,math,Fall,8/31/2026,12/18/2026\n"
        "birch,s-9,u1,,,2,9,Algebra,A1,3,math,Fall,8/31/2026,12/18/2026\n"
    ),
    "enrollments.csv": "School_id,Section_id,Student_id\nmaple,room-12,u1\n",
}

SDS: Mapping[str, str] = {
    "orgs.csv": (
        "sourcedId,name,type,parentSourcedId\n"
        "d,Maple Street District,district,\n"
        "maple,Maple Street School,school,d\n"
        "birch,Birch Hill School,school,d\n"
    ),
    "users.csv": (
        "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms\n"
        "u1,1001@maple.example,Zoë,Adair,,,,,\n"
        "u2,rivera@maple.example,Ana,Rivera,,,,,\n"
    ),
    "roles.csv": (
        "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate\n"
        "u1,maple,student,,01,TRUE,8/24/2026,\n"
        "u2,maple,professor,,,TRUE,8/24/2026,\n"
        "u2,birch,teacher,,,,,\n"
    ),
    "classes.csv": (
        "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId\nroom-12,maple,Room 12,,\n"
    ),
    "enrollments.csv": ("classSourcedId,userSourcedId,role\nroom-12,u1,student\nroom-12,u2,teacher\n"),
}

SDS_1: Mapping[str, str] = {
    "school.csv": "SIS ID,Name\nmaple,Maple Street School\n",
    "student.csv": "SIS ID,School SIS ID,Username\nu1,maple,1001\n",
    "studentenrollment.csv": "Section SIS ID,SIS ID\nroom-12,u1\n",
}


def files(bundle: Mapping[str, str], **changed: str | None) -> dict[str, bytes]:
    """A bundle's files, some replaced, given by their name without `.csv`; None leaves one out."""
    contents = {**bundle, **{f"{name}.csv": text for name, text in changed.items()}}
    return {name: text.encode() for name, text in contents.items() if text is not None}
