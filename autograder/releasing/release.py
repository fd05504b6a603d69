"""Release: the master becomes what students get.

    master (notebooks/, assignment/)  →  release/<lab>/  →  the leak gate (leaks.py)

Everything in release/ is generated, the same bytes each time. A release is built beside the old
one and takes its place whole.
"""

import tempfile
import zipfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.lab import Lab
from autograder.languages.catalogue import ENGLISH, Language
from autograder.master import master, release_files
from autograder.master.messages import translate_cell
from autograder.nbgrader_course import adapter


def place(lab: Lab) -> Path:
    """Return where a lab's release stands."""
    return lab.course.folder / "release" / lab.name


def build_release(lab: Lab) -> Path:
    """Generate release/<lab>/ and return it. Raises as `build` does."""
    build(lab, place(lab))
    return place(lab)


def build(lab: Lab, destination: Path, language: Language = ENGLISH) -> None:
    """Generate the release of a lab as the folder `destination`, replacing the one there.

    Raises BannerError and MasterError, which name file and line; then the old one stays.
    """
    destination = destination.absolute()  # nbgrader takes others from a folder of its own
    notebook = master.read_notebook(lab)
    master.check_notebook(notebook, lab)
    adapter.check_link(notebook, lab)
    destination.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=destination.parent, prefix=f".{lab.name}.") as scratch:
        masters = lab.course.folder / "notebooks"
        if language is not ENGLISH:
            masters = Path(scratch) / "translated"
            write_translated(notebook, lab, masters, language)
        stub = language.say(master.TEXT_STUB)
        adapter.generate(lab, masters, Path(scratch), text_stub=stub)
        staged = Path(scratch) / lab.name
        release_files.write(lab, staged, language)
        replace(destination, staged, Path(scratch) / "old")


def write_translated(notebook: NotebookNode, lab: Lab, folder: Path, language: Language) -> None:
    """Write a master notebook in another language, without solutions, as folder/<lab>/….ipynb."""
    for cell in notebook.cells:
        translate_cell(cell, language.say)
    path = folder / lab.name / lab.notebook
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def replace(destination: Path, new: Path, old: Path) -> None:
    """Move the folder `new` to `destination`, and what was there, if anything, to `old`."""
    existed = destination.exists()
    if existed:
        destination.rename(old)
    try:
        new.rename(destination)
    except OSError:
        if existed:
            old.rename(destination)
        raise


def write_zip(folder: Path, path: Path) -> None:
    """Write a release as a zip to hand out: one wrapping folder, the same bytes each time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name)  # dated 1980: no time of writing in it
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100000 | file.stat().st_mode & 0o777) << 16
            archive.writestr(entry, file.read_bytes())
