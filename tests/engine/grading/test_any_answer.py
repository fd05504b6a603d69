"""Any answer that is plain data: what is said of it where it is wrong, and that all of the kit's
ways through plain data keep it as it is."""

import builtins
import json
import math

import numpy as np
import pytest

from autograder.author_errors import AuthorError
from autograder.grading.basis import digest_of
from autograder.isolate.inside import wire
from autograder.lab import Case, Checked
from autograder.master.spelling import compact, spelt
from autograder.record import record
from autograder.results import said
from autograder.student.checking.comparisons import compare
from autograder.student.checking.fingerprint import alike, fingerprint
from autograder.student.checking.plain_data import fresh, plain
from autograder.student.checking.spelling import as_python

CLOSE, EXACT = {"kind": "close"}, {"kind": "exact"}
TABLE = np.array([(1, 2.5, "x"), (2, 3.5, "y")], [("count", "i8"), ("mean", "f8"), ("name", "U1")])
VALUES = [
    None, True, 7, -(10**40), 3**9000, 2.5, math.inf, 1 + 2j, "한글", "", b"raw", [], {}, set(), (),
    [1, [2.5, None], ("a", {"weights": [1, 2]})], {1: "x", (1, "a"): {2}, "b": None, None: 0},
    {frozenset({1}), frozenset({2, 3})}, {"tuple": [1]}, {"float": "nan"}, {"attr": 1}, {".": 1},
    {"<f8": [1]}, [{"pairs": []}], np.array(["a", "bc"]), np.array([[1 + 2j, 0.5]]), TABLE,
    [np.arange(6.0).reshape(2, 3), np.array([True])],
]  # fmt: skip
named = pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:30])


def changed(value):
    """A value that is wrong where `value` is right."""
    if isinstance(value, np.ndarray):
        other = value.copy()
        other[(0,) * value.ndim] = other[(-1,) * value.ndim] if value.size > 1 else ~value[0]
        return other
    if isinstance(value, (list, tuple)) and value:
        return type(value)([*value[:-1], changed(value[-1])])
    if isinstance(value, dict) and value:
        *rest, last = value
        return {**{key: value[key] for key in rest}, last: changed(value[last])}
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float, complex)):
        return 0.25 if value == math.inf else value + 1
    return {None: 0}.get(value, "other") if value.__hash__ else "other"


@named
def test_it_is_right_as_it_is_and_wrong_when_changed(value):
    assert compare("out", value, value, CLOSE)[:2] == ("", "")
    assert compare("out", changed(value), value, CLOSE)[0]


@named
def test_it_travels_and_is_stored_and_copied_as_it_is(value):
    sent = wire.unpack(wire.packed(wire.plain(value))[4:])
    stored = json.loads(compact(spelt(value)), object_hook=as_python)
    for arrived in (sent, stored, fresh(value)):
        assert type(arrived) is type(value)
        assert compare("out", arrived, value, EXACT)[:2] == ("", "")


@named
def test_its_fingerprint_and_its_hash_tell_it_from_a_wrong_one(value):
    right, same, wrong = (
        fingerprint({"out": each}, {}) for each in (value, fresh(value), changed(value))
    )
    assert alike(right, same) and not alike(right, wrong)
    assert digest_of(value) == digest_of(fresh(value)) != digest_of(changed(value))


