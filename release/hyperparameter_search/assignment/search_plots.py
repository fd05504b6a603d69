"""Pictures of searches: what was tried, in log space, and what came out.

Trials are what the searches of `search.py` return: a list of tuples (settings, score). Each
function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.patches import Rectangle

from .plot_style import COLOURS, INK, PAPER, finish

# From blue for a low score to orange for a high one, all of them seen on white and on black.
SCORES = LinearSegmentedColormap.from_list("scores", [COLOURS[0], "#9a86ad", COLOURS[1]])
NO_SCORE = "#8a8a8a"
AXES = ("learning_rate", "reg")


def plot_draws(samples_by_name, low, high):
    """Show how draws spread over the decades of a range, a panel for each way to draw.

    Inputs:
    - samples_by_name: dictionary from a name to an array of samples
    - low, high: scalars, the range

    Returns:
    - figure: Matplotlib figure
    """
    figure, panels = plt.subplots(
        1, len(samples_by_name), figsize=(11, 3.4), layout="constrained", sharey=True, squeeze=False
    )
    bins = np.geomspace(low, high, 4 * round(np.log10(high / low)) + 1)
    for axes, colour, (name, samples) in zip(panels.flat, COLOURS, samples_by_name.items()):
        weights = np.full(len(samples), 100 / len(samples))
        axes.hist(samples, bins, weights=weights, color=colour, rwidth=0.9)
        axes.set(title=name, xlabel="learning rate (log scale)", xscale="log")
        axes.grid(color=INK, alpha=0.25, axis="y")
    panels[0, 0].set_ylabel("% of the draws")
    return finish(figure)


def plot_best_so_far(curves_by_panel):
    """Show how good the best score is on average after each trial, over many searches.

    Inputs:
    - curves_by_panel: dictionary from the title of a panel to a dictionary from the name of a
      search to an array of shape (num_searches, num_trials)

    Returns:
    - figure: Matplotlib figure; bands hold the middle half of the searches
    """
    figure, panels = plt.subplots(
        1, len(curves_by_panel), figsize=(11, 3.8), layout="constrained", sharey=True, squeeze=False
    )
    for axes, (title, curves_by_name) in zip(panels.flat, curves_by_panel.items()):
        for colour, (name, curves) in zip(COLOURS, curves_by_name.items()):
            counts = np.arange(1, curves.shape[1] + 1)
            low, high = np.quantile(curves, [0.25, 0.75], axis=0)
            axes.fill_between(counts, low, high, color=colour, alpha=0.2, linewidth=0)
            axes.plot(counts, curves.mean(axis=0), "-o", color=colour, markersize=4, label=name)
        axes.set(title=title, xlabel="trials")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(color=INK, alpha=0.25)
        axes.legend(loc="upper left")
    panels[0, 0].set_ylabel("best score so far")
    return finish(figure)


def plot_trials(trials_by_name, ranges_by_name):
    """Show trials in log space, coloured by their scores, a panel for each search.

    Inputs:
    - trials_by_name: dictionary from a name to trials with "learning_rate" and "reg" above 0
    - ranges_by_name: dictionary from the same names to the ranges of both, drawn as a frame

    Returns:
    - figure: Matplotlib figure; a star marks the best trial of each panel
    """
    figure, panels = plt.subplots(
        1, len(trials_by_name), figsize=(11, 4), layout="constrained", squeeze=False
    )
    for axes, (name, trials) in zip(panels.flat, trials_by_name.items()):
        points = scatter_trials(axes, trials)
        figure.colorbar(points, ax=axes, label="score").outline.set_edgecolor(INK)
        _frame(axes, ranges_by_name[name], INK)
        axes.set(title=name, xlabel="learning rate", xscale="log", yscale="log")
    panels[0, 0].set_ylabel("reg")
    return finish(figure)


def plot_stages(stages, stage_names):
    """Show the stages of a search in one picture: a frame and a colour for each stage.

    Inputs:
    - stages: list of tuples (ranges, trials) with "learning_rate" and "reg"
    - stage_names: list of as many names

    Returns:
    - figure: Matplotlib figure; stars mark the best trial of each stage
    """
    figure, axes = plt.subplots(figsize=(8, 4.6), layout="constrained")
    for (ranges, trials), colour, name in zip(stages, COLOURS, stage_names):
        _frame(axes, ranges, colour)
        points = np.array([[settings[knob] for knob in AXES] for settings, _ in trials])
        scores = np.array([score for _, score in trials], dtype=float)
        axes.scatter(*points.T, color=colour, s=28, label=name)
        best = points[np.nanargmax(scores)]
        axes.scatter(*best, color=colour, marker="*", s=260, edgecolor=INK, zorder=3)
    axes.set(xlabel="learning rate", ylabel="reg", xscale="log", yscale="log")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return finish(figure)


def plot_parallel(trials, knobs=None):
    """Show trials as lines across one axis for each knob, coloured by their scores.

    The axes of the knobs are logarithmic; 0 has a place of its own at the bottom. The last axis
    is the score.

    Inputs:
    - trials: list of tuples (settings, score), one or more
    - knobs: list of the knobs to show; None for those that were tried with several values

    Returns:
    - figure: Matplotlib figure
    """
    columns = {knob: [settings[knob] for settings, _ in trials] for knob in trials[0][0]}
    if knobs is None:
        knobs = [knob for knob, column in columns.items() if min(column) < max(column)]
    knobs = knobs or [*columns]
    figure, axes = plt.subplots(figsize=(10, 4.4), layout="constrained")
    _draw_parallel(axes, trials, {knob: _log_places(columns[knob]) for knob in knobs})
    return finish(figure)


def plot_parallel_stages(stages, stage_names):
    """Show the trials of each stage as lines, in a panel of its own.

    Only the trials of one stage may be compared: they had the same ranges and the same number of
    epochs. The axis of a knob is the same in all panels, and a bar on it shows the range that the
    stage searched; scores have a scale of their own in each panel.

    Inputs:
    - stages: list of tuples (ranges, trials)
    - stage_names: list of as many names

    Returns:
    - figure: Matplotlib figure
    """
    figure, panels = plt.subplots(
        1, len(stages), figsize=(4.4 * len(stages), 4.4), layout="constrained", squeeze=False
    )
    knobs = stages[0][0]
    ends = {knob: [end for ranges, _ in stages for end in ranges[knob]] for knob in knobs}
    scales = {knob: _log_places([min(ends[knob]), max(ends[knob])]) for knob in knobs}
    for axes, (ranges, trials), name in zip(panels.flat, stages, stage_names):
        _draw_parallel(axes, trials, scales, ranges)
        axes.set_title(name)
    return finish(figure)


def _draw_parallel(axes, trials, scales, ranges=None):
    """Draw trials as lines across the axes of knobs and one of the score.

    scales  dictionary from a knob to what `_log_places` returns for its axis
    ranges  dictionary from a knob to the range that was searched, to be marked; None for no marks
    """
    scores = np.array([score for _, score in trials], dtype=float)
    score_scale = _linear_places(scores)
    places = np.array(
        [
            [*(scales[knob][0](settings[knob]) for knob in scales), score_scale[0](score)]
            for settings, score in trials
        ]
    )  # (num_trials, num_knobs + 1)
    finite = np.isfinite(scores)
    order = np.argsort(scores[finite])  # the best lines lie on top
    segments = [np.column_stack([np.arange(len(row)), row]) for row in places[finite][order]]
    lines = LineCollection(segments, cmap=SCORES, norm=_score_scale(trials), alpha=0.85)
    lines.set(
        array=scores[finite][order],
        linewidths=np.where(np.arange(len(order)) == len(order) - 1, 3.5, 1.6),
    )
    axes.add_collection(lines)
    for row in places[~finite]:
        axes.plot(range(len(scales)), row[:-1], ":", color=NO_SCORE)
    for number, (_, ticks) in enumerate([*scales.values(), score_scale]):
        axes.axvline(number, color=INK, linewidth=1)
        first = number == 0  # its words stand on the left, outside the lines
        for place, word in ticks:
            axes.annotate(
                word,
                (number, place),
                (-6 if first else 6, 3),
                textcoords="offset points",
                ha="right" if first else "left",
                color=INK,
                fontsize=9,
                zorder=4,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
            )
    for number, knob in enumerate(scales if ranges else ()):
        searched = [scales[knob][0](end) for end in ranges[knob]]
        axes.plot([number, number], searched, color=INK, linewidth=6, alpha=0.5)
    axes.set(xlim=(-0.45, len(scales) + 0.45), ylim=(-0.06, 1.06), yticks=[])
    axes.set_xticks(range(len(scales) + 1), [*scales, "score"])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def plot_stops(loss_histories, iterations, names):
    """Show loss curves, and where each run would have been broken off.

    Inputs:
    - loss_histories: list of arrays of losses, one for each run
    - iterations: list of integers, after how many iterations each run ends
    - names: list of names of the runs

    Returns:
    - figure: Matplotlib figure; the part of a curve that is saved is faint
    """
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    for losses, count, name, colour in zip(loss_histories, iterations, names, COLOURS):
        steps = np.arange(1, len(losses) + 1)
        axes.plot(steps, losses, color=colour, alpha=0.35, linewidth=1)
        axes.plot(steps[:count], losses[:count], color=colour, linewidth=1.8, label=name)
        if count < len(losses):
            axes.plot(count, losses[count - 1], "X", color=colour, markersize=9)
    axes.set(xlabel="iteration", ylabel="loss (log scale)", yscale="log")
    first = max(losses[0] for losses in loss_histories)
    axes.set_ylim(first / 5, first * 200)  # what explodes leaves the picture
    axes.grid(color=INK, alpha=0.25)
    axes.legend()
    return finish(figure)


def scatter_trials(axes, trials):
    """Draw trials as points, runs without a score as crosses, the best one as a star."""
    scores = np.array([score for _, score in trials], dtype=float)
    x, y = (np.array([settings[knob] for settings, _ in trials]) for knob in AXES)
    known = np.isfinite(scores)
    points = axes.scatter(x[known], y[known], c=scores[known], cmap=SCORES, s=60, edgecolor=INK)
    axes.scatter(x[~known], y[~known], marker="x", color=NO_SCORE)
    best = np.nanargmax(scores)
    axes.scatter(x[best], y[best], marker="*", s=330, color=COLOURS[1], edgecolor=INK, zorder=3)
    return points


def _frame(axes, ranges, colour):
    """Draw ranges as a rectangle."""
    (left, right), (bottom, top) = (ranges[knob] for knob in AXES)
    axes.add_patch(
        Rectangle((left, bottom), right - left, top - bottom, fill=False, edgecolor=colour, lw=1.5)
    )


def _score_scale(trials):
    """Return the scale of colours for the scores of trials."""
    scores = np.array([score for _, score in trials], dtype=float)
    return Normalize(np.nanmin(scores), np.nanmax(scores))


def _log_places(values):
    """Return (function from a value to its height on a logarithmic axis, ticks)."""
    above = sorted({value for value in values if value > 0})
    bottom = 0.15 if len(above) < len(set(values)) else 0.0
    low, high = (above[0], above[-1]) if above else (1.0, 1.0)

    def place(value):
        if value <= 0:
            return 0.0
        share = np.log10(value / low) / np.log10(high / low) if high > low else 0.5
        return bottom + (1 - bottom) * share

    shown = above if len(above) <= 6 else np.geomspace(low, high, 4)
    ticks = [(place(value), f"{value:.3g}") for value in shown]
    return place, [(0.0, "0")] * bool(bottom) + ticks


def _linear_places(scores):
    """Return (function from a score to its height, ticks)."""
    low, high = np.nanmin(scores), np.nanmax(scores)
    width = high - low or 1.0
    ticks = [((value - low) / width, f"{value:.3f}") for value in np.linspace(low, high, 4)]
    return (lambda score: (score - low) / width), ticks
