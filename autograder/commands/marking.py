"""The command marks."""

from pathlib import Path

import click

from autograder.commands.arguments import results_of
from autograder.commands.console import (
    a_few,
    console,
    errors,
    print_moves,
    print_notes,
    shown,
    summary_words,
)
from autograder.gradesheet.marks import (
    EXCUSED,
    EXTENSION,
    EXTRA,
    GROUP,
    LATE_DAYS,
    POINTS,
    TOTAL,
    Mark,
)

WHOLE_LAB = "all"
NEEDS_REASON = (TOTAL, EXTRA)


@click.command()
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--set",
    "points",
    nargs=3,
    multiple=True,
    metavar="STUDENT QUESTION POINTS",
    help="A question's points: a hand grade, or in the place of the machine's.",
)
@click.option("--total", nargs=2, multiple=True, metavar="STUDENT POINTS", help="The total.")
@click.option(
    "--extra",
    nargs=2,
    multiple=True,
    metavar="STUDENT POINTS",
    help="Points that are added, or taken off where below 0.",
)
@click.option(
    "--excuse",
    nargs=2,
    multiple=True,
    metavar="STUDENT QUESTION",
    help="What does not count; all for the whole lab.",
)
@click.option("--late-days", nargs=2, multiple=True, metavar="STUDENT DAYS", help="Days late.")
@click.option(
    "--extension", nargs=2, multiple=True, metavar="STUDENT DAYS", help="A later deadline."
)
@click.option("--group", nargs=2, multiple=True, metavar="STUDENT GROUP", help="Who is in which.")
@click.option(
    "--remove",
    nargs=2,
    multiple=True,
    metavar="STUDENT WHAT",
    help='Take back a mark, e.g. "points QUESTION", total, extra, excused.',
)
@click.option("--reason", default="", help="Why; the student reads it.")
@click.option("--by", default="", help="Who says so.")
@click.option(
    "--from",
    "tables",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take what is new in a table: grades.csv filled in, collected.csv, another marks.csv.",
)
@click.option(
    "--quiz",
    "quiz_points",
    type=click.FloatRange(min=0, min_open=True),
    metavar="POINTS",
    help="Extra points for DIR/quiz/answers.csv: so many if all are right, else their share.",
)
@click.option(
    "--from-nbgrader", is_flag=True, help="Take the hand grades of nbgrader's formgrader."
)
@click.option(
    "--db-url",
    metavar="URL",
    default="",
    envvar="AUTOGRADER_DB_URL",
    help="nbgrader's database. Default: DIR/gradebook.db.",
)
def marks(
    folder: Path,
    points: tuple[tuple[str, str, str], ...],
    total: tuple[tuple[str, str], ...],
    extra: tuple[tuple[str, str], ...],
    excuse: tuple[tuple[str, str], ...],
    late_days: tuple[tuple[str, str], ...],
    extension: tuple[tuple[str, str], ...],
    group: tuple[tuple[str, str], ...],
    remove: tuple[tuple[str, str], ...],
    reason: str,
    by: str,
    tables: tuple[Path, ...],
    quiz_points: float | None,
    from_nbgrader: bool,
    db_url: str,
) -> None:
    """Say marks over the machine's, in DIR/marks/marks.csv; without options, show them.

    They survive every regrade and stand in every page, table and export. The table can be edited
    by hand as well; then run autograder report DIR. How points become a total stands in
    DIR/marks/policy.yaml.
    """
    from autograder.gradesheet.agreed import Agreed
    from autograder.gradesheet.marks import write_marks
    from autograder.gradesheet.sheet import gradesheet
    from autograder.gradesheet.taking import Taking, lines_of
    from autograder.reporting.views import said_of, write_views
    from autograder.results import BadResult
    from autograder.scheduling.lock import locked
    from autograder.understanding.answers import read_answers

    lab, results = results_of(folder)
    sheet = gradesheet(lab, folder)
    said = [
        *(Mark(student, POINTS, question, value) for student, question, value in points),
        *(Mark(student, TOTAL, "", value) for student, value in total),
        *(Mark(student, EXTRA, "", value) for student, value in extra),
        *(Mark(student, EXCUSED, of if of != WHOLE_LAB else "") for student, of in excuse),
        *(Mark(student, LATE_DAYS, "", value) for student, value in late_days),
        *(Mark(student, EXTENSION, "", value) for student, value in extension),
        *(Mark(student, GROUP, "", value) for student, value in group),
    ]
    if not (said or remove or tables or from_nbgrader or quiz_points is not None):
        for words in lines_of(sheet.marks.rows):
            console.print(words, highlight=False)
        marked = sheet.all(results)
        print_notes(said_of(sheet, marked))
        waiting = [one.student for one in marked if one.waits_for]
        if waiting:
            errors.print(f"Waiting for a hand grade: {a_few(waiting)}", highlight=False)
        return
    judged = lab.automatic.keys()
    overrides = [one for one in said if one.what == POINTS and one.question in judged]
    if not reason and (overrides or any(one.what in NEEDS_REASON for one in said)):
        raise click.UsageError("Why is that? Say so with --reason TEXT: the student reads it.")
    here = {result.student for result in results}
    groups = {*sheet.marks.groups.values()} | {value for _, value in group}
    for mark in said:
        may_be_absent = mark.what in (TOTAL, EXCUSED, EXTENSION, GROUP)
        if mark.student not in here | groups and not may_be_absent:
            raise click.UsageError(f"{mark.student} has no result in {folder}, and is no group.")
    with locked(folder):
        sheet = gradesheet(lab, folder)  # another command may have written meanwhile
        taking = Taking.into(sheet, results, by)
        try:
            for mark in said:
                taking.say(Mark(mark.student, mark.what, mark.question, mark.value, reason))
        except BadResult as error:
            raise click.UsageError(str(error)) from error
        for student, of in remove:
            what, _, question = of.partition(" ")
            place = (
                (student, of, "")
                if (student, of, "") in taking.marks
                else (student, what, question)
            )
            if place not in taking.marks:
                raise click.UsageError(f"There is no {of} of {student} in {folder}.")
            del taking.marks[place]
            taking.taken += 1
        for table in tables:
            taking.table(table.read_bytes(), table.name)
        if quiz_points is not None:
            answers = read_answers(folder)
            if not answers:
                raise click.UsageError(f"There is no quiz in {folder}. Make one: autograder quiz.")
            taking.quiz(answers, quiz_points, reason)
        if from_nbgrader:
            from autograder.export.nbgrader import hand_grades

            where, grades = hand_grades(lab, folder, db_url)
            agreed = Agreed.read(folder, where)
            taking.formgrader(grades, agreed)
            agreed.write()
        if taking.taken:
            path = write_marks(folder, taking.marks.values())
            console.print(f"{taking.taken} said in {shown(path)}", highlight=False)
        summary = write_views(lab, folder)
    for note in taking.notes:
        errors.print(note, highlight=False)
    console.print(summary_words(summary))
    print_moves(summary.moved, folder)
    print_notes(summary.notes)
