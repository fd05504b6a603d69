"""Gradescope: the zip that grades there, and each result as it would show it.

autograder export gradescope DIR             the zip, and results.json of each result in DIR
autograder export gradescope DIR --lab LAB   the zip alone; DIR needs no results
"""

from autograder.export import Made, Request
from autograder.export.gradescope_results import as_json, document
from autograder.export.gradescope_zip import write_zip
from autograder.languages.catalogue import language
from autograder.results import safe_name, write_text


def write(request: Request) -> Made:
    """Write DIR/export/gradescope/<lab>.zip, and <student>/results.json beside it."""
    folder = request.folder / "export" / "gradescope"
    spoken = language(request.language, request.lab)
    paths = [write_zip(request.lab, folder / f"{request.lab.name}.zip", spoken)]
    for result in request.results:
        path = folder / safe_name(result.student) / "results.json"
        write_text(path, as_json(document(result, request.lab)))
        paths.append(path)
    return Made(paths)
