"""The demo class of this course: 15 students of the two-layer net."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np

from autograder.master.demo_class import Files, Maker, Student, emptied, zipped

LAB = "two_layer_net"
NET, LAYERS = "classifiers/fc_net.py", "layers.py"

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


def half(m: Maker) -> Files:
    return m.files({**m.sources, NET: emptied(m.sources[NET])}, weights=False)


def with_layers(m: Maker, change: Callable[[str], str]) -> Files:
    return m.with_change(LAYERS, change)


def endless(m: Maker) -> Files:
    return with_layers(
        m,
        lambda text: text.replace(
            "margins = np.maximum", "while True: pass\n    margins = np.maximum"
        ),
    )


def pickled_weights(m: Maker) -> Files:
    buffer = io.BytesIO()
    objects = np.array([{"not": "an array of numbers"}], dtype=object)
    np.savez(buffer, W1=objects, b1=objects, W2=objects, b2=objects, allow_pickle=True)
    return {**m.right(), "best_model.npz": buffer.getvalue()}


def old_course(m: Maker) -> Files:
    old = {}
    for name, content in m.right().items():
        text = content.replace(b"from ..layers", b"from cs231n.layers")
        old[f"hw/{name.replace('assignment/', 'cs231n/')}"] = text
        old[f"__MACOSX/hw/._{Path(name).name}"] = b"\x00\x05\x16\x07"
    return old


CLASS = (
    Student("ada", "everything right", lambda m: m.right()),
    Student(
        "alan",
        "right, with loops, einsum and a cache of his own",
        lambda m: with_layers(m, lambda t: t + LOOPS),
    ),
    Student(
        "barbara",
        "right, zipped in a folder, with the old package name",
        lambda m: zipped(old_course(m)),
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
    Student("grace", "the layers done, the net not begun", lambda m: half(m)),
    Student("john", "nothing done yet", lambda m: m.stub()),
    Student("ken", "svm_loss loops for ever", lambda m: endless(m)),
    Student(
        "linus",
        "exits at import",
        lambda m: with_layers(m, lambda t: "import os\nos._exit(0)\n" + t),
    ),
    Student(
        "margaret",
        "a syntax error in layers.py",
        lambda m: with_layers(m, lambda t: t + "\ndef broken(:\n"),
    ),
    Student("niklaus", "pickled objects in best_model.npz", lambda m: pickled_weights(m)),
    Student("mallory", "tries to cheat", lambda m: with_layers(m, lambda t: t + CHEAT)),
    Student("tony", "a zip that is cut off", lambda m: zipped(m.right())[:5000]),
)
