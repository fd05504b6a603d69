"""The pictures of the lab on convolutional layers."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from assignment.cnn_arithmetic_plots import (
    draw_patterns,
    draw_picture,
    plot_costs,
    plot_responses,
    plot_shrinking,
    plot_stack,
    show_feature_maps,
    show_places,
)


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def figures():
    w = np.random.RandomState(0).randn(2, 1, 5, 5)
    maps = np.random.RandomState(1).randn(1, 2, 8, 8)
    volumes = np.array([[28, 28, 6], [1, 1, 10]])
    counts = np.array([156, 47050])
    return {
        "places": show_places([(7, 3, 1, 0), (7, 3, 3, 0), (5, 3, 1, 1)]),
        "shrinking": plot_shrinking({"no padding": [32, 28, 24], "padded": [32, 32, 32]}),
        "costs": plot_costs(["filters", "affine"], [760, 31_467_520], [768_000, 31_457_280]),
        "stack": plot_stack(["filters", "affine"], volumes, counts, counts),
        "maps": show_feature_maps(draw_picture(), w, maps, ["one", "two"]),
        "responses": plot_responses(np.eye(2), ["first", "second"], ["one", "two"]),
    }


@pytest.mark.parametrize("name", ["shrinking", "stack", "responses"])
def test_both_axes_are_labelled(name):
    axes = figures()[name].axes[0]
    assert axes.get_xlabel() and axes.get_ylabel() and axes.get_title()


def test_counts_are_on_logarithmic_scales_and_written_out():
    figure = figures()["costs"]
    for axes in figure.axes:
        assert axes.get_xscale() == "log" and "logarithmic" in axes.get_xlabel()
    assert "31,467,520" in [text.get_text() for text in figure.axes[0].texts]


def test_a_bar_is_drawn_for_each_place_and_the_pixel_left_over_is_named():
    fits, misfit, padded, spare = figures()["places"].axes
    assert len(fits.patches) == 7 + 5 and not fits.texts
    assert len(misfit.patches) == 7 + 2 + 1
    assert [text.get_text() for text in misfit.texts] == ["left over"]
    assert [text.get_text() for text in padded.texts] == ["0", "0"]
    assert not spare.axison


def test_each_filter_stands_above_its_map():
    figure = figures()["maps"]
    titles = [axes.get_title() for axes in figure.axes]
    assert titles[1:3] == ["one", "two"] and titles[3] == "the picture"
    assert all("8 × 8" in title for title in titles[4:6])


def test_a_map_of_zeros_can_be_shown():
    show_feature_maps(draw_picture(), np.ones((1, 1, 5, 5)), np.zeros((1, 1, 8, 8)), ["blind"])


def test_the_shares_of_a_stack_are_of_the_whole():
    heights = [bar.get_height() for bar in figures()["stack"].axes[0].patches]
    assert sum(heights) == pytest.approx(200)


def test_every_figure_is_an_opaque_card():
    for figure in figures().values():
        assert figure.get_facecolor() == (1, 1, 1, 1)


def test_the_picture_holds_grey_values_of_one_channel():
    picture = draw_picture(48)
    assert picture.shape == (1, 1, 48, 48)
    assert 0 <= picture.min() < 0.2 and 0.9 < picture.max() <= 1


def test_the_patterns_are_what_their_names_say():
    names, patterns = draw_patterns()
    assert patterns.shape == (len(names), 1, 32, 32)
    upright, level, chequered, plain = patterns[:, 0]
    assert (upright == upright[0]).all() and (level == level[:, :1]).all()
    np.testing.assert_array_equal(upright, level.T)
    np.testing.assert_array_equal(chequered, np.logical_xor(upright, level))
    assert (plain == 1).all()
