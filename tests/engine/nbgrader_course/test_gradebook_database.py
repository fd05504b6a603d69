"""The gradebook's database: two writers at once, and everything that can be wrong with it."""

import multiprocessing
import shutil
import socket
import sqlite3
import sys
from contextlib import closing, contextmanager

import filelock
import postgresql_server
import pytest
from fake_course import PARTIAL, PASSED, Course, FakeGrader, answer, result
from gradebook_rows import rows
from nbgrader.api import Gradebook
from sqlalchemy import NullPool, create_engine, func, select, text

from autograder import labs
from autograder.cli import main
from autograder.nbgrader_course import database
from autograder.nbgrader_course.adapter import marks
from autograder.nbgrader_course.database import DatabaseFailed, parse_url
from autograder.results import write_result

pytest_plugins = ("course_fixtures", "gradebook_fixtures")
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own


def enter(course, db_url, verdicts):
    """Enter verdicts, {student: verdict of the question relu}, in the gradebook at a URL."""
    found = [result(verdict, student=student) for student, verdict in verdicts.items()]
    marks.write_gradebook(labs.load("tiny"), found, parse_url(db_url))


# -------------------------------------------------------------------------- two at once


def at_once(*calls):
    """Run each call in a process of its own, all at the same moment; none may fail."""
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(len(calls))

    def run(call):
        start.wait()
        call()

    processes = [fork.Process(target=run, args=(call,)) for call in calls]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=300)
    assert [process.exitcode for process in processes] == [0] * len(calls)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_graders_at_once_make_one_gradebook_with_every_mark_once(
    tiny_course, tmp_path, kind, request
):
    """From nothing: both make the tables, enter the lab, and half of the class is in both."""
    url = f"sqlite:///{tmp_path}/new.db"
    if kind == "postgresql":
        url = request.getfixturevalue("postgresql").new_database()
    marks = {f"s{number}": PARTIAL if number % 3 else PASSED for number in range(900)}
    first, second = dict(list(marks.items())[:600]), dict(list(marks.items())[300:])
    at_once(lambda: enter(tiny_course, url, first), lambda: enter(tiny_course, url, second))
    with Gradebook(url) as gradebook:
        found = gradebook.assignment_submissions("tiny")
        assert {entry.student.id: entry.score for entry in found} == {
            student: verdict.points for student, verdict in marks.items()
        }
    counts = {name: len(table) for name, table in rows(url).items()}
    assert counts["student"] == counts["submitted_notebook"] == 900
    assert counts["grade"] == counts["comment"] == 1800
    assert (counts["assignment"], counts["notebook"], counts["grade_cells"]) == (1, 1, 2)


def test_two_autograde_commands_at_once_beside_a_grader_enter_every_mark_once(
    tiny_course, new_gradebook, monkeypatch
):
    monkeypatch.setattr(FakeGrader, "verdict", PARTIAL)
    url = new_gradebook()
    course = Course(tiny_course.root, url)
    students = ("ada", "alan")
    for student in students:
        course.submit(student, answer)
    others = {f"s{number}": PASSED for number in range(300)}
    at_once(
        lambda: course.autograde("ada"),
        lambda: course.autograde("alan"),
        lambda: enter(course, url, others),
    )
    for student in students:
        assert course.grades(student) == {"relu": (PARTIAL.points, False), "study": (None, True)}
    found = rows(url)
    assert len(found["student"]) == 302
    assert len(found["grade"]) == 604


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)


