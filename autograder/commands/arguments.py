"""What arguments of commands name: a lab, and a folder of results."""

from pathlib import Path
from typing import Any

import click

from autograder import labs
from autograder.lab import Lab


class LabName(click.ParamType[Lab]):
    """A command-line argument that names a lab."""

    name = "LAB"

    def convert(self, value: Any, param: Any, ctx: Any) -> Lab:
        try:
            return value if isinstance(value, Lab) else labs.load(value)
        except labs.UnknownLab as error:
            self.fail(str(error), param, ctx)


def results_of(folder: Path) -> tuple[Lab, list[Any]]:
    """Return the results in a folder and their lab; a usage error if there are none."""
    from autograder.results import read_results

    results = read_results(folder)
    if not results:
        raise click.UsageError(f"{folder} holds no results. Grade into it first.")
    return labs.load(results[0].lab), results
