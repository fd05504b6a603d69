"""The command line: `python -m autograder …`, also installed as `autograder`.

The commands themselves are in commands/. A command is imported when it runs, and what it needs
then, so that `--help` is there at once.

Exit status: 0 done (whatever the marks), 2 wrong usage, 1 the grader itself failed.
"""

import importlib
import os
import sys
from collections.abc import Callable
from typing import Any

import click

from autograder import __version__, extras
from autograder.told import Told

# Each command's module in commands/, and what it does.
COMMANDS = {
    "demo": ("making", "The whole way, on a small class."),
    "release": ("making", "Make release/<lab>/ from the master, or check it."),
    "messages": ("making", "Bring a language's catalogues up to date."),
    "new-course": ("making", "Make a small, complete course to change."),
    "new-lab": ("making", "Make a small, complete lab to change."),
    "collect": ("collecting", "Make a platform's download one folder a student."),
    "grade": ("grading", "Grade submissions of a lab."),
    "report": ("grading", "Make the pages of a class again."),
    "quiz": ("quizzing", "Ask each student about their own code, on paper."),
    "marks": ("marking", "Say a person's marks over the machine's."),
    "groups": ("grouping", "List equal wrong answers that have no name yet."),
    "export": ("exporting", "Write marks for another program."),
    "audit": ("auditing", "Count how fair, sharp and safe the marks are."),
    "receipt": ("grading", "Tell whether a receipt is a submission's."),
    "doctor": ("grading", "Say what this machine offers."),
    "runtimes": ("grading", "Make other Pythons and NumPys ready."),
}


class Commands(click.Group):
    """The commands of COMMANDS, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context | None = None) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context | None, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"autograder.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Make releases of the course's labs, and grade what students hand in."""


def main(run: Callable[..., Any] = cli) -> None:
    """Run the command line; messages for people are one line."""
    try:
        run(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        say(error.format_message())
        sys.exit(2)
    except ImportError as error:
        words = extras.words_of(error)
        if not words:
            raise
        say(words)
        sys.exit(2)
    except (Told, OSError) as error:
        say(str(error))
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        say("stopped. What is graded is kept.")
        sys.exit(1)


def say(words: str) -> None:
    """Say something beside the output; what a file or a person is called moves no cursor."""
    from autograder.commands.console import errors

    errors.print(f"autograder: {words}", highlight=False)


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
