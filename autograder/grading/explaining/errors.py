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
from autograder.student.language import N_, _

MOST_LETTERS = 80  # of what a message is quoted for


@dataclass(frozen=True)
class Told:
    """A kind of error. `pattern` has to be found in "type: message", whose groups are
    the {name} and the {other} of the hint."""

    id: str
    pattern: str
    hint: str

    def of(self, error: str) -> "re.Match[str] | None":
        return re.search(self.pattern, error, re.DOTALL)


NUMBER = r"\(?\d[\d, ]*\)?"

# The first that fits is told.
KINDS = (
    Told(
        "error.syntax",
        r"^(SyntaxError|IndentationError|TabError): ",
        N_(
            "Python cannot read the file at this line. Look at it and at the line before: a "
            "bracket, a colon, a quote, or how far the line is indented?"
        ),
    ),
    Told(
        "error.missing_module",
        r"^ModuleNotFoundError: No module named '([^']*)'",
        N_("There is no module {name}. Is its name spelt right, and was its file handed in?"),
    ),
    Told(
        "error.set_too_late",
        r"^UnboundLocalError: .*?'([^']*)'",
        N_(
            "{name} is used before it has a value: does a line set it on every way that leads here?"
        ),
    ),
    Told(
        "error.misspelt_name",
        r"^NameError: name '([^']*)' is not defined",
        N_(
            "There is no {name} at this place. Is it spelt as where it is set, and set in this "
            "function?"
        ),
    ),
    Told(
        "error.tuple_not_unpacked",
        r"^(?:TypeError|AttributeError|ValueError): .*'tuple'",
        N_(
            "A pair of results is used where one of them is meant. Which call returns several "
            "values, and into how many names are they taken apart?"
        ),
    ),
    Told(
        "error.none_used",
        r"^(?:TypeError|AttributeError): .*'?NoneType'?",
        N_(
            "None is used as if it were a value. Which name at this place still has the None it "
            "began with, or comes from a function that returns nothing?"
        ),
    ),
    Told(
        "error.misspelt_attribute",
        r"^AttributeError: (?:module )?'([^']*)'(?: object)? has no attribute '([^']*)'",
        N_("{name} has no {other}. Is the name spelt right, and is {name} what you take it for?"),
    ),
    Told(
        "error.wrong_arguments",
        r"^TypeError: ([\w.]+)\(\) (?:got|missing|takes)",
        N_(
            "{name} is called with other arguments than it takes. Compare the call with its first "
            "line."
        ),
    ),
    Told(
        "error.missing_key",
        r"^KeyError: (.+)",
        N_(
            "Nothing is stored under {name} where it is looked up, or added to. Under which names "
            "are things put there, and when?"
        ),
    ),
    Told(
        "error.shapes",
        rf"^ValueError: .*(?:broadcast|not aligned|mismatch|reshape)[^(]*{NUMBER}",
        N_(
            "The shapes at this line do not fit: the error names them. Write the shape of each "
            "array beside it, and ask which of them is not what it should be."
        ),
    ),
    Told(
        "error.unpacked_otherwise",
        r"^ValueError: (?:too many|not enough) values to unpack",
        N_("The values on the right are not as many as the names on the left. What comes back?"),
    ),
    Told(
        "error.index_too_large",
        r"^IndexError: .*out of (?:bounds|range)",
        N_("An index reaches past the end. Which axis is it meant for, and how long is that one?"),
    ),
    Told(
        "error.too_many_indices",
        r"^IndexError: too many indices",
        N_("An array is indexed with more axes than it has. What is its shape at this line?"),
    ),
    Told(
        "error.index_not_whole",
        r"^(?:IndexError: (?:only integers|arrays used as indices)|TypeError: .*(?:indices must be"
        r"|cannot be interpreted as an integer|slice indices))",
        N_("Something that is no whole number is used as an index, a size or a count."),
    ),
    Told(
        "error.ambiguous_truth",
        r"^ValueError: The truth value of an array",
        N_("A whole array stands where one yes or no is asked for. Is each element meant?"),
    ),
    Told(
        "error.array_made_whole",
        r"^(?:UFuncTypeError|UFuncOutputCastingError|_UFuncOutputCastingError): Cannot cast",
        N_("Fractions are written into an array of whole numbers, which cannot hold them."),
    ),
    Told(
        "error.one_number_expected",
        r"^(?:TypeError|ValueError): (?:only (?:length-1|0-dimensional|size-1)"
        r"|setting an array element)",
        N_("An array is put where there is room for one number. What is its shape at this line?"),
    ),
    Told(
        "error.division_by_zero",
        r"^ZeroDivisionError: ",
        N_("Something is divided by 0. In which case is the divisor 0?"),
    ),
    Told(
        "error.endless_recursion",
        r"^RecursionError: ",
        N_("A function calls itself without end. When should it stop?"),
    ),
    Told(
        "error.too_much_memory",
        r"^(?:MemoryError|_ArrayMemoryError): ",
        N_("An array is far larger than the inputs. Which two sizes meet in it?"),
    ),
    Told(
        "error.not_written",
        r"^NotImplementedError: ",
        N_("This still says that it is not implemented. Take that line out once your code is in."),
    ),
    Told(
        "error.refused",
        r"^AssertionError: ",
        N_("An assertion of the code itself fails. What did it hold to be always so?"),
    ),
    Told(
        "error.wrong_type",
        r"^TypeError: (.+)",
        N_("Values of kinds that do not go together meet here. What is each of them at this line?"),
    ),
)

NOT_RETURNED = Told(
    "error.not_returned",
    "",
    N_("What is asked for never gets its value: is it set, under this name, and returned?"),
)
WRONG_COUNT = Told(
    "error.wrong_count",
    "",
    N_("Another number of values is returned than the docstring lists. Compare the last line."),
)
NAME_MISSING = Told(
    "error.name_missing",
    "",
    N_("A result is missing under its name. Is it put there, and under just this name?"),
)
NO_FUNCTION = Told(
    "error.missing_function",
    "",
    N_("The function is not there under its name. Was it renamed, deleted or indented away?"),
)
ENDLESS = Told(
    "error.endless",
    "",
    N_("The code does not come to its end in time. Which loop never ends, or does far too much?"),
)


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
    """Return a kind of error as a student reads it, with where it is."""
    name, other = (*names, "", "")[:2]
    hint = _(kind.hint).format(name=name, other=other)
    if all(place):
        hint = _("{file}, line {line}: {hint}").format(file=place[0], line=place[1], hint=hint)
    return Diagnosis(kind.id, hint)
