"""The leak gate: reads the final files of a release, and says what must not go out.

Each step is a function that yields leaks; `check_release` runs them all.
"""

import os
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path

from autograder.grading.grade import Grader
from autograder.isolate.levels import LEVELS, available
from autograder.lab import KIT_FILES, STUDENT_SIDE, Lab
from autograder.master import master, release_files
from autograder.master.release_files import Material
from autograder.outcomes import Outcome
from autograder.releasing import release
from autograder.releasing.asked_blanks import wrong_blanks
from autograder.releasing.leak_rules import RULES, Files, Leak, hints_that_tell, text_of
from autograder.releasing.notebook_gate import failing_cells
from autograder.releasing.renamed import renamed_remains, shapes_of
from autograder.releasing.solution_search import Fingerprints, remains
from autograder.results import Result

IMPORT_SECONDS = 120


def can_grade() -> bool:
    """Whether this machine can confine student code, so that stubs and master can be graded."""
    return any(level != "none" and not available(level) for level in LEVELS)


def make_release(material: Material) -> list[Leak]:
    """Generate release/<lab>/, unless something is wrong with it: then the old one stays.

    Returns what is wrong. Raises BannerError and MasterError.
    """
    check_shown(material.lab)
    destination = release.place(material.lab)
    with release.staged(material, destination) as folder:
        leaks = list(inspect(folder, material.lab)) or found_by_running(folder, material.lab)
        leaks = named(material.lab, leaks) + list(told_in_public(material.lab))
        if not leaks:
            release.replace(destination, folder)
    return leaks


def check_release(material: Material) -> list[Leak]:
    """Return everything that is wrong with release/<lab>/ as it is committed.

    Raises BannerError and MasterError where it is the master that cannot be released.
    """
    lab = material.lab
    check_shown(lab)
    folder = release.place(lab)
    if not folder.is_dir():
        return [Leak(f"release/{lab.name}", 0, "there is no release. Build it.")]
    with tempfile.TemporaryDirectory() as scratch:
        with release.staged(material, Path(scratch) / lab.name) as fresh:
            leaks = [*inspect(folder, lab), *differences(folder, fresh)]
    # Marks and imports of files that are wrong anyway say nothing.
    return named(lab, leaks or found_by_running(folder, lab)) + list(told_in_public(lab))


def found_by_running(folder: Path, lab: Lab) -> list[Leak]:
    """Return what is wrong with questions, marks and imports, and where all is well with cells."""
    leaks = [
        *wrong_blanks(lab),
        *wrong_marks(lab, folder),
        *failing_imports(folder, lab.libraries),
    ]
    return leaks or list(failing_cells(folder, lab))


def told_in_public(lab: Lab) -> Iterator[Leak]:
    """Yield what the course's pages for everybody tell of a solution: those of its top folder and
    of docs/, which stand beside the release wherever it is published."""
    root = lab.course.folder
    pages = [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]
    files = {page.relative_to(root).as_posix(): page.read_bytes() for page in pages}
    for page in lab.course.tutorials:
        files.pop(page, None)
    yield from remains(files, Fingerprints(master.solutions(lab)))


def check_shown(lab: Lab) -> None:
    """Raise MasterError where graders would not see a text as it is meant, if nbgrader is here."""
    if find_spec("nbgrader") is not None:
        from autograder.releasing.display import check_display

        check_display(master.read_notebook(lab), lab)


def named(lab: Lab, leaks: list[Leak]) -> list[Leak]:
    """Return what is wrong with files of a release, by their paths in the course."""
    return [Leak(f"release/{lab.name}/{leak.path}", leak.line, leak.message) for leak in leaks]


def inspect(folder: Path, lab: Lab) -> Iterator[Leak]:
    """Apply every rule to the files of a release, and see that its zip holds the same files."""
    yield from unusual_entries(folder)
    files = read_folder(folder)
    for rule in RULES:
        yield from rule(files)
    solutions = master.solutions(lab)
    searched = {name: content for name, content in files.items() if not is_engines(name, content)}
    left = list(remains(searched, Fingerprints(solutions)))
    yield from left
    places = {(leak.path, leak.line) for leak in left}
    for leak in renamed_remains(searched, shapes_of(student_texts(lab), solutions)):
        if (leak.path, leak.line) not in places:
            places.add((leak.path, leak.line))
            yield leak
    yield from hints_that_tell(files, solutions)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "release.zip"
        release.write_zip(folder, path)
        zipped = read_zip(path)
    for name in sorted({*files, *zipped}):
        if files.get(name) != zipped.get(name):
            yield Leak(name, 0, "it is not the same in the release's zip.")


def is_engines(name: str, content: bytes) -> bool:
    """Whether a released file is one of the engine's own, which knows no course and no solution."""
    file = name.removeprefix("assignment/")
    return file in KIT_FILES and content == (STUDENT_SIDE / file).read_bytes()


def student_texts(lab: Lab) -> dict[str, str]:
    """Return the master's text of each file that students edit, by its path in the course."""
    files = (*lab.student_files, *lab.earlier_files)
    return {f"assignment/{file}": lab.master(file).read_text("utf-8") for file in files}


def unusual_entries(folder: Path) -> Iterator[Leak]:
    """Yield links, devices and files with other permissions than a release's."""
    for path in sorted(folder.rglob("*")):
        name, mode = path.relative_to(folder).as_posix(), path.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode):
            yield Leak(name, 0, "a link or device, which leads outside. Delete it.")
        elif bool(mode & 0o111) != bool(release_files.mode_of(name) & 0o111):
            yield Leak(name, 0, f"its permissions are {mode & 0o777:o}. Build the release again.")


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the regular files of a folder by path; links are left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if stat.S_ISREG(path.lstat().st_mode)
    }


