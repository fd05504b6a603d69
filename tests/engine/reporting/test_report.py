"""The class report counts right, links right and stays usable for thousands of students."""

import random
import re
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from reported_class import CLASS, GRADED, LAB, NO_N, Page, result

from autograder.reporting.feedback import write_feedback
from autograder.reporting.moved import Move
from autograder.reporting.report import ticks, write_report
from autograder.results import NOTEBOOK, Property, Result


def page(folder: Path, *results: Result) -> Page:
    path = folder / "report.html"
    write_report(results, LAB, path)
    return Page(path.read_text("utf-8"))


def test_the_figures_count_only_graded_submissions(tmp_path: Path) -> None:
    text = page(tmp_path, *CLASS).text
    for words in (
        "submissions 6",
        "median, of 40 points 20",
        "mean 19",
        "with full marks 1",
        "to grade one (median) 1.5 s",
        "of grading in all 9 s",
    ):
        assert words in text


def test_each_question_shows_how_many_had_which_outcome(tmp_path: Path) -> None:
    """Columns: passed, partly, failed, error, timeout, not written, carried, time, mean."""
    found = page(tmp_path, *CLASS)
    rows = {row[0]: row[2:] for row in found.rows}
    assert rows["affine forward"] == ["3", "·", "1", "·", "·", "1", "·", "0.5 s", "6 of 10"]
    assert rows["affine backward"] == ["2", "·", "1", "1", "·", "1", "1", "0.5 s", "4 of 10"]
    assert "study" not in {name.lower() for name in rows}
    assert "could be graded: 1 of 6 submissions" in found.text


def test_a_misconception_counts_once_a_student(tmp_path: Path) -> None:
    found = page(tmp_path, *CLASS)
    where = "affine_forward, affine_backward, svm_loss"
    shared = next(row for row in found.rows if NO_N.hint in row[-1])
    assert shared[0] == "2 of 6"
    assert {*shared[1].removeprefix(NO_N.hint).strip().split(", ")} == {*where.split(", ")}


def test_those_who_need_a_look_are_named_with_the_reason(tmp_path: Path) -> None:
    text = page(tmp_path, *CLASS, result("null", "passed", score=None, message="disk full")).text
    for words in (
        r"Rejected, 1 .*? zip zip\.zip: not a complete zip\.",
        r"Without a mark, 1 .*? null disk full",
        r"Ran out of time, 1 .*? some svm_loss",
        r"Stopped by an error, 1 .*? crash affine_backward, softmax_loss",
        r"Zero points, 1 .*? none",
    ):
        assert re.search(words, text), words


def test_weights_that_wait_for_their_data_and_marks_that_move_far_need_a_look(
    tmp_path: Path,
) -> None:
    waiting = result("ada", "passed", "manual")
    small = Move("bob", 20.0, 13.0, (), ("another submission",))
    far = Move("eve", 2.0, 10.0, (), ("another submission",))
    gone = Move(
        "tom", 10.0, None, (), ("there is no mark now, and its message says why; grade again",)
    )
    others = [result("bob"), result("eve"), result("tom", score=None)]
    write_report([waiting, *others], LAB, tmp_path / "report.html", (small, far, gone))
    text = Page((tmp_path / "report.html").read_text("utf-8")).text
    assert "Waiting for data, 1 Get the data set, then grade again. ada affine_backward" in text
    assert re.search(r"Moved far, 2 .*? eve 2 → 10 tom 10 → –", text)


def test_the_table_of_students_says_what_is_missing(tmp_path: Path) -> None:
    rows = {row[0]: row[1:] for row in page(tmp_path, *CLASS).rows}
    assert rows["all"] == ["40", ""]
    assert rows["none"] == ["0", "Not written yet: all questions"]
    assert rows["zip"] == ["0", "Rejected"]
    assert rows["most"] == ["20", "Not right yet: affine_backward, svm_loss"]


def test_the_histogram_puts_full_marks_into_the_last_bar(tmp_path: Path) -> None:
    page(tmp_path, *CLASS)
    counted = "0 to 10 percent: 1. 30 to 40 percent: 1. 50 to 60 percent: 2. 90 to 100 percent: 1. "
    assert f'"Histogram of scores. {counted}"' in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize("highest", [0, 1, 3, 4, 5, 12, 99, 1659, 5000])
def test_the_axis_reaches_the_highest_bar_in_few_even_steps(highest: int) -> None:
    marks = ticks(highest)
    assert marks[0] == 0 < marks[-1] >= highest
    assert len(marks) <= 6
    assert len({b - a for a, b in pairwise(marks)}) == 1