@contextmanager
def another_program(url):
    """A program that writes, and takes its time."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(file_of(url), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        with create_engine(url, poolclass=NullPool).connect() as other:
            other.execute(text("LOCK TABLE grade"))
            yield


@contextmanager
def another_grader(url):
    """Another `autograder export`."""
    if url.startswith("sqlite"):
        with filelock.FileLock(f"{file_of(url)}.lock"):
            yield
    else:
        with create_engine(url, poolclass=NullPool).connect() as other:
            other.execute(select(func.pg_advisory_lock(database.ADVISORY_LOCK)))
            yield


def file_of(url):
    return url.removeprefix("sqlite:///")


@pytest.mark.parametrize("other", [another_program, another_grader])
def test_another_writer_is_waited_for_and_then_named(
    tiny_course, new_gradebook, monkeypatch, other
):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    url = new_gradebook()
    with other(url), pytest.raises(DatabaseFailed, match=r"nother program .* Try again when"):
        enter(tiny_course, url, {"ada": PASSED})
    enter(tiny_course, url, {"ada": PASSED})
    assert len(rows(url)["grade"]) == 2


# ------------------------------------------------------------------- what can be wrong


@pytest.fixture
def run(tiny_course, tmp_path, monkeypatch, capfd):
    """Export a graded class into a gradebook; return (exit status, what was printed)."""
    write_result(result(PASSED, student="ada"), tmp_path / "graded")

    def call(*options):
        arguments = ["autograder", "export", "nbgrader", str(tmp_path / "graded"), *options]
        monkeypatch.setattr("sys.argv", arguments)
        try:
            main()
            status = 0
        except SystemExit as stop:
            status = stop.code
        out, err = capfd.readouterr()
        return status, out + err

    return call


def test_the_gradebook_is_beside_the_results_unless_a_url_says_otherwise(
    run, tiny_course, tmp_path, monkeypatch
):
    beside, other = tmp_path / "graded/gradebook.db", tmp_path / "other.db"
    for path in (beside, other):
        shutil.copy(tiny_course.root / "gradebook.db", path)
    assert run() == (0, f"Entered the marks in sqlite:///{beside}\n")
    monkeypatch.setenv("AUTOGRADER_DB_URL", f"sqlite:///{other}")
    assert run() == (0, f"Entered the marks in sqlite:///{other}\n")
    assert rows(f"sqlite:///{beside}") == rows(f"sqlite:///{other}")


def test_marks_go_to_a_server_and_its_password_is_not_printed(run, postgresql, tiny_template):
    status, said = run("--db-url", postgresql.new_database(tiny_template))
    assert status == 0
    assert said.startswith("Entered the marks in postgresql+psycopg://grader@127.0.0.1:")
    assert "s3cret" not in said


def failure(run, url, *words):
    status, said = run("--db-url", url)
    assert status == 1
    assert said.startswith("autograder: ")
    assert len(said.splitlines()) == 1, said
    assert "s3cret" not in said
    for word in words:
        assert word in said
    return said


def test_a_wrong_password_is_told(run, postgresql):
    failure(run, postgresql.url("postgres", "s3cret-but-wrong"),
            "postgresql+psycopg://grader@127.0.0.1", "password authentication failed",
            "Check the user and the password")  # fmt: skip


def test_a_database_that_is_not_there_is_told(run, postgresql):
    failure(run, postgresql.url("nowhere"), '"nowhere" does not exist', "createdb DATABASE")


def test_a_server_that_does_not_answer_is_told(run):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = postgresql_server.Server(free.getsockname()[1]).url("course")
        failure(run, url, "onnection refused", "Check that the server runs")


def test_a_missing_driver_is_told(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    failure(run, "postgresql+psycopg://grader:s3cret@127.0.0.1/course",
            "the driver is missing", "pip install 'psycopg[binary]'")  # fmt: skip


def test_a_gradebook_of_a_newer_nbgrader_is_told_and_not_touched(run, tiny_course, new_gradebook):
    url = new_gradebook()
    engine = create_engine(url)
    for layout, words in (
        ("ffff00001111", "a newer nbgrader made it"),
        ("724cde206c17", "nbgrader db upgrade"),  # a layout of years ago
    ):
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{layout}'"))
        before = rows(url)
        failure(run, url, words)
        assert rows(url) == before
    engine.dispose()


def test_a_lab_whose_cells_changed_after_marks_were_entered_is_told(
    run, tiny_course, new_gradebook
):
    url = new_gradebook()
    enter(tiny_course, url, {"ada": PARTIAL})
    notebook = tiny_course.root / "notebooks/tiny/tiny.ipynb"
    notebook.write_text(notebook.read_text().replace("train_code", "another_cell"))
    before = rows(url)
    failure(run, url, "nbgrader cannot enter the lab tiny", "use another gradebook")
    assert rows(url) == before


def test_a_file_that_is_no_gradebook_is_told(run, tmp_path):
    (tmp_path / "notes.db").write_text("This is not a database. " * 100)
    failure(run, f"sqlite:///{tmp_path}/notes.db", "file is not a database", "Write the path")
    failure(run, f"sqlite:///{tmp_path}/no/folder/x.db", "unable to open", "Make its folder")
    assert (tmp_path / "notes.db").read_text().startswith("This is not")


@pytest.mark.parametrize(
    "url",
    [
        "s3cret",
        "mysql://grader:s3cret@127.0.0.1/course",
        "postgresql+asyncpg://grader:s3cret@127.0.0.1/course",
        "postgresql+psycopg://grader:s3@s3cret@127.0.0.1/course",
        "postgresql+psycopg://grader:s3cret@127.0.0.1:port/course",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:s3cret?mode=memory&uri=true",
    ],
)
def test_a_url_that_names_no_database_is_wrong_usage(run, url):
    status, said = run("--db-url", url)
    assert status == 2
    assert said.startswith("autograder: --db-url: ")
    assert len(said.splitlines()) == 1
    assert "s3cret" not in said
