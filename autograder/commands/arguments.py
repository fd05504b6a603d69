"""What arguments of commands name: a lab, and a folder of results."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.author_errors import authors_code

if TYPE_CHECKING:
    from autograder.lab import Lab


def load(name: str) -> "Lab":
    """Return a lab by name. Raises UnknownLab, and AuthorError where it cannot be imported."""
    from autograder import labs

    with authors_code(f"the lab {name}"):
        return labs.load(name)


class LabName(click.ParamType["Lab"]):
    """A command-line argument that names a lab."""

    name = "LAB"

    def convert(self, value: Any, param: Any, ctx: Any) -> "Lab":
        from autograder import labs

        try:
            return load(value) if isinstance(value, str) else value
        except labs.UnknownLab as error:
            self.fail(str(error), param, ctx)


def results_of(folder: Path) -> "tuple[Lab, list[Any]]":
    """Return the results in a folder and their lab; a usage error if there are none.

    Their messages are worded now, in their language: a sentence that was mended is the new one.
    """
    from autograder.reporting.worded import worded
    from autograder.results import read_results

    results = read_results(folder)
    if not results:
        raise click.UsageError(f"{folder} holds no results. Grade into it first.")
    lab = load(results[0].lab)
    return lab, worded(results, lab)
