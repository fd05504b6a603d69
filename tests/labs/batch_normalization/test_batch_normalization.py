"""The reference of batch normalisation: hand-worked values, finite differences, edge cases."""

import numpy as np
import pytest

from assignment.bn_param import new_bn_param
from assignment.normalization import (
    batchnorm_backward,
    batchnorm_backward_alt,
    batchnorm_forward,
    identity_parameters,
)
from autograder.student.gradient_check import eval_numerical_gradient_array

BACKWARDS = [batchnorm_backward, batchnorm_backward_alt]


@pytest.fixture
def rng():
    return np.random.RandomState(231)


def layer(rng, n, d):
    """Data whose features differ in mean and spread, and a layer's parameters."""
    x = rng.randn(n, d) * (1 + rng.rand(d)) + 5 * rng.randn(d)
    return x, rng.randn(d), rng.randn(d)


# ------------------------------------------------------------------------------- forward


def test_the_worked_example_of_the_notebook():
    """1, 3, 5: mean 3, variance 8/3, normalised -1.2247, 0, 1.2247; then doubled, and 10 added."""
    x = np.array([[1.0], [3.0], [5.0]])
    out, _ = batchnorm_forward(x, np.array([2.0]), np.array([10.0]), new_bn_param(eps=0.0))
    np.testing.assert_allclose(out.ravel(), [7.5505, 10, 12.4495], atol=1e-4)


def test_before_gamma_and_beta_the_mean_is_0_and_the_variance_1(rng):
    x, _, _ = layer(rng, 50, 4)
    out, _ = batchnorm_forward(x, np.ones(4), np.zeros(4), new_bn_param(eps=0.0))
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(out.var(axis=0), 1, atol=1e-12)


def test_after_them_the_mean_is_beta_and_the_deviation_gamma(rng):
    x, gamma, beta = layer(rng, 50, 4)
    out, _ = batchnorm_forward(x, gamma, beta, new_bn_param(eps=0.0))
    np.testing.assert_allclose(out.mean(axis=0), beta, atol=1e-12)
    np.testing.assert_allclose(out.std(axis=0), np.abs(gamma), atol=1e-12)


@pytest.mark.parametrize("eps", [0.0, 1e-5, 0.5, 10.0])
def test_the_identity_is_recovered_exactly(rng, eps):
    x, _, _ = layer(rng, 7, 3)
    gamma, beta = identity_parameters(x, eps)
    out, _ = batchnorm_forward(x, gamma, beta, new_bn_param(eps=eps))
    np.testing.assert_allclose(out, x, rtol=1e-12)


def test_with_a_small_eps_it_is_the_identity_of_the_lecture(rng):
    x, _, _ = layer(rng, 7, 3)
    gamma, beta = identity_parameters(x)
    np.testing.assert_allclose(gamma, x.std(axis=0), rtol=1e-4)
    np.testing.assert_array_equal(beta, x.mean(axis=0))


def test_a_minibatch_of_one_gives_beta(rng):
    x, gamma, beta = layer(rng, 1, 4)
    out, _ = batchnorm_forward(x, gamma, beta, new_bn_param())
    np.testing.assert_array_equal(out, beta[np.newaxis])


def test_of_a_minibatch_of_two_only_the_order_is_left(rng):
    x, _, _ = layer(rng, 2, 6)
    out, _ = batchnorm_forward(x, np.ones(6), np.zeros(6), new_bn_param(eps=0.0))
    np.testing.assert_allclose(out, np.where(x > x.mean(axis=0), 1, -1), rtol=1e-12)


def test_a_feature_that_never_varies_gives_beta(rng):
    x, gamma, beta = layer(rng, 5, 3)
    x[:, 1] = 0.7
    out, _ = batchnorm_forward(x, gamma, beta, new_bn_param())
    np.testing.assert_allclose(out[:, 1], beta[1], atol=1e-10)
    assert np.isfinite(out).all()


