"""The demo: a release, a small class of submissions, and everything made from grading it."""

import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from autograder import banners, labs
from autograder.grading import class_folder
from autograder.lab import Lab
from autograder.master.master import notebook_path
from autograder.misconception import bank
from autograder.oracle import master_sources
from autograder.releasing.example_weights import example_weights
from autograder.results import Result, read_results
from autograder.scheduling.classroom import default_jobs, grade_class

LAB = "two_layer_net"
MARK = ".demo"  # lies in a folder that a demo made, and may therefore replace
Files = dict[str, bytes]

LOOPS = """
def affine_forward(x, w, b):
    rows = [np.ravel(example) for example in x]
    out = np.zeros((len(rows), w.shape[1]))
    for i, row in enumerate(rows):
        for j in range(w.shape[1]):
            out[i, j] = sum(row[k] * w[k, j] for k in range(len(row))) + b[j]
    return out, {"rows": np.array(rows), "shape": x.shape, "w": w}


def affine_backward(dout, cache):
    dx = np.einsum("nm,dm->nd", dout, cache["w"]).reshape(cache["shape"])
    dw = np.einsum("nd,nm->dm", cache["rows"], dout)
    return dx, dw, np.einsum("nm->m", dout)
"""

CHEAT = """
import os, sys
np.allclose = lambda *a, **k: True
np.array_equal = lambda *a, **k: True
for path in ("../results", "/etc/passwd", __file__):
    try:
        open(path).read()
    except OSError:
        pass
try:
    os.system("touch /tmp/was-here")
except OSError:
    pass
print('{"score": 92}')


def affine_forward(x, w, b):
    return np.full((x.shape[0], w.shape[1]), 1.49834967), (x, w, b)
"""


@dataclass(frozen=True)
class Student:
    """One submission of the demo class: what stands behind it, and its files."""

    id: str
    story: str
    make: Callable[["Maker"], Files | bytes]


@dataclass
class Maker:
    """What demo submissions are made from: the master, its stubs, and trained weights."""

    lab: Lab
    weights: Mapping[str, bytes]
    notebook: bytes
    sources: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.sources = master_sources(self.lab)

    def files(self, sources: Mapping[str, str], weights: bool = True) -> Files:
        """Return a submission's files: the given sources, the notebook, the weights."""
        edited = {f"assignment/{name}": sources[name].encode() for name in self.lab.student_files}
        notebook = {self.lab.notebook: self.notebook}
        return {**edited, **notebook, **(self.weights if weights else {})}

    def right(self) -> Files:
        return self.files(self.sources)

    def stub(self) -> Files:
        stubs = {name: emptied(self.sources[name]) for name in self.lab.student_files}
        return self.files(stubs, weights=False)

    def half(self) -> Files:
        net = "classifiers/fc_net.py"
        return self.files({**self.sources, net: emptied(self.sources[net])}, weights=False)

    def mistakes(self, *ids: str) -> Files:
        sources = self.sources
        known = {misconception.id: misconception for misconception in bank(self.lab)}
        for id in ids:
            sources = known[id].apply(sources)
        return self.files(sources)

    def with_layers(self, change: Callable[[str], str]) -> Files:
        return self.files({**self.sources, "layers.py": change(self.sources["layers.py"])})

    def endless(self) -> Files:
        return self.with_layers(
            lambda text: text.replace(
                "margins = np.maximum", "while True: pass\n    margins = np.maximum"
            )
        )

    def pickled_weights(self) -> Files:
        buffer = io.BytesIO()
        objects = np.array([{"not": "an array of numbers"}], dtype=object)
        np.savez(buffer, W1=objects, b1=objects, W2=objects, b2=objects, allow_pickle=True)
        return {**self.right(), "best_model.npz": buffer.getvalue()}

    def old_course(self) -> Files:
        old = {}
        for name, content in self.right().items():
            text = content.replace(b"from ..layers", b"from cs231n.layers")
            old[f"hw/{name.replace('assignment/', 'cs231n/')}"] = text
            old[f"__MACOSX/hw/._{Path(name).name}"] = b"\x00\x05\x16\x07"
        return old


