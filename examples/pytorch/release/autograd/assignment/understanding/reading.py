"""A function as it is written: where it stands, its statements, and what each reads and writes.

Nothing of it is run here. Statements are numbered in the order in which they are written; those of
functions defined inside it are not its own.
"""

import ast
from dataclasses import dataclass, field

START, END = "START OF YOUR CODE", "END OF YOUR CODE"
MAX_BYTES = 2**20  # a file that is larger is nobody's own code
MAX_STATEMENTS = 400
BLOCKS = ("body", "orelse", "finalbody")


class CannotRead(Exception):
    """There is nothing to ask; the message is one of `wording.py`'s reasons."""


@dataclass
class Statement:
    """One statement, or the head of a block.

    line, last  first and last line it is written on; of a block, those of its head
    writes      names that it gives a value, as written: "x", "self.reg", "grads['W1']"
    reads       names of which it takes the value
    above       numbers of the blocks round it, outermost first
    """

    number: int
    node: ast.AST
    line: int
    last: int
    writes: tuple
    reads: tuple
    above: tuple = ()

    @property
    def is_block(self):
        """Whether other statements stand in it."""
        return hasattr(self.node, "body")

    @property
    def place(self):
        """Where it stands, as facts of a question: "line", and "last" if it has several lines."""
        return {"line": self.line, **({"last": self.last} if self.last > self.line else {})}

    @property
    def is_simple(self):
        """Whether it is a statement that could be left out."""
        return isinstance(self.node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr))


@dataclass
class Function:
    """A function of a source.

    name        as it is asked for: "affine_forward", "TwoLayerNet.loss"
    text        lines of the whole source
    top         the statement of the module that it stands in
    path        the way from there to its node: (field, place) of each step
    node        ast.FunctionDef or ast.Lambda
    statements  by number
    first, last lines of the function
    own         lines that are the student's: between the banners where there are any
    """

    name: str
    text: list
    top: ast.stmt
    path: tuple
    node: ast.AST
    statements: list = field(default_factory=list)
    first: int = 0
    last: int = 0
    own: frozenset = frozenset()

    @property
    def arguments(self):
        """The names of its parameters."""
        args = self.node.args
        found = [*args.posonlyargs, *args.args, *args.kwonlyargs]
        found += [each for each in (args.vararg, args.kwarg) if each]
        return [each.arg for each in found]

    def is_own(self, statement):
        """Whether a student wrote a statement."""
        return statement.line in self.own

    def on_line(self, line):
        """Return the statements that begin on a line."""
        return [each for each in self.statements if each.line == line]

    def source(self, node):
        """Return the text of a part that stands on one line, "" of any other."""
        if node.lineno != node.end_lineno:
            return ""
        line = self.text[node.lineno - 1].encode()
        return line[node.col_offset : node.end_col_offset].decode()


def read_function(source, name):
    """Return a Function of a source by its name. Raises CannotRead."""
    if len(source) > MAX_BYTES:
        raise CannotRead("too long")
    try:
        tree = ast.parse(source)
        top, path, node = found(tree, name)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CannotRead("not Python") from error
    text = source.split("\n")
    function = Function(name, text, top, path, node, first=first_line(node), last=node.end_lineno)
    if isinstance(node, ast.Lambda):
        function.first, function.last = first_line(top), top.end_lineno
        reads = names_read(node.body)
        function.statements = [
            Statement(0, node.body, node.body.lineno, node.body.end_lineno, (), reads)
        ]
    else:
        collect(function, node.body, ())
    if len(function.statements) > MAX_STATEMENTS:
        raise CannotRead("too long")
    function.own = own_lines(function)
    if not any(function.is_own(each) for each in real(function.statements)):
        raise CannotRead("nothing")
    return function


def real(statements):
    """Return the statements that do something."""
    return [each for each in statements if not isinstance(each.node, (ast.Pass, ast.Raise))]


def first_line(node):
    """Return the first line of a statement, with its decorators."""
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])


def own_lines(function):
    """Return the lines between the banners of a function, all of it where there are none."""
    own, inside, banners = set(), False, False
    for line in range(function.first, function.last + 1):
        text = function.text[line - 1].lstrip() if line <= len(function.text) else ""
        if text.startswith("#") and START in text:
            inside = banners = True
        elif text.startswith("#") and END in text:
            inside = False
        elif inside:
            own.add(line)
    return frozenset(own if banners else range(function.first, function.last + 1))


# ------------------------------------------------------------------------------ where it stands


def found(tree, name):
    """Return (statement of the module, path, node) of a function. Raises CannotRead."""
    owner, _, method = name.rpartition(".")
    if owner:
        place = method_of(tree, owner, method, len(tree.body))
    else:
        place = resolved(tree, name, len(tree.body))
    if place is None:
        raise CannotRead("not there")
    return place


def resolved(tree, name, before, depth=0):
    """Return the place of what a name of the module means, None if it cannot be told.

    before  only what stands above this place in the module counts
    """
    if depth > 10:
        return None
    for index in reversed(range(before)):
        top = tree.body[index]
        for path, node in reversed(list(definitions(top, name))):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
                return top, path, node
            for value in functions_in(node):
                place = place_of(tree, value, index, depth + 1)
                if place:
                    return place
            return None
    return None


