"""Attacks by what is handed in: names, links, archives, files that shadow the kit's."""

import io
import os
import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from autograder.audit.attacks_corpus.attack import (
    LAST,
    Attack,
    Extra,
    Files,
    Scene,
    cheat,
    packed,
    side,
)
from autograder.audit.material import arrays_of, npz, zipped
from autograder.audit.target import Need, Part

SHADOWS = {
    "numpy.py": "raise SystemExit",
    "numpy/__init__.py": "raise SystemExit",
    "sitecustomize.py": "raise SystemExit",
    "usercustomize.py": "raise SystemExit",
    "conftest.py": "raise SystemExit",
    "msgpack.py": "raise SystemExit",
    "socket.py": "raise SystemExit",
    "autograder/__init__.py": "raise SystemExit",
    "autograder/grading/judge.py": "def judge(*a): return 100",
    "assignment/__init__.py": "raise SystemExit",
    "assignment/numpy.py": "raise SystemExit",
    "assignment/solver.py": "raise SystemExit",
    "assignment/check.py": "check = lambda name: True",
    "assignment/checking/__init__.py": "raise SystemExit",
    "assignment/checking/program.py": "def run(*a): return {}, {}",
    "assignment/checking/verdict.py": "def findings(*a): return []",
    "assignment/checking/compare.py": "TOLERANCE = 1e9",
    "assignment/checks/@LAB@.json": '{"cases": []}',
    "assignment/layer_utils.py": "raise SystemExit",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'",
    "@LAB@.py": "lab = None",
    "results/eve.json": '{"score": 92}',
}
ESCAPES = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\x1b]0;owned\x07\x1b[2J\x1b[31m",
    "\u202egnp.exe",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|'/c calc'!A1",
)
STUDENTS = (
    "<script>alert(1)</script>".replace("/", "\u2215"),
    "=1+1",
    "a\nb\rc\td",
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe",
    "..%2f..%2fetc",
    "...",
    "-rf",
    "con",
    "n" * 200,
    "\U0001f600" * 60 + "!",
    "e\u0301" * 80,
    "\udcff\udcfe",
    "김 학생",
)


def right(scene: Scene, **extra: "str | bytes") -> Files:
    return packed(scene.right, {**scene.weights, **extra})


def zip_of(folder: Path, files: Extra, links: Iterable[tuple[str, str]] = ()) -> Path:
    """Write a zip of files; `links` are (name, target)."""
    path = folder / "eve.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, target in links:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o120777 << 16
            archive.writestr(info, target)
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def traversal(scene: Scene, folder: Path) -> Path:
    names = (
        "../../../../tmp/owned",
        "/tmp/owned",
        "..\\..\\owned",
        "assignment/../../owned",
        "C:\\owned",
    )
    return zip_of(folder, {**right(scene), **dict.fromkeys(names, b"owned")})


def traversal_into_a_lab_file(scene: Scene, folder: Path) -> Path:
    file = scene.target.file
    others = {name: text for name, text in scene.stub.items() if name != file}
    files = {
        f"assignment/../assignment/{file}": scene.right[file],
        f"../assignment/{file}": scene.right[file],
        scene.target.lab.notebook: '{"cells": []}',
    }
    return zip_of(folder, {**files, **packed(others, {})})


def links_in_a_zip(scene: Scene, folder: Path) -> Path:
    file, weights = scene.target.file, scene.target.fill("@WEIGHTS@")
    links = [(f"assignment/{file}", str(scene.root / "assignment" / file)),
             (weights, str(scene.secret_file))]  # fmt: skip
    others = {name: text for name, text in scene.stub.items() if name != file}
    return zip_of(folder, packed(others, {scene.target.lab.notebook: '{"cells": []}'}), links)


def links_in_a_folder(scene: Scene, folder: Path) -> Path:
    file = scene.target.file
    place = folder / "eve" / "assignment" / file
    place.parent.mkdir(parents=True)
    place.symlink_to(scene.root / "assignment" / file)
    (folder / "eve" / scene.target.fill("@WEIGHTS@")).symlink_to(scene.secret_file)
    (folder / "eve" / scene.target.lab.notebook).write_text('{"cells": []}')
    return folder / "eve"


def a_folder_that_is_a_link(scene: Scene, folder: Path) -> Path:
    (folder / "eve").symlink_to(scene.other)
    return folder / "eve"


def a_linked_package(scene: Scene, folder: Path) -> Path:
    (folder / "eve").mkdir()
    (folder / "eve" / "assignment").symlink_to(scene.root / "assignment")
    (folder / "eve" / scene.target.lab.notebook).write_text('{"cells": []}')
    return folder / "eve"


def devices(scene: Scene, folder: Path) -> Path:
    place = folder / "eve" / "assignment" / scene.target.file
    place.parent.mkdir(parents=True)
    os.mkfifo(place)
    (folder / "eve" / scene.target.fill("@WEIGHTS@")).symlink_to("/dev/zero")
    return folder / "eve"


def bomb(scene: Scene, folder: Path) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(scene.target.fill("@WEIGHTS@"), b"\0" * (100 * 2**20))
        for name, text in packed(scene.right, {}).items():
            archive.writestr(name, text)
    path = folder / "eve.zip"
    path.write_bytes(buffer.getvalue())
    return path


def many_entries(scene: Scene, folder: Path) -> Path:
    """A central directory of a million entries, written by hand: 46 bytes each."""
    entry = b"PK\1\2" + b"\0" * 24 + struct.pack("<H", 1) + b"\0" * 16 + b"x"
    count = 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(entry) * count, 0, 0)
    path = folder / "eve.zip"
    path.write_bytes(entry * count + end)
    return path


