"""Limits of the domain: a cut of the audit holds, and each limit does what it is named for."""

import numpy as np
import pytest

from autograder import labs
from autograder.audit import limits, pages
from autograder.audit import limits_in_code as code
from autograder.audit.limits import Limited
from autograder.oracle import Oracle


@pytest.mark.parametrize("name", labs.names())
def test_limits_that_are_not_listed_are_noticed(name):
    (row,) = limits.audit(True, labs.load(name))
    assert row.failures == () and row.holds


@pytest.fixture(scope="module")
def oracle(lab):
    return Oracle(lab)


def survives(oracle, function, wrap):
    return limits.survives(oracle, Limited(f"layers:{function}", "", wrap))


def test_the_reference_survives_and_a_limit_does_not(oracle):
    assert survives(oracle, "relu_forward", lambda function: function)
    clipped = code.of_argument("x", code.clipped(6))
    assert not survives(oracle, "relu_forward", clipped)


def test_a_cache_of_another_call_is_noticed_on_the_way_back(oracle):
    assert not survives(oracle, "affine_forward", code.first_cache)
    assert not survives(oracle, "affine_forward", code.one_cache)


def test_limits_are_put_on_what_can_bear_them(oracle):
    ids = {limited.id for limited in limits.limits_of(oracle)}
    assert len(ids) == len(limits.limits_of(oracle)) > 200
    assert "relu_forward: x of two axes only" in ids
    assert "softmax_loss: y in its first 5 rows only" in ids
    assert "softmax_loss: y clipped at 6" not in ids, "labels"
    assert "affine_forward: b in its first 10 columns only" not in ids, "it has one axis"
    assert "affine_forward: cache of the first call" in ids
    assert "TwoLayerNet.__init__: seed fixed inside" in ids


def test_limits_that_are_as_right_as_the_reference_are_not_made(oracle):
    ids = {limited.id for limited in limits.limits_of(oracle)}
    assert "TwoLayerNet.__init__: result turned where square" not in ids, "drawn at random"
    assert "affine_forward: result turned where square" in ids
    others = Oracle(labs.load("preprocessing_and_initialization"))
    ids = {limited.id for limited in limits.limits_of(others)}
    assert "covariance: result turned where square" not in ids, "it is symmetric"
    ids = {limited.id for limited in limits.limits_of(Oracle(labs.load("babysitting")))}
    assert "rough_range: result remembered by shape" in ids, "a list of arrays"
    assert "should_stop: wrong where losses has one along axis 0" not in ids, "it says yes or no"
    ids = {limited.id for limited in limits.limits_of(Oracle(labs.load("cnn_arithmetic")))}
    assert "conv_output_shape: result remembered by shape" not in ids, (
        "all that it gets are numbers"
    )


@pytest.fixture
def one_function(oracle, lab, monkeypatch):
    """Audit one limit of relu_forward under two seeds; returns what is listed."""
    listed = {}
    limited = Limited(
        "layers:relu_forward", "x clipped at 6", code.of_argument("x", code.clipped(6))
    )
    monkeypatch.setattr(limits, "limits_of", lambda oracle: [limited])
    monkeypatch.setattr(limits, "entries", lambda lab: listed)
    monkeypatch.setattr(limits, "SEEDS", range(2))
    return listed


def test_a_limit_that_is_noticed_holds(one_function, lab):
    (row,) = limits.audit(False, lab)
    assert row.holds and (row.reached, row.wanted) == (1, 1)


def test_a_limit_that_survives_under_one_seed_falls_short(one_function, lab, monkeypatch):
    monkeypatch.setattr(limits, "survives", lambda oracle, limited: oracle.seed_used == 1)
    monkeypatch.setattr(limits, "Oracle", WithSeed)
    (row,) = limits.audit(False, lab)
    assert not row.holds
    assert row.failures == ("survives under 1 of 2 seeds: relu_forward: x clipped at 6",)


class WithSeed:
    """An oracle that knows no more than its seed."""

    def __init__(self, lab, seed=0):
        self.seed_used = seed


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("relu_forward: x clipped at 6", "it is killed under every seed"),
        ("relu_forward: x clipped at 7", "there is no such limit"),
    ],
)
def test_a_wrong_entry_is_a_failure(one_function, lab, entry, words):
    one_function[entry] = "because"
    (row,) = limits.audit(False, lab)
    assert not row.holds and any(words in failure for failure in row.failures)


def test_the_page_counts_what_it_lists(lab):
    text = limits.table_of(lab).read_text("utf-8")
    for words, number in pages.counts_of_limits(lab).items():
        assert f"| {words} | {number} |" in text


