"""Pictures of searches on the score functions of `landscapes.py`, which are drawn as well."""

import matplotlib.pyplot as plt
import numpy as np

from .landscapes import RANGES, scores_on_grid
from .plot_style import COLOURS, INK, finish
from .search_plots import AXES, SCORES, scatter_trials


def plot_grid_and_random(trials_by_name, landscape, ranges=RANGES):
    """Show what searches see of a landscape, after the lecture's figure (Bergstra and Bengio).

    Below: the settings tried. Above: the score along the learning rate, at the best reg, and the
    learning rates that were tried.

    Inputs:
    - trials_by_name: dictionary from a name to the trials of a search
    - landscape: the score function that was searched
    - ranges: dictionary from "learning_rate" and "reg" to (low, high)

    Returns:
    - figure: Matplotlib figure, a column for each search
    """
    figure, panels = plt.subplots(
        2,
        len(trials_by_name),
        figsize=(11, 6),
        layout="constrained",
        sharex=True,
        sharey="row",
        height_ratios=[1, 2],
    )
    rates, regs = (np.geomspace(*ranges[knob], 200) for knob in AXES)
    profile = scores_on_grid(landscape, rates, regs[::10]).max(axis=0)
    for column, (name, trials) in enumerate(trials_by_name.items()):
        above, below = panels[:, column]
        tried = sorted({settings["learning_rate"] for settings, _ in trials})
        above.plot(rates, profile, color=COLOURS[2], linewidth=2)
        heights = np.interp(np.log(tried), np.log(rates), profile)
        above.vlines(tried, 0, heights, color=COLOURS[1], linewidth=2)
        above.set(title=f"{name}: {len(tried)} learning rates", ylim=(0, None))
        scatter_trials(below, trials)
        below.set(xlabel="learning rate", xscale="log", yscale="log")
    panels[0, 0].set_ylabel("score")
    panels[1, 0].set_ylabel("reg")
    return finish(figure)


def plot_path(trials, landscape, ranges=RANGES):
    """Show a greedy search on a landscape: what it tried, and which way it went.

    Inputs:
    - trials: list of tuples (settings, score) with "learning_rate" and "reg", in order
    - landscape: the score function that was searched
    - ranges: dictionary from both knobs to (low, high), the part to draw

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(8, 4.6), layout="constrained")
    rates, regs = (np.geomspace(*ranges[knob], 80) for knob in AXES)
    heights = scores_on_grid(landscape, rates, regs)
    levels = np.linspace(0.15, 0.55, 9)
    lines = axes.contour(rates, regs, heights, levels=levels, cmap=SCORES, linewidths=1.2)
    points = np.array([[settings[knob] for knob in AXES] for settings, _ in trials])
    axes.plot(*points.T, "o", color=INK, markersize=6, label="tried")
    best = [points[0]]
    for number in range(1, len(trials)):
        if trials[number][1] > max(score for _, score in trials[:number]):
            best.append(points[number])
    axes.plot(*np.array(best).T, "-", color=COLOURS[5], linewidth=2, label="best so far")
    axes.plot(*best[-1], "*", color=COLOURS[5], markersize=16, label="where it ended")
    axes.set(xlabel="learning rate", ylabel="reg", xscale="log", yscale="log")
    axes.legend(loc="lower left")
    figure.colorbar(lines, ax=axes, label="score")
    return finish(figure)
