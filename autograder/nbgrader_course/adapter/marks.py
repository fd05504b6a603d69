"""Results into nbgrader's gradebook, and a person's marks out of it."""

from collections.abc import Sequence
from pathlib import Path

from alembic.script import ScriptDirectory
from nbgrader import __version__
from nbgrader.api import Base, InvalidEntry
from nbgrader.converters.base import NbGraderException
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import URL, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from autograder.gradesheet.agreed import Agreed
from autograder.gradesheet.marked import Marked
from autograder.lab import Lab
from autograder.nbgrader_course import database, gradebook, people
from autograder.nbgrader_course.adapter.generate import enter, put_alembic_on_path
from autograder.results import Result


def write_gradebook(lab: Lab, results: Sequence[Result], url: URL) -> list[str]:
    """Enter results in the nbgrader gradebook at `url`; it is made if it is not there.

    Marks a person gave stay. The manual questions wait for theirs. Returns in words which results
    the gradebook cannot hold. Raises CannotEnter where that is all of them, and DatabaseFailed.
    """
    results, left = gradebook.fitting(lab, results)
    put_alembic_on_path()
    with database.connected(url) as engine:
        check_revision(engine)
        try:
            enter(lab, database.patient(url).render_as_string(hide_password=False))
        except (NbGraderException, InvalidEntry) as error:
            if isinstance(error.__context__, DBAPIError):  # the driver's own words say more
                raise error.__context__ from None
            raise database.DatabaseFailed(
                f"{database.shown(url)}: nbgrader cannot enter the lab {lab.name} ({error}). "
                "If its cells changed after marks were entered, use another gradebook."
            ) from error
        gradebook.enter(engine, Base.metadata.tables, lab, results)
    return left


def write_people(lab: Lab, results: Sequence[Marked], url: URL, agreed: Agreed) -> list[str]:
    """Enter what people said of results that are in a gradebook; return what they have to know.

    Raises DatabaseFailed.
    """
    with database.connected(url) as engine:
        return people.enter(engine, Base.metadata.tables, lab, results, agreed)


def read_people(lab: Lab, url: URL) -> list[tuple[str, str, float | None, float | None, str]]:
    """Return the hand grades of a lab in a gradebook. Raises DatabaseFailed."""
    file = Path(url.database or "")
    if url.drivername == "sqlite" and not file.is_file():
        raise database.DatabaseFailed(
            f"{file} is not there. Enter the marks first: autograder export nbgrader DIR."
        )
    put_alembic_on_path()
    with database.connected(url) as engine:
        check_revision(engine)
        return people.hand_grades(engine, Base.metadata.tables, lab)


def check_revision(engine: Engine) -> None:
    """Raise DatabaseFailed unless the gradebook, if there is one, is of this nbgrader's making."""
    if not inspect(engine).has_table("alembic_version"):
        return
    with engine.begin() as connection:
        made_by = connection.scalar(text("SELECT version_num FROM alembic_version"))
    known = [
        step.revision for step in ScriptDirectory(ALEMBIC_DIR).walk_revisions()
    ]  # newest first
    where = database.shown(engine.url)
    if made_by not in known:
        raise database.DatabaseFailed(
            f"{where}: this gradebook has the layout {made_by}, which nbgrader {__version__} does "
            f"not know (its own is {known[0]}): a newer nbgrader made it. Install that one."
        )
    if made_by != known[0]:
        raise database.DatabaseFailed(
            f"{where}: an older nbgrader made this gradebook. Make a copy of it, then run "
            "`nbgrader db upgrade`, with this database as CourseDirectory.db_url."
        )