def a_sparse_zip_of_a_terabyte(scene: Scene, folder: Path) -> Path:
    path = folder / "eve.zip"
    with path.open("wb") as file:
        file.truncate(2**40)
    return path


def many_folders(scene: Scene, folder: Path) -> Path:
    deep, file = folder / "eve", scene.target.file
    (deep / "assignment" / file).parent.mkdir(parents=True)
    (deep / "assignment" / file).write_text(scene.right[file])
    here = os.open(deep, os.O_RDONLY)
    for _ in range(1500):  # deeper than Python's recursion goes
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    return deep


def shapes(scene: Scene) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the arrays of the weights in a right submission."""
    assert scene.target.net is not None
    return {name: array.shape for name, array in arrays_of(scene.target.net).items()}


def pickled(scene: Scene) -> bytes:
    class Owned:
        def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
            return os.system, (f"touch {scene.secret_file}.owned",)

    array = np.empty((1,), object)
    array[0] = Owned()
    return npz(**dict.fromkeys((*shapes(scene), "data"), array))


def lying_npz(scene: Scene) -> bytes:
    """An array that claims 10^12 numbers and holds none."""
    header = (
        b"{'descr': '<f8', 'fortran_order': False, 'shape': (3072, 400000000), }".ljust(117) + b"\n"
    )
    array = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    return zipped({f"{name}.npy": array for name in shapes(scene)})


def expanding_npz(scene: Scene) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in shapes(scene):
            archive.writestr(f"{name}.npy", b"\0" * (130 * 2**20))
    return buffer.getvalue()


def lucky_weights(scene: Scene) -> bytes:
    """Weights that are not numbers, hoping to be compared as right."""
    wrong = {name: np.zeros(shape) for name, shape in shapes(scene).items()}
    first = next(iter(wrong))
    return npz(**{**wrong, first: np.full(shapes(scene)[first], np.nan)})


def with_weights(name: str, make: Callable[[Scene], bytes]) -> Attack:
    def build(scene: Scene, folder: Path) -> Files:
        return packed(scene.right, dict.fromkeys(scene.target.lab.artefacts, make(scene)))

    return Attack(name, build, loses=(Part.WEIGHTS,), needs=(Need.WEIGHTS,))


def dishonest(name: str, build: Callable[[Scene, Path], "Files | Path"], *needs: Need) -> Attack:
    return Attack(name, build, honest=False, needs=needs)


def escaping(text: str) -> Attack:
    code = f"TEXT = {text!r}\n{LAST}raise type(TEXT[:90], (Exception,), {{}})(TEXT * 3)\n"
    return side(f"escapes in an exception: {text!r}", code, shows="@LAST@")


def named(student: str) -> Attack:
    return side(f"a student called {student!r}"[:60], id=student, loses=())


NOTEBOOK = (
    '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "<script>alert(1)</script>'
    '\\u001b[2J"}, {"cell_type": "code", "metadata": {}, "outputs": [{"output_type": '
    '"display_data",'
    '"data": {"text/html": "<script>alert(1)</script>"}}], "source": "import os; os._exit(0)"}],'
    '"metadata": {"kernelspec": {"name": "$(touch /tmp/owned)"}}, "nbformat": 4, '
    '"nbformat_minor": 5}'
)

ATTACKS = [
    side("files that shadow the kit's and Python's", files=SHADOWS, loses=()),
    cheat(
        "a module of one's own in the name of a library",
        "\nfrom .numpy import lie\ndef @FIRST@(*args, **kwargs): return lie()\n",
        files={"assignment/numpy.py": "def lie(): raise SystemExit\n"},
    ),
    cheat("shadows beside empty functions", "", files=SHADOWS),
    side("a notebook of scripts and exits", files={"@NOTEBOOK@": NOTEBOOK}, loses=()),
    Attack("zip traversal", traversal),
    dishonest("zip traversal into the lab's own files", traversal_into_a_lab_file),
    dishonest("links in a zip", links_in_a_zip),
    dishonest("links in a folder", links_in_a_folder),
    dishonest("a folder that is a link", a_folder_that_is_a_link),
    dishonest("a package that is a link to the reference", a_linked_package),
    dishonest("devices and pipes", devices),
    Attack("a zip bomb", bomb, loses=(Part.WEIGHTS,)),
    dishonest("a zip of a million entries", many_entries),
    dishonest("a sparse zip of a terabyte", a_sparse_zip_of_a_terabyte),
    Attack("fifteen hundred folders in each other", many_folders, unsure=(Part.CODE, Part.WEIGHTS)),
    with_weights("weights that are pickles", pickled),
    with_weights("weights that claim a terabyte", lying_npz),
    with_weights("weights that expand", expanding_npz),
    with_weights("weights that are NaN", lucky_weights),
    *map(escaping, ESCAPES),
    *map(named, STUDENTS),
]
