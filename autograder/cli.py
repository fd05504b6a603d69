"""The command line: `python -m autograder …`, also installed as `autograder`.

The commands themselves are in commands/. What they need is imported when they run, so that
`--help` is there at once.

Exit status: 0 done (whatever the marks), 2 wrong usage, 1 the grader itself failed.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from autograder import __version__, extras
from autograder.author_errors import AuthorError
from autograder.commands import auditing, collecting, exporting, grading, making, marking
from autograder.commands.console import console, errors
from autograder.grading.evaluation_data import DataFailed
from autograder.isolate.sandbox import SandboxError
from autograder.languages.catalogue import NotOffered
from autograder.misconception import BadEdit
from autograder.results import BadResult, CannotWrite
from autograder.scheduling.lock import InUse

FAILURES = (
    *(AuthorError, BadEdit, BadResult, CannotWrite, DataFailed, InUse, NotOffered, SandboxError),
    OSError,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Make releases of the course's labs, and grade what students hand in."""


for command in (
    making.demo,
    making.release,
    making.messages,
    making.new_course,
    making.new_lab,
    collecting.collect,
    grading.grade,
    grading.report,
    marking.marks,
    exporting.export,
    auditing.audit,
    grading.receipt,
    grading.doctor,
    grading.runtimes,
):
    cli.add_command(command)


def main(run: Callable[..., Any] = cli) -> None:
    """Run the command line; messages for people are one line."""
    try:
        run(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        console.print(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        errors.print(f"autograder: {error.format_message()}", highlight=False)
        sys.exit(2)
    except ImportError as error:
        words = extras.words_of(error)
        if not words:
            raise
        errors.print(f"autograder: {words}", highlight=False, markup=False)
        sys.exit(2)
    except FAILURES as error:
        errors.print(f"autograder: {error}", highlight=False)
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        errors.print("autograder: stopped. What is graded is kept.")
        sys.exit(1)


def program() -> None:
    """Run as a program. File names and texts are UTF-8, whatever the locale says.

    Else a student called 김철수 would be another one where somebody's locale is not UTF-8.
    """
    if sys.getfilesystemencoding() != "utf-8":
        os.environ["PYTHONUTF8"] = "1"  # for the processes that it starts
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    main()


if __name__ == "__main__":
    program()
