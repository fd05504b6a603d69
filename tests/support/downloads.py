"""Downloads as platforms make them, for tests: a tree of names and texts, as a folder or a zip."""

import csv
import io
import zipfile
from types import SimpleNamespace

from autograder.collecting.collect import collect

FORMS = ("zip", "folder", "wrapped zip", "wrapped folder")


def put(path, tree, form="folder", wrapper="submissions"):
    """Write a tree of names and texts at a path in one of FORMS; return where it is."""
    if form.startswith("wrapped"):
        tree = {f"{wrapper}/{name}": text for name, text in tree.items()}
    if form.endswith("zip"):
        target = path / "download.zip"
        with zipfile.ZipFile(target, "w") as archive:
            for name, text in tree.items():
                archive.writestr(name, text)
        return target
    target = path / "download"
    for name, text in tree.items():
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return target


def collected(folder, platform, tree, roster="", form="folder", **more):
    """Collect a tree; return its files by path, the rows of collected.csv, and what was made."""
    download = put(folder, tree, form, **more)
    list_of_class = None
    if roster:
        list_of_class = folder / "roster.csv"
        list_of_class.write_bytes(roster if isinstance(roster, bytes) else roster.encode())
    into = folder / "collected"
    made = collect(platform, download, list_of_class, into)
    files = {
        path.relative_to(into).as_posix(): path.read_text("utf-8")
        for path in sorted(into.rglob("*"))
        if path.is_file() and path.name != "collected.csv"
    }
    text = (into / "collected.csv").read_text("utf-8-sig")
    rows = [SimpleNamespace(**row, frm=row["from"]) for row in csv.DictReader(io.StringIO(text))]
    return files, rows, made


def of(rows, status):
    """Return who or what has a status: the student, else where it came from."""
    return [row.student or row.frm for row in rows if row.status == status]
