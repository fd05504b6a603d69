"""A question as facts: what is asked, four options of which one is right, and the lines shown.

Facts are plain data. Words, and which language they are in, are `wording.py`'s alone.
"""

from dataclasses import asdict, dataclass, field

OPTIONS = 4
# Kinds of options, and how many parts each has beside its kind.
KINDS = {
    "shape": 1,
    "line": 1,
    "argument": 0,
    "value": 1,
    "kind": 1,
    "code": 1,
    "error": 0,
    "same": 0,
    "only": 1,
    "all": 0,
    "values": 0,
    "new shape": 0,
    "None": 0,
    "number": 0,
    "opposite": 0,
    "text": 0,
    "others inside": 0,
    "more or fewer": 0,
    "times": 1,
    "otherwise": 0,
}
MAX_TEXT = 400


class Forged(Exception):
    """What came back is no question."""


@dataclass(frozen=True)
class Question:
    """One question on a function.

    template   which idea it is, e.g. "shape_after"
    function   the name of the function
    facts      what its words need: "line", "name", "code", …
    options    four, each (kind, part)
    right      which of them is
    lines      lines of the source that are shown, in order
    gaps       those of them behind which code is left out
    arguments  what the function is called with: (name, kind, shape, text)
    seen       the right answer's value in the run, as text; "" where there is none
    """

    template: str
    function: str
    facts: dict
    options: tuple
    right: int
    lines: tuple
    gaps: tuple = ()
    arguments: tuple = ()
    seen: str = ""

    def to_plain(self):
        """Return it as plain data."""
        return asdict(self)


@dataclass
class Draft:
    """What a template found: the right option, others that are wrong, and the lines it is about."""

    facts: dict
    right: tuple
    wrong: list
    lines: list
    seen: str = ""
    first: list = field(default_factory=list)  # wrong options that are to be among the four


def from_plain(data, last_line):
    """Return the Question that plain data from a process that is not trusted describe.

    last_line  of the source; nothing beyond it is shown

    Raises Forged.
    """
    try:
        options = tuple(option(each) for each in data["options"])
        lines = tuple(data["lines"])
        question = Question(
            text(data["template"]),
            text(data["function"]),
            {text(key): fact(value) for key, value in data["facts"].items()},
            options,
            data["right"],
            lines,
            tuple(line for line in lines if line in data["gaps"]),
            tuple(argument(each) for each in data["arguments"]),
            text(data["seen"], 2000),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Forged from error
    told = len(question.facts) < 10 and len(question.arguments) <= 60
    fits = (
        len(set(options)) == len(options) == OPTIONS
        and type(question.right) is int
        and 0 <= question.right < OPTIONS
        and 0 < len(lines) <= 20
        and all(type(line) is int and 0 < line <= last_line for line in lines)
    )
    if not (fits and told):
        raise Forged
    return question


def option(data):
    """Return one option of plain data."""
    kind, *rest = data
    if len(rest) != KINDS[kind]:
        raise ValueError
    return (kind, *(fact(each) for each in rest))


def argument(data):
    """Return one argument of plain data."""
    name, kind, shape, value = data
    return text(name), text(kind), fact(shape), fact(value)


def fact(value):
    """Return one fact of plain data: a number, a text, or a tuple of them."""
    if value is None or type(value) is int:
        return value
    if type(value) in (list, tuple):
        if len(value) > 40:
            raise ValueError
        return tuple(fact(each) for each in value)
    return text(value)


def text(value, most=MAX_TEXT):
    """Return a text that is not too long."""
    if type(value) is not str or len(value) > most:
        raise ValueError
    return value
