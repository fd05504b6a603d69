"""Numerical gradients against derivatives known in closed form."""

import numpy as np
import pytest

from autograder.student.gradient_check import (
    eval_numerical_gradient,
    eval_numerical_gradient_array,
    rel_error,
)


def test_the_gradient_of_a_sum_of_squares_is_twice_the_point():
    x = np.random.default_rng(0).normal(size=(3, 4, 2))
    assert rel_error(eval_numerical_gradient(lambda x: np.sum(x**2), x), 2 * x) < 1e-8


def test_a_function_may_read_the_array_itself_instead_of_its_argument():
    """Networks are checked so: the argument is ignored, the parameter is moved in place."""
    params = {"W": np.array([1.0, -2.0, 3.0])}
    grad = eval_numerical_gradient(lambda _: np.sum(params["W"] ** 3), params["W"])
    assert rel_error(grad, 3 * params["W"] ** 2) < 1e-7


def test_the_point_is_put_back_bit_for_bit():
    """Adding the step again would be off in the last digits of numbers smaller than it."""
    x = 1e-7 * np.random.default_rng(1).normal(size=(20, 3))
    before = x.copy()
    eval_numerical_gradient(lambda x: np.sum(np.sin(x)), x)
    eval_numerical_gradient_array(np.sin, x, np.ones((20, 3)))
    assert np.array_equal(x, before)


def test_a_forward_function_that_works_in_place_does_not_spoil_the_check():
    def relu_in_place(x):
        x[x < 0] = 0
        return x

    x = np.array([[1.5, -0.5], [-2.0, 0.25]])
    grad = eval_numerical_gradient_array(relu_in_place, x, np.full((2, 2), 3.0))
    assert np.allclose(grad, [[3, 0], [0, 3]])


def test_the_array_gradient_is_the_upstream_gradient_times_the_jacobian():
    rng = np.random.default_rng(2)
    x, w, dout = rng.normal(size=(5, 3)), rng.normal(size=(3, 2)), rng.normal(size=(5, 2))
    assert rel_error(eval_numerical_gradient_array(lambda x: x @ w, x, dout), dout @ w.T) < 1e-8


def test_verbose_prints_each_number(capsys):
    eval_numerical_gradient(np.sum, np.ones((2, 2)), verbose=True)
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_integers_cannot_be_moved_by_a_hundred_thousandth():
    with pytest.raises(TypeError, match=r"int64.*astype"):
        eval_numerical_gradient(np.sum, np.arange(3, dtype=np.int64))


def test_an_output_of_another_shape_than_the_upstream_gradient_is_refused():
    with pytest.raises(ValueError, match=r"\(2, 3\), expected \(3,\)"):
        eval_numerical_gradient_array(np.sin, np.ones((2, 3)), np.ones(3))


@pytest.mark.parametrize("other", [(1, 5), (10, 5), (5, 1), ()])
def test_rel_error_compares_shapes_before_numbers(other):
    """NumPy would stretch each of these over (5,) and find no difference."""
    with pytest.raises(ValueError) as raised:
        rel_error(np.ones(5), np.ones(other))
    assert "(5,)" in str(raised.value) and str(other) in str(raised.value)


def test_rel_error_measures_against_the_size_of_the_numbers():
    assert rel_error([1.0, 100.0], [1.0, 102.0]) == pytest.approx(2 / 202)
    assert rel_error(0.0, 0.0) == 0
    assert rel_error(1.0, -1.0) == 1
    assert rel_error(np.zeros((0, 3)), np.zeros((0, 3))) == 0


def test_rel_error_does_not_hide_a_nan():
    assert np.isnan(rel_error([1.0, np.nan], [1.0, 1.0]))


def test_rel_error_of_nothing_says_that_something_is_not_written():
    with pytest.raises(ValueError, match="None"):
        rel_error(None, np.ones(3))
