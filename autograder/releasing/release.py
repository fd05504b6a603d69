"""Release: the master becomes what students get.

    master (notebooks/, assignment/)  →  release/<lab>/  →  the leak gate (leaks.py)

Everything in release/ is generated, the same bytes each time. A release is built beside the old
one and takes its place whole.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.lab import Lab
from autograder.languages.catalogue import ENGLISH, Language
from autograder.master import release_files
from autograder.master.master import notebook_path
from autograder.master.release_files import Material


def place(lab: Lab) -> Path:
    """Return where a lab's release stands."""
    return lab.course.folder / "release" / lab.name


def beside(lab: Lab) -> list[str]:
    """Return what lies beside a master notebook and is no part of a release."""
    notebook = notebook_path(lab)
    found = (path for path in sorted(notebook.parent.rglob("*")) if path.is_file())
    return [str(path.relative_to(lab.course.folder)) for path in found if path != notebook]


def build(material: Material, destination: Path, language: Language = ENGLISH) -> None:
    """Generate the release of a lab as the folder `destination`, replacing the one there.

    Raises BannerError and MasterError, which name file and line; then the old one stays.
    """
    with staged(material, destination, language) as folder:
        replace(destination, folder)


@contextmanager
def staged(material: Material, destination: Path, language: Language = ENGLISH) -> Iterator[Path]:
    """Generate a release beside where it is to stand, for as long as it is looked at."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    name = material.lab.name
    with tempfile.TemporaryDirectory(dir=destination.parent, prefix=f".{name}.") as scratch:
        folder = Path(scratch) / name
        release_files.write(material, folder, language)
        yield folder


def replace(destination: Path, new: Path) -> None:
    """Move the staged folder `new` to `destination`; what was there, if anything, goes with it."""
    old = new.parent / "old"
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
