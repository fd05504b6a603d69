"""What is right under some versions of Python and NumPy alone, and how one sees that it may be so.

NumPy's release notes from 2.0 to 2.5 and "What's new" of Python 3.11 to 3.13, as far as a
solution could meet them. What has its old meaning back in `isolate/inside/old_numpy.py` is listed
all the same where only an error would show it.

A change that is an error is seen in its message; one that gives other numbers without a word is
seen in the source, by the name of the function. Neither proves anything: it says where to ask.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.grading.answers import Failure
from autograder.isolate.runtime import Runtime

# No other version makes these go away: they are what a wrong answer is.
SAME_EVERYWHERE = (
    "AssertionError",
    "IndentationError",
    "IndexError",
    "KeyError",
    "MissingFunction",
    "NameError",
    "NotImplementedError",
    "TabError",
    "UnboundLocalError",
    "WrongCount",
    "ZeroDivisionError",
)
# Shapes that do not fit, and what an empty blank returned.
SAME_MESSAGE = re.compile(
    "broadcast|not aligned|cannot reshape|mismatch|to unpack|must match|NoneType|missing from the"
)


@dataclass(frozen=True)
class Change:
    """A range of versions in which something is right: since <= version < until.

    of  "numpy" or "python"
    """

    of: str
    since: tuple[int, int] = (0, 0)
    until: tuple[int, int] = (99, 0)

    def holds(self, runtime: Runtime) -> bool:
        """Whether the thing is right under a runtime, if it ever is."""
        version = runtime.numpy if self.of == "numpy" else runtime.version
        return self.since <= minor(version) < self.until


def minor(version: str) -> tuple[int, int]:
    """Return the first two numbers of a version, (0, 0) of anything else."""
    found = re.match(r"(\d{1,3})\.(\d{1,3})", version)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def before(of: str, *version: int) -> Change:
    """Return the range of what went with a version."""
    return Change(of, until=(version[0], version[1]))


def since(of: str, *version: int) -> Change:
    """Return the range of what came with a version."""
    return Change(of, since=(version[0], version[1]))


# Names of functions, methods, modules and arguments.
NAMES = {
    before("numpy", 2, 0): """
        ALLOW_THREADS BUFSIZE CLIP DataSource MAXDIMS RAISE WRAP add_docstring add_newdoc alltrue
        arraypad arraysetops asfarray bool8 byte_bounds cast cfloat clongfloat compare_chararrays
        compat complex_ cumproduct deprecate deprecate_with_doc disp extobj fastCopyAndTranspose
        find_common_type float_ format_parser function_base get_array_wrap geterrobj histograms
        index_tricks int0 issctype issubclass_ issubsctype itemset kernel_version longcomplex
        longfloat lookfor mat math maximum_sctype msort nanfunctions nbytes newbyteorder
        obj2sctype polynomial product ptp recfromcsv recfromtxt round_ safe_eval sctype2char
        sctypes set_numeric_ops set_string_function seterrobj shape_base singlecomplex sometrue
        source string_ tracemalloc_domain twodim_base type_check ufunclike uint0 unicode_ utils
        version who array_api""",
    before("numpy", 2, 3): "tostring",
    before("numpy", 2, 4): """
        helper in1d interpolation linalg newshape style trapz fix_imports bias ddof ndincr""",
    before("numpy", 2, 5): "chararray row_stack distutils",
    since("numpy", 2, 0): """
        acos acosh asin asinh astype atan atan2 atanh bitwise_count bitwise_invert
        bitwise_left_shift bitwise_right_shift concat correction device isdtype long
        mT matrix_norm matrix_transpose mean permute_dims pow rtol stable strict strings svdvals
        to_device trapezoid ulong unique_all unique_counts unique_inverse unique_values vecdot
        vector_norm weights copy""",
    since("numpy", 2, 1): "cumulative_prod cumulative_sum unstack shape min max",
    since("numpy", 2, 2): "matvec vecmat",
    since("numpy", 2, 3): "sorted",
    since("numpy", 2, 4): "ndmax",
    since("numpy", 2, 5): "descending",
    before("python", 3, 11): "getargspec formatargspec coroutine",
    before("python", 3, 12): """
        imp distutils asynchat asyncore smtpd SafeConfigParser assertEquals find_module""",
    before("python", 3, 13): """
        aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap nntplib pipes sndhdr spwd sunau
        telnetlib uu xdrlib""",
    since("python", 3, 11): """
        BaseExceptionGroup ExceptionGroup LiteralString Never NotRequired Self StrEnum UTC
        add_note assert_never cbrt exp2 reveal_type tomllib""",
    since("python", 3, 12): "batched override sumprod binomialvariate walk",
    since("python", 3, 13): "fma replace TypeIs ReadOnly",
}
# Messages of errors, "type: message", and the line that cannot be read where it is one of syntax.
MESSAGES = {
    before("numpy", 2, 0): (
        "module 'numpy.lib' has no",
        "Unable to avoid copy",
        r"integer -?\d+ out of bounds",
    ),
    before("numpy", 2, 1): ("nonzero on 0d arrays",),
    before("numpy", 2, 3): ("bool.* as an index", "cannot be interpreted as an integer"),
    before("numpy", 2, 4): (
        "only 0-dimensional arrays can be converted",
        r"sum\(generator\)",
    ),
    before("numpy", 2, 5): (
        "3-dimensional vectors",
        "Cannot cast array data",
        r"integer -?\d+ out of bounds",
    ),
    since("numpy", 2, 0): ("^DTypePromotionError",),
    since("numpy", 2, 1): (r"clip\(\) missing",),
    before("python", 3, 12): ("object cannot be interpreted as an integer",),
    since("python", 3, 11): ("^SyntaxError: invalid syntax",),
    since("python", 3, 12): (
        r"^SyntaxError: (f-string|invalid syntax|expected '\('|expected ':')",
    ),
    since("python", 3, 13): (r"^SyntaxError: .*(def|class|type) \w+ *\[[^]]*=",),
}
# Names in the source whose numbers changed at some versions, without an error.
QUIETLY = {
    r"__version__|version_info": [("numpy", 2, 0), ("python", 3, 12)],
    r"\bsolve\b": [("numpy", 2, 0)],
    r"\blstsq\b": [("numpy", 2, 0)],
    r"\bunique\b": [("numpy", 2, 0), ("numpy", 2, 3)],
    r"\beig(vals)?\b": [("numpy", 2, 5)],
    r"\b(floor|ceil|trunc)\b": [("numpy", 2, 1)],
    r"\brepr\b|!r\b|\b(literal_)?eval\b": [("numpy", 2, 0)],
    r"\blocals\b|\bexec\b": [("python", 3, 13)],
    # Promotion: numbers of these types beside Python's (NEP 50).
    r"\b(u?int(8|16|32|c)|float(16|32)|half|single|u?byte|u?short)\b|['\"][<>=]?[fiu][124]['\"]": [
        ("numpy", 2, 0)
    ],
}

_NAMES = {name: change for change, names in NAMES.items() for name in names.split()}
_MESSAGES = {change: re.compile("|".join(texts)) for change, texts in MESSAGES.items()}
_QUIETLY = {
    re.compile(pattern): [change(*at) for at in versions for change in (before, since)]
    for pattern, versions in QUIETLY.items()
}
_SYNTAX = re.compile(r"^\s*(type\s+\w+|(def|class)\s+\w+\s*\[|except\s*\*)|\[\s*\*\w|f['\"]")
_NAMED = re.compile(r"['`](?:np\.|numpy\.)?(?:\w+\.)*(\w+)['`]")


def worth_asking(failure: Failure) -> bool:
    """Whether an error could go away under other versions."""
    if failure.kind != "error" or failure.told:
        return False
    if failure.type in SAME_EVERYWHERE:  # but for a name that other versions have
        return failure.type == "NameError" and any(seen_in_error(failure))
    return not SAME_MESSAGE.search(failure.message)


def seen_in_error(failure: Failure, line: str = "") -> Iterator[Change]:
    """Yield the changes that an error's message speaks of.

    line  of the source, where the error is one of syntax
    """
    if failure.type == "SyntaxError" and not _SYNTAX.search(line):
        return
    message = f"{failure.type}: {failure.message} {line.strip()}"
    yield from (change for change, text in _MESSAGES.items() if text.search(message))
    yield from seen_in_names(_NAMED.findall(failure.message))


def seen_in_names(names: Iterable[str]) -> Iterator[Change]:
    """Yield the changes that names stand for."""
    yield from (_NAMES[name] for name in names if name in _NAMES)


def seen_in_source(source: str) -> Iterator[Change]:
    """Yield the changes that a source may meet without an error."""
    for pattern, changes in _QUIETLY.items():
        if pattern.search(source):
            yield from changes
