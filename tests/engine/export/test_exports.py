"""Every export is what the other program reads, whatever the result is and whoever it is of."""

import json
import math
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import jsonschema
import pytest
from classroom_environment import ENVIRONMENT
from export_schemas import CLASSROOM50, GRADESCOPE, PRAIRIELEARN
from markdown_it import MarkdownIt

from autograder import export as exports
from autograder.export import (
    FORMATS,
    CannotExport,
    Request,
    classroom50,
    gradescope_results,
    junit,
    markdown,
    prairielearn,
)
from autograder.lab import Evidenced, Lab, Manual, Net
from autograder.results import BadResult, Diagnosis, Property, QuestionResult, Result

QUESTIONS = [
    Evidenced("first", "First | question", 6, Net({}, max), (), {}),
    Evidenced("second", "Second", 4, Net({}, max), (), {}),
    Manual("study", "A study", 8),
]
LAB = Lab("tiny", "A <tiny> lab", ("layers.py",), (), questions=QUESTIONS)

HOSTILE_MESSAGE = 'dx </testcase> <script>alert(1)</script> ]]> \x00\x1b[2J\ud800 "=cmd()" | `x`'
HINT = Diagnosis("first.halved", "Is a factor of 2 missing?")
NOT_RIGHT = Property("shape", False, 1.5, "first: dx has shape (1,), expected (2,).")

FIRST = QuestionResult(
    "first", "First", 2.5, 6, "partial", message=HOSTILE_MESSAGE, diagnosis=HINT,
    properties=(NOT_RIGHT,), seconds=0.1,
)  # fmt: skip
SECOND = QuestionResult("second", "Second", 4, 4, "passed", carried=True)
STUDY = QuestionResult("study", "A study", 0, 8, "manual", message="Graded by hand.")
GRADED = Result(
    "ada", "tiny", "graded", 6.5, 10, "A note.", (FIRST, SECOND, STUDY), 0.3, "landlock",
    {"submission": "abc"},
)  # fmt: skip
UNREAD = tuple(
    replace(question, points=0, outcome="error", message="The submission could not be read.",
            diagnosis=None, properties=(), carried=False)
    for question in (FIRST, SECOND)
)  # fmt: skip
REJECTED = replace(
    GRADED, status="rejected", score=0, message="The zip is damaged.", questions=(*UNREAD, STUDY)
)
NO_SCORE = replace(GRADED, score=None, message="The sandbox was lost.", questions=())
WAITING = replace(GRADED, questions=(replace(FIRST, outcome="manual"), SECOND, STUDY), score=4)
UNANSWERED = replace(GRADED, questions=(SECOND, STUDY), score=4)
NAMES = ["<script>alert(1)</script>", "=cmd()", "../../etc/passwd", "김민준", "a\nb|c", "\ud800"]

ALL = {
    "graded": GRADED,
    "rejected": REJECTED,
    "no score": NO_SCORE,
    "not a number": replace(GRADED, score=math.nan),
    "waiting": WAITING,
    "unanswered": UNANSWERED,
    **{f"named {name!r}": replace(GRADED, student=name) for name in NAMES},
}
EACH = pytest.mark.parametrize("result", ALL.values(), ids=ALL)


def read(path):
    return json.loads(path.read_text("utf-8"))


# ------------------------------------------------------------------------------- Gradescope


@EACH
def test_gradescope_reads_every_result(result):
    jsonschema.validate(
        json.loads(gradescope_results.as_json(gradescope_results.document(result, LAB))), GRADESCOPE
    )


def test_gradescope_gives_partial_credit_with_the_students_message():
    document = gradescope_results.document(GRADED, LAB)
    first, second = document["tests"]
    assert (document["score"], first["score"], first["max_score"]) == (6.5, 2.5, 6)
    assert (first["status"], second["status"]) == ("failed", "passed")
    for words in ("<script>alert(1)</script>", HINT.hint, NOT_RIGHT.message):
        assert words in first["output"]
    assert "\x1b" not in first["output"]
    assert "reference's version" in second["output"]
    assert {first["output_format"], first["name_format"]} == {"text"}


def test_gradescope_does_not_count_what_a_person_grades():
    document = gradescope_results.document(GRADED, LAB)
    assert [test["extra_data"]["id"] for test in document["tests"]] == ["first", "second"]
    assert "A study" in document["output"]
    waiting = gradescope_results.document(WAITING, LAB)["tests"][0]
    assert not {"score", "max_score", "status"} & set(waiting)


def test_gradescope_shows_every_test_since_a_hidden_one_hides_the_total():
    document = gradescope_results.document(GRADED, LAB)
    assert {test["visibility"] for test in document["tests"]} == {"visible"}
    assert document["stdout_visibility"] == "hidden"


@pytest.mark.parametrize("score", [None, math.nan, math.inf])
def test_a_failure_of_the_grader_never_looks_like_a_mark(score):
    result = replace(GRADED, score=score)
    document = gradescope_results.document(result, LAB)
    assert "score" not in document and "tests" not in document
    assert "not a mark of 0" in document["output"]
    assert "score" not in prairielearn.document(result, LAB)
    with pytest.raises(BadResult, match="grader failed"):
        classroom50.document(result, LAB, ENVIRONMENT)


