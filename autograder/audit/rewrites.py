"""Right solutions made from the master's text: encodings, headers, leftovers.

Each function takes the text of a file that students edit, of any lab, and returns it as a
student's editor or habits would leave it, as text or as bytes.
"""

import ast
import re
from collections.abc import Callable

Text = str | bytes
Rewrite = Callable[[str], Text]

BANNER = re.compile(r"^.*\*{5}(START|END) OF YOUR CODE.*\n", re.M)
TODO = re.compile(r"^ *#{20,}\n(?: *#.*\n)+", re.M)
PRINT_AFTER = re.compile(r"^( +)(return .*)$", re.M)


def crlf(text: str) -> Text:
    """Line ends of Windows."""
    return text.replace("\n", "\r\n").encode()


def old_mac_line_ends(text: str) -> Text:
    """Line ends of a Mac of the last century."""
    return text.replace("\n", "\r").encode()


def byte_order_mark(text: str) -> Text:
    """A byte order mark, as Notepad writes it."""
    return text.encode("utf-8-sig")


def tabs(text: str) -> Text:
    """Tabs for indentation."""
    return re.sub(r"^( {4})+", lambda m: "\t" * (len(m[0]) // 4), text, flags=re.M)


KOREAN = "# 신경망 학습: 순전파와 역전파를 구현한다. 김학생 제출\n"


def cp949(text: str) -> Text:
    """Korean comments in the code page of Korean Windows, undeclared."""
    return (KOREAN + text.replace("–", "-")).encode("cp949", "replace")


def declared_cp949(text: str) -> Text:
    """The same with a coding line, and CRLF."""
    head = "# -*- coding: cp949 -*-\n" + KOREAN
    return (head + text).replace("\n", "\r\n").encode("cp949", "replace")


def coding_line_that_lies(text: str) -> Text:
    """UTF-8 with a coding line that says euc-kr; an editor converted the file later."""
    return "# -*- coding: euc-kr -*-\n" + KOREAN + text


def banners_deleted(text: str) -> Text:
    """The banners and the TODO boxes are gone."""
    return TODO.sub("", BANNER.sub("", text))


def bare_code(text: str) -> Text:
    """No comment, no docstring, another formatting: the file went through a tool."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body[:1] = [ast.Pass()] if len(node.body) == 1 else []
    return ast.unparse(tree)


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


def stray_imports(text: str) -> Text:
    """What editors add and notebooks need, none of which matters."""
    return STRAY + text


def prints(text: str) -> Text:
    """Prints some hundred kilobytes in every call, to both streams."""
    head = "import sys\nNOISE = 'the value is now ' * 20000\n"
    noisy = r"\1print(NOISE); print('경고', NOISE, file=sys.stderr); sys.stdout.flush()\n\1\2"
    return after_docstring(head, PRINT_AFTER.sub(noisy, text))


def warned(text: str) -> Text:
    """Warns in every call, and makes NumPy warn."""
    head = "import warnings\nimport numpy as noisy\nwarnings.simplefilter('always')\n"
    noisy = (
        r"\1warnings.warn('check the shapes', RuntimeWarning)\n"
        r"\1noisy.array([1.0, -1.0]) / noisy.zeros(2); noisy.log(noisy.zeros(1))\n"
        r"\1noisy.exp(1000.0)\n\1\2"
    )
    return after_docstring(head, PRINT_AFTER.sub(noisy, text))


def debugging(text: str) -> Text:
    """Breakpoints switched off, and dead code after the return."""
    dead = r"\1if False:\n\1    import pdb; pdb.set_trace()\n\1\2\n\1breakpoint()"
    return PRINT_AFTER.sub(dead, text)


def numpy_in_full(text: str) -> Text:
    """`import numpy` and its full name."""
    return text.replace("import numpy as np", "import numpy").replace("np.", "numpy.")


def main_block_that_exits(text: str) -> Text:
    """A main block left in the file."""
    return text + '\nif __name__ == "__main__":\n    raise SystemExit(0)\n'


def after_docstring(head: str, text: str) -> str:
    """Put lines at the top of a module, after its docstring."""
    lines = text.splitlines(keepends=True)
    first = ast.parse(text).body[0]
    at = first.end_lineno or 0
    return "".join([*lines[:at], head, *lines[at:]])


REWRITES: dict[str, Rewrite] = {
    rewrite.__name__: rewrite
    for rewrite in (
        crlf, old_mac_line_ends, byte_order_mark, tabs, cp949, declared_cp949,
        coding_line_that_lies, banners_deleted, bare_code, stray_imports, prints, warned,
        debugging, numpy_in_full, main_block_that_exits,
    )
}  # fmt: skip
