"""What is right under one Python and NumPy is right whatever the grader has."""

import json
import shutil
import zipfile

import pytest
from inside import call, run_inside

from assignment import submit
from autograder import labs
from autograder.audit import version_kinds
from autograder.audit.styles import hand_in
from autograder.audit.version_kinds import KINDS
from autograder.course import current
from autograder.grading import intake
from autograder.grading.grade import Grader
from autograder.grading.intake import Submission, versions_in
from autograder.grading.regrade import simply_right
from autograder.isolate import runtimes
from autograder.isolate.runtime import own
from autograder.isolate.sandbox import Limits, Sandbox
from autograder.reporting.feedback import write_feedback
from autograder.reporting.report_students import Student
from autograder.reporting.row import rows_of
from autograder.results import QuestionResult

ROOT = current().folder

LAB = labs.load("two_layer_net")
ALL = len(runtimes.available()) == len(runtimes.WANTED)
WRONG = "zero = 1.0"
WRONG_EVERYWHERE = {
    "other numbers": WRONG,
    "an error that no version explains": "zero = np.zeros(1).rubbish()",
    "an error that goes away": f"zero = float(np.zeros((1, 1)))\n{WRONG}",
    "a name that is listed": f"np.float32(0)\n{WRONG}",
}


def using(kind):
    """The master's files with a kind of code in `relu_forward`."""
    return version_kinds.using(LAB, kind, "layers:relu_forward")


def only_relu(grader, kind, folder):
    """Grade `relu_forward` of the master with a kind of code in it."""
    reading = grader.read(hand_in(using(kind), folder / "submission"))
    (verdict,) = grader.grade_reading(reading, only={"relu_forward"}).questions
    return verdict


@pytest.fixture(scope="module")
def grader():
    with Grader(LAB) as grader:
        yield grader


@pytest.fixture(scope="module")
def alone():
    """A grader on a machine that has no Python and NumPy but its own."""
    with Grader(LAB, others=()) as grader:
        yield grader


@pytest.mark.one_in(4)
@pytest.mark.skipif(not ALL, reason="not every Python is here: see `autograder runtimes`")
@pytest.mark.parametrize("name", KINDS)
def test_what_is_right_under_one_version_is_right(grader, tmp_path, name):
    verdict = only_relu(grader, KINDS[name], tmp_path)
    assert verdict.outcome == "passed", verdict.message
    assert verdict.runtime != own().name


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", KINDS)
def test_where_no_other_version_is_here_a_person_looks_at_it(alone, tmp_path, name):
    verdict = only_relu(alone, KINDS[name], tmp_path)
    assert verdict.outcome in ("passed", "manual"), verdict.message
    if verdict.outcome == "manual":
        assert own().name in verdict.message and verdict.points == 0
        assert not simply_right(verdict, LAB)


@pytest.mark.parametrize("name", WRONG_EVERYWHERE)
def test_what_is_wrong_under_every_version_is_wrong(grader, tmp_path, name):
    verdict = only_relu(grader, WRONG_EVERYWHERE[name], tmp_path)
    assert verdict.points < verdict.max_points and verdict.runtime == ""
    assert verdict.outcome in ("partial", "failed", "error") if ALL else verdict.outcome != "passed"


def test_nobody_else_is_asked_where_versions_explain_nothing(tmp_path):
    with Grader(LAB) as grader:
        for kind in (
            "zero = 0.0",
            WRONG,
            "zero = missing_name",
            "zero = np.zeros(3) + np.zeros(2)",
        ):
            only_relu(grader, kind, tmp_path)
        assert not grader.others._sandboxes


def test_the_whole_submission_gains(grader, tmp_path):
    """What builds on a function that is right elsewhere is right there, too, and not carried."""
    result = grader.grade(hand_in(using(KINDS["float of an array"]), tmp_path / "submission"))
    checked = [verdict for verdict in result.questions if verdict.id in LAB.checked]
    if ALL:
        assert all(verdict.outcome == "passed" and not verdict.carried for verdict in checked)
    assert {verdict.runtime for verdict in checked if "softmax" in verdict.id} == {""}


def test_another_runtime_grades_anew(grader, alone):
    assert alone.graded_with("")["runtimes"] == "none"
    assert (grader.graded_with("") == alone.graded_with("")) == (not runtimes.available())


def test_the_students_own_versions_are_asked_first(grader):
    for runtime in grader.others.runtimes:
        made_with = {"Python": runtime.version, "NumPy": runtime.numpy}
        submission = Submission("kim", {}, {}, None, made_with=made_with)
        assert grader.others.in_order(set(), submission)[0] == runtime


# ---- what was put back into NumPy means what it meant