# ------------------------------------------------------------------- each limit by itself

X = np.arange(12.0).reshape(4, 3) - 5


@pytest.mark.parametrize(
    ("change", "given", "got"),
    [
        (code.clipped(2), np.array([-9.0, 1.0, 9.0]), [-2, 1, 2]),
        (code.clipped(2), np.array([9]), [9]),
        (code.positive, np.array([-3.0, 2.0]), [3, 2]),
        (code.without_small(0.1), np.array([0.01, -0.01, 1.0]), [0, 0, 1]),
        (code.only_first(1), np.array([[1.0, 2], [3, 4]]), [[1, 2], [0, 0]]),
        (code.only_first(1, axis=1), np.array([[1.0, 2], [3, 4]]), [[1, 0], [3, 0]]),
        (code.only_first(2), [1, 2, 3], [1, 2]),
        (code.without_left_over(2), np.array([1.0, 2, 3]), [1, 2, 0]),
        (code.without_left_over(5), np.array([1.0, 2, 3]), [1, 2, 3]),
        (code.turned_square, np.array([[1, 2], [3, 4]]), [[1, 3], [2, 4]]),
        (code.turned_square, X, X),
        (code.in_memory_order, np.array([[1, 2], [3, 4]], order="F"), [[1, 3], [2, 4]]),
        (code.in_memory_order, np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (code.of_bits(16), 40000, 40000 - 65536),
        (code.of_bits(32), 40000, 40000),
        (code.at_most(3), 5, 3),
        (code.at_most(3), 0.5, 0.5),
        (code.instead_of(0, 0.5), 0.0, 0.5),
        (code.instead_of(0, 0.5), True, True),
        (code.fewer_layers(1), {"a": 1, "b": 2}, {"a": 1}),
    ],
)
def test_a_change_is_what_it_is_named_for(change, given, got):
    before = np.array(given) if isinstance(given, np.ndarray) else None
    result = change(given)
    if before is not None:
        np.testing.assert_array_equal(result, got)
        np.testing.assert_array_equal(given, before, "the caller's array stays as it is")
    else:
        assert result == got


def test_a_matrix_only_refuses_other_arrays():
    assert code.two_axes(X) is X
    with pytest.raises(ValueError):
        code.two_axes(X[0])


def doubled(x):
    return 2 * x


def layer(x):
    return 2 * x, (x.copy(), 3)


def test_a_remembered_answer_is_that_of_the_first_array_of_a_shape():
    remembered = code.remembered(doubled)
    np.testing.assert_array_equal(remembered(X), 2 * X)
    np.testing.assert_array_equal(remembered(X + 1), 2 * X)
    np.testing.assert_array_equal(remembered(X[:2]), 2 * X[:2])
    answers = code.remembered(lambda function, x: function(x))
    assert answers(abs, -2) == answers(abs, -2) == 2
    assert answers(float, -2) == -2, "another function has another answer"


def test_one_buffer_holds_the_latest_result():
    buffered = code.one_buffer(doubled)
    first = buffered(X)
    second = buffered(X + 1)
    np.testing.assert_array_equal(first, 2 * X + 2)
    assert np.shares_memory(first, second)


def test_caches_of_the_first_and_of_the_latest_call():
    first = code.first_cache(layer)
    first(X)
    np.testing.assert_array_equal(first(X + 1)[1][0], X)
    latest = code.one_cache(layer)
    _, cache = latest(X)
    latest(X + 1)
    np.testing.assert_array_equal(cache[0], X + 1)


def test_a_result_in_an_argument_and_an_argument_left_changed():
    x = X.copy()
    result = code.into_argument("x")(doubled)(x)
    assert result is x
    np.testing.assert_array_equal(x, 2 * X)
    x = X.copy()
    code.used_up("x")(doubled)(x)
    np.testing.assert_array_equal(x, 2 * X)


def test_one_of_something_and_a_fixed_seed():
    where_one = code.where_one("x", 0)(doubled)
    np.testing.assert_array_equal(where_one(X), 2 * X)
    assert not np.array_equal(where_one(X[:1]), 2 * X[:1])
    draw = code.fixed_seed(lambda: np.random.randn())
    assert draw() == draw()


def test_the_results_of_a_constructor_are_its_parameters():
    class Net:
        def __init__(self):
            self.params = {"W": X.copy()}

    Net.__init__ = code.of_result(code.clipped(2))(Net.__init__)
    assert np.abs(Net().params["W"]).max() == 2
