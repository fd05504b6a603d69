"""Where did a name get the value that a line reads?"""

import ast

from ..probes import ARGUMENT
from ..question import Draft


def draft(study, random):
    """Yield a Draft for each name that a line reads, and that has a value from several places."""
    touched = touched_in_place(study.function)
    lines = [each for each in study.own if each.line == each.last]
    once = [each for each in lines if runs_once(study.function, each)]
    reads = [(each, name) for each in once for name in each.reads if name not in touched]
    for statement, name in random.sample(reads, len(reads)):
        origin = study.origin(statement, name)
        if origin is None or (origin != ARGUMENT and origin.line == statement.line):
            continue
        right = ("argument",) if origin == ARGUMENT else ("line", origin.line)
        giving = [each.line for each in study.own if name in each.writes]
        others = [each.line for each in study.own if each.writes and each.line not in giving]
        if len({*giving}) + (name in study.function.arguments) < 2:
            continue  # nothing else could have given it one
        wrong = [("line", line) for line in dict.fromkeys(giving)]
        wrong += [("argument",)] if name in study.function.arguments else []
        wrong += [("line", each) for each in random.sample(others, len(others))]
        wrong = [each for each in dict.fromkeys(wrong) if each != right]
        wrong = [each for each in wrong if each != ("line", statement.line)][:3]
        if len(wrong) < 3:
            continue
        lines = [statement.line, *(each[1] for each in (right, *wrong) if each[0] == "line")]
        yield Draft({"line": statement.line, "name": name}, right, wrong, lines)


def runs_once(function, statement):
    """Whether a statement reads its names when it begins and only then, as a loop does not."""
    is_elif = function.text[statement.line - 1].lstrip().startswith("elif")
    return not isinstance(statement.node, ast.While) and not is_elif


def touched_in_place(function):
    """Return the names whose value a line may change without giving the name another one."""
    found = set()
    for statement in function.statements:
        node = statement.node
        for each in ast.walk(node):
            if isinstance(each, (ast.Subscript, ast.Attribute)) and not isinstance(
                each.ctx, ast.Load
            ):
                found |= {part.id for part in ast.walk(each.value) if isinstance(part, ast.Name)}
            if isinstance(each, ast.keyword) and each.arg == "out":
                found |= {part.id for part in ast.walk(each.value) if isinstance(part, ast.Name)}
            if isinstance(each, (ast.Nonlocal, ast.Global)):
                found |= set(each.names)
            if isinstance(each, (ast.NamedExpr, ast.Delete)):
                found |= {part.id for part in ast.walk(each) if isinstance(part, ast.Name)}
            if isinstance(each, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)):
                found.add(each.name)
            if isinstance(each, ast.alias):
                found.add(each.asname or each.name)
        if isinstance(node, ast.Expr):
            found |= set(statement.reads)  # items.append(x), np.add.at(dw, …), np.copyto(a, b)
    return found
