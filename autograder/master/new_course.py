"""A new course: a folder with a small, complete lab in it, to change into one's own."""

import string
from pathlib import Path

from autograder.master.new_lab import new_lab

TEMPLATES = Path(__file__).with_name("templates") / "new_course"
FILES = {
    ".gitignore": "gitignore.txt",
    "README.md": "README.md.txt",
    "assignment/__init__.py": "assignment.py.txt",
    "course.py": "course.py.txt",
    "labs/__init__.py": "labs.py.txt",
}
FIRST_LAB = "data_scaling"


class Taken(Exception):
    """There is something where the course is to be made; the message says what."""


def new_course(folder: Path) -> list[Path]:
    """Make a course in a folder that is not there, or is empty; return its files.

    Raises Taken, and OSError where a file cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Taken(f"{folder} is there already, and is not empty. Choose another name.")
    title = folder.name.replace("_", " ").replace("-", " ").capitalize()
    files = []
    for place, template in FILES.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        text = string.Template((TEMPLATES / template).read_text(encoding="utf-8"))
        path.write_text(text.substitute(title=title), encoding="utf-8")
        files.append(path)
    return [*files, *new_lab(FIRST_LAB, folder)]
