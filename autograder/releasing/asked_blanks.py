"""Blanks of graded functions: each question's is there, and each has a question."""

from collections.abc import Iterator

from autograder.lab import Checked, Lab
from autograder.releasing.leak_rules import Leak
from autograder.student.checking.stub import blanks_of


def wrong_blanks(lab: Lab) -> Iterator[Leak]:
    """Yield questions about a blank that is not there, and blanks that none of several is about."""
    for function in dict.fromkeys(question.function for question in lab.checked.values()):
        questions = lab.on_function(function)
        first = questions[0]
        count = len(blanks_of(lab.master(first.file).read_text("utf-8"), first.name))
        yield from (missing(each, count) for each in questions if each.blank >= count)
        if len(questions) > 1:
            left = set(range(count)) - {each.blank for each in questions}
            yield from (unasked(questions, number) for number in sorted(left))


def missing(question: Checked, count: int) -> Leak:
    """Return that a question is about a blank that its function has not."""
    message = (
        f"{question.id} is about blank {question.blank} of {question.name}, counted from 0, and it "
        f"has {count}. Mend blank= of the question, or the banners."
    )
    return Leak(f"assignment/{question.file}", 0, message)


def unasked(questions: list[Checked], number: int) -> Leak:
    """Return that of the questions on a function none is about one of its blanks."""
    ids = ", ".join(each.id for each in questions)
    message = (
        f"none of {ids} is about blank {number} of {questions[0].name}, counted from 0: whoever "
        f"has not started there is told of a wrong answer. Add blank={number} to those that are."
    )
    return Leak(f"assignment/{questions[0].file}", 0, message)
