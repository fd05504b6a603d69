"""Makes the zip that is handed in: `make_submission()`, or `python -m assignment.submit`.

What belongs in it is not decided here: `checks/<lab>.json` lists it under "student_files"
(the files of the package that students write, relative to `assignment/`) and "artefacts"
(trained weights and the like, each with the question it is the answer to). The notebook is
always in it, the log of training runs if there is one, and a note of the versions of Python and
NumPy that it was made with: what is right under these is right. Modules of your own that these
files use are in it, too.
"""

import argparse
import ast
import json
import os
import platform
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from .checking.handed_in import empty_cells
from .checking.own_modules import own_modules
from .checking.source_text import decoded
from .checking.stub import blanks, is_blank
from .colab import notebook_on_the_page
from .language import N_, _
from .receipt import make_receipt, write_receipt
from .run_log import RUN_LOG

MADE_WITH = "made_with.txt"

VALIDATING = "NBGRADER_VALIDATING"  # nbgrader sets it where it runs a notebook to look at it

ONLY_VALIDATED = N_(
    "No zip was made, because nbgrader only validates this notebook. Run this cell yourself to "
    "make it."
)
NO_LIST = N_(
    "No zip was made: {path} is not there, expected the list of what to hand in. It comes with the "
    "lab: run this in the lab's folder, beside the notebook, and unpack the lab again if "
    "assignment/checks is missing."
)
DAMAGED_LIST = N_(
    "No zip was made: {path} is damaged, expected the list of what to hand in. Unpack the lab "
    "again and copy this one file from it."
)
NO_NOTEBOOK = N_(
    "{name} is missing: questions that are graded by hand get no points. Give the notebook its "
    "own name back, and put it beside the folder assignment."
)
NO_CODE = N_("{name} is missing: no points for {questions}. Put it back.")
NO_ARTEFACT = N_(
    "{name} is missing: question {question} gets no points. Run the cell of the notebook that "
    "writes it."
)
NO_NOTES = N_("{name} is missing: it costs no points, but question {question} builds on it.")
NOT_WRITTEN = N_("{name}, line {line}: {function} is not written yet.")
NOTHING_WRITTEN = N_("{name}, line {line}: a place for your code is still empty.")
NOT_PYTHON = N_(
    "{name}, line {line}: Python cannot read this file ({problem}). Correct it, or all questions "
    "answered in it are lost."
)
EMPTY_CELL = N_("{name}, cell {cell}: nothing is written there yet.")
NOT_A_NOTEBOOK = N_("{name} cannot be read as a notebook. Save it again from Jupyter or Colab.")
NOT_SAVED = N_(
    "{notebook} was last saved before {newest} was written, so what you did since may not be in "
    "the zip. Save the notebook (Ctrl+S), then run this again."
)
CANNOT_READ = N_("{name} cannot be read ({reason}), so it is not in the zip. Make it readable.")
NEWER_COPY = N_(
    "{other} was saved after {notebook}. Only {notebook} is handed in: if your work is in the "
    "other, give it that name."
)
ELSEWHERE = N_(
    "{folder} cannot be written ({reason}), so the zip and its receipt are in {path}. "
    "Fetch them from there, or make room and run this again."
)
NOWHERE = N_(
    "No zip was made: neither {folder} nor {other} can be written ({reason}). Make room, or move "
    "the lab into a folder that can be written, and run this again."
)
YOURS = N_("Of your own modules:")
SEVERAL = N_("The folder holds several labs. Name one: {labs}.")
HOLDS = N_("{path} ({size}) holds:")
FROM_PAGE = N_("The notebook in it is the one on this page, as it stands now.")
BEFORE = N_("Before you hand it in:")
COMPLETE = N_("Nothing is missing. Hand in this zip.")
KEEP = N_("{path} is your receipt. Keep it with a copy of the zip; do not hand it in.")


