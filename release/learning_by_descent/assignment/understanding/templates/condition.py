"""For which of four numbers does a condition in the code hold?"""

import ast
import operator

from ..edits import parts_of
from ..question import Draft

# How far the numbers are from the one compared with: the condition holds for the first alone.
STEPS = {
    ast.Gt: (operator.gt, (0.5, 0, -0.5, -2)),
    ast.GtE: (operator.ge, (0, -0.5, -1, -2)),
    ast.Lt: (operator.lt, (-0.5, 0, 0.5, 2)),
    ast.LtE: (operator.le, (0, 0.5, 1, 2)),
}


def draft(study, random):
    """Yield a Draft for each comparison of something with a number."""
    found = [
        (statement, node)
        for statement in study.own
        for node in parts_of(statement)
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in STEPS
    ]
    for statement, node in random.sample(found, len(found)):
        bound = getattr(node.comparators[0], "value", None)
        plain = isinstance(node.left, (ast.Name, ast.Attribute, ast.Subscript))
        if type(bound) not in (int, float) or not plain or not study.function.source(node):
            continue
        holds, steps = STEPS[type(node.ops[0])]
        numbers = [bound + step for step in steps]
        if [holds(number, bound) for number in numbers] != [True, False, False, False]:
            continue
        options = [("value", f"{number:g}") for number in numbers]
        facts = {"line": statement.line, "code": study.function.source(node)}
        facts["name"] = study.function.source(node.left)
        yield Draft(facts, options[0], options[1:], [statement.line])
