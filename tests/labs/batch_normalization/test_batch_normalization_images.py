"""The reference of batch normalisation for images: one mean and one variance a channel."""

import numpy as np
import pytest

from assignment.bn_param import new_bn_param
from assignment.normalization import (
    batchnorm_forward,
    spatial_batchnorm_backward,
    spatial_batchnorm_forward,
)
from autograder.student.gradient_check import eval_numerical_gradient_array

SHAPE = (2, 3, 4, 5)


@pytest.fixture
def images():
    """Images of three channels that differ in mean and spread, gamma and beta."""
    rng = np.random.RandomState(231)
    spread, offset = np.array([1.0, 2, 3]), np.array([4.0, -2, 0])
    x = (rng.randn(2, 4, 5, 3) * spread + offset).transpose(0, 3, 1, 2).copy()
    return x, rng.randn(3), rng.randn(3)


def by_channel(x, gamma, beta, bn_param):
    """The definition: each channel by itself, all of its pixels together."""
    out = np.empty_like(x)
    for c in range(x.shape[1]):
        mean, var = x[:, c].mean(), x[:, c].var()
        out[:, c] = gamma[c] * (x[:, c] - mean) / np.sqrt(var + bn_param["eps"]) + beta[c]
    return out


def test_forward_follows_the_definition(images):
    out, _ = spatial_batchnorm_forward(*images, new_bn_param(eps=0.1))
    np.testing.assert_allclose(out, by_channel(*images, new_bn_param(eps=0.1)), rtol=1e-10)
    assert out.shape == SHAPE


def test_there_is_one_running_average_a_channel(images):
    x, gamma, beta = images
    bn_param = new_bn_param(momentum=0.6)
    spatial_batchnorm_forward(x, gamma, beta, bn_param)
    np.testing.assert_allclose(bn_param["running_mean"], 0.4 * x.mean(axis=(0, 2, 3)))
    np.testing.assert_allclose(bn_param["running_var"], 0.4 * x.var(axis=(0, 2, 3)))


def test_in_test_mode_the_running_averages_count(images):
    x, gamma, beta = images
    mean, var = np.array([1.0, 2, 3]), np.array([4.0, 5, 6])
    bn_param = new_bn_param("test", running_mean=mean, running_var=var)
    out, _ = spatial_batchnorm_forward(x, gamma, beta, bn_param)
    for c in range(3):
        expected = gamma[c] * (x[:, c] - mean[c]) / np.sqrt(var[c] + 1e-5) + beta[c]
        np.testing.assert_allclose(out[:, c], expected)


def test_images_of_one_pixel_are_rows(images):
    x, gamma, beta = images
    pixels = x[:, :, :1, :1]
    out, _ = spatial_batchnorm_forward(pixels, gamma, beta, new_bn_param())
    rows, _ = batchnorm_forward(pixels[:, :, 0, 0], gamma, beta, new_bn_param())
    np.testing.assert_allclose(out[:, :, 0, 0], rows)


@pytest.mark.parametrize("count", [1, 2])
def test_gradients_agree_with_finite_differences(images, count):
    x, gamma, beta = images
    x = x[:count].copy()
    dout = np.random.RandomState(1).randn(*x.shape)

    def out(x, gamma, beta):
        return spatial_batchnorm_forward(x, gamma, beta, new_bn_param())[0]

    _, cache = spatial_batchnorm_forward(x, gamma, beta, new_bn_param())
    dx, dgamma, dbeta = spatial_batchnorm_backward(dout, cache)
    dx_num = eval_numerical_gradient_array(lambda x: out(x, gamma, beta), x, dout)
    dgamma_num = eval_numerical_gradient_array(lambda gamma: out(x, gamma, beta), gamma, dout)
    dbeta_num = eval_numerical_gradient_array(lambda beta: out(x, gamma, beta), beta, dout)
    np.testing.assert_allclose(dx, dx_num, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(dgamma, dgamma_num, rtol=1e-6)
    np.testing.assert_allclose(dbeta, dbeta_num, rtol=1e-6)


def test_the_arguments_are_left_alone(images):
    before = [array.copy() for array in images]
    spatial_batchnorm_forward(*images, new_bn_param())
    for array, copy in zip(images, before, strict=True):
        np.testing.assert_array_equal(array, copy)
