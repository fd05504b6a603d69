"""A plain table of marks for a spreadsheet."""

from autograder.export import Made, Request
from autograder.reporting.grades_csv import write_grades_csv


def write(request: Request) -> Made:
    """Write DIR/export/grades.csv."""
    path = request.folder / "export" / "grades.csv"
    write_grades_csv(request.results, request.lab, path)
    return Made([path])
