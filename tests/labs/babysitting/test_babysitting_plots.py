"""The pictures of the babysitting lab: labelled, readable on any background, safe with nan."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from assignment.babysitting_plots import (
    plot_curves,
    plot_explosion,
    plot_gaps,
    plot_overfitting,
    plot_rates,
    plot_slow_run,
    plot_update_ratios,
)
from assignment.recorded_curves import TRUTH, practice_curve
from autograder.student.plot_style import INK

CURVES = [practice_curve(letter) for letter in TRUTH]


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def pictures():
    falling = np.linspace(2.3, 0.005, 50)
    accuracies = ([0.1, 0.5, 0.9], [0.1, 0.3, 0.4])
    ratios = {"W1": [1e-3, 2e-3], "W2": [1e-2, 3e-2]}
    return {
        "overfitting": (plot_overfitting(falling, 2.3026), 2),
        "slow run": (plot_slow_run([2.3] * 40, [0, 1, 2], [0.1] * 3, [0.1, 0.15, 0.2]), 3),
        "explosion": (plot_explosion([2.3, 2.0, 40.0, 1e30, np.inf], 3), 1),
        "no explosion": (plot_explosion([2.3, 2.0, 1.9], None), 1),
        "rates": (plot_rates([1e-3] * 10, CURVES, list(TRUTH.values())), 1),
        "curves": (plot_curves(CURVES, list(TRUTH)), 10),
        "seven curves": (plot_curves(CURVES[:7], list(TRUTH)[:7]), 7),
        "gaps": (plot_gaps({"one": accuracies, "two": accuracies}), 2),
        "ratios": (plot_update_ratios({"one": ratios, "two": ratios}), 2),
    }


def test_every_picture_is_labelled_on_an_opaque_card():
    for name, (figure, count) in pictures().items():
        figure.canvas.draw()
        shown = [axes for axes in figure.axes if axes.get_visible()]
        assert len(shown) == count, name
        assert figure.get_facecolor() == (1, 1, 1, 1)
        for axes in shown:
            assert axes.get_title() and axes.get_xlabel() and axes.get_ylabel(), name
            assert axes.title.get_color() == INK


def test_costs_out_of_the_picture_are_marked():
    figure = plot_curves([np.array([2.0, 1.9, 9.0, np.inf, np.nan])], ["E"])
    line, marks = figure.axes[0].lines
    assert np.isnan(line.get_ydata()).tolist() == [False, False, True, True, True]
    assert marks.get_xdata().tolist() == [2, 3, 4]


def test_every_ratio_is_within_the_picture():
    runs = {"slow": {"W1": [1e-5, 2e-5]}, "fast": {"W1": [0.3, 0.9]}}
    figure = plot_update_ratios(runs)
    figure.canvas.draw()
    for axes in figure.axes:
        low, high = axes.get_ylim()
        for line in axes.lines:
            assert low < min(line.get_ydata()) <= max(line.get_ydata()) < high


def test_an_explosion_shows_every_finite_cost_and_the_step_of_the_stop():
    figure = plot_explosion([2.3, 2.0, 40.0, np.inf], 3)
    cost, border, stop = figure.axes[0].lines
    assert cost.get_xdata().tolist() == [1, 2, 3]
    assert border.get_ydata()[0] == pytest.approx(6.9)
    assert stop.get_xdata()[0] == 3
