"""Which of four forms gives the same as the one in the code? Each is put in its place and run."""

import ast

from ..edits import parts_of, replace
from ..forms import CALLS, COMPARED, FORMS, SQUARE, TRANSPOSED, WITHOUT_NUMPY
from ..question import Draft
from ..trial import CannotRun

MOST = 40  # characters of a form


def draft(study, random):
    """Yield a Draft for each expression that can be written in another way."""
    if study.chance:
        return
    found = [
        node
        for statement in study.own
        for node in parts_of(statement)
        if isinstance(node, ast.expr) and study.function.source(node)
    ]
    for node in random.sample(found, len(found)):
        forms = [each for each in written(study.function, node) if len(each) <= MOST]
        old = study.function.source(node)
        line = study.function.text[node.lineno - 1]
        if len(forms) < 4 or len(old) > MOST or old in forms[1:] or line.count(old) > 1:
            continue
        same, other = [], []
        for form in forms:
            try:
                outcome = study.outcome(replace(node, f"({form})"))
            except CannotRun:
                outcome = None
            if outcome is not None:
                (other if outcome else same).append(("code", form))
        if same[:1] == [("code", forms[0])] and len(other) >= 3:
            yield Draft({"line": node.lineno, "code": old}, same[0], other[:3], [node.lineno])


def written(function, node):
    """Return other forms of an expression, the first of which should give the same."""
    numpy = numpy_name(function)
    if isinstance(node, ast.BinOp):
        forms = ({} if numpy else WITHOUT_NUMPY).get(type(node.op)) or FORMS.get(type(node.op), ())
        if isinstance(node.op, ast.Pow) and getattr(node.right, "value", None) == 2:
            forms = SQUARE
        left, right = bracketed(function, node.left), bracketed(function, node.right)
        return [each.format(l=left, r=right, np=numpy) for each in forms]
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = bracketed(function, node.left), bracketed(function, node.comparators[0])
        return [each.format(l=left, r=right) for each in COMPARED.get(type(node.ops[0]), ())]
    if isinstance(node, ast.Attribute) and node.attr == "T" and numpy:
        return [each.format(a=bracketed(function, node.value), np=numpy) for each in TRANSPOSED]
    if isinstance(node, ast.Call) and numpy:
        return of_call(function, node, numpy)
    return []


def of_call(function, node, numpy):
    """Return other forms of a call of NumPy, or of an array's method."""
    is_method = isinstance(node.func, ast.Attribute)
    name = node.func.attr if is_method else getattr(node.func, "id", "")
    if name not in CALLS or any(isinstance(each, ast.Starred) for each in node.args):
        return []
    arguments = list(node.args)
    of_numpy = is_method and function.source(node.func.value) == numpy
    if is_method and not of_numpy:
        arguments.insert(0, node.func.value)
    forms = filled(function, name, arguments, node.keywords, numpy)
    if forms and of_numpy and name in ("sum", "mean", "reshape"):
        # x.sum(axis=0) for np.sum(x, axis=0); the other way round is a form already.
        rest = ", ".join(map(function.source, (*arguments[1:], *node.keywords)))
        forms[0] = f"{bracketed(function, arguments[0])}.{name}({rest})"
    return forms


def filled(function, name, arguments, keywords, numpy):
    """Return the forms of a call with its arguments in them; nothing where they do not fit."""
    every = list(map(function.source, (*arguments, *keywords)))
    needs_two = any("{b}" in each or "{r}" in each for each in CALLS[name])
    if not arguments or not all(every) or (needs_two and len(every) != 2):
        return []
    first = bracketed(function, arguments[0])
    second = bracketed(function, arguments[1]) if len(arguments) > 1 else ""
    names = {"a": first, "b": second, "l": first, "r": second, "np": numpy}
    return [each.format(all=", ".join(every), **names) for each in CALLS[name]]


def bracketed(function, node):
    """Return the text of an operand, in brackets where it has operators of its own."""
    text = function.source(node)
    simple = (ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Call)
    return text if isinstance(node, simple) and text else f"({text})"


def numpy_name(function):
    """Return the name NumPy has in a source, "" if it has none."""
    for line in function.text:
        words = line.split()
        if words[:2] == ["import", "numpy"]:
            return words[3] if words[2:3] == ["as"] and len(words) == 4 else "numpy"
    return ""
