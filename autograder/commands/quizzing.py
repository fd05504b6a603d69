"""The command quiz."""

import sys
from pathlib import Path

import click

from autograder.commands.arguments import LabName
from autograder.commands.console import (
    console,
    errors,
    print_isolation,
    print_passed_over,
    progress_bar,
    shown,
)
from autograder.isolate.levels import LEVELS
from autograder.lab import Lab


@click.command()
@click.argument("lab", type=LabName())
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the sheets; where you graded into, the report shows the answers.",
)
@click.option(
    "--questions",
    "count",
    type=click.IntRange(1, 12),
    default=4,
    show_default=True,
    help="Questions on each sheet.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Sheets at once. Default: one a core.")
@click.option(
    "--isolation",
    type=click.Choice(["auto", *LEVELS]),
    default="auto",
    help="Default: the strongest this machine offers.",
)
@click.option("--lang", metavar="CODE", default="en", help="Language of what students read.")
def quiz(
    lab: Lab,
    paths: tuple[Path, ...],
    out: Path,
    count: int,
    jobs: int | None,
    isolation: str,
    lang: str,
) -> None:
    """Make a sheet of questions on each student's own code, and a key.

    PATH is a submission (folder or zip) or a folder of them. Writes DIR/quiz/<student>.html, one
    page to print with all of them, a key, and DIR/quiz/answers.csv for whoever marks.
    """
    from autograder.grading import class_folder
    from autograder.isolate.levels import stepped_down
    from autograder.isolate.sandbox import choose
    from autograder.languages import catalogue
    from autograder.scheduling.classroom import default_jobs, refuse_foreign_results
    from autograder.scheduling.lock import locked
    from autograder.understanding import answers, pages
    from autograder.understanding.class_quiz import interview_all

    try:
        found = class_folder.survey(list(paths), lab)
        submissions = [path for path in found.submissions if path.resolve() != out.resolve()]
        # Of a student's submissions that are as old as each other, one is as good as another.
        submissions += [several[0] for several in found.undecided]
        language = catalogue.language(lang, lab)
    except (ValueError, OSError, catalogue.NotOffered) as error:
        raise click.UsageError(str(error)) from error
    print_passed_over([path.name for path in found.others])
    level = choose(isolation)
    print_isolation(level, stepped_down(level))
    jobs = min(jobs or default_jobs(), max(len(submissions), 1))
    with locked(out):
        refuse_foreign_results(lab, out)  # before any work is done
        answers.refuse_other_quiz(lab.name, out)
        with progress_bar() as progress:
            task = progress.add_task(f"Questions on {lab.name}", total=len(submissions))
            sheets = interview_all(
                lab, submissions, count, jobs, isolation, language, lambda: progress.advance(task)
            )
        pages.write_pages(sheets, lab, out, language)
        marked = answers.write_answers(sheets, lab.name, out)
    asked = sum(len(sheet.asked) for sheet in sheets)
    few = [sheet.student for sheet in sheets if len(sheet.asked) < count]
    console.print(f"{asked} questions on {len(sheets)} sheet{'' if len(sheets) == 1 else 's'}.")
    if few:
        errors.print(f"Fewer than {count} for {len(few)}; the key says why.", highlight=False)
    if marked:
        console.print(f"{marked} answers that were typed before are kept.", highlight=False)
    console.print(
        f"To print: {shown(out / pages.ALL)}   key: {shown(out / pages.KEY)}   "
        f"answers: {shown(out / answers.NAME)}",
        highlight=False,
    )
    if not asked:
        sys.exit(1)