def place_of(tree, value, before, depth):
    """Return the place of the function that a value is: f, Layer(), layer.forward.

    Names mean what stands above a place in the module, or at it.
    """
    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
        owner = value.value.id
        instance = resolved_class(tree, owner, before, depth)
        return method_of(tree, instance or owner, value.attr, before, depth)
    if not isinstance(value, ast.Name):
        return None
    place = resolved(tree, value.id, before, depth)
    if place and isinstance(place[2], ast.ClassDef):
        return method_of(tree, value.id, "__call__", before, depth)
    return place


def resolved_class(tree, name, before, depth):
    """Return the name of the class of what a name is set to: "Layers" of layers = Layers()."""
    for index in reversed(range(before)):
        for _, node in definitions(tree.body[index], name):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            return node.func.id if is_call else ""
    return ""


def method_of(tree, owner, method, before, depth=0):
    """Return the place of a method of a class, or one it inherits; None if there is none."""
    place = resolved(tree, owner, before, depth)
    if place is None or not isinstance(place[2], ast.ClassDef) or depth > 10:
        return None
    top, path, node = place
    for index in reversed(range(len(node.body))):
        for inner, found_node in reversed(list(definitions(node.body[index], method))):
            where = (*path, ("body", index), *inner)
            if isinstance(found_node, (ast.FunctionDef, ast.Lambda)):
                return top, where, found_node
            if isinstance(found_node, ast.Name):  # loss = _loss
                return method_of(tree, owner, found_node.id, before, depth + 1)
            return None
    for base in node.bases:
        if isinstance(base, ast.Name):
            above = method_of(tree, base.id, method, tree.body.index(top), depth + 1)
            if above:
                return above
    return None


def definitions(statement, name, path=()):
    """Yield (path, node) of each place in a statement that gives a name its meaning.

    The node is a function, a class, or the value that is assigned.
    """
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        if statement.name == name:
            yield path, statement
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield (*path, ("value", None)), statement.value
            elif isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
                for place, pair in enumerate(zip(target.elts, statement.value.elts)):
                    if isinstance(pair[0], ast.Name) and pair[0].id == name:
                        yield (*path, ("value", None), ("elts", place)), pair[1]
    elif isinstance(statement, (ast.If, ast.Try, ast.With)):
        for block in BLOCKS:
            for index, inner in enumerate(getattr(statement, block, ())):
                yield from definitions(inner, name, (*path, (block, index)))


def functions_in(node):
    """Return the parts of a value that a function may come from: of `g`, `wrap(g)`, `Layer()`."""
    if isinstance(node, (ast.Name, ast.Attribute)):
        return [node]
    return [*node.args, node.func] if isinstance(node, ast.Call) else []


def follow(top, path):
    """Return the node that a path leads to."""
    node = top
    for part, index in path:
        node = getattr(node, part) if index is None else getattr(node, part)[index]
    return node


# -------------------------------------------------------------------------- what it is made of


def collect(function, body, above):
    """Number the statements of a block, and of the blocks in it."""
    for node in body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_docstring and isinstance(node.value.value, str):
            continue
        number = len(function.statements)
        node.number, node.reads, node.writes = number, reads_of(node), names_written(node)
        inner = getattr(node, "body", None)
        last = max(node.lineno, inner[0].lineno - 1) if inner else node.end_lineno
        if inner and isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            last = node.end_lineno
        first = first_line(node)
        function.statements.append(
            Statement(number, node, first, last, node.writes, node.reads, above)
        )
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            continue
        for block in blocks_of(node):
            collect(function, block, (*above, number))


def blocks_of(node):
    """Return the lists of statements that stand in a statement."""
    blocks = [getattr(node, name) for name in BLOCKS if isinstance(getattr(node, name, None), list)]
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        blocks.append(part.body)
    return [block for block in blocks if block]


def head_of(node):
    """Return the expressions of a statement, of a block those of its head."""
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return [node.iter]
    if isinstance(node, (ast.If, ast.While)):
        return [node.test]
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return [item.context_expr for item in node.items]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Try)) or hasattr(node, "cases"):
        return []
    return [node]


def reads_of(node):
    """Return the names a statement reads, those of blocks in it left out."""
    names = [name for part in head_of(node) for name in names_read(part)]
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        names.append(node.target.id)
    return tuple(dict.fromkeys(names))


def names_read(node):
    """Return the names that are read in an expression."""
    found = [
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    ]
    return tuple(dict.fromkeys(found))


def names_written(node):
    """Return what a statement gives a value, as it is written."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, (ast.AugAssign, ast.For)) or (
        isinstance(node, ast.AnnAssign) and node.value
    ):
        targets = [node.target]
    elif isinstance(node, ast.With):
        targets = [item.optional_vars for item in node.items if item.optional_vars]
    else:
        targets = []
    return tuple(dict.fromkeys(name for target in targets for name in places(target)))


def places(target):
    """Yield the names in the target of an assignment, as they are written."""
    if isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from places(part)
    elif isinstance(target, ast.Starred):
        yield from places(target.value)
    elif isinstance(target, ast.Name) or is_named_place(target):
        yield ast.unparse(target)


def is_named_place(node):
    """Whether a target is an attribute, or an entry by its name, of a name: self.W, grads['W1']."""
    if isinstance(node, ast.Subscript):
        key = node.slice
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
            return False
        return isinstance(node.value, ast.Name) or is_named_place(node.value)
    return isinstance(node, ast.Attribute) and (
        isinstance(node.value, ast.Name) or is_named_place(node.value)
    )
