"""A lab of four questions, one of them a person's, and results of it."""

from autograder.lab import Evidenced, Lab, Manual, Net
from autograder.results import QuestionResult, Result

JUDGED = (Net({}, max), (), {})
LAB = Lab(
    "tiny",
    "A tiny lab",
    (),
    questions=[
        Evidenced("first", "First", 10, *JUDGED),
        Evidenced("second", "Second", 20, *JUDGED),
        Evidenced("bonus", "Bonus", 5, *JUDGED),
        Manual("study", "A study", 8),
    ],
)


def result(student="ada", first=10.0, second=10.0, bonus=5.0, **more):
    points = {"first": first, "second": second, "bonus": bonus}
    questions = [
        QuestionResult(one.id, one.title, points.get(one.id, 0.0), one.points,
                       "manual" if isinstance(one, Manual) else "partial")
        for one in LAB.questions
    ]  # fmt: skip
    plain = {"status": "graded", "score": first + second + bonus, **more}
    return Result(student, "tiny", max_score=35, message="", questions=tuple(questions),
                  seconds=0.1, isolation="landlock", **plain)  # fmt: skip