def test_a_rejected_submission_says_why():
    document = gradescope_results.document(REJECTED, LAB)
    assert document["score"] == 0
    assert "The zip is damaged." in document["output"]
    assert "could not be read" in document["output"]


# ----------------------------------------------------------------------------- PrairieLearn


@EACH
def test_prairielearn_reads_every_result(result):
    jsonschema.validate(json.loads(prairielearn.text(result, LAB)), PRAIRIELEARN)


def test_prairielearn_takes_the_share_of_the_automatic_points():
    document = prairielearn.document(GRADED, LAB)
    assert document["score"] == 0.65
    assert [(test["points"], test["max_points"]) for test in document["tests"]] == [
        (2.5, 6),
        (4, 4),
    ]
    assert "A study" in document["message"]


def test_prairielearn_counts_no_attempt_for_what_cannot_be_read():
    document = prairielearn.document(REJECTED, LAB)
    assert document["gradable"] is False
    assert document["format_errors"] == ["The zip is damaged."]


def test_prairielearn_gets_at_most_a_megabyte_and_every_test():
    many = [Evidenced(f"q{number}", "Long", 1, Net({}, max), (), {}) for number in range(120)]
    lab = Lab("long", "A long lab", (), (), questions=many)
    questions = tuple(
        QuestionResult(question.id, "Long", 0, 1, "failed", message="값" * 10_000)
        for question in lab.questions
    )
    text = prairielearn.text(replace(GRADED, score=0, questions=questions), lab)
    assert len(text.encode()) <= 1_000_000
    document = json.loads(text)
    jsonschema.validate(document, PRAIRIELEARN)
    assert len(document["tests"]) == 120


# ----------------------------------------------------------------------------- Classroom 50


@EACH
def test_classroom50_reads_every_result_with_a_score(result):
    if result.score is None or math.isnan(result.score):
        with pytest.raises(BadResult):
            classroom50.document(result, LAB, ENVIRONMENT)
    else:
        jsonschema.validate(classroom50.document(result, LAB, ENVIRONMENT), CLASSROOM50)


def test_classroom50_gets_whole_points_and_the_exact_ones_beside_them():
    document = classroom50.document(GRADED, LAB, ENVIRONMENT)
    first, second = document["tests"]
    assert (document["score"], document["max-score"]) == (7, 10)
    assert (first["score"], first["points"], first["passed"]) == (3, 2.5, False)
    assert second["passed"] is True
    assert (document["submission"], document["review"]) == ("submit/1", ENVIRONMENT["REVIEW_URL"])


def test_classroom50_writes_here_and_needs_one_submission_and_its_inputs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotExport, match="REVIEW_URL"):
        exports.export("classroom50", Request(LAB, [GRADED], tmp_path))
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CannotExport, match="holds 2 results"):
        exports.export("classroom50", Request(LAB, [GRADED, REJECTED], tmp_path))
    assert not (tmp_path / "result.json").exists()
    exports.export("classroom50", Request(LAB, [GRADED], tmp_path))
    jsonschema.validate(read(tmp_path / "result.json"), CLASSROOM50)


# ------------------------------------------------------------------------ files, JUnit, Markdown


def test_every_format_is_a_module_that_writes():
    for format in FORMATS:
        module = __import__(f"autograder.export.{format}", fromlist=["write"])
        assert callable(module.write), format


def test_names_of_students_never_lead_outside(tmp_path):
    results = [replace(GRADED, student=name) for name in NAMES]
    made = exports.export("prairielearn", Request(LAB, results, tmp_path / "out"))
    assert len({path.resolve() for path in made.paths}) == len(NAMES)
    for path in made.paths:
        assert (tmp_path / "out" / "export" / "prairielearn") in path.resolve().parents
        jsonschema.validate(read(path), PRAIRIELEARN)


def test_junit_holds_every_result_and_tells_failures_of_the_grader_apart():
    results = [GRADED, replace(NO_SCORE, student="b"), *(replace(GRADED, student=n) for n in NAMES)]
    document = ElementTree.fromstring(junit.junit(LAB, results))
    graded, no_score, *_ = suites = document.findall("testsuite")
    assert len(suites) == len(results)
    assert [len(graded.findall(f"testcase/{kind}")) for kind in ("failure", "skipped")] == [1, 1]
    assert "<script>" in graded.find("testcase/failure").get("message")
    assert no_score.find("testcase/error").get("message") == "The sandbox was lost."
    assert {"김민준", "=cmd()"} < {suite.get("name") for suite in suites}


def test_the_markdown_summary_shows_hostile_names_as_they_are():
    text = markdown.summary(LAB, list(ALL.values()))
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count("<tr>") == 1 + len(ALL) + 1 + 2
    assert "../../etc/passwd" in html and "김민준" in html and "a b|c" in html
    assert "<td>no mark</td>" in html


def test_a_large_class_fits_on_the_page_of_a_run():
    results = [replace(GRADED, student="<" * 10_000) for _ in range(5000)]
    assert len(markdown.summary(LAB, results).encode()) < 2**20
