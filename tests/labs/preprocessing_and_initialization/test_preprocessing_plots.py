"""The figures on preprocessing: axes are labelled, and nothing hides on white or on black."""

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

matplotlib.use("Agg")

from assignment import preprocessing_plots
from autograder.student.plot_style import INK


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    preprocessing_plots.plt.close("all")


@pytest.fixture
def rng():
    return np.random.RandomState(0)


def test_clouds_share_their_scale_so_that_shifts_and_spreads_show(rng):
    cloud = rng.randn(30, 2)
    figure = preprocessing_plots.plot_clouds({"original": cloud + 5, "centred": cloud})
    assert [axes.get_title() for axes in figure.axes] == ["original", "centred"]
    assert all(axes.get_xlim() == axes.get_ylim() == (-10, 10) for axes in figure.axes)
    assert all(axes.get_xlabel() for axes in figure.axes) and figure.axes[0].get_ylabel()


def test_a_point_keeps_its_colour_from_cloud_to_cloud(rng):
    cloud = rng.randn(30, 2)
    figure = preprocessing_plots.plot_clouds({"original": cloud, "turned": cloud[:, ::-1] * -1})
    colours = [axes.collections[0].get_array() for axes in figure.axes]
    assert np.array_equal(*colours)


def test_every_colour_of_a_cloud_is_far_from_white_and_from_black():
    for place in np.linspace(0, 1, 11):
        brightness = np.dot(preprocessing_plots.COLD_TO_WARM(place)[:3], [0.2126, 0.7152, 0.0722])
        assert 0.2 < brightness < 0.75


def test_ranges_of_scales_name_their_ratio():
    figure = preprocessing_plots.plot_std_ranges({"weather": (0.15, 900.0), "images": (60, 69)})
    (axes,) = figure.axes
    assert axes.get_xscale() == "log" and axes.get_xlabel() and axes.get_title()
    words = [text.get_text() for text in axes.get_legend().get_texts()]
    assert words == [
        "weather: largest / smallest = 6,000",
        "images: largest / smallest = 1.15",
    ]


def test_centred_images_stand_beside_what_was_subtracted_and_their_numbers(rng):
    images = rng.randint(0, 256, (8, 3, 4, 4)).astype(float)
    centred = {"minus mean image": images - images.mean(axis=0), "minus one": images - 127.0}
    figure = preprocessing_plots.plot_centring(images, centred, shown=3)
    histograms = [axes for axes in figure.axes if axes.get_xlabel()]
    assert len(histograms) == 3
    for axes in histograms:
        assert axes.get_xlabel() == "grey level" and axes.get_ylabel() and axes.get_legend()
    titles = [axes.get_title() for axes in figure.axes if axes.get_title()]
    assert titles == ["subtracted", "subtracted"]
    pictures = [axes for axes in figure.axes if axes.images]
    assert len(pictures) == 3 * 3 + 2


def test_text_stands_on_an_opaque_card(rng):
    figures = [
        preprocessing_plots.plot_clouds({"original": rng.randn(5, 2)}),
        preprocessing_plots.plot_std_ranges({"weather": (1, 2)}),
    ]
    for figure in figures:
        assert figure.get_facecolor() == (1, 1, 1, 1)
        for axes in figure.axes:
            assert to_rgb(axes.xaxis.label.get_color()) == to_rgb(INK)
