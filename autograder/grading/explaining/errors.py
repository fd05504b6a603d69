"""What Python itself tells surely of an error: which name, which key, which shapes.

An error's type alone says little. Told is what its message states as a fact.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.answers import Failure
from autograder.isolate.inside.graded import MissingFunction
from autograder.results import Diagnosis
from autograder.student.checking.program import NotThere, WrongCount
from autograder.student.language import fact

MOST_LETTERS = 80  # of what a message is quoted for


@dataclass(frozen=True)
class Told:
    """A kind of error. `pattern` has to be found in "type: message", whose groups are
    the {name} and the {other} of the hint."""

    id: str
    pattern: str = ""

    def of(self, error: str) -> "re.Match[str] | None":
        return re.search(self.pattern, error, re.DOTALL)


NUMBER = r"\(?\d[\d, ]*\)?"

# The first that fits is told.
KINDS = (
    Told("error.syntax", r"^(SyntaxError|IndentationError|TabError): "),
    Told("error.missing_module", r"^ModuleNotFoundError: No module named '([^']*)'"),
    Told("error.set_too_late", r"^UnboundLocalError: .*?'([^']*)'"),
    Told("error.misspelt_name", r"^NameError: name '([^']*)' is not defined"),
    Told("error.tuple_not_unpacked", r"^(?:TypeError|AttributeError|ValueError): .*'tuple'"),
    Told("error.none_used", r"^(?:TypeError|AttributeError): .*'?NoneType'?"),
    Told(
        "error.misspelt_attribute",
        r"^AttributeError: (?:module )?'([^']*)'(?: object)? has no attribute '([^']*)'",
    ),
    Told("error.wrong_arguments", r"^TypeError: ([\w.]+)\(\) (?:got|missing|takes)"),
    Told("error.missing_key", r"^KeyError: (.+)"),
    Told(
        "error.shapes", rf"^ValueError: .*(?:broadcast|not aligned|mismatch|reshape)[^(]*{NUMBER}"
    ),
    Told("error.unpacked_otherwise", r"^ValueError: (?:too many|not enough) values to unpack"),
    Told("error.index_too_large", r"^IndexError: .*out of (?:bounds|range)"),
    Told("error.too_many_indices", r"^IndexError: too many indices"),
    Told(
        "error.index_not_whole",
        r"^(?:IndexError: (?:only integers|arrays used as indices)|TypeError: .*(?:indices must be"
        r"|cannot be interpreted as an integer|slice indices))",
    ),
    Told("error.ambiguous_truth", r"^ValueError: The truth value of an array"),
    Told(
        "error.array_made_whole",
        r"^(?:UFuncTypeError|UFuncOutputCastingError|_UFuncOutputCastingError): Cannot cast",
    ),
    Told(
        "error.one_number_expected",
        r"^(?:TypeError|ValueError): (?:only (?:length-1|0-dimensional|size-1)"
        r"|setting an array element)",
    ),
    Told("error.division_by_zero", r"^ZeroDivisionError: "),
    Told("error.endless_recursion", r"^RecursionError: "),
    Told("error.too_much_memory", r"^(?:MemoryError|_ArrayMemoryError): "),
    Told("error.not_written", r"^NotImplementedError: "),
    Told("error.refused", r"^AssertionError: "),
    Told("error.wrong_type", r"^TypeError: (.+)"),
)

NOT_RETURNED = Told("error.not_returned")
WRONG_COUNT = Told("error.wrong_count")
NAME_MISSING = Told("error.name_missing")
NO_FUNCTION = Told("error.missing_function")
ENDLESS = Told("error.endless")


def of_failure(failure: Failure, not_to_blame: Sequence[str]) -> Diagnosis | None:
    """Return what a failure tells, None where that is nothing for sure."""
    if failure.told:
        return None
    if failure.kind != "error":
        return told(ENDLESS) if failure.kind == "timeout" else None
    by_check = {
        MissingFunction.__name__: lambda: NO_FUNCTION,
        WrongCount.__name__: lambda: NOT_RETURNED if " None" in failure.message else WRONG_COUNT,
        NotThere.__name__: lambda: NOT_RETURNED if failure.message.endswith("|") else NAME_MISSING,
    }
    if failure.type in by_check:
        return told(by_check[failure.type]())
    if not failure.function and not failure.importing:
        return None  # of the check, about something that is not what it takes it for
    error = f"{failure.type}: {failure.message}"
    for kind in KINDS:
        match = kind.of(error)
        if match:
            names = [group[:MOST_LETTERS] for group in match.groups(default="")]
            return told(kind, *names, place=failure.place(not_to_blame))
    return None


def told(kind: Told, *names: str, place: tuple[str, int] = ("", 0)) -> Diagnosis:
    """Return that it is an error of a kind, what it names, and where it is."""
    hint = fact(kind.id, **{key: word for key, word in zip(("name", "other"), names) if word})
    if all(place):
        hint = fact("error.at", file=place[0], line=place[1], hint=hint)
    return Diagnosis(kind.id, hint)
