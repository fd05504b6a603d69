"""A class of sixty from a platform's download to the platforms' gradebooks, and a regrade.

What the machine finds is chosen here; every total is worked out a second time, by a sheet of the
test's own in whole hundredths of a point.
"""

import csv
import io
import random
import zipfile
from dataclasses import replace

import fake_lab
import pytest
from fake_course import MANUAL, PASSED
from fake_course import result as verdict
from nbgrader.api import Gradebook

from autograder import labs
from autograder.audit.material import zipped
from autograder.cli import main
from autograder.grading import class_folder, intake
from autograder.results import write_result

pytest_plugins = ("course_fixtures",)
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

STUDENTS = [str(20101 + number) for number in range(60)]
ABSENT, EXCUSED = "20190", STUDENTS[3]
DEADLINE = 20  # of November
POLICY = """
deadline: 2026-11-20 23:59
free late days: 1
percent a day: 10
most percent: 30
cap percent: 100
"""


class Class:
    """What is true of each student, drawn once: the machine's points, hand grades, days late."""

    def __init__(self):
        draw = random.Random(7)
        self.machine = {one: draw.choice([0, 100, 150, 250, 333, 400]) for one in STUDENTS}
        self.study = {one: draw.choice([0, 50, 125, 200, 300]) for one in STUDENTS}
        self.late = {one: draw.choice([0, 0, 0, 1, 2, 3, 6]) for one in STUDENTS}
        self.extension = {one: 2 for one in STUDENTS[::17]}
        self.extra = {STUDENTS[5]: 50, STUDENTS[6]: -25, STUDENTS[7]: 300}
        self.override = {STUDENTS[8]: 275, STUDENTS[9]: 0}

    def total(self, student):
        """The total in hundredths, by the policy as a person would work it out."""
        points = self.override.get(student, self.machine[student]) + self.study[student]
        days = max(self.late[student] - self.extension.get(student, 0), 0)
        percent = min(10 * max(days - 1, 0), 30)
        left = points * (100 - percent)  # in hundredths of hundredths
        left = (left + 50) // 100 if percent else points
        return min(max(left + self.extra.get(student, 0), 0), 700)

    def results(self):
        """What the grader finds, a result a student."""
        for student in STUDENTS:
            points = self.machine[student] / 100
            outcome = "passed" if points == 4 else "partial" if points else "failed"
            relu = replace(PASSED, points=points, outcome=outcome)
            yield replace(verdict(relu, student=student), questions=(relu, MANUAL))


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["autograder", *map(str, arguments)])
        try:
            main()
        except SystemExit as stop:
            assert not stop.code, capsys.readouterr().err
        return "".join(capsys.readouterr())

    return call


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def download(path, truth):
    """Write what Canvas gives: a zip of zips, late ones marked."""
    with zipfile.ZipFile(path, "w") as archive:
        for number, student in enumerate(STUDENTS):
            late = "_LATE" if truth.late[student] else ""
            name = f"student{'abcdefghij'[number % 10]}{late}_{student}_{9000 + number}_tiny.zip"
            archive.writestr(name, zipped({"assignment/layers.py": f"# {student}\n"}))


def hundredths(cell):
    return round(100 * float(cell))


def check_every_total(folder, run, truth, canvas, worksheet):
    """Export to Canvas and Moodle; every total is that of the test's sheet."""
    totals = {one: truth.total(one) for one in STUDENTS if one != EXCUSED}
    grades = {row["student"]: row for row in rows_of(folder / "grades.csv")}
    assert {one: hundredths(grades[one]["score"]) for one in totals} == totals
    run("export", "canvas", folder, "--canvas-csv", canvas, "--canvas-column", "4711")
    table = list(csv.reader(io.StringIO((folder / "export" / "canvas.csv").read_text())))
    filled = {row[1]: row[-1] for row in table[2:]}
    assert {one: hundredths(filled[one]) for one in totals} == totals
    assert filled[EXCUSED] == "EX" and ABSENT not in filled
    run("export", "moodle", folder, "--worksheet", worksheet)
    filled = {
        row["Identifier"].split()[1]: row["Grade"] for row in rows_of(folder / "export/moodle.csv")
    }
    assert {one: hundredths(mark) for one, mark in filled.items()} == totals
    run("export", "nbgrader", folder)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        for submission in book.assignment_submissions("tiny"):
            if submission.student.id in totals:
                left = submission.score - submission.late_submission_penalty
                assert round(100 * left) == totals[submission.student.id]


