"""The command for those who name mistakes: groups."""

from pathlib import Path

import click

from autograder.commands.arguments import LabName
from autograder.commands.console import console
from autograder.lab import Lab


@click.command()
@click.argument("lab", type=LabName())
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--earlier",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="What grading an earlier class left; may be given several times.",
)
def groups(lab: Lab, folder: Path, earlier: tuple[Path, ...]) -> None:
    """List equal wrong answers without a name, and draft a known mistake of each.

    DIR is what `grade --out` wrote.
    """
    from autograder.plain_text import line, tame
    from autograder.reporting.groups import draft
    from autograder.reporting.groups import groups as groups_of

    found = groups_of(lab, [folder, *earlier])
    for group in found:
        names = ", ".join(line(student) for student in group.students)
        told = f"{group.question.id}, {len(group.students)} students: {names}"
        for text in (told, tame(group.message), "", tame(draft(group)), ""):
            console.print(text, markup=False, highlight=False)
    words = "1 group" if len(found) == 1 else f"{len(found)} groups"
    console.print(f"{words} of equal wrong answers without a name.", highlight=False)
