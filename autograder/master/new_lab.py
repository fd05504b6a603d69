"""A new lab: small, complete, and graded at once, for an instructor to change into their own.

The lab is made of the files in templates/new_lab/, in which ${name} and ${title} are filled in.
Nothing that exists is touched, and what cannot be made whole is not left behind in part.
"""

import keyword
import os
import re
import string
from pathlib import Path

from autograder.lab import STUDENT_SIDE

TEMPLATES = Path(__file__).with_name("templates") / "new_lab"
# Folders stand before the files in them; the lab is found by its folder, so that comes last.
FILES = {
    "assignment/{name}.py": "solution.py.txt",
    "notebooks/{name}/{name}.ipynb": "notebook.ipynb.txt",
    "labs/{name}/mistakes/scaling.py": "mistakes.py.txt",
    "labs/{name}/mistakes/__init__.py": "bank.py.txt",
    "labs/{name}/scaling.py": "topic.py.txt",
    "labs/{name}/__init__.py": "package.py.txt",
    "labs/{name}/mutants.md": "mutants.md.txt",
    "labs/{name}/limits.md": "limits.md.txt",
    "labs/{name}/lab.py": "lab.py.txt",
}
# What a lab of that name would own or replace.
PLACES = (
    "assignment/{name}.py",
    "assignment/{name}",
    "notebooks/{name}",
    "labs/{name}",
    "release/{name}",
)


class BadName(Exception):
    """A lab cannot have that name; the message says why."""


def new_lab(name: str, root: Path) -> list[Path]:
    """Make a lab in the course at `root` and return its files.

    Raises BadName if the name is taken or no name for a module, and OSError if a file cannot be
    written; then nothing is made.
    """
    check_name(name, root)
    title = name.replace("_", " ").capitalize()
    made: list[Path] = []
    files: list[Path] = []
    try:
        for place, template in FILES.items():
            file = root / place.format(name=name)
            make_folders(file.parent, made)
            text = string.Template((TEMPLATES / template).read_text(encoding="utf-8"))
            with file.open("x", encoding="utf-8") as stream:  # "x": never one that exists
                made.append(file)
                stream.write(text.substitute(name=name, title=title))
            files.append(file)
    except OSError:
        for path in reversed(made):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
        raise
    return files


def check_name(name: str, root: Path) -> None:
    """Raise BadName unless a lab of that name can be made."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise BadName(
            f"{name!r} is no name for a lab, since its files are Python modules of that name. "
            "Use lower-case letters, digits and underscores, a letter first: data_scaling."
        )
    for place in (place.format(name=name) for place in PLACES):
        if os.path.lexists(root / place):
            raise BadName(f"The name {name} is taken: there is {place}. Choose another.")
    if (STUDENT_SIDE / f"{name}.py").exists() or (STUDENT_SIDE / name).exists():
        raise BadName(f"The name {name} is taken by a module that every lab has. Choose another.")


def make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it where they are missing; add them to `made`."""
    if not folder.exists():
        make_folders(folder.parent, made)
        folder.mkdir()
        made.append(folder)
