"""Whatever one submission does to the kit's own code, everybody else has marks and all views.

The code is broken here on purpose, for one student: nobody knows yet how to break it by what is
handed in.
"""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.export import canvas, junit
from autograder.grading import grade as grading
from autograder.grading import intake
from autograder.isolate.sandbox import SandboxError
from autograder.reporting import views
from autograder.results import read_result, read_results
from autograder.scheduling import job

NO_WEIGHTS = {"solver_model.npz": None, "best_model.npz": None}


@pytest.fixture
def papers(submit, tmp_path):
    for student in ("ada", "bob", "cora"):
        submit(student, extra=NO_WEIGHTS)
    return tmp_path / "class"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def run(*line):
    """Run a command here; return its status and what it printed."""
    status = 0

    def command(standalone_mode):
        cli.cli([str(word) for word in line], standalone_mode=standalone_mode)

    runner = CliRunner()
    with runner.isolation() as streams:
        try:
            cli.main(command)
        except SystemExit as end:
            status = end.code or 0
        said = b"".join(stream.getvalue() for stream in streams if hasattr(stream, "getvalue"))
    return status, said.decode("utf-8", "replace")


def grade(papers, out):
    line = ("grade", "two_layer_net", papers, "--out", out, "--jobs", 1, "--isolation", "landlock")
    return run(*line)


def tripping(function, student, error):
    """Return a function that fails on whatever is of one student."""

    def trip(*args, **kwargs):
        if any(student in repr(getattr(arg, "student", arg)) for arg in args):
            raise error("x\x1b[31m" * 9)
        return function(*args, **kwargs)

    return trip


def check_bob_alone_has_no_mark(out):
    scores = {result.student: result.score for result in read_results(out)}
    assert scores == {"ada": 78, "bob": None, "cora": 78}
    assert read_result(out / "results" / "bob.json").status == "failed"
    (line,) = (row for row in (out / "grades.csv").read_text().splitlines() if "bob" in row)
    assert line.startswith('"bob","failed","",')
    assert "Without a mark" in (out / "report.html").read_text("utf-8")
    assert "no mark yet" in (out / "feedback" / "bob.html").read_text("utf-8")


@pytest.mark.parametrize("error", [OSError, MemoryError])
@pytest.mark.parametrize(
    ("module", "name"),
    [(intake, "read"), (job, "write_feedback"), (job, "own_code"), (grading, "judge_evidence")],
)
def test_the_code_that_reads_judges_and_reports_may_fall_on_one(
    papers, out, monkeypatch, module, name, error
):
    if name == "judge_evidence":  # is told of no student
        monkeypatch.setattr(
            grading.Grader, "_graded", tripping(grading.Grader._graded, "bob", error)
        )
    elif name == "own_code":
        (papers / "bob" / "assignment" / "layers.py").write_text("bob = 1\n")
        monkeypatch.setattr(module, name, tripping(job.own_code, "bob = 1", error))
    elif name == "write_feedback":
        honest = job.write_feedback

        def write(result, *rest):
            if result.student == "bob" and result.status == "graded":
                raise error
            return honest(result, *rest)

        monkeypatch.setattr(module, name, write)
    else:
        monkeypatch.setattr(module, name, tripping(intake.read, "bob", error))
    status, said = grade(papers, out)
    assert status == 1
    assert f"bob: {error.__name__}" in said
    assert "Traceback" not in said and "Traceback" in (out / "failures.log").read_text()
    assert "\x1b[31m" not in (out / "failures.log").read_text()
    check_bob_alone_has_no_mark(out)
    monkeypatch.undo()
    assert grade(papers, out)[0] == 0
    assert read_result(out / "results" / "bob.json").score is not None


@pytest.mark.parametrize("view", ["write_grades_csv", "write_report", "similar"])
def test_a_view_that_falls_on_one_is_made_without_it(papers, out, monkeypatch, view):
    honest = getattr(views, view)

    def fall(*args, **kwargs):
        results = args[1] if view == "similar" else args[0]
        if any(result.student == "bob" and result.score for result in results):
            raise IndexError
        return honest(*args, **kwargs)

    monkeypatch.setattr(views, view, fall)
    status, said = grade(papers, out)
    assert status == 1 and "bob could not be reported (IndexError)" in said
    check_bob_alone_has_no_mark(out)