def test_float32_stays_float32_and_right_far_from_zero(rng):
    x = (4000 + rng.randn(64, 3)).astype(np.float32)
    bn_param = new_bn_param()
    out, (x_hat, _, std) = batchnorm_forward(
        x, np.ones(3, np.float32), np.zeros(3, np.float32), bn_param
    )
    kept = (out, x_hat, std, bn_param["running_mean"], bn_param["running_var"])
    assert {array.dtype for array in kept} == {np.dtype(np.float32)}
    exact, _ = batchnorm_forward(x.astype(float), np.ones(3), np.zeros(3), new_bn_param())
    np.testing.assert_allclose(out, exact, atol=2e-3)


def test_an_unknown_mode_is_refused(rng):
    x, gamma, beta = layer(rng, 4, 3)
    with pytest.raises(ValueError, match="mode is 'eval'"):
        batchnorm_forward(x, gamma, beta, new_bn_param("eval"))


# ---------------------------------------------------------------------- running averages


@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.9, 1.0])
def test_running_averages_are_right_for_any_momentum_and_order_of_calls(rng, momentum):
    """Test calls anywhere in between change nothing; each training call counts once."""
    for _ in range(20):
        bn_param = new_bn_param(momentum=momentum)
        mean, var = np.zeros(3), np.zeros(3)
        for mode in ["train", *rng.choice(["train", "test"], size=6)]:
            x, gamma, beta = layer(rng, rng.randint(1, 9), 3)
            bn_param["mode"] = str(mode)
            batchnorm_forward(x, gamma, beta, bn_param)
            if mode == "train":
                mean = momentum * mean + (1 - momentum) * x.mean(axis=0)
                var = momentum * var + (1 - momentum) * x.var(axis=0)
        np.testing.assert_allclose(bn_param["running_mean"], mean, rtol=1e-12)
        np.testing.assert_allclose(bn_param["running_var"], var, rtol=1e-12)


def test_ten_equal_calls_forget_the_start_geometrically(rng):
    x, gamma, beta = layer(rng, 6, 3)
    bn_param = new_bn_param()
    for _ in range(10):
        batchnorm_forward(x, gamma, beta, bn_param)
    np.testing.assert_allclose(bn_param["running_mean"], (1 - 0.9**10) * x.mean(axis=0))
    np.testing.assert_allclose(bn_param["running_var"], (1 - 0.9**10) * x.var(axis=0))


def test_the_running_variance_holds_no_eps(rng):
    x, gamma, beta = layer(rng, 6, 3)
    bn_param = new_bn_param(eps=7.0)
    batchnorm_forward(x, gamma, beta, bn_param)
    np.testing.assert_allclose(bn_param["running_var"], 0.1 * x.var(axis=0))


def test_test_mode_leaves_bn_param_alone(rng):
    x, gamma, beta = layer(rng, 6, 3)
    mean, var = rng.randn(3), rng.rand(3)
    bn_param = new_bn_param("test", running_mean=mean.copy(), running_var=var.copy())
    before = dict(bn_param)
    batchnorm_forward(x, gamma, beta, bn_param)
    assert bn_param.keys() == before.keys()
    np.testing.assert_array_equal(bn_param["running_mean"], mean)
    np.testing.assert_array_equal(bn_param["running_var"], var)


def test_in_test_mode_examples_do_not_depend_on_each_other(rng):
    x, gamma, beta = layer(rng, 6, 3)
    bn_param = new_bn_param("test", running_mean=rng.randn(3), running_var=rng.rand(3) + 1)
    together, _ = batchnorm_forward(x, gamma, beta, bn_param)
    for i in range(6):
        alone, _ = batchnorm_forward(x[i : i + 1], gamma, beta, bn_param)
        np.testing.assert_allclose(alone[0], together[i], rtol=1e-12)


def test_each_layer_has_a_bn_param_of_its_own():
    first, second = new_bn_param(), new_bn_param()
    first["running_mean"] = np.ones(3)
    assert "running_mean" not in second


# ------------------------------------------------------------------------------ backward


