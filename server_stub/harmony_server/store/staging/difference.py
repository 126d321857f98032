"""What must be written so that the roster is as wanted: computed once, here, by the database.

`compare` does it from staged files; `undoing` from what the last import left behind of the roster before it.
"""

from __future__ import annotations

from sqlalchemy import CursorResult, text

from harmony_server.store.engine import Workbench
from harmony_server.store.staging.joining import PORTAL


def hold(bench: Workbench) -> int:
    """Follow every enrollment to its class and person; how many rows of the files lead to none."""
    bench.connection.execute(text("DELETE FROM held"))
    inserted = bench.connection.execute(text(_HOLD if bench.keeps_once_by_key else _HOLD_DISTINCT)).rowcount
    bench.know("held")
    staged = bench.connection.execute(text(_STAGED)).one()
    if inserted == staged.all_of_them:
        return 0
    return int(staged.of_files - bench.connection.execute(text(_KEPT)).scalar_one())


_STAGED = """
SELECT count(*) AS all_of_them, count(CASE WHEN file > 0 THEN 1 END) AS of_files FROM in_enrollment
"""
_ROWS = f"""
 FROM in_enrollment e JOIN in_class c ON c.id = e.class_ref JOIN in_person p ON p.id = e.person_ref
 WHERE coalesce(e.role, p.role) IN {PORTAL}
"""
_HOLD = (
    "INSERT INTO held (class_n, person_n, role) SELECT c.n, p.n, coalesce(e.role, p.role)"
    + _ROWS
    + " ON CONFLICT DO NOTHING"
)
_HOLD_DISTINCT = (
    "INSERT INTO held (class_n, person_n, role) SELECT DISTINCT c.n, p.n, coalesce(e.role, p.role)" + _ROWS
)
_KEPT = "SELECT count(*)" + _ROWS + " AND e.file > 0"


def compare(bench: Workbench) -> None:
    """Find what is new, changed, gone and come back of everything that is staged."""
    for statement in (*_PLACES, *_PEOPLE):
        _run(bench, statement)
    bench.know("to_member", "to_grade", "to_school", "to_class", "to_person")
    _compare_enrollments(bench)
    finish(bench)


def finish(bench: Workbench) -> None:
    """What follows of a difference: who waits for a username, and who can enter no more."""
    for statement in (_WAITING, _LOSING):
        _run(bench, statement)
    bench.know("to_person", "to_enrollment", "to_name", "losing")


def _run(bench: Workbench, statement: str) -> CursorResult[object]:
    return bench.connection.execute(text(statement))


