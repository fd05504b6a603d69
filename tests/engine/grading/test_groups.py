"""Groups: equal wrong answers without a name are found, shown, and drafted as a known mistake."""

import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder import labs
from autograder.audit.named import Attempt, hand_in
from autograder.cli import cli
from autograder.grading.excerpts import read_excerpts
from autograder.misconception import Misconception
from autograder.oracle import oracle_of
from autograder.reporting.groups import groups
from autograder.results import BadResult, read_results
from autograder.scheduling.classroom import grade_class

LAB = labs.load("cnn_arithmetic")
# Nobody takes the cube: no bank will have it.
CUBE = "def conv_param_count(input_shape, num_filters, filter_size):\n"
FIRST = CUBE + "    h, w, d = input_shape\n    return (filter_size**3 * d + 1) * num_filters\n"
SECOND = CUBE + (
    "    # <script>alert(1)</script>\n"
    "    per_filter = filter_size * filter_size * filter_size * input_shape[-1] + 1\n"
    "    return num_filters * per_filter\n"
)
OTHER = CUBE + "    return (filter_size**2 * input_shape[2] + 7) * num_filters\n"
WRITTEN = {"ada": FIRST, "bea": SECOND, "cem": OTHER}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class of three, two of whom have made the same mistake in their own words."""
    folder = tmp_path_factory.mktemp("class")
    for student, source in WRITTEN.items():
        attempt = Attempt("conv_arithmetic:conv_param_count", student, source, ())
        hand_in(oracle_of(LAB), attempt, folder / "in" / student)
    paths = sorted((folder / "in").iterdir())
    grade_class(LAB, paths, folder / "out", 1, "landlock")
    return folder


def of(folder, student):
    (result,) = (each for each in read_results(folder / "out") if each.student == student)
    return next(each for each in result.questions if each.id == "conv_param_count")


def test_equal_answers_have_the_same_hash_and_others_another(graded):
    ada, bea, cem = (of(graded, student) for student in WRITTEN)
    assert not any(each.diagnosis for each in (ada, bea, cem))
    assert ada.unnamed == bea.unnamed != cem.unnamed and cem.unnamed


def test_the_code_is_kept_and_of_right_functions_nothing(graded):
    assert read_excerpts("ada", graded / "out") == {"conv_param_count": FIRST}


def test_the_report_shows_the_group_with_its_code_escaped(graded):
    page = (graded / "out" / "report.html").read_text()
    assert "Equal wrong answers without a name" in page
    assert "conv_param_count, 2 students" in page and "filter_size**3" in page
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_the_command_drafts_a_known_mistake(graded):
    found = CliRunner().invoke(cli, ["groups", LAB.name, str(graded / "out")])
    assert found.exit_code == 0
    assert "conv_param_count, 2 students: ada, bea" in found.output
    assert 'mistakes_in("conv_param_count", "conv_arithmetic:conv_param_count")' in found.output
    assert "# def conv_param_count" in found.output and "1 group of equal" in found.output


def test_earlier_classes_count_with_this_one(graded, tmp_path):
    """One student here and two a year ago are three with the same mistake."""
    now = tmp_path / "now"
    for name in ("results", "excerpts"):
        (now / name).mkdir(parents=True)
        shutil.copy(graded / "out" / name / "ada.json", now / name / "ada.json")
    arguments = ["groups", LAB.name, str(now), "--earlier", str(graded / "out")]
    found = CliRunner().invoke(cli, arguments)
    assert "conv_param_count, 3 students: ada, ada, bea" in found.output


def test_once_it_is_in_the_bank_feedback_names_it_and_no_mark_moves(graded, monkeypatch):
    before = {result.student: result.score for result in read_results(graded / "out")}
    edit = ("filter_size * filter_size * depth", "filter_size**3 * depth")
    named = Misconception(
        "conv_param_count.cube", "conv_arithmetic:conv_param_count", "A cube?", (edit,)
    )
    monkeypatch.setattr(LAB, "mistakes", [*LAB.mistakes, named])
    grade_class(LAB, sorted((graded / "in").iterdir()), graded / "out", 1, "landlock")
    assert {result.student: result.score for result in read_results(graded / "out")} == before
    assert [of(graded, student).diagnosis is not None for student in WRITTEN] == [True, True, False]
    assert of(graded, "bea").diagnosis.id == "conv_param_count.cube"
    assert read_excerpts("ada", graded / "out") == {}
    assert replace(of(graded, "ada"), unnamed="") == of(graded, "ada")


def test_results_of_another_lab_are_refused(graded):
    with pytest.raises(BadResult, match="holds results of the lab cnn_arithmetic"):
        groups(labs.load("activations"), [graded / "out"])
