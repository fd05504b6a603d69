"""What runs on Gradescope: one submission becomes results.json.

`run_autograder` starts it as `python -m autograder.export.gradescope_run LAB SUBMISSION RESULTS
LANGUAGE`.
Exit status: 0 graded, 1 the grader itself failed; then RESULTS says so and holds no score.
"""

import sys
import traceback
from pathlib import Path

from autograder import labs
from autograder.export import gradescope_results
from autograder.grading.evaluation_data import DataFailed
from autograder.grading.grade import Grader
from autograder.isolate.sandbox import Limits, SandboxError
from autograder.results import write_text

# A container has 768 MB in all, of which the grader itself takes about 150.
LIMITS = Limits(memory_mib=448)


def main(lab_name: str, submission: Path, results: Path, language: str) -> int:
    """Grade a submission and write its results.json; return the exit status."""
    try:
        lab = labs.load(lab_name)
        with Grader(lab, "auto", LIMITS, language=language) as grader:
            document = gradescope_results.document(grader.grade(handed_in(submission)), lab)
        status = 0
    except Exception as error:  # whatever it is, a student must never take it for a mark
        traceback.print_exc()  # on Gradescope only course staff see what is printed
        told = str(error) if isinstance(error, (SandboxError, DataFailed)) else ""
        document, status = gradescope_results.no_mark(told), 1
    write_text(results, gradescope_results.as_json(document))
    return status


def handed_in(folder: Path) -> Path:
    """Return the submission in Gradescope's folder: the folder, or the one zip in it."""
    inside = list(folder.iterdir()) if folder.is_dir() else []
    only_zip = len(inside) == 1 and inside[0].suffix.lower() == ".zip"
    return inside[0] if only_zip else folder


if __name__ == "__main__":
    lab, submission, results, language = sys.argv[1:]
    sys.exit(main(lab, Path(submission), Path(results), language))
