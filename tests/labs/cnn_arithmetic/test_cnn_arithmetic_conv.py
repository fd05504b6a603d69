"""The convolutional layer: the course's published test, the definition, what follows."""

import numpy as np
import pytest

from assignment.conv import conv_forward, mean_responses
from assignment.conv_arithmetic import conv_output_size
from autograder.student.checking.compare import as_array, same_values

PUBLISHED = [
    [
        [[-0.08759809, -0.10987781], [-0.18387192, -0.2109216]],
        [[0.21027089, 0.21661097], [0.22847626, 0.23004637]],
        [[0.50813986, 0.54309974], [0.64082444, 0.67101435]],
    ],
    [
        [[-0.98053589, -1.03143541], [-1.19128892, -1.24695841]],
        [[0.69108355, 0.66880383], [0.59480972, 0.56776003]],
        [[2.36270298, 2.36904306], [2.38090835, 2.38247847]],
    ],
]
GEOMETRIES = [(1, 0), (1, 1), (2, 1), (3, 2)]


@pytest.fixture
def rng():
    return np.random.RandomState(231)


def layer(rng, stride, pad, filter_shape=(3, 2)):
    """Return x, w, b and conv_param of a layer that fits, nothing of it square."""
    height, width = (n * stride + f - 2 * pad for n, f in zip((3, 4), filter_shape))
    x, w = rng.randn(2, 3, height, width), rng.randn(4, 3, *filter_shape)
    return x, w, rng.randn(4), {"stride": stride, "pad": pad}


def test_conv_forward_gives_the_published_values():
    x = np.linspace(-0.1, 0.5, num=2 * 3 * 4 * 4).reshape(2, 3, 4, 4)
    w = np.linspace(-0.2, 0.3, num=3 * 3 * 4 * 4).reshape(3, 3, 4, 4)
    out, _ = conv_forward(x, w, np.linspace(-0.1, 0.2, num=3), {"stride": 2, "pad": 1})
    np.testing.assert_allclose(out, PUBLISHED, atol=5e-9)


@pytest.mark.parametrize(("stride", "pad"), GEOMETRIES)
def test_it_agrees_with_the_definition_number_by_number(rng, stride, pad):
    x, w, b, conv_param = layer(rng, stride, pad)
    out, _ = conv_forward(x, w, b, conv_param)
    for n, f, i, j in np.ndindex(out.shape):
        total = b[f]
        for c, k, m in np.ndindex(w[f].shape):
            row, column = i * stride + k - pad, j * stride + m - pad
            if 0 <= row < x.shape[2] and 0 <= column < x.shape[3]:
                total += w[f, c, k, m] * x[n, c, row, column]
        assert out[n, f, i, j] == pytest.approx(total)


@pytest.mark.parametrize(("stride", "pad"), GEOMETRIES)
def test_its_shape_is_the_one_that_was_counted(rng, stride, pad):
    x, w, b, conv_param = layer(rng, stride, pad)
    sizes = [
        conv_output_size(n, f, stride, pad) for n, f in zip(x.shape[2:], w.shape[2:], strict=True)
    ]
    assert conv_forward(x, w, b, conv_param)[0].shape == (2, 4, *sizes)


def test_images_do_not_know_of_each_other_and_one_alone_keeps_its_axis(rng):
    x, w, b, conv_param = layer(rng, 2, 1)
    together, _ = conv_forward(x, w, b, conv_param)
    for number in range(len(x)):
        alone, _ = conv_forward(x[number : number + 1], w, b, conv_param)
        np.testing.assert_allclose(alone, together[number : number + 1])


def test_a_filter_of_one_pixel_is_an_affine_map_of_the_channels(rng):
    x, w, b = rng.randn(2, 3, 4, 5), rng.randn(6, 3, 1, 1), rng.randn(6)
    out, _ = conv_forward(x, w, b, {"stride": 1, "pad": 0})
    expected = np.tensordot(x.transpose(0, 2, 3, 1), w[:, :, 0, 0].T, axes=1) + b
    np.testing.assert_allclose(out, expected.transpose(0, 3, 1, 2))


def test_a_moved_image_gives_moved_maps(rng):
    x, w, b, conv_param = layer(rng, 1, 0)
    moved, _ = conv_forward(np.roll(x, 1, axis=3), w, b, conv_param)
    np.testing.assert_allclose(moved[..., 1:], conv_forward(x, w, b, conv_param)[0][..., :-1])


def test_the_filter_is_not_turned_round():
    x, w = np.zeros((1, 1, 3, 3)), np.arange(9.0).reshape(1, 1, 3, 3)
    x[0, 0, 0, 0] = 1
    out, _ = conv_forward(x, w, np.zeros(1), {"stride": 1, "pad": 0})
    assert out.item() == w[0, 0, 0, 0] == 0


def test_float32_inside_is_far_within_the_tolerance(rng):
    x, w, b, conv_param = layer(rng, 2, 1, filter_shape=(4, 4))
    out, _ = conv_forward(x, w, b, conv_param)
    single, _ = conv_forward(*(array.astype(np.float32) for array in (x, w, b)), conv_param)
    assert same_values(as_array(single.astype(np.float32)), as_array(out))
    assert np.abs(single - out).max() < 1e-5 * np.abs(out).max()


def test_mean_responses_do_not_let_signs_cancel():
    x = np.array([[[[1.0, -2.0], [3.0, -4.0]]], [[[0.0, 0.0], [0.0, 0.0]]]])
    w, b = np.array([2.0, -1.0]).reshape(2, 1, 1, 1), np.array([0.0, 1.0])
    responses = mean_responses(x, w, b, {"stride": 1, "pad": 0})
    np.testing.assert_allclose(responses, [[5.0, 2.5], [0.0, 1.0]])


def test_no_function_changes_its_arguments(rng):
    x, w, b, conv_param = layer(rng, 2, 1)
    before = [array.copy() for array in (x, w, b)]
    conv_forward(x, w, b, conv_param)
    mean_responses(x, w, b, conv_param)
    for array, copy in zip((x, w, b), before, strict=True):
        np.testing.assert_array_equal(array, copy)
    assert conv_param == {"stride": 2, "pad": 1}
