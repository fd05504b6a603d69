"""Verdicts as outputs of a notebook's test cells, in the form nbgrader takes marks from."""

import html
import math

import nbformat
from nbformat import NotebookNode

from autograder.lab import Lab, Question
from autograder.outcomes import Status
from autograder.plain_text import number
from autograder.reporting.explained import explanation
from autograder.reporting.row import OUTCOME_WORDS, Row
from autograder.results import QuestionResult, Result
from autograder.student.language import _


class GraderFailed(Exception):
    """The engine gave no verdict; nbgrader reports it and keeps no marks of this run."""


def write_verdicts(notebook: NotebookNode, lab: Lab, result: Result) -> None:
    """Replace the outputs of each test cell by its verdict. Raises GraderFailed.

    nbgrader gives a test cell full marks for any output it does not understand. So each gets a
    message, which nbgrader passes over, and a plain number as its result, which is the score.
    """
    if result.score is None:
        raise GraderFailed(f"{result.student}: {result.message}")
    verdicts = {verdict.id: verdict for verdict in result.questions}
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader")
        if not marks or not marks.grade or marks.solution:
            continue
        question_id, points = marks.grade_id, float(marks.points)
        if question_id not in verdicts:
            raise GraderFailed(
                f"{lab.name}: the test cell {question_id} is no question of the lab."
            )
        verdict = verdicts[question_id]
        text, score = describe(lab[question_id], verdict), verdict.points
        if result.status == Status.REJECTED:
            text = f"{text}\n{result.message}"
        if not (math.isfinite(score) and 0 <= score <= points):
            raise GraderFailed(
                f"{lab.name}: {question_id} scored {score} of the {points} points the gradebook "
                "knows. Run `nbgrader generate_assignment` after changing points."
            )
        colour = "success" if score == points else "warning" if score else "danger"
        style = f'class="alert alert-{colour}" style="white-space: pre-wrap"'
        message = {"text/html": f"<div {style}>{html.escape(text)}</div>", "text/plain": text}
        cell.outputs = [
            nbformat.v4.new_output("display_data", data=message),
            nbformat.v4.new_output("execute_result", data={"text/plain": repr(float(score))}),
        ]
        cell.execution_count = None


def describe(question: Question, verdict: QuestionResult) -> str:
    """Return a verdict as the student reads it: points, what happened, what to look at."""
    headline = _("{outcome}: {points} of {max_points} points.").format(
        outcome=_(OUTCOME_WORDS.get(verdict.outcome, verdict.outcome)),
        points=number(verdict.points),
        max_points=number(verdict.max_points),
    )
    return f"{headline}\n{explanation(Row(question, verdict))}".strip()
