"""How a value looks: of what kind it is, its shape, and as text where that is short."""

import numpy as np

SHORT, LONG = 24, 60
PREVIEW_LINES, PREVIEW_WIDTH, PREVIEW_ITEMS = 6, 70, 60
MOST_PARTS = 8
KINDS = {"f": "floats", "i": "whole numbers", "u": "whole numbers", "b": "booleans"}


def look(value):
    """Return what a value looks like, plain data: {"kind", "shape", "text"}.

    kind   "array of floats", "number", …: a key of `wording.KINDS`
    shape  of an array, else None
    text   of a value that is short as text, else None
    """
    if isinstance(value, np.ndarray) and type(value).__name__ in ("ndarray", "matrix"):
        kind = "array of " + KINDS.get(value.dtype.kind, "other things")
        if value.ndim:
            return {"kind": kind, "shape": list(value.shape), "text": None}
        value = value[()]
    if isinstance(value, (bool, np.bool_)):
        return plain("boolean", str(bool(value)))
    if isinstance(value, (int, np.integer)):
        text = str(int(value)) if abs(int(value)) < 10**6 else None
        return plain("whole number", text)
    if isinstance(value, (float, np.floating)):
        exact = np.isfinite(value) and float(f"{float(value):.6g}") == float(value)
        return plain("float", f"{float(value):.6g}" if exact else None)
    if value is None:
        return plain("None", "None")
    if type(value) is str:
        return plain("text", repr(value) if len(value) < SHORT else None)
    if type(value) in (tuple, list):
        small = len(value) <= 5 and all(type(item) in (int, str) for item in value)
        text = repr(value) if small else None
        kind = type(value).__name__
        return plain(kind, text if text and len(text) < SHORT else None)
    if type(value) is dict:
        return plain("dictionary", None)
    return plain("function" if callable(value) else "object", None)


def plain(kind, text):
    """Return the look of what has no shape."""
    return {"kind": kind, "shape": None, "text": text}


def parts(name, value, depth=0):
    """Return [(name, look)] of an argument: of what it holds where it is no array or number.

    At most MOST_PARTS, or nothing of what it holds.
    """
    seen = look(value)
    if type(value) in (tuple, list) and 0 < len(value) <= MOST_PARTS:
        if all(type(item) in (int, float, str) for item in value):
            text = ", ".join(item if type(item) is str else f"{item:.3g}" for item in value)
            return [(name, plain(seen["kind"], f"[{text}]" if len(text) < LONG else None))]
    inner = []
    if depth < 2 and seen["text"] is None:
        if type(value) in (tuple, list):
            inner = [(f"{name}[{i}]", item) for i, item in enumerate(value)]
        elif type(value) is dict:
            inner = [(f"{name}[{key!r}]", each) for key, each in value.items() if type(key) is str]
        elif seen["kind"] == "object" and hasattr(value, "__dict__"):
            inner = [(f"{name}.{key}", each) for key, each in list(vars(value).items())]
    if inner and len(inner) <= MOST_PARTS:
        found = [part for each in inner for part in parts(*each, depth + 1)]
        if len(found) <= MOST_PARTS:
            return found
    if type(value) in (tuple, list, dict) and seen["text"] is None:
        seen = {**seen, "shape": [len(value)]}  # how many it holds
    return [(name, seen)]


def preview(value):
    """Return an array or another value as a few lines of text."""
    if isinstance(value, np.ndarray):
        if value.size > PREVIEW_ITEMS:
            return ""
        with np.printoptions(precision=3, suppress=True, linewidth=PREVIEW_WIDTH):
            text = str(value)
    else:
        text = look(value)["text"] or ""
    return text if text.count("\n") < PREVIEW_LINES else ""


def kept(value, depth=0):
    """Return a copy of what can be compared of a value; `...` for anything else."""
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.array(value)
        return array if array.dtype.kind in "biufc" else ...
    if value is None or isinstance(value, (bool, int, float, complex, str)):
        return value
    if depth < 4 and isinstance(value, (tuple, list)) and len(value) < 1000:
        return [kept(item, depth + 1) for item in value]
    if depth < 4 and isinstance(value, dict) and len(value) < 1000:
        return {str(key): kept(item, depth + 1) for key, item in value.items()}
    return ...


def known(value):
    """Whether nothing in what was kept is unknown."""
    if isinstance(value, list):
        return all(map(known, value))
    if isinstance(value, dict):
        return all(map(known, value.values()))
    return value is not ...


SAME, UNCLEAR, VALUES, SHAPE = "same", "unclear", "values", "shape"
ORDER = (SAME, VALUES, SHAPE, UNCLEAR)
CLOSE, APART = 1e-9, 1e-4  # of the largest number; what lies between is not asked about


def difference(one, other):
    """Return how two kept values differ: SAME, VALUES, SHAPE (or kind), or UNCLEAR."""
    if one is ... or other is ...:
        return UNCLEAR
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            return SHAPE
        return worst(difference(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return SHAPE
        return worst(difference(*pair) for pair in zip(one, other))
    containers = (dict, list, str, type(None))
    if isinstance(one, containers) or isinstance(other, containers):
        if type(one) is not type(other):
            return SHAPE
        return SAME if one == other else VALUES
    one, other = np.asarray(one), np.asarray(other)
    if one.shape != other.shape:
        return SHAPE
    if not one.shape and kind_of(one) != kind_of(other):
        return UNCLEAR  # whether 3.0 is the same as 3 is not what is asked
    return of_numbers(one, other)


def kind_of(number):
    """Return "i" of a whole number, "f" of a float, …"""
    return "i" if number.dtype.kind in "iu" else number.dtype.kind


def of_numbers(one, other):
    """Return how two arrays of one shape differ."""
    if not one.size or np.array_equal(one, other):
        return SAME
    one, other = one.astype(complex), other.astype(complex)
    finite = np.isfinite(one)
    if not np.array_equal(finite, np.isfinite(other)):
        return VALUES
    scale = np.abs(one[finite]).max(initial=0) + np.abs(other[finite]).max(initial=0)
    apart = np.abs(one[finite] - other[finite]).max(initial=0)
    if apart <= CLOSE * scale:
        return SAME if finite.all() else UNCLEAR
    return VALUES if apart >= APART * scale else UNCLEAR


def worst(found):
    """Return the largest of several differences."""
    return max(found, key=ORDER.index, default=SAME)