@pytest.mark.parametrize(
    ("got", "right", "words"),
    [
        ([0, {"w": [1, 3]}], [0, {"w": [1, 2]}], 'out [1]["w"][1] is 3, expected 2.'),
        ([1], [1, 2], "out has 1 entries, expected 2."),
        ({"a": 1}, {"a": 1, 2: 3}, "out lacks the key 2."),
        ({"a": 1, "b": 2}, {"a": 1}, "out has the key 'b', which is not expected."),
        ({1, 2}, {1, 3}, "out lacks 3."),
        ({1, 2}, {1}, "out holds 2, which is not expected."),
        ("list", [1], "out is of type str, expected list."),
        (None, {}, "out is None, expected dict."),
        (3, None, "out is of type int, expected None."),
        (10**20, 10**20 + 1, "out is 100000000000000000000, expected 100000000000000000001."),
        ([1.0, "2"], [1.0, 2.0], "out [1] is of type str, expected a number."),
        (wire.Opaque("Stack"), [1], "out is of type Stack, expected list."),
        ({'say "hi"': 1}, {'say "hi"': 2}, "out ['say \"hi\"'] is 1, expected 2."),
        (TABLE[::-1], TABLE, 'out ["count"] [0] is 2, expected 1 (2 of 2 elements differ).'),
        ([1, 2], np.arange(2.0), "out is of type list, expected an array of shape (2,)."),
        (2, True, "out is 2, expected True."), (0, True, "out is False, expected True."),
        ("True", True, "out is of type str, expected True or False."),
        (None, False, "out is None, expected True or False."),
        (plain(10**50_000), 7,
         "out is a whole number of more than 131072 binary digits, expected a number."),
        ((math.nan, 1), (1, math.nan), "out [0] is nan, expected 1."),
        (frozenset(), {"<b>"}, "out lacks '<b>'."),
    ],
)  # fmt: skip
def test_what_differs_is_said_and_where(got, right, words):
    assert said(compare("out", got, right, CLOSE))[0] == words


def test_a_tuple_for_a_list_is_another_form_of_the_same_values():
    assert said(compare("out", (1, (2,)), [1, [2]], CLOSE))[:2] == (
        "",
        "out [1] is of type tuple, expected list.",
    )


@pytest.mark.parametrize(
    ("got", "rule", "right"),
    [
        (3.0000001, CLOSE, True), (3.0000001, EXACT, False), (3.01, CLOSE, False),
        (np.int64(3), CLOSE, True), (np.array([3]), CLOSE, True), ("3", CLOSE, False),
    ],
)  # fmt: skip
def test_a_whole_number_is_counted_and_a_float_may_be_off_by_rounding(got, rule, right):
    assert (not compare("out", got, 3, rule)[0]) is right


def test_the_order_of_a_list_may_be_left_open():
    rule = {"kind": "set"}
    assert not compare("words", ["b", "a", "b"], ["a", "b", "b"], rule)[0]
    assert said(compare("words", ["b", "a"], ["a", "b", "b"], rule))[0] == "words lacks 'b'."
    assert not compare("roots", [2.0, 1 + 1e-9], [1.0, 2.0], rule)[0]
    assert not compare("rows", [[1, [2]], [0]], [[0], [1, [2]]], rule)[0]


def recorded(reference, **settings):
    class Package:
        f = staticmethod(reference)

    def check(code, case):
        return {"out": code.package.f()}

    case = Case("it")
    question = Checked("q", "Q", 1, check, "package:f", {}, (case,), **settings)
    return record(question, case, 0, lambda _: Package)


@pytest.mark.parametrize(
    ("made", "rule", "words"),
    [
        (lambda: [1, {"a": object()}], CLOSE, 'in out[1][\'a\'], of type object'),
        (lambda: print, CLOSE, "of type builtin_function_or_method"),
        (lambda: np.array([None]), CLOSE, "array of object"),
        (lambda: "text", {"kind": "set"}, "it is no set or list"),
        (lambda: 1.0, {"kind": "permutation"}, "there is no comparison 'permutation'"),
        (lambda: [0.5], {"kind": "normal", "std": 1}, "random draws are compared in arrays only"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused_when_the_check_is_recorded(made, rule, words):
    with pytest.raises(AuthorError) as error:
        recorded(made, compare={"out": rule})
    assert words in str(error.value) and "test_any_answer.py:" in str(error.value)


def test_an_argument_that_is_no_plain_data_is_refused():
    def check(code, case):
        return {"out": code.package.print([1, object()])}

    with pytest.raises(TypeError, match=r"at \[1\], is of type object"):
        question = Checked("q", "Q", 1, check, "package:print", {}, ())
        record(question, Case("it"), 0, lambda _: builtins)
