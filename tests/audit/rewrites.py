"""Right solutions made from the master's text: encodings, headers, leftovers, renamings.

Each function takes the texts of layers.py and fc_net.py and returns them as a student's editor or
habits would leave them, as text or as bytes.
"""

import ast
import re
from collections.abc import Callable

Text = str | bytes
Rewrite = Callable[[str, str], tuple[Text, Text]]

BANNER = re.compile(r"^.*\*{5}(START|END) OF YOUR CODE.*\n", re.M)
TODO = re.compile(r"^ *#{20,}\n(?: *#.*\n)+", re.M)
PRINT_AFTER = re.compile(r"^( +)(return .*)$", re.M)


def both(change: Callable[[str], Text]) -> Rewrite:
    """Apply one change to both files."""
    return lambda layers, net: (change(layers), change(net))


def crlf(layers: str, net: str) -> tuple[Text, Text]:
    """Line ends of Windows."""
    return layers.replace("\n", "\r\n").encode(), net.replace("\n", "\r\n").encode()


def old_mac_line_ends(layers: str, net: str) -> tuple[Text, Text]:
    """Line ends of a Mac of the last century, in one of the files."""
    return layers.replace("\n", "\r").encode(), net


def byte_order_mark(layers: str, net: str) -> tuple[Text, Text]:
    """A byte order mark, as Notepad writes it."""
    return layers.encode("utf-8-sig"), net.encode("utf-8-sig")


