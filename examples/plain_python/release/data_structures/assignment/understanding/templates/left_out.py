"""What happens if a line is left out? It is run without it, to see."""

import numpy as np

from ..edits import leave_out
from ..question import Draft

# In place of other values, and of another shape.
IN_A_CONTAINER = (("others inside",), ("more or fewer",))
ALONE = (("another",), ("other kind",))


def draft(study, random):
    """Yield a Draft for each statement that can be left out, those that do not stop it first."""
    later = []
    for statement in random.sample(study.own, len(study.own)):
        if not statement.is_simple or not study.foreseen(statement):
            continue
        if len(study.function.on_line(statement.line)) > 1:
            continue
        outcome = study.outcome(leave_out(statement.node))
        made = None if outcome is None else of_outcome(study, outcome, {"line": statement.line})
        if made is None:
            continue
        made.lines = [statement.line]
        if made.right[0] == "error" and random.random() < 0.7:
            later.append(made)
        else:
            yield made
    yield from later


def of_outcome(study, outcome, facts):
    """Return the Draft of what an edit does, None where chance has a part in it."""
    names = study.results.names
    is_error = outcome[:1] == ("error",)
    if not names or (study.chance and not is_error):
        return None
    if len(names) == 1:
        (name,) = names
        every = [("error",), ("same",), ("values",), ("new shape",)]
        right = ("error",) if is_error else ("same",)
        if outcome and not is_error:
            right = ("values",) if outcome[0][1] == "values" else ("new shape",)
        value = study.results.parts(study.usual)[name]
        if not (isinstance(value, np.ndarray) and value.ndim > 0):
            holds = isinstance(value, (list, dict))
            words = dict(zip(every[2:], IN_A_CONTAINER if holds else ALONE))
            every = [words.get(each, each) for each in every]
            right = words.get(right, right)
        facts = {**facts, "result": name}
    else:
        changed = tuple(name for name, _ in outcome) if not is_error else ()
        right = ("error",) if is_error else ("only", changed) if changed else ("same",)
        every = [("error",), ("same",), ("only", tuple(names))]
        every += [("only", (name,)) for name in names]
    return Draft(facts, right, [each for each in every if each != right], [])
