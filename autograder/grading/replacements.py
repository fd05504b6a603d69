"""Replacements: what the reference stands in for, where a question fails as it was handed in."""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.grading.judge import Judgement
from autograder.lab import Checked
from autograder.oracle import Oracle

Functions = frozenset[str]  # "module:name" each


@dataclass(frozen=True)
class Replaced:
    """What is replaced in one try of a question, beside the functions of broken files.

    functions  by the reference's
    in_form    whether the reference's answers take the form of the student's own: tuples for
               lists, or matrices for arrays
    changed    whether the kit's files are those that the student changed
    of_right   whether functions that are right are among them
    own_forward  whether nothing is, and gradients are held against the student's own way forward
    """

    functions: Functions = frozenset()
    in_form: bool = False
    changed: bool = False
    of_right: bool = False
    own_forward: bool = False


NOTHING = Replaced()


def replacements(
    oracle: Oracle, question: Checked, wrong: Functions, broken: Functions
) -> Iterator[Replaced]:
    """Yield what to replace, the smallest first.

    wrong   what is not fully right, and may have spoilt the question
    broken  what of it is replaced anyway

    The functions that are wrong; with them their partners, which share a cache with them; the same
    in the form of the student's own; and last, all that the question builds on. A right constructor
    is never replaced: the state that it made is the student's own.
    """
    given = frozenset(oracle.lab.checked[id].function for id in question.given)
    partners = frozenset(oracle.partners(wrong)) - {question.function}
    tried = {broken}
    for functions in (wrong, partners):
        if functions not in tried and functions & given:
            tried.add(functions)
            yield Replaced(functions)
    if partners & given:
        yield Replaced(partners, in_form=True)
    constructors = {name for name in given - wrong if name.endswith(".__init__")}
    everything = (partners | given) - constructors
    if everything not in tried:
        yield Replaced(everything, of_right=True)


def is_known(judgement: Judgement) -> bool:
    """Whether a known mistake explains wrong numbers; of an error only the kind is known."""
    raised = any(answer is not None and "error" in answer for answer in judgement.seen)
    return bool(judgement.explained) and not raised
