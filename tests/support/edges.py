"""Wrong answers at the edge of what a docstring allows, each an edit of the reference.

They are no list of what students do, as the banks of misconceptions are, but one of what cases that
are small and alike cannot see.
"""

from functools import cache

from autograder import labs
from autograder.misconception import Misconception
from autograder.oracle import Oracle, reference_package
from autograder.student.checking.program import run
from autograder.student.checking.verdict import findings

SEEDS = (1, 2)


@cache
def oracle_of(lab_name, seed):
    """The hidden cases of a lab for a seed."""
    return Oracle(labs.load(lab_name), seed)


def lost(lab_name, question_id, function, edits, seed):
    """Return the properties of a question that code with these edits in a function loses."""
    oracle = oracle_of(lab_name, seed)
    mistake = Misconception(f"{question_id}.edge", function, "", tuple(edits))
    found = set()
    with reference_package(mistake.apply(oracle.sources)) as package:
        for case in oracle.asked(question_id):
            try:
                answers = run(case.program, package.import_module)
            except NameError:
                raise  # the edit is at fault
            except Exception:
                found.add(case.expected.tests or "an error")
                continue
            judged = findings("f", case.expected, *answers, lambda name: "")
            found |= {finding.property for finding in judged if not finding.holds}
    return found
