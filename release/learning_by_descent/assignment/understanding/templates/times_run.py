"""How often does a line run in this call?"""

import ast

from ..question import Draft


def draft(study, random):
    """Yield a Draft for each statement in loops whose length is seen from the sizes alone."""
    counts = study.record.counts
    found = [each for each in study.own if not each.is_block and counted(study, each)]
    for statement in random.sample(found, len(found)):
        count = counts[statement.number]
        real = [
            each for each in dict.fromkeys((*counts.values(), *study.numbers())) if each != count
        ]
        near = [count - 1, count + 1, 2 * count, 1, 0]
        wrong = [("value", str(each)) for each in (*real[2:], *near) if each >= 0 and each != count]
        yield Draft(
            {"line": statement.line},
            ("value", str(count)),
            wrong,
            [statement.line],
            first=[("value", str(each)) for each in real[:2] if each >= 0],
        )


def counted(study, statement):
    """Whether only for-loops stand round a statement, none of which is left early."""
    above = [study.function.statements[number].node for number in statement.above]
    plain = all(isinstance(node, ast.For) for node in above)
    leaves = (ast.Break, ast.Continue, ast.Return, ast.Raise)
    early = any(isinstance(each, leaves) for node in above for each in ast.walk(node))
    alone = len(study.function.on_line(statement.line)) == 1
    return bool(above) and plain and not early and alone