_PLACES = (
    """INSERT INTO to_school (id, name, what) SELECT i.portal_id, i.name,
         CASE WHEN s.id IS NULL THEN 'new' WHEN n.id IS NULL THEN 'back' ELSE 'changed' END
       FROM in_school i LEFT JOIN schools s ON s.id = i.portal_id
       LEFT JOIN now_schools n ON n.id = i.portal_id
       WHERE n.id IS NULL OR n.name <> i.name ORDER BY i.n""",
    """INSERT INTO to_school (id, name, what) SELECT n.id, n.name, 'gone' FROM now_schools n
       WHERE NOT EXISTS (SELECT 1 FROM in_school i WHERE i.portal_id = n.id) ORDER BY n.id""",
    """INSERT INTO to_class (id, title, school_id, what) SELECT i.portal_id, i.title, i.school_id,
         CASE WHEN s.id IS NULL THEN 'new' WHEN n.id IS NULL THEN 'back' ELSE 'changed' END
       FROM in_class i LEFT JOIN classes s ON s.id = i.portal_id LEFT JOIN now_classes n ON n.id = i.portal_id
       WHERE n.id IS NULL OR n.title <> i.title OR n.school_id <> i.school_id ORDER BY i.portal_id""",
    """INSERT INTO to_class (id, title, school_id, what) SELECT n.id, n.title, n.school_id, 'gone'
       FROM now_classes n WHERE NOT EXISTS (SELECT 1 FROM in_class i WHERE i.portal_id = n.id)
       ORDER BY n.id""",
)
_PEOPLE = (
    """INSERT INTO to_member (person_id, school_id, what)
       SELECT DISTINCT p.portal_id, s.portal_id, 'new' FROM in_person p JOIN in_member m ON m.person_n = p.n
       JOIN in_school s ON s.id = m.school_ref WHERE NOT EXISTS (SELECT 1 FROM now_members k
         WHERE k.person_id = p.portal_id AND k.school_id = s.portal_id) ORDER BY 1, 2""",
    """INSERT INTO to_member (person_id, school_id, what) SELECT k.person_id, k.school_id, 'gone'
       FROM now_members k JOIN in_person p ON p.portal_id = k.person_id
       WHERE NOT EXISTS (SELECT 1 FROM in_member m JOIN in_school s ON s.id = m.school_ref
         WHERE m.person_n = p.n AND s.portal_id = k.school_id) ORDER BY 1, 2""",
    """INSERT INTO to_grade (person_id, grade, what) SELECT DISTINCT p.portal_id, g.grade, 'new'
       FROM in_person p JOIN in_grade g ON g.person_n = p.n WHERE p.role = 'student'
       AND NOT EXISTS (SELECT 1 FROM now_grades k WHERE k.person_id = p.portal_id AND k.grade = g.grade)
       ORDER BY 1, 2""",
    """INSERT INTO to_grade (person_id, grade, what) SELECT k.person_id, k.grade, 'gone'
       FROM now_grades k JOIN in_person p ON p.portal_id = k.person_id
       WHERE p.role <> 'student' OR NOT EXISTS
         (SELECT 1 FROM in_grade g WHERE g.person_n = p.n AND g.grade = k.grade) ORDER BY 1, 2""",
    """INSERT INTO to_person (id, username, username_key, given_name, family_name, role, picture, colour,
         search_key, enabled, what, rewritten, waits)
       SELECT i.portal_id, i.username, i.like_key, i.given_name, i.family_name, i.role,
         coalesce(s.picture, i.picture), coalesce(s.colour, i.colour), i.search_key,
         i.enabled,
         CASE WHEN s.id IS NULL THEN 'new' WHEN n.id IS NULL THEN 'back' ELSE 'changed' END,
         CASE WHEN s.id IS NULL THEN 0
           WHEN n.id IS NOT NULL AND n.username = i.username AND n.username_key = i.like_key
             AND n.given_name = i.given_name AND n.family_name = i.family_name AND n.role = i.role
             AND n.enabled = (i.enabled = 1) THEN 0 ELSE 1 END, 0
       FROM in_person i LEFT JOIN people s ON s.id = i.portal_id LEFT JOIN now_people n ON n.id = i.portal_id
       WHERE n.id IS NULL OR n.username <> i.username OR n.username_key <> i.like_key
         OR n.given_name <> i.given_name OR n.family_name <> i.family_name OR n.role <> i.role
         OR n.enabled <> (i.enabled = 1)
         OR EXISTS (SELECT 1 FROM to_member d WHERE d.person_id = i.portal_id)
         OR EXISTS (SELECT 1 FROM to_grade d WHERE d.person_id = i.portal_id) ORDER BY i.portal_id""",
    """INSERT INTO to_person (id, username, username_key, given_name, family_name, role, picture, colour,
         search_key, enabled, what, rewritten, waits)
       SELECT n.id, n.username, n.username_key, n.given_name, n.family_name, n.role, n.picture, n.colour,
         n.search_key, CASE WHEN n.enabled THEN 1 ELSE 0 END, 'gone', 0, 0 FROM now_people n
       WHERE NOT EXISTS (SELECT 1 FROM in_person i WHERE i.portal_id = n.id) ORDER BY n.id""",
)
_WAITING = """
UPDATE to_person SET waits = 1 WHERE what = 'new' AND username_key IN
  (SELECT n.username_key FROM to_person c JOIN now_people n ON n.id = c.id
   WHERE c.what = 'changed' AND c.username_key <> n.username_key)
"""
_LOSING = """
INSERT INTO losing (id) SELECT n.id FROM to_person d JOIN now_people n ON n.id = d.id
WHERE n.enabled AND (d.what = 'gone' OR d.enabled = 0)
"""


def _compare_enrollments(bench: Workbench) -> None:
    """What is new, by looking each up; what is gone, only in classes whose numbers say that there is any."""
    _run(bench, _NEW_ENROLLMENTS)
    bench.know("to_enrollment")
    for statement in (_COUNT_CLASSES, _STAY_IN_CLASSES, _WHOLE_CLASSES):
        _run(bench, statement)
    bench.know("class_count")
    _run(bench, _GONE_ENROLLMENTS)


_NEW_ENROLLMENTS = """
INSERT INTO to_enrollment (class_id, person_id, role, what)
SELECT c.portal_id, p.portal_id, h.role, 'new'
FROM in_class c JOIN held h ON h.class_n = c.n JOIN in_person p ON p.n = h.person_n
WHERE NOT EXISTS (SELECT 1 FROM now_enrollments k
  WHERE k.class_id = c.portal_id AND k.person_id = p.portal_id AND k.role = h.role)
ORDER BY c.portal_id
"""
_COUNT_CLASSES = """
INSERT INTO class_count (class_id, there, stay)
SELECT class_id, count(*), 0 FROM now_enrollments GROUP BY class_id
"""
_STAY_IN_CLASSES = """
UPDATE class_count SET stay = h.all_of_it - coalesce(d.new, 0) FROM
  (SELECT c.portal_id, count(*) AS all_of_it FROM in_class c JOIN held h ON h.class_n = c.n
   GROUP BY c.n, c.portal_id) h
  LEFT JOIN (SELECT class_id, count(*) AS new FROM to_enrollment GROUP BY class_id) d
  ON d.class_id = h.portal_id
WHERE h.portal_id = class_count.class_id
"""
_WHOLE_CLASSES = "DELETE FROM class_count WHERE there <= stay"
_GONE_ENROLLMENTS = """
INSERT INTO to_enrollment (class_id, person_id, role, what)
SELECT class_id, person_id, role, 'gone' FROM
  (SELECT k.class_id, k.person_id, k.role FROM class_count o CROSS JOIN now_enrollments k
   WHERE k.class_id = o.class_id
   EXCEPT
   SELECT c.portal_id, p.portal_id, h.role
   FROM class_count o CROSS JOIN in_class c CROSS JOIN held h CROSS JOIN in_person p
   WHERE c.portal_id = o.class_id AND h.class_n = c.n AND p.n = h.person_n) gone
ORDER BY 1, 2, 3
"""
