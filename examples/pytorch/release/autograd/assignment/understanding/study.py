"""A study: one function with all that was seen of it, which templates ask about."""

import ast
import re

from .looks import SAME, UNCLEAR, difference
from .probes import ARGUMENT
from .trial import NOTHING, CannotRun, Results

HOLDERS = ("tuple", "list", "dictionary")  # of an argument, "shape" is how many it holds
MOST_EDITS = 60  # that are run for one function


class Study:
    """What templates may look at.

    function  as it is read
    bench     runs it, and edits of it
    usual     the Run of the function as it is, on the input that is asked about
    results   the parts of what it gives
    chance    whether what it gives depends on random numbers
    """

    def __init__(self, bench):
        self.function, self.bench = bench.function, bench
        self.usual = bench.runs()[0]
        if self.usual.stopped:
            raise CannotRun("error")
        self.record = self.usual.record
        self.results = Results(bench, self.usual)
        # An input that the function refuses says nothing of an edit.
        self.places = [
            place
            for place, run in enumerate(bench.runs())
            if not run.stopped and self.results.parts(run) is not None
        ]
        bench.most_steps = 20 * max(run.record.steps for run in bench.runs()) + 1000
        self.chance = self.depends_on_chance()
        self.edits = 0

    def depends_on_chance(self):
        """Whether what the function gives depends on random numbers, or on unset memory."""
        lines = self.function.text[self.function.first - 1 : self.function.last]
        if any(re.search(r"\bempty(_like)?\(", line) for line in lines):
            return True
        program = self.bench.programs[0]
        program = {**program, "seed": (program["seed"] + 1) % 2**32}
        other = self.bench.run(self.bench.compiled(NOTHING), program)
        return self.results.changes(self.usual, other) != ()

    def pairs(self, edit):
        """Yield (the usual Run, the Run of an edit) on each input."""
        edited = self.tried(edit)
        for place in self.places:
            yield self.bench.runs()[place], edited[place]

    @property
    def own(self):
        """The statements that the student wrote and that ran."""
        ran = self.record.counts
        found = [each for each in self.function.statements if self.function.is_own(each)]
        return [each for each in found if each.number in ran or self.is_lambda]

    @property
    def is_lambda(self):
        """Whether it is a lambda, which has no statements."""
        return isinstance(self.function.node, ast.Lambda)

    def made(self):
        """Return [(statement, name, look)] of every value that always looks the same.

        The name "return" stands for what is returned.
        """
        own = {each.number: each for each in self.own}
        return [
            (own[number], name, looks[0])
            for (number, name), looks in self.record.looks.items()
            if number in own and len(looks) == 1 and not own[number].is_block
        ]

    def shapes(self):
        """Return the distinct shapes of all arrays in the run, of the arguments first."""
        looks = [each for _, each in self.record.arguments if each["kind"] not in HOLDERS]
        looks += [each for found in self.record.looks.values() for each in found]
        return list(dict.fromkeys(tuple(each["shape"]) for each in looks if each["shape"]))

    def numbers(self):
        """Return the distinct whole numbers of the run: sizes, and values of variables."""
        found = [size for shape in self.shapes() for size in shape]
        for each in self.record.looks.values():
            found += [int(e["text"]) for e in each if e["kind"] == "whole number" and e["text"]]
        return list(dict.fromkeys(found))

    def outcome(self, edit):
        """Return what an edit does: ("error", statement it stops at), or how what it gives changes.

        That is a tuple of (name, how), empty if it is the same. None where it is unclear, or not
        the same on all inputs.
        """
        found = {self.outcome_of(*pair) for pair in self.pairs(edit)}
        return found.pop() if len(found) == 1 else None

    def outcome_of(self, usual, other):
        """Return what came of one input, None where only later calls are otherwise."""
        if other.stopped:
            return ("error", other.record.at)
        changes = self.results.changes(usual, other)
        later = changes == () and difference(usual.outputs, other.outputs) not in (SAME, UNCLEAR)
        return None if later else changes

    def tried(self, edit):
        """Return the Runs of an edit. Raises CannotRun, also when there were too many edits."""
        self.edits += edit != NOTHING
        if self.edits > MOST_EDITS:
            raise CannotRun("too many edits")
        return self.bench.runs(edit)

    def foreseen(self, statement):
        """Whether a reader can tell if a statement runs.

        In loops some pass of many does. Elsewhere a condition must read nothing but arguments that
        are shown, and names made from them.
        """
        ifs = [self.function.statements[number] for number in statement.above]
        ifs += [statement] if isinstance(statement.node, ast.If) else []
        loops = (ast.For, ast.While)
        for each in ifs:
            above = (self.function.statements[number].node for number in each.above)
            in_loop = any(isinstance(node, loops) for node in above)
            if isinstance(each.node, ast.If) and not in_loop and not self.is_shown(each):
                return False
        return True

    def is_shown(self, condition):
        """Whether all that a condition reads is an argument that is shown, or made from them."""
        shown = [name for name, look in self.record.arguments if look["text"] or look["shape"]]
        shown = {re.split(r"[.\[]", name)[0] for name in shown}
        given = set(self.function.arguments)
        for name in condition.reads:
            origin = self.origin(condition, name)
            if origin == ARGUMENT:
                if name not in shown:
                    return False
            elif origin is not None:
                looks = self.record.looks.get((origin.number, name), [])
                calls = {
                    each.func.id
                    for each in ast.walk(origin.node)
                    if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
                }
                if len(looks) != 1 or not looks[0]["text"] or calls & given:
                    return False
        return True

    def origin(self, statement, name):
        """Return the one statement that had given a name its value there; ARGUMENT; or None."""
        found = self.record.origins.get((statement.number, name), set())
        if len(found) != 1:
            return None
        (number,) = found
        return number if number == ARGUMENT else self.function.statements[number]

    @property
    def arguments(self):
        """What the function was called with: (name, kind, shape, text) of each part."""
        return tuple(
            (name, each["kind"], tuple(each["shape"]) if each["shape"] else None, each["text"])
            for name, each in self.record.arguments
        )
