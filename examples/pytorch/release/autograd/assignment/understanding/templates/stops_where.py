"""A line is left out, and the function stops with an error: at which line?"""

import ast

from ..edits import leave_out
from ..question import Draft


def draft(study, random):
    """Yield a Draft for each statement without which the function stops."""
    if any(isinstance(each.node, ast.Try) for each in study.function.statements):
        return  # what runs last is not where it stops
    for statement in random.sample(study.own, len(study.own)):
        if not statement.is_simple or not study.foreseen(statement):
            continue
        if len(study.function.on_line(statement.line)) > 1:
            continue
        outcome = study.outcome(leave_out(statement.node))
        if not outcome or outcome[0] != "error":
            continue
        at = study.function.statements[outcome[1]]
        own = [each for each in study.own if each.line not in (at.line, statement.line)]
        lines = list(dict.fromkeys(each.line for each in own))
        if len(lines) < 3 or at.line == statement.line:
            continue
        # Those after the line look more like it than those before.
        lines = random.sample(lines, len(lines))
        wrong = sorted(lines, key=lambda line: line < statement.line)[:3]
        yield Draft(
            statement.place,
            ("line", at.line),
            [("line", line) for line in wrong],
            [statement.line, at.line, *wrong],
        )