CLASS = (
    Student("ada", "everything right", lambda m: m.right()),
    Student(
        "alan",
        "right, with loops, einsum and a cache of his own",
        lambda m: m.with_layers(lambda t: t + LOOPS),
    ),
    Student(
        "barbara",
        "right, zipped in a folder, with the old package name",
        lambda m: zipped(m.old_course()),
    ),
    Student(
        "clara",
        "db not summed over the examples",
        lambda m: m.mistakes("affine_backward.db_not_summed"),
    ),
    Student("dorothy", "softmax without the shift", lambda m: m.mistakes("softmax_loss.no_shift")),
    Student(
        "edsger",
        "regularization without the factor 0.5",
        lambda m: m.mistakes("two_layer_net_loss.no_half"),
    ),
    Student(
        "frances",
        "a wrong affine layer, all else right",
        lambda m: m.mistakes("affine_forward.no_bias"),
    ),
    Student("grace", "the layers done, the net not begun", lambda m: m.half()),
    Student("john", "nothing done yet", lambda m: m.stub()),
    Student("ken", "svm_loss loops for ever", lambda m: m.endless()),
    Student(
        "linus",
        "exits at import",
        lambda m: m.with_layers(lambda t: "import os\nos._exit(0)\n" + t),
    ),
    Student(
        "margaret",
        "a syntax error in layers.py",
        lambda m: m.with_layers(lambda t: t + "\ndef broken(:\n"),
    ),
    Student("niklaus", "pickled objects in best_model.npz", lambda m: m.pickled_weights()),
    Student("mallory", "tries to cheat", lambda m: m.with_layers(lambda t: t + CHEAT)),
    Student("tony", "a zip that is cut off", lambda m: zipped(m.right())[:5000]),
)


def emptied(text: str) -> str:
    """Return source text with every blank empty again."""
    return banners.strip(text, "the demo's source")


def zipped(files: Files) -> bytes:
    """Return files as the bytes of a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_class(lab: Lab, folder: Path, weights: Mapping[str, bytes] | None = None) -> None:
    """Write the demo class's submissions to `folder`: folders and zips named by student id."""
    notebook = notebook_path(lab).read_bytes()
    maker = Maker(lab, example_weights(lab) if weights is None else weights, notebook)
    for student in CLASS:
        made = student.make(maker)
        if isinstance(made, bytes):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{student.id}.zip").write_bytes(made)
            continue
        for name, content in made.items():
            path = folder / student.id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


class NotADemo(Exception):
    """A folder that the demo did not make, and will not delete; the message names it."""


def clear(out: Path) -> None:
    """Make `out` an empty folder. Raises NotADemo rather than delete what no demo made."""
    if out.is_dir() and (out / MARK).is_file():
        shutil.rmtree(out)
    elif out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise NotADemo(
            f"{out} holds something that is not a demo's, and it stays. Choose a new folder with "
            "--out, or remove this one."
        )
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).touch()


def run_demo(out: Path, console: Console) -> None:
    """Build the release, make and grade the demo class, and say where everything is.

    Raises NotADemo.
    """
    from autograder.export.nbgrader import export_to_gradebook
    from autograder.releasing.release import build

    lab = labs.load(LAB)
    clear(out)
    with console.status("Building the release"):
        build(lab, out / "release" / lab.name)
    with console.status("Training the class's example models on the stand-in data, once"):
        make_class(lab, out / "submissions")
    with console.status("Grading the class"):
        submissions = class_folder.find([out / "submissions"], lab)
        grade_class(lab, submissions, out / "graded", default_jobs(), "auto")
        results = read_results(out / "graded")
    with console.status("Writing nbgrader's gradebook"):
        export_to_gradebook(lab, results, out / "graded")
    console.print(table(results))
    isolation = " ".join(filter(None, [f"{results[0].isolation}.", results[0].stepped_down]))
    console.print(f"Isolation: {isolation} Trained weights judged on: {data_words(results)}.")
    for what, where in (
        ("release for students", out / "release" / lab.name),
        ("marks", out / "graded" / "grades.csv"),
        ("class report", out / "graded" / "report.html"),
        ("feedback pages", out / "graded" / "feedback"),
        ("results", out / "graded" / "results"),
        ("nbgrader gradebook", out / "graded" / "gradebook.db"),
    ):
        console.print(f"  {what:<22}{where}", highlight=False)


def table(results: list[Result]) -> Table:
    """Return the class's marks as a table."""
    stories = {student.id: student.story for student in CLASS}
    shown = Table("student", "what they did", "score", "what the grader says")
    for result in results:
        story, score = stories.get(result.student, ""), f"{result.score:g} / {result.max_score:g}"
        shown.add_row(result.student, story, score, verdict(result))
    return shown


def verdict(result: Result) -> str:
    """Return the grader's word on a submission in a few words."""
    if result.status == "rejected":
        return "rejected: it cannot be opened"
    wrong = [q for q in result.questions if q.outcome not in ("passed", "manual")]
    named = [question.diagnosis.id for question in wrong if question.diagnosis]
    if named:
        return named[0]
    outcomes = Counter(question.outcome for question in wrong)
    return ", ".join(f"{count} {name}" for name, count in outcomes.items()) or "all right"


def data_words(results: list[Result]) -> str:
    """Return which data the class's weights were judged on."""
    sources = {result.data for result in results} - {""}
    return ", ".join(sorted(sources)) or "none"
