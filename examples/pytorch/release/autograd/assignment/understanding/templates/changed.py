"""A line is written a little otherwise: what happens then? It is run so, to see."""

from ..edits import line_after, small_changes
from .left_out import of_outcome


def draft(study, random):
    """Yield a Draft for each small change of an own line."""
    told = [each for each in study.own if study.foreseen(each)]
    changes = [(each, edit) for each in told for edit in small_changes(study.function, each)]
    for statement, edit in random.sample(changes, len(changes)):
        after = line_after(study.function, statement, edit)
        if statement.line != statement.last or len(after) > 90:
            continue
        outcome = study.outcome(edit)
        if outcome is None:
            continue
        made = of_outcome(study, outcome, {"line": statement.line, "code": after}, random)
        if made is not None:
            made.lines = [statement.line]
            yield made
