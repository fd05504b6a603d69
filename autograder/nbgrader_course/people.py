"""What people say, between nbgrader's gradebook and `DIR/marks/`: hand grades in and out.

A mark that changed on one side alone goes over to the other, in the direction asked for. One that
changed on both is named, and stays on both as it is. nbgrader has no place for what a policy does
to a total, so the difference between its sum and the total is its late submission penalty.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, select

from autograder.gradesheet.agreed import CONFLICT, OURS, SAME, THEIRS, Agreed, equal, merged
from autograder.gradesheet.marked import Marked
from autograder.gradesheet.marks import POINTS
from autograder.lab import Lab
from autograder.plain_text import line, number

PENALTY = "late_submission_penalty"

Tables = Mapping[str, Table]


def hand_grades(
    engine: Engine, tables: Tables, lab: Lab
) -> list[tuple[str, str, float | None, float | None, str]]:
    """Return (student, question, points, extra credit, comment) of every graded cell of a lab.

    Points and credit are None where no person gave any.
    """
    with engine.connect() as connection:
        comments = _comments(connection, tables, lab)
        return [
            (
                row.student_id,
                row.name,
                row.manual_score,
                row.extra_credit or None,
                comments.get((row.notebook_id, row.name), ""),
            )
            for row in _grades(connection, tables, lab)
        ]


def enter(
    engine: Engine, tables: Tables, lab: Lab, results: Sequence[Marked], agreed: Agreed
) -> list[str]:
    """Enter what people and the policy made of results; return what a person has to know."""
    notes: list[str] = []
    not_taken = 0
    by_student = {result.student: result for result in results}
    with engine.connect() as connection, connection.begin():
        grades = _grades(connection, tables, lab)
        sums: dict[str, float] = {}
        for row in grades:
            result = by_student.get(row.student_id)
            if result is None:
                continue
            ours = next(
                (q.mark.number for q in result.marked_questions if q.id == row.name and q.mark),
                None,
            )
            place = (row.student_id, POINTS, row.name)
            side = merged(agreed.get(place), ours, row.manual_score)
            theirs = row.manual_score
            if side == OURS:
                grade = tables["grade"]
                waits = ours is None and (row.auto_score is None)
                connection.execute(
                    grade.update()
                    .where(grade.c.id == row.id)
                    .values(manual_score=ours, needs_manual_grade=waits)
                )
                theirs = ours
            if side in (SAME, OURS):
                agreed.set(place, ours)
            elif side == THEIRS:
                not_taken += 1
            else:
                notes.append(
                    f"{line(row.student_id)} has {number(ours)} for {row.name} here and "
                    f"{number(theirs)} in the gradebook, and both have changed: neither is "
                    "written over the other. Make them the same in one of the two."
                )
            points = theirs if theirs is not None else row.auto_score
            sums[row.student_id] = sums.get(row.student_id, 0.0) + (points or 0.0)
            sums[row.student_id] += row.extra_credit or 0.0
        notes += _enter_penalties(connection, tables, grades, by_student, sums, agreed)
    if not_taken:
        notes.append(
            f"{not_taken} hand grades of the gradebook are not here yet, and in no other export: "
            "autograder marks DIR --from-nbgrader takes them."
        )
    excused = [result.student for result in results if result.excused]
    if excused:
        notes.append(f"nbgrader knows no excuse; the marks there stand of {_few(excused)}.")
    return notes


def _enter_penalties(
    connection: Connection,
    tables: Tables,
    grades: Sequence[Any],
    results: Mapping[str, Marked],
    sums: Mapping[str, float],
    agreed: Agreed,
) -> list[str]:
    """Enter the difference between nbgrader's sums and the totals; return who has another."""
    notes = []
    notebook = tables["submitted_notebook"]
    for student, row in {row.student_id: row for row in grades}.items():
        result = results.get(student)
        if result is None or result.score is None:
            continue
        wanted: float | None = round(sums[student] - result.score, 2)
        if equal(wanted, 0.0) or len(result.steps) < 2:
            wanted = None
        place = (student, PENALTY, "")
        side = merged(agreed.get(place), wanted, row.late_submission_penalty or None)
        if side == OURS:
            connection.execute(
                notebook.update()
                .where(notebook.c.id == row.notebook_id)
                .values(late_submission_penalty=wanted)
            )
        if side in (SAME, OURS):
            agreed.set(place, wanted)
        elif side == CONFLICT or wanted is not None:
            notes.append(
                f"{line(student)} has a late penalty of {number(row.late_submission_penalty)} in "
                f"the gradebook, which somebody else entered, {number(wanted)} here: it stays."
            )
    return notes


def _grades(connection: Connection, tables: Tables, lab: Lab) -> Sequence[Any]:
    grade, cell = tables["grade"], tables["base_cell"]
    written, submitted = tables["submitted_notebook"], tables["submitted_assignment"]
    query = (
        select(
            *(grade.c.id, grade.c.notebook_id, grade.c.auto_score, grade.c.manual_score),
            *(grade.c.extra_credit, cell.c.name, submitted.c.student_id),
            written.c.late_submission_penalty,
        )
        .join(cell, cell.c.id == grade.c.cell_id)
        .join(written, written.c.id == grade.c.notebook_id)
        .join(submitted, submitted.c.id == written.c.assignment_id)
        .where(written.c.notebook_id == _of_lab(tables, lab).scalar_subquery())
        .order_by(submitted.c.student_id, cell.c.name)
    )
    return connection.execute(query).all()


def _comments(connection: Connection, tables: Tables, lab: Lab) -> dict[tuple[str, str], str]:
    comment, cell, written = tables["comment"], tables["base_cell"], tables["submitted_notebook"]
    query = (
        select(comment.c.notebook_id, cell.c.name, comment.c.manual_comment)
        .join(cell, cell.c.id == comment.c.cell_id)
        .join(written, written.c.id == comment.c.notebook_id)
        .where(written.c.notebook_id == _of_lab(tables, lab).scalar_subquery())
        .where(comment.c.manual_comment.is_not(None))
    )
    return {(row.notebook_id, row.name): row.manual_comment for row in connection.execute(query)}


def _of_lab(tables: Tables, lab: Lab) -> Any:
    assignment, notebook = tables["assignment"], tables["notebook"]
    return (
        select(notebook.c.id)
        .join(assignment, assignment.c.id == notebook.c.assignment_id)
        .where(and_(assignment.c.name == lab.name, notebook.c.name == lab.name))
    )


def _few(students: Sequence[str]) -> str:
    more = f" and {len(students) - 10} more" if len(students) > 10 else ""
    return ", ".join(map(line, students[:10])) + more