def test_sixty_students_from_a_download_to_gradebooks_and_through_a_regrade(
    tiny_course, tmp_path, run, monkeypatch
):
    lab = fake_lab.make_lab(tiny_course.root)
    monkeypatch.setattr(labs, "load", lambda name: lab)
    truth, folder = Class(), tmp_path / "graded"
    folder.mkdir()
    (tiny_course.root / "gradebook.db").rename(folder / "gradebook.db")

    # the way in
    download(tmp_path / "submissions.zip", truth)
    roster = tmp_path / "roster.csv"
    roster.write_text("ID,Student\n" + "".join(f"{one},\n" for one in [*STUDENTS, ABSENT]))
    into = tmp_path / "class"
    said = run(
        "collect", "canvas", tmp_path / "submissions.zip", "--roster", roster, "--into", into
    )
    assert "60 students" in said and "1 handed in nothing" in said and ABSENT in said
    found = class_folder.find([into], lab)
    assert sorted(map(intake.student_id, found)) == STUDENTS
    for path in found:
        assert intake.read(path, lab).sources == {"layers.py": f"# {intake.student_id(path)}\n"}

    # what the machine and people find: half of the hand grades in a table, half in formgrader
    for result in truth.results():
        write_result(result, folder)
    run("report", folder)
    (folder / "marks").mkdir()
    (folder / "marks" / "policy.yaml").write_text(POLICY)
    times = tmp_path / "times.csv"
    times.write_text("student,status,handed_in\n" + "".join(
        f"{one},collected,2026-11-{DEADLINE + truth.late[one]} 12:00\n" for one in STUDENTS
    ))  # fmt: skip
    filled = rows_of(folder / "grades.csv")
    for row in filled[:30]:
        row["study"] = f"{truth.study[row['student']] / 100:.2f}".replace(".", ",")
    table = tmp_path / "filled.csv"
    with table.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(filled[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(filled)
    run("marks", folder, "--from", times, "--from", table)
    run("export", "nbgrader", folder)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        for student in STUDENTS[30:]:
            book.find_grade("study", "tiny", "tiny", student).manual_score = (
                truth.study[student] / 100
            )
        book.db.commit()
    run("marks", folder, "--from-nbgrader")
    options = ["--excuse", EXCUSED, "all"]
    for option, marks in (("--extra", truth.extra), ("--extension", truth.extension)):
        for student, value in marks.items():
            amount = value / 100 if option == "--extra" else value
            options += [option, student, amount]
    for student, value in truth.override.items():
        options += ["--set", student, "relu", value / 100]
    run("marks", folder, "--reason", "As agreed.", *options)

    # the way out
    canvas, worksheet = tmp_path / "canvas.csv", tmp_path / "worksheet.csv"
    head = "Student,ID,SIS Login ID,Section,Tiny (4711)\n    Points Possible,,,,7\n"
    canvas.write_text(head + "".join(f"S,{one},,S,\n" for one in [*STUDENTS, ABSENT]))
    head = "Identifier,Full name,Status,Grade,Maximum Grade,Last modified (grade)\n"
    rows = [f"Participant {one},S,x,,7.00,-\n" for one in [*STUDENTS, ABSENT]]
    worksheet.write_text(head + "".join(rows))
    check_every_total(folder, run, truth, canvas, worksheet)

    # a check is mended: every mark of a person's is still there, and who was overridden is named
    for student in STUDENTS[::4]:
        truth.machine[student] = 400 - truth.machine[student]
    for result in truth.results():
        write_result(result, folder)
    said = run("report", folder)
    assert f"{STUDENTS[8]}: a person set relu to 2.75" in said
    check_every_total(folder, run, truth, canvas, worksheet)
    assert all(
        row["study"] != "" for row in rows_of(folder / "grades.csv") if row["student"] != EXCUSED
    )
