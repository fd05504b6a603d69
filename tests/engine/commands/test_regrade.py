"""A changed check regrades what it touches and nothing else; whose marks move is shown, and why."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from results_compared import without_times

from autograder.grading.grade import Grader
from autograder.grading.regrade import hanging_on, reached
from autograder.grading.run import Session
from autograder.isolate.sandbox import Limits
from autograder.lab import Case, Lab
from autograder.oracle import SEED_VARIABLE, course_seed
from autograder.reporting.moved import moves, publish
from autograder.reporting.views import write_views
from autograder.results import read_result
from autograder.scheduling.job import grade_into

NO_WEIGHTS = {"solver_model.npz": None, "best_model.npz": None}
LIMITS = Limits(question_seconds=1.0)
NEW_CASE = Case("columns of zeros and ones", shape=(7, 2))


def with_case(lab: Lab, id: str, case: Case) -> Lab:
    """The lab with one more hidden case in a question."""
    questions = [
        replace(question, cases=(*question.cases, case)) if question.id == id else question
        for question in lab.questions
    ]
    return replace(lab, questions=questions)


def with_points(lab: Lab, id: str, factor: float) -> Lab:
    """The lab with a question worth more."""
    questions = [
        replace(
            question,
            points=question.points * factor,
            properties={name: pts * factor for name, pts in question.properties.items()},
        )
        if question.id == id
        else question
        for question in lab.questions
    ]
    return replace(lab, questions=questions)


@pytest.fixture
def asked(monkeypatch):
    """Counts how many questions are run in a sandbox, ahead or again."""
    counts = []

    def start(self, opening, original=Session.start):
        counts.append(len(opening.ends))
        return original(self, opening)

    def ask(self, *arguments, one=Session.ask):
        counts.append(1)
        return one(self, *arguments)

    monkeypatch.setattr(Session, "start", start)
    monkeypatch.setattr(Session, "ask", ask)
    return counts


GRADERS = {}


@pytest.fixture(scope="module", autouse=True)
def graders_end():
    """Graders are kept between tests, because they learn all known mistakes."""
    yield
    while GRADERS:
        GRADERS.popitem()[1].__exit__()


def grader_of(lab):
    """The grader of a lab as it is, and of the seed as it is."""
    key = course_seed(), *((q.id, q.points, len(q.cases)) for q in lab.checked.values())
    if key not in GRADERS:
        GRADERS[key] = Grader(lab, "landlock", LIMITS).__enter__()
    return GRADERS[key]


def result_of(lab, path, out):
    """Grade one submission into a folder with a lab as it is; return (result, whether kept)."""
    done = grade_into(grader_of(lab), path, out)
    return read_result(out / "results" / f"{path.name}.json"), done.kept


def test_one_more_case_runs_its_question_and_no_other(lab, submit, tmp_path, asked):
    path, out = submit(extra=NO_WEIGHTS), tmp_path / "out"
    result_of(lab, path, out)
    changed = with_case(lab, "relu_forward", NEW_CASE)
    asked.clear()
    regraded, kept = result_of(changed, path, out)
    assert asked == [1] and not kept
    asked.clear()
    fresh, _ = result_of(changed, path, tmp_path / "fresh")
    assert asked == [10]
    assert without_times(regraded) == without_times(fresh)
    asked.clear()
    assert result_of(changed, path, out)[1]
    assert asked == []


EDITS = {
    "right": str,
    "wrong forward": lambda t: t.replace("x_rows @ w + b", "x_rows @ w - b"),
    "wrong relu": lambda t: t.replace("out = np.maximum(x, 0)", "out = x"),
    "wrong loss": lambda t: t.replace("/ num_train", "/ 1").replace("/ N", "/ 1"),
    "a loop": lambda t: t.replace("    out = None\n", "    out = None\n    while True: pass\n", 1),
    "a crash": lambda t: t.replace("    dx, x = None, cache\n", "    import os\n    os.abort()\n"),
    "a file that cannot be read": lambda t: "def broken(:",
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_stays_and_what_is_graded_again_are_what_grading_anew_gives(
    lab, submit, tmp_path, edit
):
    path = submit("eve", layers=EDITS[edit], extra=NO_WEIGHTS)
    result_of(lab, path, tmp_path / "out")
    changed = with_case(lab, "relu_forward", NEW_CASE)
    regraded, _ = result_of(changed, path, tmp_path / "out")
    fresh, _ = result_of(changed, path, tmp_path / "fresh")
    assert without_times(regraded) == without_times(fresh)


def test_known_mistakes_are_graded_again_as_anew(lab, tmp_path, master):
    """A sample of all known mistakes, with a check changed that others build on."""
    changed = with_case(lab, "affine_forward", Case("three numbers", n=2, shape=(3,), m=2))
    sample = random.Random(5).sample(lab.mistakes, 12)
    paths = []
    for number, mistake in enumerate(sample):
        for name in lab.student_files:
            path = tmp_path / "class" / f"s{number}" / "assignment" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(mistake.apply(master)[name])
        paths.append(tmp_path / "class" / f"s{number}")
    for path in paths:
        grade_into(grader_of(lab), path, tmp_path / "out")
    other = grader_of(changed)
    for path in paths:
        grade_into(other, path, tmp_path / "out")
        regraded = read_result(tmp_path / "out" / "results" / f"{path.name}.json")
        assert without_times(regraded) == without_times(other.grade(path))


def test_a_change_of_the_engine_grades_everything_again(lab, submit, tmp_path, asked, monkeypatch):
    path, out = submit(extra=NO_WEIGHTS), tmp_path / "out"
    result_of(lab, path, out)
    monkeypatch.setattr(grader_of(lab), "basis", replace(grader_of(lab).basis, engine="another"))
    asked.clear()
    assert not result_of(lab, path, out)[1]
    assert asked == [10]


@pytest.mark.parametrize("edit", [*EDITS, "no submission"])
def test_another_language_words_a_result_and_grades_nobody(lab, submit, tmp_path, asked, edit):
    """Only the words differ: they are what grading anew in that language gives."""
    path, out = tmp_path / "ada.zip", tmp_path / "out"
    path.write_bytes(b"no zip")
    if edit in EDITS:
        path = submit(layers=EDITS[edit], extra=NO_WEIGHTS)
    done = grade_into(grader_of(lab), path, out)
    (written,) = (out / "results").glob("*.json")
    before = read_result(written)
    asked.clear()
    with Grader(lab, "landlock", LIMITS, language="ko") as korean:
        again = grade_into(korean, path, out)
        assert again.kept and not done.kept and asked == []
        after = read_result(written)
        anew = without_times(korean.grade(path))
    assert without_times(after) == anew and after.language == "ko"
    assert after.score == before.score and after.message == anew.message
    (page,) = (out / "feedback").glob("*.html")
    assert '<html lang="ko">' in page.read_text("utf-8")


def test_what_hangs_on_a_question_is_what_builds_on_it(grader):
    edges = hanging_on(grader.oracle)
    assert reached({"affine_forward"}, edges) > {"affine_backward", "two_layer_net_scores"}
    assert "softmax_loss" not in reached({"relu_forward"}, edges)
    assert reached({"best_model"}, edges) == {"best_model"}


# --------------------------------------------------------------------------------- moved marks


@pytest.fixture
def graded(lab, submit, tmp_path):
    """Grade a right and a wrong submission with a lab; return the moves since the last time."""
    wrong = EDITS["wrong relu"]
    paths = [submit("ada", extra=NO_WEIGHTS), submit("bob", layers=wrong, extra=NO_WEIGHTS)]
    out = tmp_path / "out"

    def grade(lab=lab):
        for path in paths:
            grade_into(grader_of(lab), path, out)
        write_views(lab, out)
        return moves(out)

    return grade


def page(tmp_path):
    text = (tmp_path / "out" / "report.html").read_text("utf-8")
    return " ".join(re.sub("<[^>]+>", " ", text).split())


def test_nothing_moves_when_nothing_changed(graded, tmp_path):
    assert graded() == graded() == []
    assert "Marks that move" not in page(tmp_path)
    assert not (tmp_path / "out" / "previous").exists()


def test_a_case_that_moves_nobody_leaves_nothing_to_see(graded, lab, tmp_path):
    graded()
    assert graded(with_case(lab, "relu_forward", NEW_CASE)) == []
    assert "Marks that move" not in page(tmp_path)


def test_whose_marks_move_and_why_is_told_before_they_are_published(graded, lab, tmp_path):
    graded()
    moved = graded(with_points(lab, "relu_forward", 2))
    assert [(move.student, move.before, move.after) for move in moved] == [("ada", 78, 82)]
    assert moved[0].questions == (("relu_forward", 4, 8),)
    assert moved[0].reasons == ("the check of relu_forward changed",)
    words = page(tmp_path)
    assert "The marks of 1 of 2 students differ from those before." in words
    assert "ada 78 82 relu_forward 4 → 8. the check of relu_forward changed" in words
    kept = read_result(tmp_path / "out" / "previous" / "ada.json")
    assert kept.score == 78


def test_moves_are_counted_from_what_was_published(graded, lab, tmp_path):
    graded()
    graded(with_points(lab, "relu_forward", 2))
    moved = graded(with_points(lab, "relu_forward", 3))
    assert [(move.before, move.after) for move in moved] == [(78, 86)]
    publish(tmp_path / "out")
    assert graded(with_points(lab, "relu_forward", 3)) == []
    moved = graded(with_points(lab, "relu_forward", 2))
    assert [(move.before, move.after) for move in moved] == [(86, 82)]


def test_marks_that_come_back_have_not_moved(graded, lab):
    graded()
    assert graded(with_points(lab, "relu_forward", 2))
    assert graded() == []


def test_another_submission_is_a_reason_of_its_own(graded, submit):
    graded()
    submit("bob", extra=NO_WEIGHTS)
    (move,) = graded()
    assert (move.student, move.reasons) == ("bob", ("another submission",))


def test_other_hidden_cases_are_a_reason_of_their_own(graded, lab, submit, monkeypatch):
    """A submission that passes on the usual numbers only."""
    peek = lambda t: t.replace(
        "out = np.maximum(x, 0)", "out = np.maximum(x, 0) if x.size % 7 else x"
    )
    submit("ada", layers=peek, extra=NO_WEIGHTS)
    graded()
    monkeypatch.setenv(SEED_VARIABLE, "autumn")
    (moved,) = graded(with_case(lab, "relu_forward", NEW_CASE)) or [None]
    assert moved.student == "ada"
    assert any("as with another AUTOGRADER_SEED" in reason for reason in moved.reasons)


def test_the_command_names_who_moves_and_takes_note_of_publishing(
    graded, lab, tmp_path, monkeypatch, capsys
):
    from autograder.cli import main

    graded()
    graded(with_points(lab, "relu_forward", 2))
    for arguments, said in (([], True), (["--published"], False), ([], False)):
        monkeypatch.setattr("sys.argv", ["autograder", "report", str(tmp_path / "out"), *arguments])
        main()
        out = capsys.readouterr().out
        assert ("ada: 78 → 82 (relu_forward 4 → 8): the check of" in out) == said
        assert ("--published" in out) == said


def test_a_student_id_is_shown_and_not_run(graded, lab, submit, tmp_path):
    """Names stand on the page as text, whatever is in them."""
    path = submit("<script>alert(1)", extra=NO_WEIGHTS)
    for changed in (lab, with_points(lab, "relu_forward", 2)):
        grade_into(grader_of(changed), Path(path), tmp_path / "out")
    write_views(lab, tmp_path / "out")
    text = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in text and "<script>" not in text
