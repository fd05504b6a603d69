"""Any order that keeps to rules: {"kind": "order", "before": [(first, later), …]}.

The items are those of the list expected, each once; of each pair the first stands before the later.
"""

from ...language import N_, _
from . import set as members
from .wording import not_comparable, shown

TOO_EARLY = N_("{what} has {later} before {first}.")


def compare(what, got, right, rule):
    """Compare a list with any in a permitted order; see the package."""
    if not isinstance(got, (list, tuple)):
        return not_comparable(what, got, "list"), "", None
    problem = members.compare(what, got, right, rule)[0]
    if problem:
        return problem, "", None
    for first, later in rule["before"]:
        if got.index(first) > got.index(later):
            words = _(TOO_EARLY).format(what=what, first=shown(first), later=shown(later))
            return words, "", None
    return "", "", None


def suits(right, rule):
    """Return what is wrong with an expected value, "" if nothing is."""
    if not isinstance(right, list):
        return "it is no list"
    late = [pair for pair in rule["before"] if right.index(pair[0]) > right.index(pair[1])]
    return f"the reference has {late[0][1]!r} too early" if late else ""
