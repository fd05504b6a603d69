"""The figures on initialisation: the lecture's picture, axes labelled, on light and dark."""

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

matplotlib.use("Agg")

from assignment import initialization_plots as plots
from autograder.student.plot_style import INK


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plots.plt.close("all")


def labelled(axes):
    return bool(axes.get_title() and axes.get_xlabel() and axes.get_ylabel())


def layers(low, high):
    """Ten layers of outputs, and their statistics."""
    outputs = [np.random.RandomState(n).uniform(low, high, (20, 6)) for n in range(10)]
    return outputs, [out.mean() for out in outputs], [out.std() for out in outputs]


def test_the_lectures_picture_has_the_statistics_and_a_histogram_for_each_layer():
    figure = plots.plot_activations(*layers(-1, 1), "ten layers")
    mean, std, *histograms = figure.axes
    assert labelled(mean) and labelled(std)
    assert [axes.get_title() for axes in histograms] == [f"layer {n}" for n in range(1, 11)]
    assert histograms[0].get_ylabel() == "share of outputs"
    assert std.get_ylim()[0] == 0 and figure.get_suptitle() == "ten layers"


@pytest.mark.parametrize(("low", "reach"), [(-1, (-1, 1)), (0, (0, 3))])
def test_histograms_reach_as_far_as_their_activation_function(low, reach):
    histogram = plots.plot_activations(*layers(low, 1), "")
    ticks = histogram.axes[-1].get_xticks()
    assert tuple(ticks) == reach


def test_every_output_is_in_a_bar():
    outputs, means, stds = layers(0, 50)  # far beyond the picture
    figure = plots.plot_activations(outputs, means, stds, "")
    for axes in figure.axes[2:]:
        assert sum(bar.get_height() for bar in axes.patches) == pytest.approx(1)


def test_one_layer_can_be_plotted():
    outputs, means, stds = layers(-1, 1)
    assert len(plots.plot_activations(outputs[:1], means[:1], stds[:1], "").axes) == 3


def test_symmetry_shows_counts_and_losses_of_each_run():
    runs = {name: (np.full(9, n), np.ones(8)) for n, name in enumerate("abc")}
    left, right = plots.plot_symmetry(runs).axes
    assert labelled(left) and labelled(right)
    assert [line.get_label() for line in left.lines] == ["a", "b", "c"]


def test_gradients_are_on_logarithmic_scales():
    stds = {"one": (np.logspace(0, 5, 10), np.ones(10)), "other": (np.ones(10), np.ones(10))}
    figure = plots.plot_gradients(stds)
    for axes in figure.axes:
        assert labelled(axes) and axes.get_yscale() == "log"
    names = [text.get_text() for text in figure.axes[1].get_legend().get_texts()]
    assert names == ["one", "other"]


def test_a_run_that_broke_off_says_when():
    runs = {"tanh": {"a": np.ones(50), "b": np.array([2.3, 2.4, np.inf])}}
    (axes,) = plots.plot_losses(runs, 10).axes
    words = [text.get_text() for text in axes.get_legend().get_texts()]
    assert words == ["guessing: ln 10", "b: no longer finite after step 2", "a"] or words == [
        "guessing: ln 10",
        "a",
        "b: no longer finite after step 2",
    ]
    assert labelled(axes)


def test_text_stands_on_an_opaque_card():
    for figure in (
        plots.plot_activations(*layers(-1, 1), "title"),
        plots.plot_losses({"tanh": {"a": np.ones(30)}}, 10),
    ):
        assert figure.get_facecolor() == (1, 1, 1, 1)
        for axes in figure.axes:
            assert to_rgb(axes.title.get_color()) == to_rgb(INK)
