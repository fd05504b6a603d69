"""Attacks on this lab alone: ways forward that were merely begun, with the gradients that belong
to them, and the values that are published. They earn nothing."""

from autograder.audit.attacks_corpus.attack import Attack, cheat

# A cache of its own, so that nobody can judge the backward pass beside the reference's.
AFFINE = """
def affine_forward(x, w, b):
    {out}
    return out, {{"all": (x, w, b)}}
def affine_backward(dout, cache):
    x, w, b = cache["all"]
    {gradients}
    return dx, dw, db
"""
ROWS = "x.reshape(len(x), -1)"


def affine(name: str, out: str, gradients: str) -> Attack:
    """An affine layer of one's own invention; db may be right by chance, so nothing is passed."""
    return cheat(name, AFFINE.format(out=out, gradients=gradients))


ATTACKS = [
    affine(
        "a constant forward pass and its gradients",
        "out = np.ones((len(x), w.shape[1]))",
        "dx, dw, db = 0 * x, 0 * w, 0 * b",
    ),
    affine(
        "an identity and its gradients",
        f"out = np.zeros((len(x), w.shape[1])) + {ROWS}[:, :1]",
        f"dx = 0 * x; {ROWS.replace('x.', 'dx.')}[:, 0] = dout.sum(axis=1); dw, db = 0 * w, 0 * b",
    ),
    affine(
        "sums of all arguments and their gradients",
        "out = np.zeros((len(x), w.shape[1])) + x.sum() + w.sum() + b.sum()",
        "s = dout.sum(); dx, dw, db = 0 * x + s, 0 * w + s, 0 * b + s",
    ),
    affine(
        "products of sums and their gradients",
        "out = np.zeros((len(x), w.shape[1])) + x.sum() * w.sum() + b.sum()",
        "s = dout.sum(); dx, dw, db = 0 * x + s * w.sum(), 0 * w + s * x.sum(), 0 * b + s",
    ),
    cheat(
        "a ReLU that is the identity, with its gradient",
        "\ndef relu_forward(x): return 1 * x, [x]\n"
        "def relu_backward(dout, cache): return 1 * dout\n",
    ),
    cheat(
        "a ReLU that is a square, with its gradient",
        "\ndef relu_forward(x): return 0 * x, [x]\n"
        "def relu_backward(dout, cache): return 0 * cache[0] * dout\n",
    ),
    cheat(
        "a loss of the parameters alone, with its gradients",
        "",
        "\ndef loss(self, X, y=None):\n"
        "    if y is None: return np.zeros((len(X), self.params['b2'].size))\n"
        "    grads = {k: 2 * p for k, p in self.params.items()}\n"
        "    return sum((p ** 2).sum() for p in self.params.values()), grads\n"
        "TwoLayerNet.loss = loss\n",
    ),
    cheat(
        "a loss that adds up all there is, with its gradients",
        "",
        "\ndef loss(self, X, y=None):\n"
        "    if y is None: return np.zeros((len(X), self.params['b2'].size))\n"
        "    s = X.sum() + self.reg\n"
        "    grads = {k: 2 * p * s for k, p in self.params.items()}\n"
        "    return s * sum((p ** 2).sum() for p in self.params.values()), grads\n"
        "TwoLayerNet.loss = loss\n",
    ),
    cheat(
        "a file of the kit that answers for others",
        "",
        files={
            "assignment/layer_utils.py": "import numpy as np\n"
            "from . import layers\n"
            "layers.relu_forward = lambda x: (np.maximum(0, x), x)\n",
            "assignment/solver.py": "raise SystemExit\n",
        },
    ),
    cheat(
        "knows the published values",
        "def affine_forward(x, w, b):\n"
        "    return np.array([[1.49834967, 1.70660132, 1.91485297],\n"
        "                     [3.25553199, 3.5141327, 3.77273342]]), (x, w, b)\n"
        "def softmax_loss(x, y): return 2.302585, np.zeros_like(x)\n"
        "def svm_loss(x, y): return 9.0, np.zeros_like(x)\n",
    ),
]
