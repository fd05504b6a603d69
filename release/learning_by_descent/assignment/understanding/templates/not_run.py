"""Which of four lines does not run in this call?"""

import ast

from ..question import Draft


def draft(study, random):
    """Yield a Draft for each own statement that a condition on known values leaves out."""
    function, counts = study.function, study.record.counts
    ran = [each for each in study.own if not each.is_block]
    idle = [
        each
        for each in function.statements
        if function.is_own(each) and each.number not in counts and not each.is_block
    ]
    for statement in random.sample(idle, len(idle)):
        others = [each for each in ran if each.line != statement.line]
        if len({each.line for each in others}) < 3 or not told(study, statement):
            continue
        wrong = random.sample(list(dict.fromkeys(each.line for each in others)), 3)
        yield Draft(
            {},
            ("line", statement.line),
            [("line", line) for line in wrong],
            [statement.line, *wrong],
        )


def told(study, statement):
    """Whether it is a condition that leaves a statement out, and one that a reader can tell."""
    above = [study.function.statements[number] for number in statement.above]
    ran = [each for each in above if each.number in study.record.counts]
    only_ifs = all(isinstance(each.node, ast.If) for each in above)
    return bool(ran) and only_ifs and study.is_shown(ran[-1])
