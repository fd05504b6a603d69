"""JUnit XML: what the test tabs of CI services read."""

import re
from collections.abc import Sequence

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from autograder.export import Made, Request
from autograder.gradesheet.marked import EXCUSED, Marked, MarkedQuestion, why_no_total
from autograder.gradesheet.steps import said
from autograder.lab import Lab
from autograder.outcomes import Outcome
from autograder.plain_text import finite, number
from autograder.results import QuestionResult, Result, write_text


def write(request: Request) -> Made:
    """Write DIR/export/junit.xml."""
    path = request.folder / "export" / "junit.xml"
    write_text(path, junit(request.lab, request.results))
    return Made([path])


def junit(lab: Lab, results: Sequence[Result]) -> str:
    """Return results as JUnit XML: a suite for each student, a test for each question.

    A question that waits for a person is skipped; a submission without a score, where the grader
    failed, is an error, which CI services tell apart from a failed test.
    """
    document = JUnitXml(lab.name)
    for result in results:
        suite = TestSuite(xml_text(result.student))
        if finite(result.score) is None:
            case = TestCase("grading", classname=lab.name)
            why = why_no_total(result)
            skipped = isinstance(result, Marked) and result.touched
            case.result = [Skipped(xml_text(why)) if skipped else failure_of_grader(result)]
            suite.add_testcase(case)
        else:
            suite.add_property("score", number(result.score))
            suite.add_property("max_score", number(result.max_score))
            for step in said(result) if isinstance(result, Marked) else ():
                suite.add_property("step", xml_text(step))
        for question in result.questions:
            case = TestCase(xml_text(question.id), classname=lab.name, time=question.seconds)
            if is_excused(question):
                case.result = [Skipped("excused")]
            elif question.outcome == Outcome.MANUAL:
                case.result = [Skipped(xml_text(str(question.message) or "graded by hand"))]
            elif question.outcome != Outcome.PASSED:
                case.result = [Failure(xml_text(str(question.message)), question.outcome)]
            suite.add_testcase(case)
        document.add_testsuite(suite)
    return str(document.tostring().decode("utf-8"))


def failure_of_grader(result: Result) -> Error:
    """Return that the grader failed on a submission."""
    return Error(xml_text(str(result.message)), "grader")


def is_excused(question: QuestionResult) -> bool:
    """Whether the student is excused from a question."""
    return isinstance(question, MarkedQuestion) and question.left_out == EXCUSED


# What XML 1.0 can hold: tab, newline, and all else but controls, surrogates, U+FFFE and U+FFFF.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return text without the characters XML cannot hold."""
    return _NOT_XML.sub("?", text)
