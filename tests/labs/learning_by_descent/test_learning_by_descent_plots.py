"""The figures of the lab on learning by descent: what is drawn, and that every axis says it."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from assignment.comparing_plots import plot_fold_scores, plot_seed_scores
from assignment.descent_plots import FRAME, plot_losses_by_examples, plot_paths, plot_rules
from assignment.unit_plots import plot_answers, plot_units
from autograder.student.plot_style import INK

XOR = [0, 1, 1, 0]
UNIT = (np.array([1.0, 1.0]), -0.5)
FAR = [np.array([-2.0, -2.0]), np.array([3.0, 0.0]), np.array([99.0, 0.0]), np.array([0.0, 0.0])]

FIGURES = {
    "units": lambda: plot_units({"OR": ([0, 1, 1, 1], [UNIT]), "XOR": (XOR, [UNIT, UNIT])}),
    "answers": lambda: plot_answers({"one": lambda x: x[:, 0], "none": lambda x: 0 * x[:, 0]}, XOR),
    "paths": lambda: plot_paths(lambda w: 1 + w @ w, {"far": FAR, "near": FAR[:2]}),
    "work": lambda: plot_losses_by_examples({"a": (np.arange(1, 4), np.arange(1, 4))}),
    "rules": lambda: plot_rules({"a": ([3.0, 2, 2, 1, 1], [1.0] * 5)}, window=2),
    "folds": lambda: plot_fold_scores({"5": np.array([0.2, 0.3, 0.4]), "9": np.array([1, 2, 3])}),
    "seeds": lambda: plot_seed_scores({"5": np.array([0.2, 0.3]), "9": np.array([0.4, 0.5])}),
}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("name", FIGURES)
def test_every_axis_is_labelled_in_a_colour_for_any_background(name):
    figure = FIGURES[name]()
    figure.canvas.draw()
    for axes in figure.axes:
        place = axes.get_subplotspec()
        assert axes.get_xlabel() or not place.is_last_row()
        assert axes.get_ylabel() or not place.is_first_col()
        assert axes.xaxis.label.get_color() == INK
    for legend in figure.legends:
        assert {to_hex(text.get_color()) for text in legend.get_texts()} == {INK}


def test_a_path_ends_where_it_leaves_the_picture():
    far, near = FIGURES["paths"]().axes
    assert [len(axes.lines[0].get_xdata()) for axes in (far, near)] == [3, 2]
    assert far.get_xlim() == FRAME[0]


def test_losses_are_means_over_whole_windows():
    left, _ = FIGURES["rules"]().axes
    assert left.lines[0].get_ydata().tolist() == [2.5, 1.5]


def test_the_bar_of_a_setting_spans_two_standard_errors():
    (axes,) = FIGURES["seeds"]().axes
    (bar,) = axes.containers[0][2]
    low, high = bar.get_segments()[0][:, 1]
    assert high - low == pytest.approx(4 * np.std([0.2, 0.3], ddof=1) / np.sqrt(2))


def test_only_the_side_where_a_unit_is_on_is_shaded():
    shaded, lines = FIGURES["units"]().axes
    assert len(shaded.collections) == len(lines.collections) + 1
    assert len(lines.lines) == 2