SAME = {
    "np.array([[3.0, 1.0], [2.0, 5.0]]).ptp(axis=0, keepdims=True).tolist()": "[[1.0, 4.0]]",
    "np.float64(3).ptp()": "0.0",
    "np.in1d([[1, 2], [3, 4]], [2, 3], invert=True).tolist()": "[True, False, False, True]",
    "np.msort([[3, 1], [2, 5]]).tolist()": "[[2, 1], [3, 5]]",
    "[str(np.asfarray([1], kind).dtype) for kind in (int, 'f4')]": "['float64', 'float32']",
    "np.cast['f8']([1]).dtype": "float64",
    "np.reshape(np.arange(4), newshape=(2, 2), order='F').tolist()": "[[0, 2], [1, 3]]",
    "np.reshape(a=np.arange(4), newshape=(2, -1)).tolist()": "[[0, 1], [2, 3]]",
    "np.percentile([1, 2, 4], 30, interpolation='higher')": "2",
    "np.nanquantile([1, np.nan, 4], 0.3, interpolation='nearest')": "1.0",
    "np.sum(i for i in range(4))": "6",
    "np.sum([[1, 2], [3, 4]], axis=0).tolist()": "[4, 6]",
    "(lambda a: np.array(a, copy=False) is a)(np.zeros(2))": "True",
    "(lambda a: np.array(a) is a)(np.zeros(2))": "False",
    "np.array([1, 2], copy=False).tolist()": "[1, 2]",
    "(lambda a: (a.itemset(3, 9), a.itemset((0, 1), 7), a.tolist()))(np.zeros((2, 2)))[2]": (
        "[[0.0, 7.0], [0.0, 9.0]]"
    ),
    "np.arange(2, dtype='<i2').newbyteorder().tolist()": "[0, 256]",
    "np.zeros(1).tostring() == np.zeros(1).tobytes()": "True",
    "np.math.pi": "3.141592653589793",
    "np.matrix([[1.0, 3.0]]).ptp(1).tolist()": "[[2.0]]",
    "issubclass(np.AxisError, ValueError)": "True",
}


@pytest.mark.parametrize(
    "runtime", [own(), *runtimes.available()], ids=lambda runtime: runtime.name
)
def test_old_names_mean_what_they_meant(runtime):
    source = "import numpy as np\ndef attempt(text):\n    return str(eval(text))\n"
    with Sandbox("auto", Limits(), runtime=runtime) as sandbox:
        answers = run_inside(sandbox, source, [call(text) for text in SAME])
    got = [answer.get("outputs", answer.get("error")) for answer in answers]
    assert got == [{"result": expected} for expected in SAME.values()]


# ---- what a submission says it was made with


def test_the_zip_says_what_it_was_made_with(tmp_path):
    folder = tmp_path / "two_layer_net"
    shutil.copytree(ROOT / "release" / "two_layer_net", folder)
    path = submit.make_submission("two_layer_net", folder)
    submission = intake.read(folder / "two_layer_net_submission.zip", LAB)
    assert submission.made_with == {"Python": own().version, "NumPy": own().numpy}
    with zipfile.ZipFile(path) as archive:
        assert submit.MADE_WITH == intake.MADE_WITH in archive.namelist()


@pytest.mark.parametrize(
    "text",
    ["", "Python", "Python 3.13.1; rm -rf", "Python 3" * 10, "NumPy <b>2.1</b>", "\x00" * 90],
)
def test_what_says_nothing_of_versions_is_passed_over(text):
    assert versions_in(text).keys() <= {"Python"}
    assert all(set(version) <= set("0123456789.") for version in versions_in(text).values())


def test_a_note_of_versions_is_read_within_bounds(tmp_path):
    folder = hand_in(using("zero = 0.0"), tmp_path / "kim")
    (folder / "made_with.txt").write_text("Python 3.13.1\nNumPy 2.1.3\n" * 1000)
    submission = intake.read(folder, LAB)
    assert submission.made_with == {} and "made_with.txt" in submission.problems
    (folder / "made_with.txt").write_text("Python 3.13.1\nNumPy 2.1.3\n")
    assert intake.read(folder, LAB).made_with == {"Python": "3.13.1", "NumPy": "2.1.3"}


def test_a_note_of_versions_alone_is_no_submission(tmp_path):
    (tmp_path / "kim").mkdir()
    (tmp_path / "kim" / "made_with.txt").write_text("Python 3.13.1\n")
    with pytest.raises(intake.Rejected):
        intake.read(tmp_path / "kim", LAB)


# ---- what people read


def test_feedback_says_under_which_versions(grader, tmp_path):
    folder = hand_in(using(KINDS["float of an array"]), tmp_path / "kim")
    (folder / "made_with.txt").write_text("Python 3.13.1\nNumPy 2.1.3\n")
    result = grader.grade(folder)
    page = write_feedback(result, LAB, tmp_path / "pages").read_text()
    assert "NumPy 2.1.3, Python 3.13.1" in page and own().numpy in page
    for verdict in result.questions:
        assert f"Judged under {verdict.runtime}" in page or not verdict.runtime


def test_who_waits_for_another_version_is_named(alone, tmp_path):
    result = alone.grade(hand_in(using(KINDS["solve a stack"]), tmp_path / "kim"))
    student = Student(result, rows_of(result, LAB), "kim", "")
    assert "relu_forward" in student.undecided
    page = write_feedback(result, LAB, tmp_path / "pages").read_text()
    assert "no mark yet" in page


# ---- making them


def test_what_cannot_be_made_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(runtimes, "interpreter", lambda minor: None)
    problems = dict(runtimes.make(tmp_path))
    assert problems["NumPy 2.5.5"] == "there is no Python 3.13 or 3.12 on this machine"
    assert runtimes.available(tmp_path) == ()


def test_an_interpreter_that_is_gone_is_not_offered(tmp_path):
    for runtime in runtimes.available():
        folder = runtime.libraries[0].parent
        copy = tmp_path / folder.name
        copy.mkdir()
        about = json.loads((folder / runtimes.ABOUT).read_text())
        (copy / runtimes.ABOUT).write_text(json.dumps({**about, "python": str(tmp_path / "gone")}))
    assert runtimes.available(tmp_path) == ()


def test_a_verdict_without_versions_is_the_graders():
    assert QuestionResult("q", "Q", 1, 1, "passed").runtime == ""
