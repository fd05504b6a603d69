"""A lab of four questions, one of them a person's, and results of it."""

from autograder.lab import Evidence, Lab, Net, Question
from autograder.results import QuestionResult, Result

JUDGED = {"evidence": Evidence(Net({}, max), (), {})}
LAB = Lab(
    "tiny",
    "A tiny lab",
    (),
    questions=[
        Question("first", "First", 10, **JUDGED),
        Question("second", "Second", 20, **JUDGED),
        Question("bonus", "Bonus", 5, **JUDGED),
        Question("study", "A study", 8),
    ],
)


def result(student="ada", first=10.0, second=10.0, bonus=5.0, **more):
    points = {"first": first, "second": second, "bonus": bonus}
    questions = [
        QuestionResult(one.id, one.title, points.get(one.id, 0.0), one.points,
                       "manual" if one.manual else "partial")
        for one in LAB.questions
    ]  # fmt: skip
    plain = {"status": "graded", "score": first + second + bonus, **more}
    return Result(student, "tiny", max_score=35, message="", questions=tuple(questions),
                  seconds=0.1, isolation="landlock", **plain)  # fmt: skip
