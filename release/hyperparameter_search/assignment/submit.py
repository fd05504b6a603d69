"""Makes the zip that is handed in: `make_submission()`, or `python -m assignment.submit`.

What belongs in it is not decided here: `checks/<lab>.json` lists it under "student_files"
(the files of the package that students write, relative to `assignment/`) and "artefacts"
(trained weights and the like, each with the question it is the answer to). The notebook is
always in it, and the log of training runs if there is one.
"""

import argparse
import ast
import json
import os
import sys
import zipfile

from .checking.stub import blanks, is_blank
from .run_log import RUN_LOG

# What a release puts in the place of an answer in words.
NO_ANSWER = "*Write your answer here.*"


def make_submission(lab="two_layer_net", folder="."):
    """Write <lab>_submission.zip and print what is in it, what is missing, what to check.

    The zip is always made, even of unfinished work, and equal files give equal zips.

    Inputs:
    - lab: name of the lab, which is the notebook's without .ipynb
    - folder: folder that holds the notebook and `assignment/`

    Returns:
    - path: name of the zip, or None if it could not be made
    """
    contents = _read_contents(lab, folder)
    if contents is None:
        return None
    names, notes = [], []
    for name, if_missing in contents:
        if os.path.isfile(os.path.join(folder, name)):
            names.append(name)
            notes += _look_at(name, folder)
        else:
            notes.append(if_missing)
    notes += _unsaved_notebook(f"{lab}.ipynb", names, folder)

    path = os.path.join(folder, f"{lab}_submission.zip")
    _write_zip(path, names, folder)
    print(f"{path} ({_size(path)}) holds:")
    for name in names:
        print(f"  {name} ({_size(os.path.join(folder, name))})")
    if notes:
        print("Before you hand it in:")
        for note in notes:
            print(f"  - {note}")
    else:
        print("Nothing is missing. Hand in this zip.")
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


def _read_contents(lab, folder):
    """Return [(name of a file, what to say if it is missing)], or None after a message."""
    path = os.path.join(folder, "assignment", "checks", f"{lab}.json")
    try:
        with open(path, encoding="utf-8") as file:
            listing = json.load(file)
        artefacts = [(a["name"], a["question"], a["required"]) for a in listing["artefacts"]]
        student_files = list(listing["student_files"])
        homes = {q["id"]: q["file"] for q in listing["questions"] if "file" in q}
    except FileNotFoundError:
        print(
            f"No zip was made: {path} is not there, expected the list of what to hand in. "
            "It comes with the lab: run this in the lab's folder, beside the notebook, and "
            "unpack the lab again if assignment/checks is missing."
        )
        return None
    except (KeyError, TypeError, ValueError):
        print(
            f"No zip was made: {path} is damaged, expected the list of what to hand in. "
            "Unpack the lab again and copy this one file from it."
        )
        return None

    notebook = f"{lab}.ipynb"
    contents = [
        (
            notebook,
            f"{notebook} is missing: questions that are graded by hand get no points. "
            "Give the notebook its own name back, and put it beside the folder assignment.",
        )
    ]
    for file in student_files:
        name = f"assignment/{file}"
        lost = ", ".join(question for question, home in homes.items() if home == file)
        contents.append((name, f"{name} is missing: no points for {lost}. Put it back."))
    for name, question, required in artefacts:
        if required:
            message = (
                f"{name} is missing: question {question} gets no points. "
                "Run the cell of the notebook that writes it."
            )
        else:
            message = (
                f"{name} is missing: it costs no points, but question {question} builds on it."
            )
        contents.append((name, message))
    if os.path.isfile(os.path.join(folder, RUN_LOG)):
        contents.append((RUN_LOG, ""))
    return contents


def _look_at(name, folder):
    """Return what there is to say about a file that is there."""
    path = os.path.join(folder, name)
    if name.endswith(".py"):
        return _look_at_code(name, path)
    if name.endswith(".ipynb"):
        return _look_at_notebook(name, path)
    return []


def _look_at_code(name, path):
    with open(path, encoding="utf-8", errors="replace") as file:
        source = file.read()
    notes = [
        f"{name}, line {line}: {function or 'a place for your code'} is not written yet."
        for line, function in unfilled_regions(source)
    ]
    try:
        ast.parse(source)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        notes.append(
            f"{name}, line {line}: Python cannot read this file ({error.args[0]}). "
            "Correct it, or all questions answered in it are lost."
        )
    return notes


def _look_at_notebook(name, path):
    try:
        with open(path, encoding="utf-8") as file:
            cells = json.load(file)["cells"]
        notes = []
        for cell in cells:
            tag = cell["metadata"].get("nbgrader", {})
            source = "".join(cell["source"])
            if not tag.get("solution"):
                continue
            empty = bool(unfilled_regions(source)) or source.strip() in ("", NO_ANSWER)
            if empty:
                notes.append(f"{name}, cell {tag.get('grade_id')}: nothing is written there yet.")
        return notes
    except (AttributeError, KeyError, TypeError, ValueError):
        return [f"{name} cannot be read as a notebook. Save it again from Jupyter or Colab."]


def _unsaved_notebook(notebook, names, folder):
    """Return a warning if a file of the submission is newer than the saved notebook."""
    if notebook not in names:
        return []
    times = {name: os.path.getmtime(os.path.join(folder, name)) for name in names}
    newest = max(times, key=times.get)
    if times[newest] <= times[notebook]:
        return []
    return [
        f"{notebook} was last saved before {newest} was written, so what you did since may not "
        "be in the zip. Save the notebook (Ctrl+S), then run this again."
    ]


def _write_zip(path, names, folder):
    """Write the zip whole or not at all, with fixed dates: equal files, equal bytes."""
    unfinished = f"{path}.unfinished"
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(names):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            with open(os.path.join(folder, name), "rb") as file:
                archive.writestr(entry, file.read())
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


def _size(path):
    size = os.path.getsize(path)
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"


def main(arguments=None):
    """Run `python -m assignment.submit [LAB] [--folder FOLDER]`; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m assignment.submit", description="Make the zip that is handed in."
    )
    parser.add_argument("lab", nargs="?", default="two_layer_net", help="name of the lab")
    parser.add_argument("--folder", default=".", help="where the notebook and assignment/ are")
    chosen = parser.parse_args(arguments)
    return 0 if make_submission(chosen.lab, chosen.folder) else 1


if __name__ == "__main__":
    sys.exit(main())
