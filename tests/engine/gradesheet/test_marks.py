"""A person's word survives every regrade, and stands in every page, table and export."""

import csv
import json
import xml.etree.ElementTree as ElementTree

import jsonschema
import pytest
from classroom_environment import ENVIRONMENT
from export_schemas import CLASSROOM50, GRADESCOPE, PRAIRIELEARN
from marked_lab import LAB, result

from autograder import labs
from autograder.cli import main
from autograder.export import FORMATS, Request, export
from autograder.results import read_results, write_result
from autograder.scheduling.unchanged import Index

NOT_OF_A_CLASS = {"classroom50", "canvas", "moodle", "nbgrader", "gradescope"}  # tested apart


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of three results."""
    monkeypatch.setattr(labs, "load", lambda name: LAB)
    for student, second in (("ada", 10.0), ("bob", 20.0), ("eve", 0.0)):
        write_result(result(student, second=second), tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line; return (exit status, everything it printed)."""

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["autograder", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code or 0
        return status, "".join(capsys.readouterr())

    return call


def grades(folder):
    with (folder / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def page(folder, student):
    return (folder / "feedback" / f"{student}.html").read_text("utf-8")


def test_a_mark_shows_on_every_page_and_survives_a_regrade(folder, run):
    run("marks", folder, "--set", "ada", "study", 7, "--reason", "Well <b>said.")
    status, _ = run("marks", folder, "--set", "ada", "second", 12, "--reason", "As it should be.")
    assert status == 0
    for second in (10.0, 14.0):
        write_result(result("ada", second=second), folder)
        status, words = run("report", folder)
        ada = grades(folder)["ada"]
        assert (ada["score"], ada["max_score"], ada["second"], ada["study"]) == (
            "34",
            "43",
            "12",
            "7",
        )
        assert ada["how"] == f"second {second:g} → 12 by a person: As it should be."
        assert f"in the place of {second:g}" in page(folder, "ada")
        assert "Well &lt;b&gt;said." in page(folder, "ada")
        assert 'href="#q-study"' not in page(folder, "ada")
        assert "As it should be." in (folder / "report.html").read_text("utf-8")
    assert "a person set second to 12 when it was 10; by now it would be 14" in words
    assert "Judged otherwise since" in (folder / "report.html").read_text("utf-8")
    run("marks", folder, "--set", "ada", "second", 12, "--reason", "Still so.")
    assert "by now" not in run("report", folder)[1]


def test_who_waits_is_named_and_has_no_total(folder, run):
    _, words = run("marks", folder, "--set", "ada", "study", 7)
    assert "2 wait for a person's mark" in words
    assert grades(folder)["bob"]["score"] == ""
    assert "There is no total yet" in page(folder, "bob")
    report = (folder / "report.html").read_text("utf-8")
    assert "Waiting for a hand grade, 2" in report


def test_each_deduction_is_told_to_the_student(folder, run):
    run("marks", folder, "--late-days", "bob", 2, "--extra", "bob", 1, "--reason", "Nice plots.")
    (folder / "marks" / "policy.yaml").write_text("deadline: 2026-11-21\npercent a day: 10\n")
    run("report", folder)
    assert grades(folder)["bob"]["score"] == "29"  # 35 - 20 % + 1
    for words in ("Days late: 2. They cost 20 percent of 35", "−7", "Nice plots.", "+1"):
        assert words in " ".join(page(folder, "bob").split())


def test_pages_end_as_the_instructor_says_and_else_ask_nobody_to_hand_in_again(folder, run):
    run("report", folder)
    assert "submit it" not in page(folder, "bob")
    (folder / "marks").mkdir()
    (folder / "marks" / "policy.yaml").write_text("closing: |\n  Until Friday, <b>again</b>.\n")
    run("report", folder)
    end = page(folder, "bob").split("Question by question")[1]
    assert "Until Friday, &lt;b&gt;again&lt;/b&gt;." in end
    assert "Judged" not in end and grades(folder)["bob"]["score"] == "35"


def test_a_table_edited_by_hand_counts_in_the_next_report_and_run(folder, run):
    (folder / "marks").mkdir()
    table = folder / "marks" / "marks.csv"
    table.write_text("student,what,question,value,reason\nada,total,,30,agreed\n")
    run("report", folder)
    assert grades(folder)["ada"]["score"] == "30" and "agreed" in page(folder, "ada")


def test_a_run_that_grades_nothing_still_sees_what_people_changed(folder, run):
    index = Index(folder, {})
    before = index.all_results()
    assert index.all_results() == before
    run("marks", folder, "--set", "ada", "study", 3)
    between = index.all_results()
    (folder / "marks" / "policy.yaml").write_text("cap percent: 50\n")
    assert len({before, between, index.all_results()}) == 3


def test_a_filled_in_table_of_grades_is_taken_and_what_disagrees_is_named(folder, run):
    run("report", folder)
    filled = folder.parent / "filled.csv"
    rows = list(grades(folder).values())
    for row, study in zip(rows, ("7", "", "3,5")):
        row["study"] = study
    rows[1]["second"] = "19"
    rows[2]["score"] = "20"
    with filled.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    _, words = run("marks", folder, "--from", filled)
    assert "2 said in" in words
    assert "eve has the score 20, here it is 15: no total is taken" in words
    assert "bob has 19 in second, by the machine 20: give the reason" in words
    assert grades(folder)["eve"]["study"] == "3.5"
    run("marks", folder, "--set", "ada", "study", 5)
    _, words = run("marks", folder, "--from", filled)
    assert "points of study of ada is 5 here and 7 in filled.csv: it stays" in words
    assert grades(folder)["ada"]["study"] == "5"


def test_what_a_table_says_twice_is_taken_neither_way(folder, run):
    table = folder.parent / "twice.csv"
    table.write_text("student,study\nada,5\nbob,4\nada,7\nbob,4.0\n", encoding="utf-8")
    _, words = run("marks", folder, "--from", table)
    assert "points of study of ada is 5 and also 7: neither is taken" in words
    assert "1 said in" in words
    assert grades(folder)["bob"]["study"] == "4" and grades(folder)["ada"]["study"] == ""


def test_times_and_groups_come_from_a_collection(folder, run):
    table = folder.parent / "collected.csv"
    table.write_text(
        "student,name,status,handed_in,late,group\n"
        "ada,,earlier attempt,2026-11-20 10:00,no,\n"
        "ada,,collected,2026-11-23 10:00,yes,Team\n"
        "bob,,collected,2026-11-21 10:00,no,Team\n"
        "eve,,nothing handed in,,,\n",
        encoding="utf-8",
    )
    (folder / "marks").mkdir()
    (folder / "marks" / "policy.yaml").write_text("deadline: 2026-11-21\npercent a day: 20\n")
    run("marks", folder, "--from", table)
    found = grades(folder)
    assert {one: found[one]["score"] for one in found} == {"ada": "15", "bob": "35", "eve": "15"}
    assert found["ada"]["late_days"] == "2"
    table.write_text("student,status,handed_in,late\neve,collected,,yes\nada,collected,,no\n")
    assert "1 handed in late, and not when (eve)" in run("marks", folder, "--from", table)[1]
    run("marks", folder, "--extension", "Team", 2)
    assert grades(folder)["ada"]["score"] == "25"


@pytest.mark.parametrize("arguments, words", [
    (["--set", "ada", "second", "3"], "Why is that?"),
    (["--set", "adda", "study", "3"], "adda has no result"),
    (["--set", "ada", "studdy", "3"], "no question studdy"),
    (["--set", "ada", "study", "9"], "more than the 8 of study"),
    (["--total", "ada", "much", "--reason", "x"], "the value is much, expected a number"),
    (["--remove", "ada", "total"], "There is no total of ada"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_written(folder, run, arguments, words):
    status, printed = run("marks", folder, *arguments)
    assert status == 2 and words in printed
    assert not (folder / "marks" / "marks.csv").exists()


def test_a_broken_row_is_named_and_never_lost_by_a_write(folder, run):
    (folder / "marks").mkdir()
    table = folder / "marks" / "marks.csv"
    table.write_text("student,what,question,value\nada,points,second,x\n")
    assert "line 2: the value is x" in run("report", folder)[1]
    status, words = run("marks", folder, "--set", "ada", "study", 3)
    assert status == 1 and "Mend the table first" in words and ",x" in table.read_text()


def test_who_is_excused_without_a_submission_stands_there_and_counts_nowhere(folder, run):
    _, words = run("marks", folder, "--excuse", "ill", "all", "--reason", "A doctor's note.")
    assert "3 submissions, mean 25.0 of 35" in words
    assert (grades(folder)["ill"]["status"], grades(folder)["ill"]["score"]) == ("excused", "")
    assert "You are excused from this lab: it does not count. A doctor" in page(folder, "ill")
    text = " ".join((folder / "report.html").read_text("utf-8").split())
    assert "<dt>submissions</dt><dd>3</dd>" in text and "excused from the lab" in text


def test_what_was_said_is_shown_and_taken_back(folder, run):
    run("marks", folder, "--set", "ada", "study", 3, "--extra", "ada", 1, "--reason", "Nice.")
    assert "ada: points study 3 (Nice.)" in run("marks", folder)[1]
    run("marks", folder, "--remove", "ada", "points study", "--remove", "ada", "extra")
    assert grades(folder)["ada"]["score"] == "25"


# ------------------------------------------------------------------------------- every export


@pytest.fixture
def marked(folder, run):
    """The folder with a hand grade, an override, a deduction, an excuse, one who waits."""
    run(
        "marks",
        folder,
        "--set",
        "ada",
        "study",
        7,
        "--late-days",
        "ada",
        1,
        "--excuse",
        "eve",
        "all",
    )
    run("marks", folder, "--set", "ada", "second", 12, "--reason", "Right in its own way.")
    (folder / "marks" / "policy.yaml").write_text("deadline: 2026-11-21\npercent a day: 10\n")
    return folder


def exported(folder, format):
    return export(format, Request(LAB, read_results(folder), folder))


@pytest.mark.parametrize("format", sorted({*FORMATS} - NOT_OF_A_CLASS))
def test_every_export_has_the_total_and_what_a_person_said(marked, format):
    texts = [path.read_text("utf-8") for path in exported(marked, format).paths]
    (about_ada,) = [text for text in texts if "30.6" in text or "0.7116" in text]  # 34 - 10 %
    assert "10 percent" in about_ada
    assert "Right in its own way" in about_ada


def test_gradescope_gets_the_total_its_reasons_and_no_score_of_who_has_none(marked):
    from autograder.export import gradescope_results
    from autograder.gradesheet.sheet import gradesheet

    documents = {
        one.student: gradescope_results.document(one, LAB)
        for one in gradesheet(LAB, marked).all(read_results(marked))
    }
    for document in documents.values():
        jsonschema.validate(document, GRADESCOPE)
    ada = documents["ada"]
    assert ada["score"] == 30.6 and "Days late: 1" in ada["output"]
    assert [test["score"] for test in ada["tests"]] == [10, 12, 5, 7]
    assert "in the place of 10" in ada["tests"][1]["output"]
    assert "score" not in documents["bob"] and "a person has still" in documents["bob"]["output"]
    assert "score" not in documents["eve"] and "excused" in documents["eve"]["output"]


def test_prairielearn_gets_the_share_of_all_points(marked):
    exported(marked, "prairielearn")
    found = json.loads((marked / "export/prairielearn/ada/results.json").read_text())
    jsonschema.validate(found, PRAIRIELEARN)
    assert found["score"] == pytest.approx(30.6 / 43)


def test_junit_skips_who_is_excused_or_waits(marked):
    (path,) = exported(marked, "junit").paths
    suites = {suite.get("name"): suite for suite in ElementTree.parse(path).getroot()}
    properties = {one.get("name"): one.get("value") for one in suites["ada"].iter("property")}
    assert properties["score"] == "30.6"
    for student in ("bob", "eve"):
        assert suites[student].get("errors") == "0"
        assert suites[student].find("testcase/skipped") is not None


def test_classroom50_gets_no_more_than_there_is(marked, monkeypatch, tmp_path_factory):
    from autograder.export import classroom50
    from autograder.gradesheet.sheet import gradesheet

    (marked / "marks" / "policy.yaml").write_text("extra credit: [bonus]\n")
    ada = gradesheet(LAB, marked).marked(result("ada", second=20))
    ada = gradesheet(LAB, marked).marked(ada.verdict)
    document = classroom50.document(ada, LAB, ENVIRONMENT)
    jsonschema.validate(document, CLASSROOM50)
    assert (document["score"], document["max-score"]) == (34, 38)
    assert [test["test-name"] for test in document["tests"]][-1] == "study"


def test_canvas_gets_the_total_an_excuse_and_nothing_of_who_waits(marked, tmp_path):
    book = tmp_path / "canvas.csv"
    book.write_text(
        "Student,ID,SIS Login ID,Section,A tiny lab (1)\n    Points Possible,,,,43\n"
        '"A",1,ada,S,\n"B",2,bob,S,\n"E",3,eve,S,\n'
    )
    made = export("canvas", Request(LAB, read_results(marked), marked, canvas_csv=book))
    text = made.paths[0].read_text()
    assert "A,1,ada,S,30.6" in text and "E,3,eve,S,EX" in text and "bob" not in text
    assert "bob waits for a hand grade of study" in " ".join(made.notes)
