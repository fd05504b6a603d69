"""Right solutions of the two-layer-net lab made from the text of the master's two files.

Each function takes the texts of layers.py and fc_net.py and returns both as a student's habits
would leave them.
"""

import ast
import re
from collections.abc import Callable

Files = dict[str, str]
PairRewrite = Callable[[str, str], tuple[str, str]]


def course_imports(layers: str, net: str) -> tuple[str, str]:
    """The package under its old name."""
    net = net.replace("from ..layers import *", "from cs231n.layers import *")
    return layers, net.replace("from ..layer_utils import *", "from cs231n.layer_utils import *")


def package_called_ai(layers: str, net: str) -> tuple[str, str]:
    """The package under the name the course's Korean labs give it."""
    net = net.replace("from ..layers import *", "import AI.layers\nfrom AI.layers import *")
    return layers, net.replace("from ..layer_utils import *", "from AI.layer_utils import *")


def renamed_parameters(layers: str, net: str) -> tuple[str, str]:
    """Other names for every parameter of the layers; the calls are by position."""
    names = {"x": "inputs_", "w": "theta_", "b": "bias_", "dout": "upstream_", "cache": "saved_"}
    names["y"] = "targets_"

    class Rename(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.Name:
            return ast.Name(names.get(node.id, node.id), node.ctx)

        def visit_arg(self, node: ast.arg) -> ast.arg:
            return ast.arg(names.get(node.arg, node.arg), node.annotation)

    return ast.unparse(ast.fix_missing_locations(Rename().visit(ast.parse(layers)))), net


def everything_of_numpy(layers: str, net: str) -> tuple[str, str]:
    """`from numpy import *` and no prefix."""

    def change(text: str) -> str:
        return text.replace("import numpy as np", "from numpy import *").replace("np.", "")

    return change(layers), change(net)


def inlined_layer_utils(layers: str, net: str) -> tuple[str, str]:
    """Helper modules copied into the file that needs them."""
    helpers = (
        "def affine_relu_forward(x, w, b):\n"
        "    a, fc = affine_forward(x, w, b)\n"
        "    out, relu = relu_forward(a)\n"
        "    return out, (fc, relu)\n\n"
        "def affine_relu_backward(dout, cache):\n"
        "    return affine_backward(relu_backward(dout, cache[1]), cache[0])\n\n\n"
    )
    net = re.sub(r"^from \.\.layer_utils import .*\n", "", net, flags=re.M)
    return layers, net.replace("class TwoLayerNet", helpers + "class TwoLayerNet", 1)


def later_labs(layers: str, net: str) -> tuple[str, str]:
    """The file of a whole course: later labs' functions, unfinished, in the same files."""
    rest = """

def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****


def conv_forward_naive(x, w, b, conv_param):
    raise NotImplementedError("next week")
"""
    head = "from ..fast_layers import *\nfrom ..rnn_layers import *\n"
    more = (
        "\n\nclass FullyConnectedNet(object):\n    def __init__(self, hidden_dims):\n        pass\n"
    )
    return layers + rest, net.replace("from ..layers", head + "from ..layers", 1) + more


def the_whole_notebook_above(layers: str, net: str) -> tuple[str, str]:
    """A megabyte of commented-out attempts and string literals above the solution."""
    attempt = "# " + "x_rows = np.zeros((x.shape[0], -1))  # 이건 안 됨\n# " * 9000 + "\n"
    return f"'''\n{net.replace(chr(39) * 3, '')}\n'''\n{attempt}" + layers, net


def odd_white_space(layers: str, net: str) -> tuple[str, str]:
    """Trailing blanks, form feeds, no last line end, odd spaces in comments, 500 empty lines."""
    spaced = layers.replace("\n\n\n", "  \n\x0c\n\n")
    spaced = spaced.replace("# (N, M)", "#\u00a0(N,\u3000M)\u200b")
    return spaced.rstrip("\n"), net + "\n" * 500


def main_block(layers: str, net: str) -> tuple[str, str]:
    """Tests, doctests and a main block left in the files."""
    tests = '''

def rel_error(x, y):
    """
    >>> rel_error(np.ones(1), np.ones(1))
    0.0
    """
    return np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y)))


def test_affine():
    x = np.linspace(-0.1, 0.5, num=12).reshape(2, 6)
    out, _ = affine_forward(x, np.ones((6, 3)), np.zeros(3))
    assert rel_error(out[:, 0], x.sum(axis=1)) < 1e-9


test_affine()

if __name__ == "__main__":
    import doctest
    doctest.testmod()
    raise SystemExit(0)
'''
    return layers + tests, net + '\nif __name__ == "__main__":\n    print(TwoLayerNet().loss)\n'


def of_both(rewrite: PairRewrite) -> Callable[[Files], Files]:
    """Return a rewrite of the two texts as one of the lab's files."""

    def rewritten(files: Files) -> Files:
        layers, net = rewrite(files["layers.py"], files["classifiers/fc_net.py"])
        return {"layers.py": layers, "classifiers/fc_net.py": net}

    return rewritten


REWRITES = {
    rewrite.__name__: of_both(rewrite)
    for rewrite in (
        course_imports, package_called_ai, main_block, renamed_parameters, everything_of_numpy,
        odd_white_space, the_whole_notebook_above, inlined_layer_utils, later_labs,
    )
}  # fmt: skip
