"""Hand grades go from formgrader to every export and back, and none is lost on the way."""

from dataclasses import replace

import fake_lab
import pytest
from fake_course import MANUAL, PASSED
from fake_course import result as verdict
from nbgrader.api import Gradebook

from autograder.export.nbgrader import export_to_gradebook, hand_grades
from autograder.gradesheet.agreed import Agreed
from autograder.gradesheet.marks import Mark, write_marks
from autograder.gradesheet.sheet import Gradesheet
from autograder.gradesheet.taking import Taking

pytest_plugins = ("course_fixtures",)
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

STUDENTS = ("ada", "bob")


class Desk:
    """A folder of results of the tiny lab, and its gradebook."""

    def __init__(self, root):
        self.lab = fake_lab.make_lab(root)
        self.folder = root
        self.url = f"sqlite:///{root}/gradebook.db"
        self.results = [verdict(PASSED, student=student) for student in STUDENTS]

    @property
    def sheet(self):
        return Gradesheet(self.lab, self.folder)

    def export(self):
        return export_to_gradebook(self.lab, self.sheet.all(self.results), self.folder)[2]

    def take(self):
        where, grades = hand_grades(self.lab, self.folder)
        agreed = Agreed.read(self.folder, where)
        taking = Taking.into(self.sheet, self.results, "")
        taking.formgrader(grades, agreed)
        agreed.write()
        if taking.taken:
            write_marks(self.folder, taking.marks.values())
        return taking.notes

    def say(self, *marks):
        here = {mark.place: mark for mark in self.sheet.marks.rows}
        write_marks(self.folder, [*{**here, **{mark.place: mark for mark in marks}}.values()])

    def formgrader(self, student, question, points, extra=None, comment=None):
        with Gradebook(self.url) as book:
            grade = book.find_grade(question, "tiny", "tiny", student)
            grade.manual_score, grade.extra_credit = points, extra
            if comment:
                book.find_comment(question, "tiny", "tiny", student).manual_comment = comment
            book.db.commit()

    def theirs(self, student):
        with Gradebook(self.url) as book:
            submission = book.find_submission("tiny", student)
            grades = {grade.name: grade.manual_score for grade in submission.notebooks[0].grades}
            return grades, submission.score - submission.late_submission_penalty

    def totals(self):
        return {one.student: one.score for one in self.sheet.all(self.results)}


@pytest.fixture
def desk(tiny_course):
    desk = Desk(tiny_course.root)
    desk.export()
    return desk


def test_a_hand_grade_of_formgrader_comes_with_its_comment_and_stays_after_a_regrade(desk):
    desk.formgrader("ada", "study", 2.5, comment="Why <so>?")
    desk.formgrader("bob", "study", 3, extra=0.5)
    assert desk.take() == []
    assert desk.totals() == {"ada": 6.5, "bob": 7.5}
    assert desk.sheet.marks.of("ada")["points", "study"].reason == "Why <so>?"
    assert desk.export() == []
    assert desk.theirs("ada") == ({"relu": None, "study": 2.5}, 6.5)
    assert desk.theirs("bob") == ({"relu": None, "study": 3}, 7.5)
    assert desk.take() == [] and desk.totals() == {"ada": 6.5, "bob": 7.5}


def test_marks_from_here_reach_the_gradebook_with_what_the_policy_takes_off(desk):
    desk.say(Mark("ada", "points", "study", "1"), Mark("ada", "points", "relu", "2", "so"))
    desk.say(Mark("ada", "late days", "", "1"), Mark("bob", "points", "study", "3"))
    (desk.folder / "marks" / "policy.yaml").write_text("deadline: 2026-11-21\npercent a day: 10\n")
    assert desk.export() == []
    assert desk.theirs("ada") == ({"relu": 2, "study": 1}, pytest.approx(2.7))
    assert desk.theirs("bob") == ({"relu": None, "study": 3}, 7)
    desk.say(Mark("ada", "points", "study", "3"))
    assert desk.export() == []
    assert desk.theirs("ada")[1] == pytest.approx(4.5)
    assert desk.take() == [] and desk.totals()["ada"] == 4.5


def test_a_grade_that_changed_in_both_is_named_and_stays_in_both(desk):
    desk.formgrader("ada", "study", 1)
    desk.take()
    desk.formgrader("ada", "study", 2)
    desk.say(Mark("ada", "points", "study", "3"))
    (note,) = desk.take()
    assert "is 3 here and 2 in formgrader, and both have changed" in note
    assert desk.totals()["ada"] == 7
    (note,) = [note for note in desk.export() if "both" in note]
    assert "3 for study here and 2 in the gradebook" in note
    assert desk.theirs("ada")[0]["study"] == 2


def test_of_one_that_changed_in_one_place_that_one_counts(desk):
    desk.formgrader("ada", "study", 1)
    desk.take()
    desk.formgrader("ada", "study", 2)
    assert "1 hand grades of the gradebook are not here yet" in " ".join(desk.export())
    assert desk.take() == [] and desk.totals()["ada"] == 6
    desk.say(Mark("ada", "points", "study", "3"))
    assert desk.take() == [] and desk.totals()["ada"] == 7
    assert desk.export() == [] and desk.theirs("ada")[0]["study"] == 3
    desk.formgrader("ada", "study", None)
    assert desk.take() == [] and desk.totals()["ada"] == 4


def test_an_excuse_is_said_since_nbgrader_knows_none(desk):
    desk.say(Mark("ada", "excused"))
    assert "nbgrader knows no excuse; the marks there stand of ada." in desk.export()


def test_a_mark_taken_back_here_is_taken_out_there(desk):
    desk.say(Mark("ada", "points", "relu", "2", "so"))
    desk.export()
    write_marks(desk.folder, [])
    assert desk.export() == [] and desk.theirs("ada")[0]["relu"] is None


def test_a_waiting_answer_still_waits_in_formgrader(desk):
    desk.results = [replace(one, questions=(*one.questions[:1], MANUAL)) for one in desk.results]
    desk.say(Mark("bob", "points", "study", "3"))
    desk.export()
    with Gradebook(desk.url) as book:
        waits = {
            student: book.find_submission("tiny", student).needs_manual_grade
            for student in STUDENTS
        }
    assert waits == {"ada": True, "bob": False}