@pytest.mark.parametrize("backward", BACKWARDS)
@pytest.mark.parametrize(("n", "d"), [(4, 5), (7, 2), (2, 3), (1, 4)])
@pytest.mark.parametrize("eps", [1e-3, 0.5])
def test_gradients_agree_with_finite_differences(rng, backward, n, d, eps):
    x, gamma, beta = layer(rng, n, d)
    dout = rng.randn(n, d)

    def out(x, gamma, beta):
        return batchnorm_forward(x, gamma, beta, new_bn_param(eps=eps))[0]

    _, cache = batchnorm_forward(x, gamma, beta, new_bn_param(eps=eps))
    dx, dgamma, dbeta = backward(dout, cache)
    dx_num = eval_numerical_gradient_array(lambda x: out(x, gamma, beta), x, dout)
    dgamma_num = eval_numerical_gradient_array(lambda gamma: out(x, gamma, beta), gamma, dout)
    dbeta_num = eval_numerical_gradient_array(lambda beta: out(x, gamma, beta), beta, dout)
    np.testing.assert_allclose(dx, dx_num, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(dgamma, dgamma_num, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(dbeta, dbeta_num, rtol=1e-6, atol=1e-8)


def test_the_simplified_pass_gives_the_numbers_of_the_graph(rng):
    for _ in range(50):
        n, d = rng.randint(1, 30), rng.randint(1, 20)
        x, gamma, beta = layer(rng, n, d)
        _, cache = batchnorm_forward(x, gamma, beta, new_bn_param(eps=10.0 ** rng.randint(-5, 1)))
        dout = rng.randn(n, d)
        graph, simplified = batchnorm_backward(dout, cache), batchnorm_backward_alt(dout, cache)
        scale = np.abs(cache[1] / cache[2] * dout).max()
        for first, second in zip(graph, simplified, strict=True):
            np.testing.assert_allclose(first, second, rtol=1e-10, atol=1e-12 * max(scale, 1))


@pytest.mark.parametrize("backward", BACKWARDS)
def test_shifting_a_feature_changes_nothing_so_dx_sums_to_0(rng, backward):
    x, gamma, beta = layer(rng, 8, 5)
    _, cache = batchnorm_forward(x, gamma, beta, new_bn_param())
    dx, _, _ = backward(rng.randn(8, 5), cache)
    np.testing.assert_allclose(dx.sum(axis=0), 0, atol=1e-12)


@pytest.mark.parametrize("backward", BACKWARDS)
def test_stretching_a_feature_changes_nothing_so_dx_is_orthogonal_to_x_hat(rng, backward):
    x, gamma, beta = layer(rng, 8, 5)
    _, cache = batchnorm_forward(x, gamma, beta, new_bn_param(eps=0.0))
    dx, _, _ = backward(rng.randn(8, 5), cache)
    np.testing.assert_allclose((dx * cache[0]).sum(axis=0), 0, atol=1e-12)


@pytest.mark.parametrize("backward", BACKWARDS)
def test_the_way_back_through_a_flat_feature_and_a_single_example_is_finite(rng, backward):
    x, gamma, beta = layer(rng, 6, 3)
    x[:, 0] = 2.0
    _, cache = batchnorm_forward(x, gamma, beta, new_bn_param())
    assert all(np.isfinite(gradient).all() for gradient in backward(rng.randn(6, 3), cache))
    _, cache = batchnorm_forward(x[:1], gamma, beta, new_bn_param())
    dx, dgamma, dbeta = backward(np.ones((1, 3)), cache)
    np.testing.assert_array_equal(dx, 0)
    np.testing.assert_array_equal(dgamma, 0)
    np.testing.assert_array_equal(dbeta, 1)


@pytest.mark.parametrize("backward", BACKWARDS)
def test_float32_gradients_stay_float32(rng, backward):
    x, gamma, beta = (array.astype(np.float32) for array in layer(rng, 6, 3))
    _, cache = batchnorm_forward(x, gamma, beta, new_bn_param())
    gradients = backward(rng.randn(6, 3).astype(np.float32), cache)
    assert {gradient.dtype for gradient in gradients} == {np.dtype(np.float32)}


def test_no_function_changes_its_arguments(rng):
    x, gamma, beta = layer(rng, 5, 3)
    before = [array.copy() for array in (x, gamma, beta)]
    batchnorm_forward(x, gamma, beta, new_bn_param())
    identity_parameters(x)
    for array, copy in zip((x, gamma, beta), before, strict=True):
        np.testing.assert_array_equal(array, copy)
