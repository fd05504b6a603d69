"""Probes: a function is compiled with calls that tell which statement runs and what it makes.

They stand between its statements, so what is counted is what people read, on every version of
Python, in threads and in functions that are called again. Only the first call is written down.
"""

import ast
import builtins
import itertools

from .looks import arguments_seen, kept, look, preview
from .reading import blocks_of

PROBE = "__understanding_probe__"
CALL = "_understanding_call"
MOST_STEPS = 20_000
ARGUMENT = -1


class TooLong(BaseException):
    """The function has run far more steps than a question may take."""


class Record:
    """What was seen of the first call of a function.

    counts     statement to how often it ran
    order      statements in the order in which they first ran
    looks      (statement, name) to the distinct looks of the value that it gave the name
    previews   (statement, name) to the first such value as text
    origins    (statement, name) to the statements that had given the name the value it had there;
               ARGUMENT for one that came in
    arguments  [(name, look)]
    result     what was returned, as `kept`; `...` if nothing was
    returned   the statement that returned
    after      its arguments as they are when the call is over, as `kept`: what it changes in them
    recursive  whether the function was called again before that call was over
    ended      whether the call came to its end, rather than stopping with an error
    at         the statement that ran last
    """

    def __init__(self, most_steps=MOST_STEPS):
        self.counts, self.order = {}, []
        self.looks, self.previews, self.origins = {}, {}, {}
        self.arguments = []
        self.result, self.returned, self.at, self.ended = ..., None, None, False
        self.recursive = False
        self.after, self._arguments = {}, {}
        self.steps, self.most_steps = 0, most_steps
        self._calls = itertools.count()
        self._reads = {}
        self._last_write = {}

    @property
    def entered(self):
        """Whether the function was called at all."""
        return bool(self.order) or self.returned is not None

    def enter(self, arguments):
        """Note a call; return its number."""
        call = next(self._calls)
        self.recursive = self.recursive or (call > 0 and not self.ended)
        if call == 0:
            self._arguments = arguments
            for name in arguments:
                self._last_write[name] = ARGUMENT
            self.arguments = arguments_seen(arguments)
        return call

    def step(self, call, number, reads=()):
        """Note that a statement begins."""
        self.steps += 1
        if self.steps > self.most_steps:
            raise TooLong
        if call != 0:
            return
        self.at = number
        if number not in self.counts:
            self.order.append(number)
        self.counts[number] = self.counts.get(number, 0) + 1
        for name in reads:
            if name in self._last_write:
                self.origins.setdefault((number, name), set()).add(self._last_write[name])

    def wrote(self, call, number, name, value):
        """Note the value that a statement has given a name."""
        if call != 0:
            return
        self._last_write[name] = number
        seen = self.looks.setdefault((number, name), [])
        now = look(value)
        if now not in seen and len(seen) < 3:
            seen.append(now)
            self.previews.setdefault((number, name), preview(value))

    def leave(self, call, number, value):
        """Note what is returned, and return it."""
        if call == 0:
            self.returned, self.result = number, kept(value)
            self.wrote(call, number, "return", value)
            self.end(call)
        return value

    def end(self, call):
        """Note that a call comes to the end of the function, where nothing is returned."""
        if call == 0:
            self.ended = True
            self.after = {name: kept(inside(value)) for name, value in self._arguments.items()}


def inside(value):
    """Return what can be changed in an argument: of an object its attributes."""
    if look(value)["kind"] == "object" and hasattr(value, "__dict__"):
        return dict(vars(value))
    return value


class Probing:
    """Puts a Record where the probes find it, inside a `with` block."""

    def __init__(self, record):
        self.record = record

    def __enter__(self):
        setattr(builtins, PROBE, self.record)
        return self.record

    def __exit__(self, *error):
        delattr(builtins, PROBE)


def probed(node, other=()):
    """Put probes into the node of a function, whose statements are numbered.

    other  (name, expression): an argument that is given another value first; () for none
    """
    if isinstance(node, ast.Lambda):
        arguments = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
        entered = told("enter", named(arguments))
        value = node.body
        if other:  # lambda w: (lambda w: …)(2 * w)
            inner = ast.arguments([], [ast.arg(other[0])], None, [], [], None, [])
            value = ast.Call(ast.Lambda(inner, value), [expression(other[1])], [])
        node.body = told("leave", entered, ast.Constant(0), value)
        ast.fix_missing_locations(node)
        return
    args = node.args
    names = [each.arg for each in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
    names += [each.arg for each in (args.vararg, args.kwarg) if each]
    enter = ast.Assign([ast.Name(CALL, ast.Store())], told("enter", named(names)))
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    head = [first] if is_docstring else []
    body = block(node.body[len(head) :])
    if other:
        head.append(ast.Assign([ast.Name(other[0], ast.Store())], expression(other[1])))
    end = ast.Expr(told("end", call_number()))
    for made in (*head, enter, end):
        for part in ast.walk(made):
            ast.copy_location(part, first)
    node.body = [*head, enter, *body, end]
    ast.fix_missing_locations(node)


def expression(text):
    """Return the node of an expression, without a place of its own."""
    node = ast.parse(text, mode="eval").body
    for part in ast.walk(node):
        for place in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            if hasattr(part, place):
                delattr(part, place)
    return node


def block(statements):
    """Return the statements of a block with probes between them."""
    made = []
    for node in statements:
        if not hasattr(node, "number"):  # a text that stands alone
            made.append(node)
            continue
        reads = [ast.Constant(name) for name in node.reads]
        made.append(probe(node, "step", ast.Constant(node.number), ast.Tuple(reads, ast.Load())))
        writes = [
            probe(
                node,
                "wrote",
                ast.Constant(node.number),
                ast.Constant(name),
                expression(name),
            )
            for name in node.writes
        ]
        is_scope = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        for inner in () if is_scope else blocks_of(node):
            inner[:] = block(inner)
        if isinstance(node, (ast.For, ast.With)):
            node.body[:0] = writes
            made.append(node)
        elif isinstance(node, ast.Return):
            value = node.value or ast.Constant(None)
            node.value = told("leave", call_number(), ast.Constant(node.number), value)
            made.append(node)
        else:
            made += [node, *writes]
    return made


def probe(node, method, *arguments):
    """Return a statement that tells something, in the place of a node."""
    tell = ast.Expr(told(method, call_number(), *arguments))
    for part in ast.walk(tell):  # of an error it is the line of the statement
        ast.copy_location(part, node)
    return tell


def told(method, *arguments):
    """Return a call of a method of the record."""
    record = ast.Name(PROBE, ast.Load())
    return ast.Call(ast.Attribute(record, method, ast.Load()), list(arguments), [])


def call_number():
    """Return the number of the call that a statement belongs to."""
    return ast.Name(CALL, ast.Load())


def named(names):
    """Return a dictionary of variables by name."""
    keys = [ast.Constant(name) for name in names]
    return ast.Dict(keys, [ast.Name(name, ast.Load()) for name in names])
