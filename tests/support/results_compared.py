"""Results, but for what differs from run to run."""

from dataclasses import replace


def without_times(result):
    """A result but for how long it took."""
    questions = tuple(replace(question, seconds=0) for question in result.questions)
    return replace(result, questions=questions, seconds=0)