def test_every_student_links_to_the_page_that_feedback_writes(tmp_path: Path) -> None:
    students = ["plain", "김민준", "a b/../c?d#e%20", "<b>", "=1", "\u202ex"]
    found = page(tmp_path, *(result(student, "passed") for student in students))
    written = [write_feedback(result(s, "passed"), LAB, tmp_path / "feedback") for s in students]
    linked = {unquote(link) for link in found.links if not link.startswith("#")}
    assert linked == {f"feedback/{path.name}" for path in written}
    assert "b" not in found.tags
    assert "\u202e" not in found.text


def test_the_page_says_how_it_was_graded_and_warns_where_that_matters(tmp_path: Path) -> None:
    mixed = [result("a", "passed", data="stand-in"), result("b", "passed", isolation="none")]
    text = page(tmp_path, *mixed).text
    assert "Stand-in data." in text
    assert "No isolation. 1 of 2 submissions" in text
    assert "isolation bubblewrap (1) , none (1)" in text
    assert "kit 1.0 lab abababababab" in text
    text = page(tmp_path, *CLASS).text
    assert "Stand-in data." not in text
    assert "No isolation." not in text


def test_no_results_make_a_page_that_says_so(tmp_path: Path) -> None:
    assert "There are no results yet." in page(tmp_path).text


def test_one_result_is_enough(tmp_path: Path) -> None:
    assert "submission 1" in page(tmp_path, CLASS[0]).text


def test_a_class_of_rejected_submissions_has_no_scores_to_count(tmp_path: Path) -> None:
    assert "median, of 40 points \u2013" in page(tmp_path, CLASS[-1]).text


def test_five_thousand_results_stay_usable(tmp_path: Path) -> None:
    rng = random.Random(0)
    kinds = ("passed", "passed", "carried", "partial", "failed", "error", "not_implemented")
    results = [result(f"s{i}", *rng.choices(kinds, k=4)) for i in range(5000)]
    started = time.perf_counter()
    found = page(tmp_path, *results)
    assert time.perf_counter() - started < 20
    assert (tmp_path / "report.html").stat().st_size < 3_000_000
    assert len({link for link in found.links if link.startswith("feedback/")}) == 5000


def test_the_same_results_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    write_report(CLASS, LAB, tmp_path / "a.html")
    write_report(CLASS[::-1], LAB, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_submission_that_does_not_count_is_named_beside_the_one_that_does(tmp_path):
    result = Result("ada", LAB.name, "rejected", 0, 48, "damaged", (), 0.1, "none")
    older = "ada.zip, <b>ada</b>.ZIP"
    for passed_over in ("", older):
        write_report([replace(result, passed_over=passed_over)], LAB, tmp_path / "report.html")
        page = Page((tmp_path / "report.html").read_text("utf-8"))
        assert (f"not graded: {older}" in page.text) == bool(passed_over)
        assert ("More than one submission, 1" in page.text) == bool(passed_over)


def test_who_handed_in_no_notebook_is_named_and_promised_no_reader(tmp_path: Path) -> None:
    words = "No notebook was handed in, so there is no answer to read."
    ada = result("ada", *["passed"] * 4)
    study = replace(
        ada.questions[-1], message=words, properties=(Property(NOTEBOOK, False, 0.0, words),)
    )
    ada = replace(ada, questions=(*ada.questions[:-1], study))
    text = page(tmp_path, ada, *CLASS).text
    assert re.search(r"Nothing to read, 1 .*? ada No notebook was handed in", text)
    told = Page(write_feedback(ada, LAB, tmp_path).read_text("utf-8")).text
    assert words in told and "A person reads this one" not in told
    other = Page(write_feedback(CLASS[0], LAB, tmp_path).read_text("utf-8")).text
    assert "A person reads this one" in other


def test_a_question_leads_to_its_students_and_a_student_to_theirs(tmp_path: Path) -> None:
    found = page(tmp_path, *CLASS)
    source = (tmp_path / "report.html").read_text("utf-8")
    targets = {link[1:] for link in found.links if link.startswith("#of-")}
    assert targets == {f"of-{id}" for id in GRADED} and all(
        f'id="{one}"' in source for one in targets
    )
    section = source.split('id="of-svm_loss"')[1].split("</details>")[0]
    names = Page(section)
    assert names.links == [f"feedback/{one}.html" for one in ("most", "some", "none")]
    assert "Ran out of time: some" in names.text
    row = "<tr><td>" + source.split('href="feedback/some.html"')[-1].split("</tr>")[0]
    assert Page(row).links == [
        "#of-softmax_loss", "#of-affine_forward", "#of-svm_loss", "#of-affine_backward"
    ]  # fmt: skip


def test_the_mean_says_whom_it_counts(tmp_path: Path) -> None:
    text = page(tmp_path, *CLASS, result("null", score=None)).text
    assert "Median and mean are of 5 of 7 students." in text
    assert "with a 0 in grades.csv: 1 that could not be read" in text
    assert "Without a score, as in grades.csv: 1." in text
    assert "Median and mean are of" not in page(tmp_path, *CLASS[:3]).text
