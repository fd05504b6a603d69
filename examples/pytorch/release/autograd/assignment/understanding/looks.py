"""How a value looks: of what kind it is, its shape, and as text where that is short."""

import types

import numpy as np

SHORT, LONG = 24, 60
PREVIEW_LINES, PREVIEW_WIDTH, PREVIEW_ITEMS = 6, 70, 60
MOST_PARTS = 8
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)
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
        return plain("whole number", number_text(value))
    if isinstance(value, (float, np.floating)):
        return plain("float", number_text(value))
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
    if isinstance(value, FUNCTIONS):
        return plain("function", None)
    return plain("callable" if callable(value) else "object", None)


def plain(kind, text):
    """Return the look of what has no shape."""
    return {"kind": kind, "shape": None, "text": text}


def number_text(number):
    """Return a number as Python writes it, None where six digits are not all of it."""
    if isinstance(number, (int, np.integer)):
        return str(int(number)) if abs(int(number)) < 10**6 else None
    text = f"{float(number):.6g}"
    if not np.isfinite(number) or float(text) != float(number):
        return None
    return f"{text}.0" if text.lstrip("-").isdigit() else text  # 72.0 is not 72


def arguments_seen(arguments):
    """Return [(name, look)] of all arguments, {name: value}, and of what they hold.

    Small arrays are written out where nothing else is hidden: then a reader can go through the run.
    """
    for in_full in (True, False):
        found = [part for each in arguments.items() for part in parts(*each, in_full)]
        if all(seen["text"] for _, seen in found):
            break
    return found


def parts(name, value, in_full=False, depth=0):
    """Return [(name, look)] of an argument: of what it holds where it is no array or number.

    At most MOST_PARTS, or nothing of what it holds.

    in_full  whether small arrays are written out
    """
    seen = look(value)
    if type(value) in (tuple, list) and 0 < len(value) <= MOST_PARTS:
        if all(type(item) in (int, float, str) for item in value):
            brackets = "[]" if type(value) is list else "()"
            return [(name, plain(seen["kind"], row_text(value, brackets)))]
    if in_full and isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype.kind in "iuf":
        return [(name, {**seen, "text": row_text(value.tolist())})]
    inner = []
    if depth < 2 and seen["text"] is None:
        if type(value) in (tuple, list):
            inner = [(f"{name}[{i}]", item) for i, item in enumerate(value)]
        elif type(value) is dict:
            inner = [(f"{name}[{key!r}]", each) for key, each in value.items() if type(key) is str]
        elif seen["kind"] == "object" and hasattr(value, "__dict__"):
            inner = [(f"{name}.{key}", each) for key, each in list(vars(value).items())]
    if inner and len(inner) <= MOST_PARTS:
        found = [part for each in inner for part in parts(*each, in_full, depth + 1)]
        if len(found) <= MOST_PARTS:
            return found
    if type(value) in (tuple, list, dict) and seen["text"] is None:
        seen = {**seen, "shape": [len(value)]}  # how many it holds
    return [(name, seen)]


def row_text(values, brackets="[]"):
    """Return a few numbers and texts in a row, None where they do not fit one."""
    texts = [repr(each) if type(each) is str else number_text(each) for each in values]
    if not 0 < len(texts) <= MOST_PARTS or None in texts:
        return None
    row = ", ".join(texts) + ("," if brackets == "()" and len(texts) == 1 else "")
    return f"{brackets[0]}{row}{brackets[1]}" if len(row) < LONG else None


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


SAME, VALUES, SHAPE, INSIDE = "same", "values", "shape", "inside"
NONE, OTHER, UNCLEAR = "none", "other", "unclear"
CLOSE, APART = 1e-9, 1e-4  # of the largest number; what lies between is not asked about


def difference(one, other):
    """Return how another kept value differs from one.

    SAME; VALUES; SHAPE: it has another shape, or more or fewer entries; INSIDE: it has as many
    entries, and one of them another name, shape or type; NONE: it is None; OTHER: it is of another
    type; UNCLEAR.
    """
    if one is ... or other is ...:
        return UNCLEAR
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() == other.keys():
            return of_entries(one.values(), [other[key] for key in one])
        return SHAPE if len(one) != len(other) else INSIDE
    if isinstance(one, list) and isinstance(other, list):
        return of_entries(one, other) if len(one) == len(other) else SHAPE
    not_numbers = (dict, list, str, type(None))
    if isinstance(one, not_numbers) or isinstance(other, not_numbers):
        if type(one) is not type(other):
            return NONE if other is None else OTHER
        return SAME if one == other else VALUES
    one, other = np.asarray(one), np.asarray(other)
    if one.shape != other.shape:
        return SHAPE if one.shape else OTHER
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


def of_entries(one, other):
    """Return how values differ whose entries belong to each other."""
    found = {difference(*pair) for pair in zip(one, other)} - {SAME}
    if UNCLEAR in found:
        return UNCLEAR
    return INSIDE if found - {VALUES} else VALUES if found else SAME
