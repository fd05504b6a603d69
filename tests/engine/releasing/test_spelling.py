"""The released data are short, and say exactly what they say at length."""

import json

import numpy as np
import pytest

from autograder import labs
from autograder.course import current
from autograder.master import public_checks
from autograder.master.public_checks import as_released
from autograder.master.spelling import compact, shortened, spelt
from autograder.oracle import Oracle
from autograder.student.checking.diagnose import matching
from autograder.student.checking.spelling import as_python, read

BYTES = 200_000  # of the public cases of a lab


@pytest.mark.parametrize("name", labs.names())
def test_the_public_cases_of_a_lab_stay_small(name):
    released = current().folder / "release" / name / "assignment" / "checks" / f"{name}.json"
    assert released.stat().st_size < BYTES


def there_and_back(value):
    return json.loads(compact(spelt(value)), object_hook=as_python)


@pytest.mark.parametrize(
    "array",
    [
        np.array([[0.1, -0.452], [12.5, 3e-7]]),
        np.array([[0.1, 0.2, 0.3]], dtype=np.float32),
        np.array([[1, 2], [3, 4]]),
        np.array([200, 3], dtype=np.uint8),
        np.array([True, False, True]),
        np.array([np.nan, np.inf, -np.inf, 0.5]),
        np.zeros((3, 4)),
        np.full((2, 1), 7),
        np.empty((0, 3)),
        np.array(2.5),
        np.array([[1 / 1000]]),
        np.array([1e20, 1e-12]),
    ],
    ids=str,
)
def test_an_array_comes_back_as_it_was(array):
    back = there_and_back(array)
    assert back.dtype == array.dtype and back.shape == array.shape
    np.testing.assert_array_equal(back, array)


@pytest.mark.parametrize("decimals", range(7))
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_numbers_of_few_decimals_are_exact(decimals, dtype):
    array = np.round(np.random.RandomState(decimals).standard_normal(500) * 3, decimals)
    np.testing.assert_array_equal(there_and_back(array.astype(dtype)), array.astype(dtype))


def test_what_looks_like_an_array_is_none():
    """A gradient may be called b1, and an output like a type."""
    marks = {"b1": [1.0, 2.0], "f8": {"sums": [1.0]}, "array": 3, "attr": [0], "item": "x"}
    assert there_and_back(marks) == marks
    assert there_and_back({"attr": "params"}) == {"attr": "params"}


@pytest.fixture(scope="module", params=["two_layer_net", "hyperparameter_search"])
def in_full(request):
    """The data of a lab before they are shortened, and as they are read back."""
    lab = labs.load(request.param)
    oracle = Oracle(lab)
    whole = [public_checks.question_data(oracle, question) for question in lab.questions]
    return whole, read(public_checks.render(lab, oracle))["questions"]


def same(one, other):
    """Whether two values are the same, arrays in their layout."""
    return compact(spelt(one)) == compact(spelt(other))


def test_programs_come_back_as_they_were(in_full):
    count = 0
    for whole, back in zip(*in_full, strict=True):
        for case, read_back in zip(whole.get("cases", ()), back.get("cases", ()), strict=True):
            assert same(case["program"], read_back["program"])
            assert [*case["expected"]] == [*read_back["expected"]]
            count += 1
    assert count > 50


def test_all_else_of_a_case_comes_back(in_full):
    for whole, back in zip(*in_full, strict=True):
        for case, read_back in zip(whole.get("cases", ()), back.get("cases", ()), strict=True):
            for key in ("name", "drawn", "tests", "all_known", "compare", "watched"):
                assert same(case[key], read_back[key])
            assert case["wrong"].keys() == read_back["wrong"].keys()


def test_the_order_of_keywords_comes_back():
    def case(*names):
        kwargs = {name: {"value": name} for name in names}
        step = {"do": "call", "what": ["m", {"attr": "f"}], "args": [], "kwargs": kwargs}
        program = {"steps": [step], "outputs": {}, "watched": {}, "seed": 1}
        return {"name": "c", "tests": None, "program": program, "right": {}, "wrong": {},
                "compare": {}}  # fmt: skip

    question = {"hints": {}, "worth": {}, "compare": {}, "cases": [case("a", "b"), case("b", "a")]}
    text = compact(spelt(shortened({"questions": [question]})))
    for names, back in zip(("ab", "ba"), read(text)["questions"][0]["cases"], strict=True):
        kwargs = back["program"]["steps"][0]["kwargs"]
        assert [(name, operand["value"]) for name, operand in kwargs.items()] == [
            (name, name) for name in names
        ]


@pytest.mark.parametrize(
    ("rule", "largest_error"),
    [
        ({"kind": "close"}, 5e-6),
        ({"kind": "close", "relative_to": "element", "floor": 1e-12}, 5e-6),
        ({"kind": "close", "relative_to": "element", "ceiling": 0.01}, 5e-8),
    ],
)
def test_expected_numbers_keep_the_digits_that_count(rule, largest_error):
    values = np.array([0.999912345678, -0.0123456789, 0.5432198765])
    back = there_and_back(as_released(values, rule))
    assert np.abs(back - values).max() < largest_error
    assert not np.array_equal(back, values)


def mark(*sums):
    return {"shape": [3], "sums": [*sums]}


RIGHT = {"dw": mark(1.0, 2.0, 3.0, 6.0), "dx": mark(0.5, 0.1, 0.2, 2.0)}


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ({"dw": mark(4.0, 2.0, 3.0, 9.0), "dx": mark(9.0, 0.1, 0.2, 9.0)}, ["factor"]),
        ({"dw": mark(4.0, 2.0, 3.0, 9.0), "dx": RIGHT["dx"]}, []),
        ({"dw": mark(4.1, 2.0, 3.0, 9.0), "dx": mark(9.0, 0.1, 0.2, 9.0)}, []),
        (RIGHT, []),
    ],
    ids=["as told, and wrong where it says so", "right where it should be wrong", "other", "right"],
)
def test_a_mark_that_tells_only_that_it_is_wrong(answer, named):
    told = {"dw": {"sums": [4.0, 2.0, 3.0, 9.0]}, "dx": None}
    assert matching([(RIGHT, {"factor": told}, True)], [answer]) == named


@pytest.mark.parametrize(("second", "named"), [(mark(7, 7, 7, 7), ["factor"]), (RIGHT["dw"], [])])
def test_a_case_that_tells_only_that_a_mistake_shows(second, named):
    known = [(RIGHT, {"factor": {"dw": mark(4, 2, 3, 9)}}, True), (RIGHT, {"factor": None}, True)]
    answers = [{**RIGHT, "dw": mark(4, 2, 3, 9)}, {**RIGHT, "dw": second}]
    assert matching(known, answers) == named
