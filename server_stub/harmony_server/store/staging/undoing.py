"""What must be written so that the roster is again what it was before the last import.

Whatever an import ended is kept until the one after it, and so is what it overwrote.
"""

from __future__ import annotations

from sqlalchemy import text

from harmony_server.store.engine import Workbench
from harmony_server.store.staging.difference import finish


def undo(bench: Workbench, version: int) -> None:
    """Find what the import `version`, the last one, has changed, the other way round."""
    for statement in (*_PLACES, *_PEOPLE, *_BELONGING, *_NAMES):
        bench.connection.execute(text(statement), {"v": version} if ":v" in statement else {})
    bench.know("to_member", "to_grade", "to_school", "to_class", "to_person")
    finish(bench)


_PLACES = (
    """INSERT INTO to_school (id, name, what) SELECT f.id, f.name,
         CASE WHEN f.was_until IS NULL THEN 'changed' ELSE 'gone' END
       FROM former_places f WHERE f.kind = 'school' AND f.since = :v ORDER BY f.id""",
    """INSERT INTO to_school (id, name, what)
       SELECT id, name, CASE WHEN since = :v THEN 'gone' ELSE 'back' END
       FROM schools WHERE (since = :v AND until IS NULL) OR (until = :v AND since < :v) ORDER BY id""",
    """INSERT INTO to_class (id, title, school_id, what) SELECT f.id, f.name, f.school_id,
         CASE WHEN f.was_until IS NULL THEN 'changed' ELSE 'gone' END
       FROM former_places f WHERE f.kind = 'class' AND f.since = :v ORDER BY f.id""",
    """INSERT INTO to_class (id, title, school_id, what)
       SELECT id, title, school_id, CASE WHEN since = :v THEN 'gone' ELSE 'back' END
       FROM classes WHERE (since = :v AND until IS NULL) OR (until = :v AND since < :v) ORDER BY id""",
)
_PEOPLE = (
    """INSERT INTO to_person (id, username, username_key, given_name, family_name, role, picture, colour,
         search_key, enabled, what, rewritten, waits)
       SELECT f.id, f.username, f.username_key, f.given_name, f.family_name, f.role, p.picture, p.colour,
         f.search_key, CASE WHEN f.enabled THEN 1 ELSE 0 END,
         CASE WHEN f.was_until IS NULL THEN 'changed' ELSE 'gone' END,
         CASE WHEN f.was_until IS NULL THEN 1 ELSE 0 END, 0
       FROM former_people f JOIN people p ON p.id = f.id WHERE f.since = :v ORDER BY f.id""",
    """INSERT INTO to_person (id, username, username_key, given_name, family_name, role, picture, colour,
         search_key, enabled, what, rewritten, waits)
       SELECT id, username, username_key, given_name, family_name, role, picture, colour,
         search_key, CASE WHEN enabled THEN 1 ELSE 0 END, CASE WHEN since = :v THEN 'gone' ELSE 'back' END,
         CASE WHEN since = :v THEN 0 ELSE 1 END, 0
       FROM people WHERE (since = :v AND until IS NULL) OR (until = :v AND since < :v) ORDER BY id""",
)
_STAYS = "NOT EXISTS (SELECT 1 FROM to_person d WHERE d.id = k.person_id AND d.what = 'gone')"
"""Whoever leaves keeps schools and grades for the day they are back."""
_BELONGING = (
    f"""INSERT INTO to_member (person_id, school_id, what)
        SELECT k.person_id, k.school_id, CASE WHEN k.since = :v THEN 'gone' ELSE 'new' END
        FROM person_schools k WHERE {_STAYS}
        AND ((since = :v AND until IS NULL) OR (until = :v AND since < :v)) ORDER BY 1, 2""",  # noqa: S608
    f"""INSERT INTO to_grade (person_id, grade, what)
        SELECT k.person_id, k.grade, CASE WHEN k.since = :v THEN 'gone' ELSE 'new' END
        FROM person_grades k WHERE {_STAYS}
        AND ((since = :v AND until IS NULL) OR (until = :v AND since < :v)) ORDER BY 1, 2""",  # noqa: S608
    """INSERT INTO to_enrollment (class_id, person_id, role, what)
       SELECT class_id, person_id, role, CASE WHEN since = :v THEN 'gone' ELSE 'new' END
       FROM enrollments WHERE (since = :v AND until IS NULL) OR (until = :v AND since < :v)
       ORDER BY 1, 2, 3""",
    """INSERT INTO to_person (id, username, username_key, given_name, family_name, role, picture, colour,
         search_key, enabled, what, rewritten, waits)
       SELECT n.id, n.username, n.username_key, n.given_name, n.family_name, n.role, n.picture, n.colour,
         n.search_key, CASE WHEN n.enabled THEN 1 ELSE 0 END, 'changed', 0, 0 FROM now_people n
       WHERE n.id NOT IN (SELECT id FROM to_person) AND (n.id IN (SELECT person_id FROM to_member)
         OR n.id IN (SELECT person_id FROM to_grade)) ORDER BY n.id""",
)
_NAMES = (
    """INSERT INTO to_name (kind, external_id, portal_id, what)
       SELECT x.kind, x.external_id, x.portal_id, 'gone' FROM external_ids x JOIN external_ids old
       ON old.kind = x.kind AND old.portal_id = x.portal_id AND old.source = x.source AND old.until = :v
       WHERE x.since = :v AND x.until IS NULL""",
    """INSERT INTO to_name (kind, external_id, portal_id, what)
       SELECT kind, external_id, portal_id, 'new' FROM external_ids WHERE until = :v AND since < :v""",
)
