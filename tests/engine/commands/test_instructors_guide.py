"""The guide's morning: its lines on marks, totals and publishing run as they stand, in order."""

import csv
import re
import shlex

import pytest

from autograder import labs
from autograder.cli import main
from autograder.course import current
from autograder.results import QuestionResult, Result, write_result

GUIDE = (current().folder / "docs" / "instructors.md").read_text("utf-8")
LAB = "two_layer_net"
DAYS = {"2026-0001": 22, "2026-0002": 25, "2026-0003": 24}  # on which each handed in
STUDENTS = tuple(DAYS)


def lines(*starts):
    """Return the guide's commands that begin so, without their comments, in its order."""
    found = re.findall("^autograder (.*)$", GUIDE, re.M)
    commands = [shlex.split(line, comments=True) for line in found]
    return [command for command in commands if command[0] in starts]


def result(student, lab):
    questions = tuple(
        QuestionResult(one.id, one.title, one.points if one.id in lab.automatic else 0.0,
                       one.points, "passed" if one.id in lab.automatic else "manual")
        for one in lab.questions
    )  # fmt: skip
    return Result(
        student, LAB, "graded", lab.max_score, lab.max_score, "", questions, 0.1, "landlock"
    )


@pytest.fixture
def run(monkeypatch, capsys):
    def call(arguments):
        monkeypatch.setattr("sys.argv", ["autograder", *arguments])
        try:
            main()
        except SystemExit as stop:
            assert not stop.code, f"{arguments}: {capsys.readouterr().err}"
        return "".join(capsys.readouterr())

    return call


def grades(folder):
    with (folder / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_the_lines_on_marks_totals_and_publishing_run_as_they_stand(tmp_path, monkeypatch, run):
    lab = labs.load(LAB)
    monkeypatch.chdir(tmp_path)
    graded = tmp_path / "graded" / LAB
    for student in STUDENTS:
        write_result(result(student, lab), graded)
    run(["report", str(graded)])

    collected = tmp_path / "submissions" / LAB
    collected.mkdir(parents=True)
    times = "".join(f"{one},collected,2026-11-{day} 12:00\n" for one, day in DAYS.items())
    (collected / "collected.csv").write_text(f"student,status,handed_in\n{times}")
    rows = grades(graded)
    rows["2026-0002"]["hyperparameter_study"] = "8"
    rows["2026-0003"]["hyperparameter_study"] = "4"
    with (tmp_path / "grades.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows["2026-0001"]))
        writer.writeheader()
        writer.writerows(rows.values())
    (policy,) = re.findall("^```\n(deadline: .*?)```$", GUIDE, re.M | re.S)
    (tmp_path / "FILE").write_text(
        f"Student,ID,SIS Login ID,Section,{lab.title} (1)\n    Points Possible,,,,100\n"
        + "".join(f"S,{number},{student},S,\n" for number, student in enumerate(STUDENTS))
    )

    commands = lines("marks", "export", "report")
    assert [command[0] for command in commands] == ["marks"] * 5 + ["export", "report", "report"]
    by_hand, totals = commands[:3], commands[3:]
    for command in by_hand:
        if "--from-nbgrader" not in command:  # test_marks_nbgrader.py
            run(command)
    assert {row["hyperparameter_study"] for row in grades(graded).values()} == {"7", "8", "4"}
    (graded / "marks" / "policy.yaml").write_text(policy)
    for command in totals:
        run(command)
    # 92 automatic points; the study on top. Days late: 1, 4, and 3 less an extension of 2; two are
    # free.
    scores = {student: float(row["score"]) for student, row in grades(graded).items()}
    assert scores == {"2026-0001": 99, "2026-0002": 80, "2026-0003": 96}
    text = (graded / "export" / "canvas.csv").read_text()
    assert "2026-0002,S,80" in text