def read_zip(path: Path) -> dict[str, bytes]:
    """Return the files of a release's zip by path, without the folder that wraps them."""
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def differences(folder: Path, fresh: Path) -> Iterator[Leak]:
    """Yield what a fresh build has otherwise, file by file, at the first line that differs."""
    committed, built = read_folder(folder), read_folder(fresh)
    for name in sorted({*committed, *built}):
        if name not in built:
            yield Leak(name, 0, "no part of a release. Delete it.")
        elif name not in committed:
            yield Leak(name, 0, "is missing. Build the release again.")
        elif committed[name] != built[name]:
            line = first_difference(committed, built, name)
            yield Leak(name, line, "a fresh build differs here. Build the release again.")


def first_difference(committed: Files, built: Files, name: str) -> int:
    """Return the number of the first line that differs."""
    texts = [(text_of(files[name]) or "").split("\n") for files in (committed, built)]
    pairs = enumerate(zip_longest(*texts), start=1)
    return next((number for number, (old, new) in pairs if old != new), 0)


def wrong_marks(lab: Lab, folder: Path) -> Iterator[Leak]:
    """Yield automatic questions the release's stubs score in, and those the master does not.

    What is graded is the author's own, so that isolation is taken where it can be had.
    """
    if not can_grade():
        return
    with Grader(lab) as grader, tempfile.TemporaryDirectory() as scratch:
        solved = Path(scratch) / "master"
        write_master_submission(lab, solved)
        for question in grader.grade(folder).questions:
            empty = question.points == 0 and question.outcome == Outcome.NOT_IMPLEMENTED
            if not empty and question.id in lab.automatic:
                message = (
                    f"the stubs score {question.points:g} in {question.id} ({question.outcome}), "
                    "expected 0 (not_implemented)."
                )
                yield Leak(file_of(lab, question.id), 0, message)
        yield from missing_marks(lab, grader.grade(solved))


def missing_marks(lab: Lab, result: Result) -> Iterator[Leak]:
    """Yield the automatic questions in which the master has less than full marks."""
    for question in result.questions:
        if question.points < question.max_points and question.id in lab.automatic:
            message = (
                f"the master scores {question.points:g} of {question.max_points:g} in "
                f"{question.id}: {question.message}"
            )
            yield Leak(file_of(lab, question.id), 0, message)


def file_of(lab: Lab, question_id: str) -> str:
    """Return the released file a question is about."""
    checked = lab.checked.get(question_id)
    return f"assignment/{checked.file}" if checked else lab.notebook


def write_master_submission(lab: Lab, folder: Path) -> None:
    """Write the submission a student would make who had written the master."""
    for file in lab.student_files:
        path = folder / "assignment" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lab.master(file).read_bytes())
    (folder / lab.notebook).write_bytes(master.notebook_path(lab).read_bytes())
    for name, content in lab.examples().items():
        (folder / name).write_bytes(content)


# Run in a fresh interpreter: argv[1] is the release's folder, argv[2] the libraries that the lab
# names, the others are the modules to import. What numpy, matplotlib and these load themselves is
# there; nothing else outside the standard library is.
_IMPORT_SCRIPT = """
import importlib, os, sys, traceback
folder, libraries, *modules = sys.argv[1:]
import numpy
for library in libraries.split():
    importlib.import_module(library)
try:
    import matplotlib
    matplotlib.use("agg")
    import matplotlib.pyplot
    drawn = True
except ImportError:
    drawn = False
known = {name.partition(".")[0] for name in sys.modules} | sys.stdlib_module_names | {"assignment"}
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in known:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Refuse())
sys.path.insert(0, folder)
for module in modules:
    try:
        importlib.import_module(module)
    except BaseException as error:
        library = str(getattr(error, "name", "")).partition(".")[0]
        if library == "matplotlib" and not drawn:
            continue  # cannot be told here: students have it
        frames = traceback.extract_tb(error.__traceback__)
        frames = [frame for frame in frames if frame.filename.startswith(folder)]
        if frames:
            place = f"{os.path.relpath(frames[-1].filename, folder)}\\t{frames[-1].lineno}"
        else:
            place = f"{module.replace('.', '/')}.py\\t{getattr(error, 'lineno', None) or 0}"
        print(f"leak\\t{place}\\t{type(error).__name__}: {error}")
"""


def failing_imports(folder: Path, libraries: Sequence[str]) -> Iterator[Leak]:
    """Yield modules of the release's package that cannot be imported with what students have.

    libraries  that the lab names
    """
    folder = folder.resolve()
    files = sorted(path.relative_to(folder) for path in (folder / "assignment").rglob("*.py"))
    modules = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files]
    run = subprocess.run(
        [
            sys.executable,
            "-I",
            "-B",
            "-c",
            _IMPORT_SCRIPT,
            str(folder),
            " ".join(libraries),
            *modules,
        ],
        capture_output=True,
        text=True,
        timeout=IMPORT_SECONDS,
        env={name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
        check=False,
    )
    if run.returncode:
        last = run.stderr.strip().split("\n")[-1]
        yield Leak("assignment", 0, f"importing the package ends Python: {last}")
    for line in run.stdout.split("\n"):
        if line.startswith("leak\t"):
            _, path, number, error = line.split("\t", 3)
            there = " and ".join(["numpy", "matplotlib", *libraries])
            message = f"it cannot be imported with {there} alone. {error}"
            yield Leak(path, int(number), message)
