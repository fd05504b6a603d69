"""The figures of searches: what is drawn, and that every axis says what it shows."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from assignment.landscape_plots import plot_grid_and_random, plot_path
from assignment.landscapes import RANGES, cliff, ridge, slanted_ridge
from assignment.lecture_searches import COARSE, COARSE_RANGES, FINE, FINE_RANGES
from assignment.search_plots import (
    plot_best_so_far,
    plot_draws,
    plot_parallel,
    plot_parallel_stages,
    plot_stages,
    plot_stops,
    plot_trials,
)
from autograder.student.plot_style import INK

RATES = np.geomspace(*RANGES["learning_rate"], 12)
TRIALS = [
    ({"learning_rate": r, "reg": 0.01}, cliff({"learning_rate": r, "reg": 0.01})) for r in RATES
]

FIGURES = {
    "draws": lambda: plot_draws({"uniform": RATES, "log-uniform": RATES}, 1e-6, 1e-3),
    "grid and random": lambda: plot_grid_and_random({"grid": FINE, "random": COARSE}, ridge),
    "best so far": lambda: plot_best_so_far({"one": {"grid": np.random.rand(5, 4)}}),
    "trials": lambda: plot_trials(
        {"coarse": COARSE, "fine": FINE}, {"coarse": COARSE_RANGES, "fine": FINE_RANGES}
    ),
    "stages": lambda: plot_stages([(COARSE_RANGES, COARSE), (RANGES, TRIALS)], ["1", "2"]),
    "path": lambda: plot_path(FINE, slanted_ridge),
    "stops": lambda: plot_stops([np.linspace(2, 1, 9), np.linspace(2, 99, 9)], [9, 3], ["a", "b"]),
}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("name", FIGURES)
def test_every_axis_is_labelled_and_the_figure_is_an_opaque_card(name):
    figure = FIGURES[name]()
    figure.canvas.draw()
    assert figure.get_facecolor() == (1, 1, 1, 1)
    outer = [axes for axes in figure.axes if axes.get_subplotspec() is not None]
    for axes in outer:
        place = axes.get_subplotspec()
        assert axes.get_xlabel() or not place.is_last_row()
        assert axes.get_ylabel() or not place.is_first_col()
        assert axes.xaxis.label.get_color() == INK


@pytest.mark.parametrize("name", ["grid and random", "trials", "stages", "path"])
def test_both_knobs_are_drawn_in_log_space(name):
    axes = next(a for a in reversed(FIGURES[name]().axes) if a.get_xlabel() == "learning rate")
    assert axes.get_xscale() == axes.get_yscale() == "log"


def test_the_lectures_figure_names_how_many_learning_rates_were_tried():
    grid = [({"learning_rate": rate, "reg": reg}, 0.1) for rate in (1e-5, 1e-4) for reg in (0.1, 1)]
    figure = plot_grid_and_random({"grid": grid, "random": FINE}, ridge)
    assert [axes.get_title() for axes in figure.axes[:2]] == [
        "grid: 2 learning rates",
        "random: 22 learning rates",
    ]


def runs(*rows):
    knobs = ("hidden_size", "learning_rate", "num_epochs", "reg")
    return [(dict(zip(knobs, settings)), score) for *settings, score in rows]


def test_parallel_coordinates_show_the_knobs_that_were_turned_and_the_score():
    trials = runs((50, 1e-4, 5, 0.0, 0.37), (50, 1e-3, 5, 0.0, 0.52), (200, 1e-3, 5, 0.1, 0.53))
    (axes,) = plot_parallel(trials).axes
    names = [label.get_text() for label in axes.get_xticklabels()]
    assert names == ["hidden_size", "learning_rate", "reg", "score"]
    (lines,) = axes.collections
    assert len(lines.get_segments()) == 3
    words = [text.get_text() for text in axes.texts]
    assert {"50", "200", "0.0001", "0", "0.1", "0.370", "0.530"} <= set(words)


def test_a_strength_of_0_has_a_place_below_all_others():
    trials = runs((50, 1e-3, 5, 0.0, 0.2), (50, 1e-3, 5, 1e-3, 0.3), (50, 1e-3, 5, 1.0, 0.4))
    (axes,) = plot_parallel(trials).axes
    heights = sorted(segment[0][1] for segment in axes.collections[0].get_segments())
    assert heights[0] == 0 < 0.1 < heights[1] < heights[2] == 1


def test_one_run_and_runs_that_diverged_are_drawn_too():
    plot_parallel(runs((50, 1e-3, 5, 0.1, 0.2))).canvas.draw()
    figure = plot_parallel(runs((50, 1e-3, 5, 0.1, 0.2), (50, 1.0, 5, 0.1, float("nan"))))
    figure.canvas.draw()
    assert len(figure.axes[0].collections[0].get_segments()) == 1


def test_a_bar_shows_how_much_of_a_common_axis_each_stage_searched():
    wide, narrow = {"learning_rate": (1e-6, 1e-2)}, {"learning_rate": (1e-5, 1e-4)}
    trials = [({"learning_rate": rate}, rate) for rate in (2e-5, 5e-5)]
    figure = plot_parallel_stages([(wide, trials), (narrow, trials)], ["first", "second"])
    bars = [[line for line in axes.lines if line.get_linewidth() == 6] for axes in figure.axes]
    heights = [bar.get_ydata() for (bar,) in bars]
    np.testing.assert_allclose(heights, [[0, 1], [0.25, 0.5]], atol=1e-9)
    assert [axes.get_title() for axes in figure.axes] == ["first", "second"]