def make_submission(lab="two_layer_net", folder="."):
    """Write <lab>_submission.zip and its receipt; print what is in it and what is missing.

    The zip is always made, even of unfinished work, and equal files give equal zips. On Colab it
    holds the notebook as it stands on the page, saved or not.

    Inputs:
    - lab: name of the lab, which is the notebook's without .ipynb
    - folder: folder that holds the notebook and `assignment/`

    Returns:
    - path: name of the zip, or None if it could not be made, or nbgrader only validates
    """
    if os.environ.get(VALIDATING):
        print(_(ONLY_VALIDATED))
        return None
    listing = _read_listing(lab, folder)
    if listing is None:
        return None
    notebook, on_page = f"{lab}.ipynb", notebook_on_the_page()
    files, notes = _read_files(_contents(lab, listing[0], folder), folder)
    if on_page is not None:
        files[notebook] = on_page.encode("utf-8")
        notes = [note for note in notes if note != _(NO_NOTEBOOK).format(name=notebook)]
    own = own_modules(folder, listing)
    files |= {name: content for name, content in own.files.items() if name not in files}
    for name, content in files.items():
        notes += _look_at(name, content)
    if on_page is None:
        notes += _unsaved_notebook(notebook, files, folder)
        notes += _newer_copy(notebook, folder)
    versions = f"Python {platform.python_version()}\nNumPy {np.__version__}\n"
    files[MADE_WITH] = versions.encode("ascii")

    made = _write(lab, files, folder)
    if made is None:
        return None
    path, receipt = made
    print(_(HOLDS).format(path=path, size=_size(os.path.getsize(path))))
    for name, content in files.items():
        print(f"  {name} ({_size(len(content))})")
    if on_page is not None:
        print(_(FROM_PAGE))
    _print_list(_(YOURS), own.notes)
    _print_list(_(BEFORE), notes)
    if not notes:
        print(_(COMPLETE))
    print(_(KEEP).format(path=receipt))
    return path


def unfilled_regions(source):
    """Find the places for the student's code that hold nothing but `pass`.

    Inputs:
    - source: text of a Python file or of a code cell

    Returns:
    - regions: list of (line, name): the number of the region's first line, and the function
      the region stands in ("" outside functions)
    """
    code = source.splitlines()
    return [
        (first, _function_around(code, first)) for first, lines in blanks(source) if is_blank(lines)
    ]


def _print_list(heading, notes):
    """Print a heading and a line for each note, nothing if there is none."""
    if notes:
        print(heading)
    for note in notes:
        print(f"  - {note}")


def _read_listing(lab, folder):
    """Return the released data of the lab, then of other labs in the folder; None after a message.

    Raises nothing: what is wrong with the lab's own data is said.
    """
    checks = os.path.join(folder, "assignment", "checks")
    path = os.path.join(checks, f"{lab}.json")
    try:
        with open(path, encoding="utf-8") as file:
            listing = json.load(file)
        _contents(lab, listing, folder)
    except FileNotFoundError:
        print(_(NO_LIST).format(path=path))
        return None
    except (AttributeError, KeyError, TypeError, ValueError):
        print(_(DAMAGED_LIST).format(path=path))
        return None
    others = []
    for other in sorted(Path(checks).glob("*.json")):
        if other.stem != lab:
            try:
                document = json.loads(other.read_text(encoding="utf-8"))
                others.append({**document, "student_files": list(document["student_files"])})
            except (OSError, KeyError, TypeError, ValueError):
                continue  # not this lab's business
    return [listing, *others]


def _contents(lab, listing, folder):
    """Return [(name of a file, what to say if it is missing)]. Raises where the list is damaged."""
    artefacts = [(a["name"], a["question"], a["required"]) for a in listing["artefacts"]]
    homes = {q["id"]: q["file"] for q in listing["questions"] if "file" in q}
    contents = [(f"{lab}.ipynb", _(NO_NOTEBOOK).format(name=f"{lab}.ipynb"))]
    for file in list(listing["student_files"]):
        name = f"assignment/{file}"
        lost = ", ".join(question for question, home in homes.items() if home == file)
        contents.append((name, _(NO_CODE).format(name=name, questions=lost)))
    for name, question, required in artefacts:
        message = _(NO_ARTEFACT if required else NO_NOTES)
        contents.append((name, message.format(name=name, question=question)))
    if os.path.isfile(os.path.join(folder, RUN_LOG)):
        contents.append((RUN_LOG, ""))
    return contents


def _read_files(contents, folder):
    """Return the content of each file that is there, and what to say of the others."""
    files, notes = {}, []
    for name, if_missing in contents:
        path = os.path.join(folder, name)
        if not os.path.isfile(path):
            notes.append(if_missing)
            continue
        try:
            with open(path, "rb") as file:
                files[name] = file.read()
        except OSError as error:
            notes.append(_(CANNOT_READ).format(name=name, reason=error.strerror))
    return files, notes


