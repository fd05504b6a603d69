"""Sizes and counts of convolutional layers: the lecture's numbers, LeNet's, plain counting."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignment.conv_arithmetic import (
    affine_param_count,
    conv_multiply_adds,
    conv_output_shape,
    conv_output_size,
    conv_param_count,
    pool_output_shape,
    same_padding,
    stack_table,
)
from autograder import labs
from autograder.student.checking.compare import TOLERANCE
from labs.cnn_arithmetic.cases import FITS, RANGE, draw_layer, layer_of
from labs.cnn_arithmetic.counts import draw_affine
from labs.cnn_arithmetic.stacks import (
    affine,
    conv,
    drawn_stack,
    misfit_stack,
    pool,
    stack_of,
)

LAB = labs.load("cnn_arithmetic")
LENET = [conv(6, 5), pool(2, 2), conv(16, 5), pool(2, 2), affine(120), affine(84), affine(10)]
SEEDS = range(300)


def places(size, filter_size, stride, pad):
    """Count the places of a filter by moving it, and the pixels left over at the end."""
    starts = [s for s in range(0, size + 2 * pad, stride) if s + filter_size <= size + 2 * pad]
    return len(starts), size + 2 * pad - (starts[-1] + filter_size) if starts else None


# ---- the lecture's example


def test_the_lectures_layer_makes_32_x_32_x_10():
    assert conv_output_shape((32, 32, 3), 10, 5, stride=1, pad=2) == (32, 32, 10)


def test_the_lectures_layer_has_760_parameters():
    assert conv_param_count((32, 32, 3), num_filters=10, filter_size=5) == 760


def test_six_filters_of_5_x_5_make_28_x_28_x_6():
    """The other lecture: "We stack these up to get a new image of size 28x28x6"."""
    assert conv_output_shape((32, 32, 3), 6, 5, stride=1, pad=0) == (28, 28, 6)


def test_an_affine_layer_of_the_same_size_needs_31_million_parameters():
    assert affine_param_count((32, 32, 3), 32 * 32 * 10) == 31_467_520
    assert conv_multiply_adds((32, 32, 3), 10, 5, 1, 2) == 768_000


# ---- LeNet (LeCun, Bottou, Bengio and Haffner, 1998, section II.B)


def test_lenet_has_the_parameters_of_the_paper():
    """C1: 156, C5: 48,120, F6: 10,164; C3 has 2,416 when every slice sees every slice."""
    volumes, param_counts, _ = stack_table((32, 32, 1), LENET)
    assert param_counts.tolist() == [156, 0, 2416, 0, 48120, 10164, 850]
    assert volumes.tolist()[:5] == [[28, 28, 6], [14, 14, 6], [10, 10, 16], [5, 5, 16], [1, 1, 120]]
    assert param_counts.sum() == 61_706


def test_lenets_first_layer_has_the_connections_of_the_paper():
    """122,304 connections: a multiply-add each, and one for each bias at each place."""
    _, _, multiply_adds = stack_table((32, 32, 1), LENET)
    assert multiply_adds[0] + 28 * 28 * 6 == 122_304


# ---- sizes


geometries = st.tuples(st.integers(1, 40), st.integers(1, 12), st.integers(1, 5), st.integers(0, 4))


@given(geometries)
def test_a_size_is_the_number_of_places_and_a_misfit_is_refused(geometry):
    count, left_over = places(*geometry)
    if count and left_over == 0:
        assert conv_output_size(*geometry) == count
        assert type(conv_output_size(*geometry)) is int
    else:
        with pytest.raises(ValueError, match="does not fit"):
            conv_output_size(*geometry)


@given(size=st.integers(1, 50), half=st.integers(0, 6))
def test_same_padding_keeps_the_size(size, half):
    pad = same_padding(2 * half + 1)
    assert type(pad) is int
    assert conv_output_size(size, 2 * half + 1, 1, pad) == size


@pytest.mark.parametrize("filter_size", [2, 4, 6])
def test_no_padding_keeps_the_size_for_an_even_filter(filter_size):
    assert 20 not in [conv_output_size(20, filter_size, 1, pad) for pad in range(6)]
    with pytest.raises(ValueError, match="even size"):
        same_padding(filter_size)


def test_pooling_keeps_the_depth():
    assert pool_output_shape((28, 28, 6), 2, 2) == (14, 14, 6)
    assert pool_output_shape((55, 55, 96), 3, 2) == (27, 27, 96)
    assert pool_output_shape((11, 5, 4), 3, 2) == (5, 2, 4)
    with pytest.raises(ValueError, match="does not fit"):
        pool_output_shape((7, 7, 4), 2, 2)


# ---- counts


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 6))
def test_parameters_are_the_numbers_in_w_and_b(depth, num_filters, filter_size):
    w, b = np.zeros((num_filters, depth, filter_size, filter_size)), np.zeros(num_filters)
    assert conv_param_count((9, 8, depth), num_filters, filter_size) == w.size + b.size
    w, b = np.zeros((filter_size * 8 * depth, num_filters)), np.zeros(num_filters)
    assert affine_param_count((filter_size, 8, depth), num_filters) == w.size + b.size


def test_a_filter_as_large_as_the_image_is_an_affine_layer():
    assert conv_output_shape((7, 7, 3), 10, 7, 1, 0) == (1, 1, 10)
    assert conv_param_count((7, 7, 3), 10, 7) == affine_param_count((7, 7, 3), 10)
    assert conv_multiply_adds((7, 7, 3), 10, 7, 1, 0) == affine_param_count((7, 7, 3), 10) - 10


def test_every_weight_is_used_once_at_each_place():
    layer = (9, 7, 2), 4, 3, 2, 1
    height, width, _ = conv_output_shape(*layer)
    weights = conv_param_count(*layer[:3]) - 4
    assert conv_multiply_adds(*layer) == height * width * weights


# ---- stacks


def test_the_work_of_a_stack_is_in_its_filters_and_its_parameters_are_in_its_affine_layers():
    _, param_counts, multiply_adds = stack_table((32, 32, 1), LENET)
    assert multiply_adds.tolist() == [117600, 0, 240000, 0, 48000, 10080, 840]
    assert multiply_adds[:4].sum() > 0.85 * multiply_adds.sum()
    assert param_counts[4:].sum() > 0.95 * param_counts.sum()


def test_without_padding_seven_layers_of_5_x_5_use_up_32_pixels():
    volumes, _, _ = stack_table((32, 32, 3), [conv(10, 5)] * 7)
    assert volumes[:, 0].tolist() == [28, 24, 20, 16, 12, 8, 4]
    with pytest.raises(ValueError, match="does not fit"):
        stack_table((32, 32, 3), [conv(10, 5)] * 8)


def test_a_stack_leaves_its_layers_alone_and_takes_lists_and_tuples():
    layers = [dict(layer) for layer in LENET]
    from_tuple, from_list = stack_table((32, 32, 1), layers), stack_table([32, 32, 1], layers)
    assert layers == LENET
    for one, other in zip(from_tuple, from_list):
        np.testing.assert_array_equal(one, other)


# ---- the inputs of the hidden cases


def drawn(question_id):
    """Every case of a question, with each seed in turn."""
    for case in LAB[question_id].cases:
        for seed in SEEDS:
            case.reseed(seed)
            yield case


def test_drawn_layers_fit_and_no_two_of_their_sizes_can_be_exchanged_unseen():
    for case in drawn("conv_output_shape"):
        if not hasattr(case, "layer"):
            (height, width, depth), num_filters, *rest = draw_layer(case)
            out = conv_output_shape((height, width, depth), num_filters, *rest)
            assert out[0] != out[1] and depth != num_filters and min(out) >= 1


def test_one_parameter_too_many_is_never_within_the_tolerance():
    for case in drawn("conv_param_count"):
        if not hasattr(case, "layer"):
            assert conv_param_count(*layer_of(case)[:3]) * TOLERANCE < 0.5
    for case in drawn("affine_param_count"):
        if not hasattr(case, "layer"):
            assert affine_param_count(*draw_affine(case)) * TOLERANCE < 0.5


class Watching:
    """Stands for the package of a check that has an argument watched."""

    def watch(self, **arguments):
        return tuple(arguments.values())


def test_drawn_stacks_fit_unless_they_must_not():
    for case in drawn("stack_table"):
        if case.tests == FITS:
            with pytest.raises(ValueError):
                stack_table(*misfit_stack(case))
            continue
        start, layers = drawn_stack(Watching(), case) if case.tests == RANGE else stack_of(case)
        volumes, param_counts, multiply_adds = stack_table(start, layers)
        assert volumes.min() >= 1 and len(volumes) == len(layers)
        # Ways of counting one by one, or in float64, end in time and are exact.
        assert param_counts.max() < 2**40 and multiply_adds.max() < 2**40


def test_ninety_points_are_given_automatically():
    assert math.isclose(LAB.max_score, 90)
