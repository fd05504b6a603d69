"""Wrong attempts at the limits of a docstring, as edits of the reference, and what each loses."""

from autograder.misconception import mistakes_in
from autograder.oracle import Oracle, reference_package
from autograder.student.checking.program import run
from autograder.student.checking.verdict import findings


def attempt(question, *edits):
    """Return an attempt at a question: the reference with some of its text replaced."""
    return mistakes_in(question.id, question.function)("attempt", "", *edits)


def lost(oracle: Oracle, question, *edits):
    """Return the properties of a question that the attempt loses, as a set of names."""
    gone = set()
    with reference_package(attempt(question, *edits).apply(oracle.sources)) as package:
        for prepared in oracle.cases[question.id]:
            properties = {prepared.expected.tests} - {None} or set(prepared.expected.outputs)
            try:
                outputs, watched = run(prepared.program, package.import_module)
            except Exception:
                gone |= properties
                continue
            for found in findings(question.name, prepared.expected, outputs, watched, str):
                gone |= set() if found.holds else {found.property}
    return gone & set(question.properties)
