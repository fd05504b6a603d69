"""What happens if a line is left out? It is run without it, to see."""

import numpy as np

from ..edits import leave_out
from ..looks import NONE, SHAPE, VALUES
from ..question import Draft

# What may become of one thing that is returned: of an array, of a number, …
ARRAY = {VALUES: ("values",), SHAPE: ("new shape",)}
NUMBER, BOOLEAN, TEXT = ({VALUES: (kind,)} for kind in ("number", "opposite", "text"))
HOLDER = {VALUES: ("others inside",), SHAPE: ("more or fewer",)}


def draft(study, random):
    """Yield a Draft for each statement that can be left out, those that do not stop it first."""
    later = []
    for statement in random.sample(study.own, len(study.own)):
        if not statement.is_simple or not study.foreseen(statement):
            continue
        if len(study.function.on_line(statement.line)) > 1:
            continue
        outcome = study.outcome(leave_out(statement.node))
        made = None if outcome is None else of_outcome(study, outcome, statement.place, random)
        if made is None:
            continue
        made.lines = [statement.line]
        if made.right[0] == "error" and random.random() < 0.7:
            later.append(made)
        else:
            yield made
    yield from later


def of_outcome(study, outcome, facts, random):
    """Return the Draft of what an edit does, None where chance has a part in it or it is unclear.

    outcome  see `Study.outcome`
    """
    results = study.results
    names = results.names
    is_error = outcome[:1] == ("error",)
    if not names or (study.chance and not is_error):
        return None
    others = [("error",), ("same",)]
    right = ("error",) if is_error else ("same",)
    if len(names) == 1:
        value = results.parts(study.usual)[names[0]]
        if value is None:
            return None
        kinds = {**kinds_of(value), NONE: ("None",)}
        if outcome and not is_error:
            right = kinds.get(outcome[0][1])
        others += kinds.values()
        facts = {**facts, "result": names[0]}
    else:
        all_known = len(names) == len(results.all)
        all_of_them = ("all",) if all_known else ("only", tuple(names))
        if outcome and not is_error:
            changed = tuple(name for name, _ in outcome)
            right = ("only", changed) if len(changed) < len(names) else all_of_them
        others += [all_of_them, *(("only", (name,)) for name in names)]
    others = [each for each in others if each != right]
    return right and Draft(facts, right, random.sample(others, len(others)), [])


def kinds_of(value):
    """Return {how it may differ: the option that says so} of a value, beside that it is None."""
    if isinstance(value, np.ndarray) and value.ndim:
        return ARRAY
    if isinstance(value, (list, dict)):
        return HOLDER
    if isinstance(value, str):
        return TEXT
    return BOOLEAN if np.asarray(value).dtype.kind == "b" else NUMBER
