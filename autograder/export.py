"""Marks for other programs: a plain CSV, JUnit XML for CI, nbgrader's gradebook."""

from pathlib import Path

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from autograder.grades_csv import write_grades_csv
from autograder.lab import Lab
from autograder.results import Result, write_text


def export_results(format: str, lab: Lab, results: list[Result], folder: Path) -> Path:
    """Write results in a format ("csv", "junit") below `folder`; return the path."""
    if format == "csv":
        path = folder / "export" / "grades.csv"
        write_grades_csv(results, lab, path)
    else:
        path = folder / "export" / "junit.xml"
        write_text(path, junit(lab, results))
    return path


def export_to_gradebook(lab: Lab, results: list[Result], folder: Path, db_url: str = "") -> str:
    """Enter results in nbgrader's gradebook; return where that is, for people.

    The gradebook is `folder`/gradebook.db unless `db_url` names another. Raises BadUrl,
    CannotEnter and DatabaseFailed.
    """
    from autograder.database import parse_url, shown
    from autograder.nbgrader_adapter import write_gradebook

    url = parse_url(db_url or f"sqlite:///{folder.resolve() / 'gradebook.db'}")
    write_gradebook(lab, [result for result in results if result.lab == lab.name], url)
    return shown(url)


def junit(lab: Lab, results: list[Result]) -> str:
    """Return results as JUnit XML: a suite for each student, a test for each question."""
    document = JUnitXml(lab.name)
    for result in results:
        suite = TestSuite(xml_text(result.student))
        for question in result.questions:
            case = TestCase(question.id, classname=lab.name, time=question.seconds)
            if question.outcome == "manual":
                case.result = [Skipped("graded by hand")]
            elif question.outcome != "passed":
                case.result = [Failure(xml_text(question.message), question.outcome)]
            suite.add_testcase(case)
        document.add_testsuite(suite)
    return str(document.tostring().decode("utf-8"))


def xml_text(text: str) -> str:
    """Return text without the characters XML cannot hold."""
    return "".join(
        c if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff") else "?" for c in text
    )
