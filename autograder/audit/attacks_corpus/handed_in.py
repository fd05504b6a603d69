"""Attacks by what is handed in: names, links, archives, files that shadow the kit's."""

import io
import os
import struct
import zipfile

import numpy as np

from autograder.audit.attacks_corpus.attack import ALL, TRAINED, Attack, cheat, packed, side
from autograder.audit.material import npz, zipped

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
    "assignment/checks/two_layer_net.json": '{"cases": []}',
    "assignment/layer_utils.py": "raise SystemExit",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'",
    "two_layer_net.py": "lab = None",
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


def right(scene, **extra):
    return packed(scene.right, {**scene.weights, **extra})


def zip_of(scene, folder, files, links=()):
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


def traversal(scene, folder):
    names = (
        "../../../../tmp/owned",
        "/tmp/owned",
        "..\\..\\owned",
        "assignment/../../owned",
        "C:\\owned",
    )
    return zip_of(scene, folder, {**right(scene), **dict.fromkeys(names, b"owned")})


def traversal_into_a_lab_file(scene, folder):
    files = {
        "assignment/../assignment/layers.py": scene.right["layers.py"],
        "../assignment/layers.py": scene.right["layers.py"],
        "assignment/classifiers/fc_net.py": scene.stub["classifiers/fc_net.py"],
    }
    return zip_of(scene, folder, files)


def links_in_a_zip(scene, folder):
    links = [("assignment/layers.py", str(scene.root / "assignment" / "layers.py")),
             ("best_model.npz", str(scene.secret_file))]  # fmt: skip
    net = {"assignment/classifiers/fc_net.py": scene.stub["classifiers/fc_net.py"]}
    return zip_of(scene, folder, net, links)


def links_in_a_folder(scene, folder):
    (folder / "eve" / "assignment").mkdir(parents=True)
    (folder / "eve" / "assignment" / "layers.py").symlink_to(
        scene.root / "assignment" / "layers.py"
    )
    (folder / "eve" / "best_model.npz").symlink_to(scene.secret_file)
    (folder / "eve" / "two_layer_net.ipynb").write_text('{"cells": []}')
    return folder / "eve"


def a_folder_that_is_a_link(scene, folder):
    (folder / "eve").symlink_to(scene.other)
    return folder / "eve"


def a_linked_package(scene, folder):
    (folder / "eve").mkdir()
    (folder / "eve" / "assignment").symlink_to(scene.root / "assignment")
    (folder / "eve" / "two_layer_net.ipynb").write_text('{"cells": []}')
    return folder / "eve"


def devices(scene, folder):
    (folder / "eve" / "assignment").mkdir(parents=True)
    os.mkfifo(folder / "eve" / "assignment" / "layers.py")
    (folder / "eve" / "best_model.npz").symlink_to("/dev/zero")
    return folder / "eve"


def bomb(scene, folder):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("best_model.npz", b"\0" * (100 * 2**20))
        for name, text in packed(scene.right, {}).items():
            archive.writestr(name, text)
    path = folder / "eve.zip"
    path.write_bytes(buffer.getvalue())
    return path


def many_entries(scene, folder):
    """A central directory of a million entries, written by hand: 46 bytes each."""
    entry = b"PK\1\2" + b"\0" * 24 + struct.pack("<H", 1) + b"\0" * 16 + b"x"
    count = 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(entry) * count, 0, 0)
    path = folder / "eve.zip"
    path.write_bytes(entry * count + end)
    return path


def a_sparse_zip_of_a_terabyte(scene, folder):
    path = folder / "eve.zip"
    with path.open("wb") as file:
        file.truncate(2**40)
    return path


def many_folders(scene, folder):
    deep = folder / "eve"
    (deep / "assignment").mkdir(parents=True)
    (deep / "assignment" / "layers.py").write_text(scene.right["layers.py"])
    here = os.open(deep, os.O_RDONLY)
    for _ in range(1500):  # deeper than Python's recursion goes
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    return deep


def pickled(scene):
    class Owned:
        def __reduce__(self):
            return os.system, (f"touch {scene.secret_file}.owned",)

    array = np.empty((1,), object)
    array[0] = Owned()
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=True, W1=array, b1=array, W2=array, b2=array, data=array)
    return buffer.getvalue()


def lying_npz(scene):
    """An array that claims 10^12 numbers and holds none."""
    header = (
        b"{'descr': '<f8', 'fortran_order': False, 'shape': (3072, 400000000), }".ljust(117) + b"\n"
    )
    array = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    return zipped(dict.fromkeys(("W1.npy", "b1.npy", "W2.npy", "b2.npy"), array))


def expanding_npz(scene):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in ("W1", "b1", "W2", "b2"):
            archive.writestr(f"{name}.npy", b"\0" * (130 * 2**20))
    return buffer.getvalue()


def lucky_weights(scene):
    """Weights that are not numbers, hoping to be compared as right."""
    return npz(W1=np.full((3072, 4), np.nan), b1=np.zeros(4), W2=np.zeros((4, 10)), b2=np.zeros(10))


def with_weights(name, make):
    may = ALL - set(TRAINED)

    def build(scene, folder):
        content = make(scene)
        return packed(scene.right, {"solver_model.npz": content, "best_model.npz": content})

    return Attack(name, build, may, may)


def written(name, build, may=frozenset(), must=frozenset(), id="eve"):
    return Attack(name, build, frozenset(may), frozenset(must), id)


def escaping(text):
    code = (
        f"TEXT = {text!r}\n"
        "def svm_loss(x, y):\n    raise type(TEXT[:90], (Exception,), {})(TEXT * 3)\n"
    )
    return side(f"escapes in an exception: {text!r}", code, shows="svm_loss")


def named(student):
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
    cheat("shadows beside empty functions", "", files=SHADOWS),
    side("a notebook of scripts and exits", files={"two_layer_net.ipynb": NOTEBOOK}, loses=()),
    written("zip traversal", traversal, ALL, ALL),
    written("zip traversal into the lab's own files", traversal_into_a_lab_file),
    written("links in a zip", links_in_a_zip),
    written("links in a folder", links_in_a_folder),
    written("a folder that is a link", a_folder_that_is_a_link),
    written("a package that is a link to the reference", a_linked_package),
    written("devices and pipes", devices),
    written("a zip bomb", bomb, ALL - set(TRAINED), ALL - set(TRAINED)),
    written("a zip of a million entries", many_entries),
    written("a sparse zip of a terabyte", a_sparse_zip_of_a_terabyte),
    written("fifteen hundred folders in each other", many_folders, ALL),
    with_weights("weights that are pickles", pickled),
    with_weights("weights that claim a terabyte", lying_npz),
    with_weights("weights that expand", expanding_npz),
    with_weights("weights that are NaN", lucky_weights),
    *map(escaping, ESCAPES),
    *map(named, STUDENTS),
]