def test_a_view_that_falls_on_everybody_is_named_and_the_others_are_made(papers, out, monkeypatch):
    def fall(*args, **kwargs):
        raise KeyError("x")

    monkeypatch.setattr(views, "write_report", fall)
    status, said = grade(papers, out)
    assert status == 1 and "report.html could not be made (KeyError)" in said
    assert {result.score for result in read_results(out)} == {78}
    assert '"ada","graded",78' in (out / "grades.csv").read_text("utf-8-sig")
    monkeypatch.undo()
    assert grade(papers, out)[0] == 0 and (out / "report.html").exists()


def test_an_export_that_falls_on_one_is_blank_there(papers, out, monkeypatch):
    assert grade(papers, out)[0] == 0
    honest = junit.junit

    def fall(lab, results):
        if any(result.student == "bob" and result.score for result in results):
            raise ValueError("bob")
        return honest(lab, results)

    monkeypatch.setattr(junit, "junit", fall)
    status, said = run("export", "junit", out)
    assert status == 1 and "bob is blank in it (ValueError)" in said
    suites = ET.parse(out / "export" / "junit.xml").getroot()
    assert [suite.get("name") for suite in suites] == ["ada", "bob", "cora"]
    assert [suite.get("errors") for suite in suites] == ["0", "1", "0"]
    assert read_result(out / "results" / "bob.json").score == 78


def test_an_export_that_falls_on_everybody_says_so_without_a_traceback(papers, out, monkeypatch):
    assert grade(papers, out)[0] == 0
    monkeypatch.setattr(canvas, "read_gradebook", lambda path: 1 / 0)
    (out / "x.csv").write_text("")
    status, said = run("export", "canvas", out, "--canvas-csv", out / "x.csv")
    assert status == 1 and "canvas could not be written (ZeroDivisionError)" in said


def test_a_submission_that_ends_every_sandbox_is_the_only_one_without_a_mark(
    papers, out, monkeypatch
):
    def lost(grader, reading, earlier):
        if reading.student == "bob":
            raise SandboxError("the template was lost")
        return honest(grader, reading, earlier)

    honest = job.regrade
    monkeypatch.setattr(job, "regrade", lost)
    status, said = grade(papers, out)
    assert status == 1 and "bob: SandboxLost" in said
    check_bob_alone_has_no_mark(out)


def test_of_two_submissions_as_old_as_each_other_none_is_graded_and_all_others_are(papers, out):
    for name in ("bob", "ada"):
        (papers / f"{name}.zip").write_bytes(b"PK\5\6" + bytes(18))
    for file in (papers / "bob").rglob("*.py"):
        file.unlink()
    status, said = grade(papers, out)
    assert status == 1
    assert "bob are as old as each other" in said or "bob.zip are as old as each other" in said
    assert "Modified last, so graded" in said
    check_bob_alone_has_no_mark(out)
    report = (out / "report.html").read_text("utf-8")
    assert "More than one submission, 1" in report and "not graded: ada.zip" in report
    assert "bob are as old as each other" in report or "move those that do not count" in report
    message = read_result(out / "results" / "ada.json").message
    assert "ada was graded, because it was modified last, and ada.zip was not" in message


def test_results_of_before_are_found_under_the_names_ids_have_now(papers, out):
    (papers / "bob").rename(papers / "Bob")
    assert grade(papers, out)[0] == 0
    (new,) = (path.stem for path in (out / "results").glob("Bob*"))
    for folder in ("results", "feedback", "fingerprints"):
        for path in (out / folder).glob(f"{new}.*"):
            path.rename(path.with_stem("Bob"))
    (out / "index.json").unlink()
    status, said = grade(papers, out)
    assert status == 0 and "3 were graded before" in said
    assert len(list((out / "results").iterdir())) == 3


def test_a_result_that_failed_is_blank_in_json(lab):
    result = job.failures.failed("ada", lab)
    plain = json.loads(result.to_json())
    assert (plain["status"], plain["score"], plain["questions"]) == ("failed", None, [])
    assert replace(result) == result
