"""What a lab's code needs beside Python and NumPy: named by the lab, and installed here.

A library that is missing where submissions are graded is the course's fault, and nobody's marks.
"""

import ast
import sys
from collections.abc import Iterator, Mapping

from autograder.author_errors import AuthorError
from autograder.course import PACKAGE
from autograder.isolate.libraries import missing
from autograder.lab import Lab

# Here without being named: what draws has a stand-in where submissions are graded.
WITHOUT_SAYING = {"IPython", "matplotlib", "numpy", PACKAGE, *sys.stdlib_module_names}


def check(lab: Lab, sources: Mapping[str, str]) -> None:
    """Raise AuthorError where a lab's libraries are not installed, or needed and not named.

    sources  the lab's files of the package
    """
    absent = missing(lab.libraries)
    if absent:
        raise AuthorError(
            f"labs/{lab.name}/lab.py: the lab needs {', '.join(absent)}, not installed here. "
            f"Install what is missing: {sys.executable} -m pip install {' '.join(absent)}"
        )
    known = {*WITHOUT_SAYING, *lab.course.aliases, *lab.libraries}
    known |= {file.partition("/")[0].removesuffix(".py") for file in sources}
    for file in (*lab.student_files, *lab.earlier_files):
        for line, library in imports(sources[file]):
            if library not in known:
                raise AuthorError(
                    f"assignment/{file}:{line}: imports {library}, which the lab does not name. "
                    f'Add it in labs/{lab.name}/lab.py: Lab(libraries=("{library}",), …)'
                )


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, library) of each import that a module makes when it is loaded, and must."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # of which others tell
        return
    for node in body:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]
