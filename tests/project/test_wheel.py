"""The engine alone: a wheel, installed into an empty environment, and a course made with it."""

import json
import zipfile

import pytest
from wheel_fixtures import run

from autograder.extras import EXTRAS

MOST_PACKAGES = 14


@pytest.fixture(scope="module")
def course(installed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("anywhere")
    made = run(installed / "autograder", "new-course", "mine", cwd=folder)
    assert made.returncode == 0, made.stderr
    return folder / "mine"


def test_the_wheel_holds_the_engine_its_types_and_a_licence_and_no_course(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"autograder"}
    assert "autograder/py.typed" in names
    assert any(name.endswith("LICENSE") for name in names)


def test_grading_needs_about_a_dozen_packages(installed):
    listed = run(installed / "pip", "list", "--format", "json", "--disable-pip-version-check")
    names = {entry["name"].lower() for entry in json.loads(listed.stdout)}
    assert len(names - {"pip", "setuptools"}) <= MOST_PACKAGES, names


def test_a_new_course_is_released_and_graded(installed, course):
    released = run(installed / "autograder", "release", cwd=course)
    assert released.returncode == 0, released.stderr
    assert "nothing leaks, stubs score 0, the master scores in full" in released.stdout
    stub = course / "release/data_scaling/assignment/data_scaling.py"
    for student, source in (("ada", course / "assignment/data_scaling.py"), ("ben", stub)):
        folder = course / "submissions" / student / "assignment"
        folder.mkdir(parents=True)
        (folder / "data_scaling.py").write_bytes(source.read_bytes())
    graded = run(
        *(installed / "autograder", "grade", "data_scaling", "submissions", "--out", "graded"),
        cwd=course,
    )
    assert graded.returncode == 0, graded.stderr
    rows = (course / "graded/grades.csv").read_text("utf-8-sig").splitlines()
    assert rows[1].startswith('"ada","graded",80,') and rows[2].startswith('"ben","graded",0,')


def test_nothing_is_written_beside_the_course(installed, course):
    assert [path.name for path in course.parent.iterdir()] == ["mine"]
    package = next((installed.parent / "lib").glob("python*/site-packages"))
    tops = {path.name for path in package.iterdir()}
    assert not tops & {"assignment", "labs", "notebooks", "release", "course.py"}


def test_a_command_whose_extra_is_missing_says_which(installed, course):
    run(installed / "autograder", "demo", "--out", "demo", cwd=course)
    done = run(installed / "autograder", "export", "junit", "demo/graded", cwd=course)
    assert done.returncode == 2
    assert done.stderr.replace("\n", " ").count("pip install 'autograder[junit]'") == 1


def test_outside_a_course_a_command_says_how_to_make_one(installed, tmp_path):
    done = run(installed / "autograder", "release", cwd=tmp_path)
    assert done.returncode == 1
    assert "There is no course here" in done.stderr and "new-course" in done.stderr


def test_a_new_course_is_audited(installed, course):
    parts = ("styles", "misconceptions", "mutants", "limits")
    done = run(installed / "autograder", "audit", "--fast", *parts, cwd=course)
    assert done.returncode == 0, done.stderr
    for words in (
        "styles fairly graded",
        "misconceptions named",
        "mutants killed",
        "limits killed",
    ):
        assert words in done.stdout


def test_a_part_that_cannot_be_audited_here_says_why(installed, course):
    done = run(installed / "autograder", "audit", "--fast", "rules", "gradebook", cwd=course)
    assert done.returncode == 1, "they were named"
    told = done.stderr.replace("\n", " ")
    assert "course.py has no rules" in told and "pip install 'autograder[nbgrader]'" in told


ATTACKED = """
from autograder import labs
from autograder.audit import attacks, malformed
from autograder.audit.target import target_of

lab = labs.load("data_scaling")
names = ["exits with success in a call", "equal to everything", "the reference's files"]
print(attacks.stopped_under(lab.name, "auto", names))
cases = malformed.malformed_for(target_of(lab))
print(list(malformed.handle(target_of(lab), cases[20:70:12])))
"""


def test_a_lab_of_one_function_can_be_attacked(installed, course):
    done = run(installed / "python", "-c", ATTACKED, cwd=course)
    assert done.stdout == "[]\n[]\n", done.stdout + done.stderr


def test_every_library_of_an_extra_is_known_by_the_name_of_its_extra(wheel):
    archive = zipfile.ZipFile(wheel)
    (metadata,) = [name for name in archive.namelist() if name.endswith("METADATA")]
    lines = archive.read(metadata).decode().splitlines()
    extras = {line.partition(": ")[2] for line in lines if line.startswith("Provides-Extra")}
    assert set(EXTRAS.values()) <= extras