def tabs(layers: str, net: str) -> tuple[Text, Text]:
    """Tabs for indentation."""
    tabbed = re.compile(r"^( {4})+", re.M)
    indent = both(lambda text: tabbed.sub(lambda m: "\t" * (len(m[0]) // 4), text))
    return indent(layers, net)


KOREAN = "# 완전 연결 신경망: 순전파와 역전파를 구현한다. 김학생 제출\n"


def cp949(layers: str, net: str) -> tuple[Text, Text]:
    """Korean comments in the code page of Korean Windows, undeclared."""
    plain = both(lambda text: (KOREAN + text.replace("–", "-")).encode("cp949", "replace"))
    return plain(layers, net)


def declared_cp949(layers: str, net: str) -> tuple[Text, Text]:
    """The same with a coding line, and CRLF."""
    head = "# -*- coding: cp949 -*-\n" + KOREAN
    encode = both(lambda t: (head + t).replace("\n", "\r\n").encode("cp949", "replace"))
    return encode(layers, net)


def coding_line_that_lies(layers: str, net: str) -> tuple[Text, Text]:
    """UTF-8 with a coding line that says euc-kr; an editor converted the file later."""
    return "# -*- coding: euc-kr -*-\n" + KOREAN + layers, net


def banners_deleted(layers: str, net: str) -> tuple[Text, Text]:
    """The banners and the TODO boxes are gone."""
    return both(lambda text: TODO.sub("", BANNER.sub("", text)))(layers, net)


def bare_code(layers: str, net: str) -> tuple[Text, Text]:
    """No comment, no docstring, another formatting: the file went through a tool."""

    def strip(text: str) -> str:
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
                first = node.body[0]
                if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                    node.body[:1] = [ast.Pass()] if len(node.body) == 1 else []
        return ast.unparse(tree)

    return both(strip)(layers, net)


def course_imports(layers: str, net: str) -> tuple[Text, Text]:
    """The package under its old name."""
    net = net.replace("from ..layers import *", "from cs231n.layers import *")
    return layers, net.replace("from ..layer_utils import *", "from cs231n.layer_utils import *")


def package_called_ai(layers: str, net: str) -> tuple[Text, Text]:
    """The package under the name the course's Korean labs give it."""
    net = net.replace("from ..layers import *", "import AI.layers\nfrom AI.layers import *")
    return layers, net.replace("from ..layer_utils import *", "from AI.layer_utils import *")


STRAY = """\
import os, sys, pdb, re, time, math, random, json, pickle, copy, glob, itertools, platform
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
import pandas as pd
import zmq
import cv2
from PIL import Image
from tkinter import *
from turtle import forward, backward
from scipy.misc import imread, imresize
from sklearn.preprocessing import StandardScaler
from IPython import embed, get_ipython
from IPython.display import display, clear_output
from google.colab import drive, files
from torch._C import dtype
from numpy.core.fromnumeric import shape
from numpy.lib.function_base import append
from matplotlib.pyplot import axis
from operator import itemgetter
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
drive.mount('/content/drive', force_remount=True)
sys.path.append('/content/drive/MyDrive/cs231n/assignment1')
os.environ['KMP_DUPLICATE_LIB_OK'] = 'TRUE'
plt.rcParams['figure.figsize'] = (10, 8)
plt.style.use('ggplot')
scaler = StandardScaler()
get_ipython().run_line_magic('load_ext', 'autoreload')
pd.set_option('display.max_rows', 500)
sns = __import__('seaborn')
sns.set()
print(os.getcwd(), sys.argv, __file__, os.path.dirname(os.path.abspath(__file__)))
"""


def stray_imports(layers: str, net: str) -> tuple[Text, Text]:
    """What editors add and notebooks need, none of which matters."""
    return both(lambda text: STRAY + text)(layers, net)


def main_block(layers: str, net: str) -> tuple[Text, Text]:
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


def prints(layers: str, net: str) -> tuple[Text, Text]:
    """Prints some hundred kilobytes in every call, to both streams."""
    head = "import sys\nNOISE = 'the value is now ' * 20000\n"
    noisy = r"\1print(NOISE); print('경고', NOISE, file=sys.stderr); sys.stdout.flush()\n\1\2"
    return both(lambda text: after_future(head, PRINT_AFTER.sub(noisy, text)))(layers, net)


def warned(layers: str, net: str) -> tuple[Text, Text]:
    """Warns in every call, and makes NumPy warn."""
    head = "import warnings\nwarnings.simplefilter('always')\n"
    noisy = (
        r"\1warnings.warn('check the shapes', RuntimeWarning)\n"
        r"\1np.array([1.0, -1.0]) / np.zeros(2); np.log(np.zeros(1)); np.exp(1000.0)\n\1\2"
    )
    return both(lambda text: after_future(head, PRINT_AFTER.sub(noisy, text)))(layers, net)


def debugging(layers: str, net: str) -> tuple[Text, Text]:
    """Breakpoints switched off, and dead code after the return."""
    dead = r"\1if False:\n\1    import pdb; pdb.set_trace()\n\1\2\n\1breakpoint()"
    return both(lambda text: PRINT_AFTER.sub(dead, text))(layers, net)


def renamed_parameters(layers: str, net: str) -> tuple[Text, Text]:
    """Other names for every parameter of the layers; the calls are by position."""
    names = {"x": "inputs_", "w": "theta_", "b": "bias_", "dout": "upstream_", "cache": "saved_"}
    names["y"] = "targets_"

    class Rename(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.Name:
            return ast.Name(names.get(node.id, node.id), node.ctx)

        def visit_arg(self, node: ast.arg) -> ast.arg:
            return ast.arg(names.get(node.arg, node.arg), node.annotation)

    return ast.unparse(ast.fix_missing_locations(Rename().visit(ast.parse(layers)))), net


def everything_of_numpy(layers: str, net: str) -> tuple[Text, Text]:
    """`from numpy import *` and no prefix."""

    def change(text: str) -> str:
        return text.replace("import numpy as np", "from numpy import *").replace("np.", "")

    return both(change)(layers, net)


def numpy_in_full(layers: str, net: str) -> tuple[Text, Text]:
    """`import numpy` and its full name."""

    def change(text: str) -> str:
        return text.replace("import numpy as np", "import numpy").replace("np.", "numpy.")

    return both(change)(layers, net)


def odd_white_space(layers: str, net: str) -> tuple[Text, Text]:
    """Trailing blanks, form feeds, no last line end, odd spaces in comments, 500 empty lines."""
    spaced = layers.replace("\n\n\n", "  \n\x0c\n\n")
    spaced = spaced.replace("# (N, M)", "#\u00a0(N,\u3000M)\u200b")
    return spaced.rstrip("\n"), net + "\n" * 500


def the_whole_notebook_above(layers: str, net: str) -> tuple[Text, Text]:
    """A megabyte of commented-out attempts and string literals above the solution."""
    attempt = "# " + "x_rows = np.zeros((x.shape[0], -1))  # 이건 안 됨\n# " * 9000 + "\n"
    return f"'''\n{net.replace(chr(39) * 3, '')}\n'''\n{attempt}" + layers, net


def inlined_layer_utils(layers: str, net: str) -> tuple[Text, Text]:
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


def later_labs(layers: str, net: str) -> tuple[Text, Text]:
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


def after_future(head: str, text: str) -> str:
    """Put lines at the top of a module, after its docstring."""
    lines = text.splitlines(keepends=True)
    first = ast.parse(text).body[0]
    at = first.end_lineno or 0
    return "".join([*lines[:at], head, *lines[at:]])


REWRITES: dict[str, Rewrite] = {
    rewrite.__name__: rewrite
    for rewrite in (
        crlf, old_mac_line_ends, byte_order_mark, tabs, cp949, declared_cp949,
        coding_line_that_lies, banners_deleted, bare_code, course_imports, package_called_ai,
        stray_imports, main_block, prints, warned, debugging, renamed_parameters,
        everything_of_numpy, numpy_in_full, odd_white_space, the_whole_notebook_above,
        inlined_layer_utils, later_labs,
    )
}  # fmt: skip
