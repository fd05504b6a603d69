"""The command collect."""

from collections import Counter
from pathlib import Path

import click

from autograder.collecting import PLATFORMS
from autograder.commands.console import MOST_NAMES, a_few, console, errors, progress_bar, shown


@click.command(
    epilog="\b\nPlatforms, and what to download there:\n"
    + "\n".join(f"  {name:<14}{what}" for name, what in PLATFORMS.items())
)
@click.argument("platform", metavar="PLATFORM", type=click.Choice(list(PLATFORMS)))
@click.argument("download", metavar="DOWNLOAD", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--roster",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The class: the platform's own table, or a CSV with the columns id, name and group.",
)
@click.option(
    "--into",
    metavar="FOLDER",
    required=True,
    type=click.Path(path_type=Path),
    help="A new folder, for one folder a student and collected.csv.",
)
def collect(platform: str, download: Path, roster: Path | None, into: Path) -> None:
    """Make one folder a student out of what a platform gives to download.

    DOWNLOAD is the platform's zip, or the folder that was in it, and stays as it is.
    """
    from autograder.collecting.claim import CannotCollect
    from autograder.collecting.collect import collect
    from autograder.collecting.plan import (
        COLLECTED,
        EARLIER,
        NOBODYS,
        NOT_COPIED,
        NOTHING,
        WAITS,
    )
    from autograder.collecting.table import NAME
    from autograder.plain_text import line

    try:
        with progress_bar() as progress:
            task = progress.add_task(f"Collecting from {platform}", total=None)
            made = collect(
                *(platform, download, roster, into),
                lambda done, all: progress.update(task, completed=done, total=all),
            )
    except CannotCollect as error:
        raise click.UsageError(str(error)) from error
    counts = Counter(item.status for item in made.items)
    of_status = {status: [i for i in made.items if i.status == status] for status in counts}
    late = {item.student for item in of_status.get(COLLECTED, ()) if item.late == "yes"}
    parts = [f"{len(made.folders)} student{'' if len(made.folders) == 1 else 's'}"]
    if late:
        parts.append(f"{len(late)} late")
    if earlier := {item.student for item in of_status.get(EARLIER, ())}:
        parts.append(f"{len(earlier)} with earlier attempts, which are left out")
    if nothing := of_status.get(NOTHING):
        parts.append(f"{len(nothing)} handed in nothing")
    if made.wrapper.parts:
        errors.print(f"All of it lies in {line(made.wrapper)}/.", highlight=False)
    if nothing:
        names = [f"{item.student} ({item.name})" if item.name else item.student for item in nothing]
        errors.print(f"Handed in nothing: {a_few(names)}", highlight=False)
    if waiting := of_status.get(WAITS):
        names = [f"{item.student} ({item.name})" if item.name else item.student for item in waiting]
        errors.print(f"Wait for you, see what fits nobody: {a_few(names)}", highlight=False)
    if strangers := sorted({item.student for item in made.items if item.stranger}):
        errors.print(f"Not in the roster: {a_few(strangers)}", highlight=False)
    for status in (NOBODYS, NOT_COPIED):
        items = of_status.get(status, [])
        for item in items[:MOST_NAMES]:
            whose = f" ({line(item.student)})" if item.student else ""
            what = line(item.path or item.name)
            errors.print(f"{status}: {what}{whose}: {item.why}", highlight=False)
        if len(items) > MOST_NAMES:
            errors.print(f"  and {len(items) - MOST_NAMES} more in {NAME}", highlight=False)
    console.print(", ".join(parts) + f". Whose is whose: {shown(into / NAME)}", highlight=False)