def _look_at(name, content):
    """Return what there is to say about a file that is there."""
    if name.endswith(".py"):
        return _look_at_code(name, decoded(content)[0])
    if name.endswith(".ipynb"):
        return _look_at_notebook(name, content.decode("utf-8", "replace"))
    return []


def _look_at_code(name, source):
    notes = []
    for line, function in unfilled_regions(source):
        message = _(NOT_WRITTEN if function else NOTHING_WRITTEN)
        notes.append(message.format(name=name, line=line, function=function))
    try:
        ast.parse(source)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        notes.append(_(NOT_PYTHON).format(name=name, line=line, problem=error.args[0]))
    return notes


def _look_at_notebook(name, text):
    try:
        return [_(EMPTY_CELL).format(name=name, cell=cell) for cell in empty_cells(text)]
    except ValueError:
        return [_(NOT_A_NOTEBOOK).format(name=name)]


def _unsaved_notebook(notebook, names, folder):
    """Return a warning if a file of the submission is newer than the saved notebook."""
    if notebook not in names:
        return []
    paths = {name: os.path.join(folder, name) for name in names}
    times = {name: os.path.getmtime(path) for name, path in paths.items() if os.path.exists(path)}
    newest = max(times, key=times.get)
    if times[newest] <= times[notebook]:
        return []
    return [_(NOT_SAVED).format(notebook=notebook, newest=newest)]


def _newer_copy(notebook, folder):
    """Return a warning if another notebook in the folder was saved after the one handed in."""
    own = Path(folder, notebook)
    if not own.is_file():
        return []
    others = [path for path in Path(folder).glob("*.ipynb") if path.name != notebook]
    if not others:
        return []
    newest = max(others, key=lambda path: path.stat().st_mtime)
    if newest.stat().st_mtime <= own.stat().st_mtime:
        return []
    return [_(NEWER_COPY).format(other=newest.name, notebook=notebook)]


def _write(lab, files, folder):
    """Write the zip and its receipt; return their names, None after a message.

    Where the lab's folder cannot be written they go to the system's folder for passing files.
    """
    other = tempfile.gettempdir()
    try:
        return _write_into(folder, lab, files)
    except OSError as error:
        reason = error.strerror or type(error).__name__
    try:
        made = _write_into(other, lab, files)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        print(_(NOWHERE).format(folder=os.path.abspath(folder), other=other, reason=reason))
        return None
    folder = os.path.abspath(folder)
    print(_(ELSEWHERE).format(folder=folder, reason=reason, path=other))
    return made


def _write_into(folder, lab, files):
    """Write the zip and its receipt into a folder; return their names. Raises OSError."""
    path = os.path.normpath(os.path.join(folder, f"{lab}_submission.zip"))
    _write_zip(path, files)
    with open(path, "rb") as file:
        zipped = file.read()
    receipt = os.path.normpath(os.path.join(folder, f"{lab}_receipt.json"))
    write_receipt(make_receipt(lab, os.path.basename(path), zipped, files), receipt)
    return path, receipt


def _write_zip(path, files):
    """Write the zip whole or not at all, with fixed dates: equal files, equal bytes."""
    unfinished = f"{path}.unfinished"
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    os.replace(unfinished, path)


def _function_around(lines, number):
    """Return the name of the function, with its class, that line `number` stands in."""
    indent = _indent(lines[number - 2])  # that of the banner
    names = []
    for line in reversed(lines[: number - 2]):
        words = line.replace("(", " ").replace(":", " ").split()
        if len(words) > 1 and words[0] in ("def", "class") and _indent(line) < indent:
            names.insert(0, words[1])
            indent = _indent(line)
    return ".".join(names)


def _indent(line):
    return len(line) - len(line.lstrip())


def _size(size):
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"


def main(arguments=None):
    """Run `python -m assignment.submit [LAB] [--folder FOLDER]`; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m assignment.submit", description="Make the zip that is handed in."
    )
    parser.add_argument("lab", nargs="?", help="name of the lab, if the folder holds several")
    parser.add_argument("--folder", default=".", help="where the notebook and assignment/ are")
    chosen = parser.parse_args(arguments)
    there = sorted(Path(chosen.folder, "assignment", "checks").glob("*.json"))
    if chosen.lab is None and len(there) > 1:
        parser.error(_(SEVERAL).format(labs=", ".join(path.stem for path in there)))
    lab = chosen.lab or (there[0].stem if there else "LAB")
    return 0 if make_submission(lab, chosen.folder) else 1


if __name__ == "__main__":
    sys.exit(main())
