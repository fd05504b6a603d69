"""One student's feedback page, made from one result."""

from pathlib import Path

from autograder.failures import NO_MARK
from autograder.gradesheet.marked import Marked
from autograder.lab import Lab
from autograder.languages.catalogue import language
from autograder.reporting.page import facts_of, write_page
from autograder.reporting.row import rows_of
from autograder.reporting.worded import speaking_in
from autograder.results import Result, safe_name, said


def write_feedback(result: Result, lab: Lab, folder: Path, code: str = "") -> Path:
    """Write the feedback page of `result` into `folder` and return its path.

    code  of the language it is in, "" for that of the result

    The name of the file is the student's, made safe; a page already there is replaced whole.
    """
    path = Path(folder) / f"{safe_name(result.student)}.html"
    code = code or result.language
    with speaking_in(language(code, lab)):
        result = said(result)
        write_page(
            path,
            "feedback.html.j2",
            language=code,
            lab=lab,
            result=result,
            marked=result if isinstance(result, Marked) else None,
            rows=rows_of(result, lab),
            stand_in="stand-in" in result.data,
            why_ungraded=result.message if result.message != NO_MARK else "",
            facts=facts_of([result]),
        )
    return path
