"""Marks of a class as rows of nbgrader's gradebook, a few hundred students at a time.

nbgrader looks up and commits each cell by itself. Here each table gets all rows of a batch in one
statement, and what ends up in the tables is the same. The tables are nbgrader's, passed in by
adapter.py; the lab and its cells are there already, entered by nbgrader.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, case, select, true
from sqlalchemy.dialects import postgresql, sqlite

from autograder.gradesheet.marked import NO_SCORE
from autograder.lab import Lab, Manual
from autograder.outcomes import Outcome
from autograder.results import BadResult, Result

BATCH = 250  # students; what is written between two commits, so that others wait for moments only
MAX_ID = 128  # characters of a student id, by nbgrader's tables

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

Tables = Mapping[str, Table]
Rows = list[dict[str, Any]]


class CannotEnter(BadResult):
    """Results of which the gradebook can hold none; nothing was written."""


def fitting(lab: Lab, results: Sequence[Result]) -> tuple[list[Result], list[str]]:
    """Return the results that can become rows of the gradebook, and why the others cannot.

    Raises CannotEnter where none can.
    """
    counts = Counter(result.student for result in results)
    reasons = {id(result): _unfit(lab, result, counts) for result in results}
    fit = [result for result in results if not reasons[id(result)]]
    left = [reason for reason in reasons.values() if reason]
    if left and not fit:
        raise CannotEnter(left[0])
    return fit, left


def _unfit(lab: Lab, result: Result, counts: Mapping[str, int]) -> str:
    """Return why the gradebook cannot hold a result, "" where it can."""
    student = result.student
    name = ascii(student[:60])
    if len(student) > MAX_ID or "\0" in student or not _is_text(student):
        return (
            f"The student id {name} cannot stand in a gradebook: at most {MAX_ID} characters, "
            "all of them text. Rename the submission and grade it again."
        )
    if counts[student] > 1:
        return f"There are two results of {name}. Delete the wrong one."
    if result.score is None:
        return f"{name} {NO_SCORE}. Grade it again."
    points = {verdict.id: verdict.points for verdict in result.questions}
    for question in lab.questions:
        by_hand = isinstance(question, Manual)
        if not by_hand and not 0 <= points.get(question.id, -1) <= question.points:
            return (
                f"The result of {name} has no mark from 0 to {question.points:g} for "
                f"{question.id}: it was graded with other questions. Grade the class again."
            )
    return ""


def _is_text(student: str) -> bool:
    try:
        student.encode()
    except UnicodeEncodeError:  # half a surrogate, from a file name that is no UTF-8
        return False
    return True


def enter(engine: Engine, tables: Tables, lab: Lab, results: Sequence[Result]) -> None:
    """Enter results that are `fitting`.

    Marks, extra credit and comments a person gave are never written to. A cell with a hand grade
    is flagged for another look if its automatic mark changes.
    """
    waiting = iter(results)
    with engine.connect() as connection:
        while batch := list(islice(waiting, BATCH)):
            with connection.begin():
                _enter_batch(connection, tables, lab, batch)


def _enter_batch(
    connection: Connection, tables: Tables, lab: Lab, results: Sequence[Result]
) -> None:
    """Write the rows of a few students: nbgrader's `add_submission`, then the marks."""
    insert = INSERTS[connection.dialect.name]

    def add(table: Table, rows: Rows) -> None:
        """Insert the rows that are not there."""
        if rows:
            connection.execute(insert(table).on_conflict_do_nothing(), rows)

    notebook = _notebook(connection, tables, lab)
    cells = _cells(connection, tables, notebook.id)
    students = [result.student for result in results]
    add(tables["student"], [{"id": student} for student in students])

    assignments = tables["submitted_assignment"]
    of_lab = {"assignment_id": notebook.assignment_id}
    add(assignments, [{**of_lab, "student_id": student} for student in students])
    found = select(assignments.c.student_id, assignments.c.id).where(
        assignments.c.assignment_id == notebook.assignment_id,
        assignments.c.student_id.in_(students),
    )
    submitted = {row.student_id: row.id for row in connection.execute(found)}

    notebooks = tables["submitted_notebook"]
    of_notebook = {"notebook_id": notebook.id}
    add(notebooks, [{**of_notebook, "assignment_id": id} for id in submitted.values()])
    found = select(notebooks.c.assignment_id, notebooks.c.id).where(
        notebooks.c.notebook_id == notebook.id, notebooks.c.assignment_id.in_(submitted.values())
    )
    written = {row.assignment_id: row.id for row in connection.execute(found)}
    ids = [written[submitted[student]] for student in students]

    add(
        tables["comment"],
        [
            {"cell_id": cell.id, "notebook_id": id}
            for cell in cells
            if cell.type == "SolutionCell"
            for id in ids
        ],
    )
    grades = [
        row
        for result, id in zip(results, ids, strict=True)
        for row in _grades(lab, result, id, cells)
    ]
    connection.execute(_upsert(insert(tables["grade"]), tables["grade"]), grades)


def _notebook(connection: Connection, tables: Tables, lab: Lab) -> Any:
    assignment, notebook = tables["assignment"], tables["notebook"]
    query = (
        select(notebook.c.id, notebook.c.assignment_id)
        .join(assignment, assignment.c.id == notebook.c.assignment_id)
        .where(assignment.c.name == lab.name, notebook.c.name == lab.name)
    )
    return connection.execute(query).one()


def _cells(connection: Connection, tables: Tables, notebook_id: str) -> list[Any]:
    cell = tables["base_cell"]
    query = select(cell.c.id, cell.c.name, cell.c.type).where(cell.c.notebook_id == notebook_id)
    return list(connection.execute(query))


def _grades(
    lab: Lab, result: Result, notebook_id: str, cells: Sequence[Any]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each graded cell: its mark, or none where a person gives it."""
    points = {verdict.id: verdict.points for verdict in result.questions}
    waiting = {verdict.id for verdict in result.questions if verdict.outcome == Outcome.MANUAL}
    for cell in cells:
        if cell.type == "GradeCell":
            manual = isinstance(lab[cell.name], Manual) or cell.name in waiting
            yield {
                "cell_id": cell.id,
                "notebook_id": notebook_id,
                "auto_score": None if manual else points[cell.name],
                "needs_manual_grade": manual,
            }


def _upsert(insert: Any, grade: Table) -> Any:
    """Return the statement that inserts marks, or changes those there.

    It reads and writes a row at once, so a hand grade entered at this moment counts.
    """
    new = insert.excluded
    flag = case(
        (grade.c.manual_score.is_(None), new.needs_manual_grade),
        (grade.c.auto_score.is_distinct_from(new.auto_score), true()),
        else_=grade.c.needs_manual_grade,
    )
    return insert.on_conflict_do_update(
        index_elements=["cell_id", "notebook_id"],
        set_={"auto_score": new.auto_score, "needs_manual_grade": flag},
    )
