"""Trials: a function, or an edit of it, is run on small inputs and watched by probes."""

import __future__

import ast
import contextlib
import io
import warnings
from dataclasses import dataclass

from ..checking.program import run
from .edits import Edit, edited
from .looks import SAME, difference, kept, known
from .probes import MOST_STEPS, Probing, Record, TooLong, probed
from .reading import Function, collect, follow

NOTHING = Edit()
FUTURES = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)


@dataclass
class Run:
    """What came of one run.

    record   of the first call of the function
    stopped  whether that call ended with an error
    outputs  what the caller looks at, as `looks.kept`; nothing where it could not
    """

    record: Record
    stopped: bool
    outputs: dict


class CannotRun(Exception):
    """A run says nothing; the message is one of `wording.py`'s reasons."""


class Bench:
    """Runs a function and edits of it.

    function  as it is read
    code      of its module, compiled
    programs  small inputs, as programs of `checking/program.py`, the one that is asked about first
    open      called with the code of the module: gives a context manager whose value imports the
              modules of the package, that one among them
    """

    def __init__(self, function, code, programs, open):
        self.function, self.code, self.programs, self.open = function, code, programs, open
        self.most_steps = MOST_STEPS
        self._runs = {}

    def runs(self, edit=NOTHING):
        """Return a Run for each program. Raises CannotRun, and SyntaxError where nothing fits."""
        if edit not in self._runs:
            try:
                code = self.compiled(edit)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                code = None
            self._runs[edit] = code and [self.run(code, each) for each in self.programs]
        if self._runs[edit] is None:
            raise CannotRun("not Python")
        return self._runs[edit]

    def run(self, code, program):
        """Return the Run of a module's code on one program."""
        record = Record(self.most_steps)
        outputs = {}
        out, err = contextlib.redirect_stdout(Nowhere()), contextlib.redirect_stderr(Nowhere())
        with Probing(record), out, err, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                with self.open(code) as import_module:
                    outputs, _ = run(program, import_module)
            except TooLong:
                raise CannotRun("too long") from None
            except (Exception, SystemExit):  # of the function, or of its caller after it
                pass
        if not record.entered:
            raise CannotRun("not called")
        return Run(record, not record.ended, kept(outputs))

    def compiled(self, edit):
        """Return the code of the module with an edit, and probes, in the function."""
        function = self.function
        first, last = first_of(function.top), function.top.end_lineno
        lines = edited(function.text, edit)[first - 1 : last]
        tree = ast.parse("\n" * (first - 1) + "\n".join(lines))
        node = follow(tree.body[0], function.path)
        if isinstance(node, ast.FunctionDef):
            numbered = Function(function.name, function.text, tree.body[0], function.path, node)
            collect(numbered, node.body, ())
            if len(numbered.statements) != len(function.statements):
                raise SyntaxError("another number of statements")
        probed(node, edit.argument)
        flags = self.code.co_flags & FUTURES
        made = compile(tree, self.code.co_filename, "exec", flags, dont_inherit=True)
        return with_parts(self.code, made)

    def names_returned(self, record):
        """Return the names of the values that are returned: ["return"] of a single one."""
        node = self.function.statements[record.returned].node
        value = node.value if isinstance(node, ast.Return) else node
        each = value.elts if isinstance(value, ast.Tuple) else [value]
        ids = [getattr(item, "id", "") for item in each]
        if len(each) == 1:
            return [ids[0] or "return"]
        return [
            name if name and ids.count(name) == 1 else f"value {number}"
            for number, name in enumerate(ids, 1)
        ]


def first_of(top):
    """Return the first line of a statement of the module, with its decorators."""
    return min([top.lineno, *(each.lineno for each in getattr(top, "decorator_list", ()))])


def with_parts(module, made):
    """Return the code of a module with functions and classes in place of those of its own.

    made  code that holds them, each at the line where the module has it
    """
    new = {}
    for each in made.co_consts:
        if hasattr(each, "co_code"):
            new.setdefault((each.co_name, each.co_firstlineno), []).append(each)
    constants = []
    for each in module.co_consts:
        others = hasattr(each, "co_code") and new.get((each.co_name, each.co_firstlineno))
        constants.append(others.pop(0) if others else each)
    return module.replace(co_consts=tuple(constants))


class Results:
    """What a function gives, part by part, and how it is otherwise in other runs.

    names  of the parts: of what it returned if that can be compared, else of what its caller looks
           at, {name: value}
    """

    def __init__(self, bench, usual):
        record = usual.record
        self.returned = record.result is not None and record.result is not ...
        if self.returned:
            names = bench.names_returned(record)
            several = isinstance(record.result, list) and len(record.result) == len(names) > 1
            self.all = names if several else [names[0] if len(names) == 1 else "return"]
        else:
            self.all = sorted(usual.outputs)
        self.names = self.all
        self.names = [name for name, value in zip(self.all, self.of(usual) or ()) if known(value)]
        if not self.names and self.returned:
            self.returned, self.all = False, sorted(usual.outputs)
            self.names = [name for name in self.all if known(usual.outputs[name])]

    def of(self, run):
        """Return the values of all parts in a run, None where it has others."""
        if not self.returned:
            return (
                [run.outputs[name] for name in self.all]
                if self.all == sorted(run.outputs)
                else None
            )
        value = run.record.result
        if len(self.all) == 1:
            return [value]
        return value if isinstance(value, list) and len(value) == len(self.all) else None

    def parts(self, run):
        """Return {name: value} of the parts that can be compared, None where a run has others."""
        values = self.of(run)
        if values is None:
            return None
        return {name: value for name, value in zip(self.all, values) if name in self.names}

    def leaves_alike(self, usual, other):
        """Whether two runs leave the same in the arguments, as far as that can be compared."""
        if not self.returned:
            return True
        one, two = usual.record.after, other.record.after
        alike = all(difference(one[name], two.get(name)) in (SAME, "unclear") for name in one)
        return alike

    def changes(self, usual, other):
        """Return (name, how) of each part that is otherwise in another run, None if unclear.

        Unclear is, too, where it leaves another change in its arguments: that is no part.
        """
        one, two = self.parts(usual), self.parts(other)
        if one is None or two is None or not self.leaves_alike(usual, other):
            return None
        hows = {name: difference(one[name], two[name]) for name in one}
        if "unclear" in hows.values():
            return None
        return tuple((name, how) for name, how in hows.items() if how != SAME)


class Nowhere(io.TextIOBase):
    """Where what is printed meanwhile goes."""

    def write(self, text):
        return len(text)
