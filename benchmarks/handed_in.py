"""A class of any size for the benchmarks: right ones, typical mistakes, and one not begun.

Everybody's files differ, as in a class: a comment in the code, and the last digits of a weight.
"""

import io
from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from autograder.course import current
from autograder.lab import Lab
from autograder.master.demo_class import Files, Maker
from labs.two_layer_net.demo_class import with_layers

ROOT = current().folder

RIGHT, RIGHT_TOO, STUB = "right", "right_in_another_style", "stub"
KINDS = (RIGHT, "mistake_backward", RIGHT_TOO, "mistake_softmax", STUB, "mistake_loss")

# A loop over the examples, no more: nbgrader and otter judge weights by running this on 3,000
# images, where loops over numbers would take them minutes.
ANOTHER_STYLE = """
def affine_forward(x, w, b):
    out = np.array([np.ravel(example) @ w + b for example in x])
    return out, {"x": x, "w": w}


def affine_backward(dout, cache):
    rows = cache["x"].reshape(len(dout), -1)
    dx = np.einsum("nm,dm->nd", dout, cache["w"]).reshape(cache["x"].shape)
    return dx, np.einsum("nd,nm->dm", rows, dout), np.einsum("nm->m", dout)
"""


class HandedIn:
    """Makes the submissions of a class. Students hand in what the release's own zip holds."""

    def __init__(self, lab: Lab) -> None:
        notebook = (ROOT / "release" / lab.name / lab.notebook).read_bytes()
        weights = lab.examples()
        maker = Maker(lab, weights, notebook)
        self.lab = lab
        self.weights = {name: arrays(content) for name, content in weights.items()}
        self.kinds: dict[str, Files] = {
            RIGHT: maker.right(),
            "mistake_backward": maker.mistakes("affine_backward.db_not_summed"),
            RIGHT_TOO: with_layers(maker, lambda text: text + ANOTHER_STYLE),
            "mistake_softmax": maker.mistakes("softmax_loss.no_shift"),
            STUB: maker.stub(),
            "mistake_loss": maker.mistakes("two_layer_net_loss.no_half"),
        }
        assert tuple(self.kinds) == KINDS

    def write(self, folder: Path, number: int) -> list[Path]:
        """Write so many submissions, of all kinds in turn; return their folders."""
        width = len(str(number))
        names = [f"{i:0{width}}_{kind}" for i, kind in enumerate(islice(cycle(KINDS), number))]
        for index, name in enumerate(names):
            for file, content in self.files(kind_of(name), index).items():
                path = folder / name / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        return [folder / name for name in names]

    def files(self, kind: str, index: int) -> Files:
        """Return one student's files."""
        files = dict(self.kinds[kind])
        for name in files:
            if name.endswith(".py"):
                files[name] += f"\n# student {index}\n".encode()
            elif name in self.weights:
                files[name] = stored(self.weights[name], index)
        return files


def kind_of(student: str) -> str:
    """Return the kind of a submission from its name."""
    return student.split("_", 1)[1]


def arrays(content: bytes) -> dict[str, np.ndarray]:
    """Return the arrays in a file of weights."""
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def stored(weights: Mapping[str, np.ndarray], index: int) -> bytes:
    """Return weights as a file in which one number is a little larger for each student."""
    b1 = weights["b1"].copy()
    b1[0] += 1e-6 * index
    buffer = io.BytesIO()
    np.savez(buffer, **{**weights, "b1": b1})
    return buffer.getvalue()
