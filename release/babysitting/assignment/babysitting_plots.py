"""Pictures of training runs: loss curves to compare and to judge, accuracies, sizes of steps.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np

from .plot_style import COLOURS, INK, TRAIN, VAL, finish

COST = "Cost of the minibatch"


def plot_overfitting(losses, first_loss):
    """Plot the cost of a run on a few examples, on a plain and on a logarithmic scale.

    Inputs:
    - losses: array of shape (T,), the cost of each epoch
    - first_loss: scalar, the cost that was expected at the start

    Returns:
    - figure: Matplotlib figure with two axes, one beside the other
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
    epochs = np.arange(1, len(losses) + 1)
    for axes in (left, right):
        axes.plot(epochs, losses, color=TRAIN, linewidth=2, label="cost of the 20 examples")
        axes.axhline(first_loss, color=INK, linestyle=":", label="expected at the start")
        axes.set(xlabel="Epoch", ylabel="Cost")
        _finish(axes)
    left.set_title("Learning by heart")
    right.set(title="The same, logarithmic", yscale="log")
    right.axhline(0.01, color=VAL, linestyle="--", label="the goal, 0.01")
    for axes in (left, right):
        axes.legend()
    return finish(figure)


def plot_slow_run(losses, epochs, confidences, accuracies, num_classes=10):
    """Plot a run whose cost hardly moves: cost, confidence and accuracy beside each other.

    Inputs:
    - losses: list of the cost of each step
    - epochs: list of when it was measured
    - confidences, accuracies: lists of what was measured then, from 0 to 1
    - num_classes: integer, of which chance is one part

    Returns:
    - figure: Matplotlib figure with three axes in a row
    """
    figure, panels = plt.subplots(1, 3, figsize=(12, 3.6), layout="constrained")
    steps = np.linspace(0, epochs[-1], len(losses))
    panels[0].plot(steps, losses, ".", color=TRAIN, markersize=2, alpha=0.3)
    panels[0].set(title="Cost", ylabel=COST, ylim=(0, 1.2 * max(losses)))
    panels[1].plot(epochs, confidences, "-o", color=VAL)
    panels[1].set(title="Confidence", ylabel="Mean probability of the right class", ylim=(0, 0.25))
    panels[2].plot(epochs, accuracies, "-s", color=COLOURS[2])
    panels[2].set(title="Accuracy", ylabel="Share of images labelled rightly", ylim=(0, 0.25))
    for axes in panels:
        axes.set_xlabel("Epoch")
        _finish(axes)
    for axes in panels[1:]:
        axes.axhline(1 / num_classes, color=INK, linestyle=":", label="chance")
        axes.legend()
    return finish(figure)


def plot_explosion(losses, stopped_at):
    """Plot a run that explodes, on a logarithmic scale, and where watching would have ended it.

    Inputs:
    - losses: list of the cost of each step; what is not finite is left out
    - stopped_at: integer, the number of steps after which `should_stop` said stop, or None

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(8, 3.8), layout="constrained")
    costs = np.array(losses, dtype=float)
    steps = np.flatnonzero(np.isfinite(costs)) + 1
    axes.plot(steps, costs[steps - 1], color=TRAIN, label="cost")
    axes.axhline(3 * costs[0], color=INK, linestyle=":", label="three times the first cost")
    if stopped_at is not None:
        axes.axvline(stopped_at, color=VAL, linestyle="--", label="should_stop says stop")
    axes.set(title="An explosion", xlabel="Step", ylabel=f"{COST} (logarithmic)", yscale="log")
    _finish(axes)
    axes.legend()
    return finish(figure)


def plot_rates(rates, curves, diagnoses):
    """Plot the loss curves of several learning rates in one picture, as the lecture draws them.

    Inputs:
    - rates: list of learning rates
    - curves: list of loss curves, one for each rate
    - diagnoses: list of texts, one for each rate

    Returns:
    - figure: Matplotlib figure; costs are averaged over a few steps, and cut off at the top
    """
    figure, axes = plt.subplots(figsize=(9, 4.8), layout="constrained")
    first = curves[0][0]
    for rate, curve, diagnosis, colour in zip(rates, curves, diagnoses, COLOURS, strict=False):
        level = _smooth(curve)
        steps = np.arange(len(curve) - len(level), len(curve))
        axes.plot(steps, level, color=colour, linewidth=2, label=f"{rate:g}: {diagnosis}")
    axes.set(title="One net, several learning rates", xlabel="Step", ylabel="Cost, averaged")
    axes.set_ylim(0, 1.6 * first)
    _finish(axes)
    axes.legend(fontsize=9, ncols=2, loc="lower left")
    return finish(figure)


def plot_curves(curves, titles):
    """Plot loss curves each by itself, five in a row.

    Inputs:
    - curves: list of loss curves
    - titles: list of texts, one for each curve

    Returns:
    - figure: Matplotlib figure with axes for each curve; costs above 1.8 times the first, and
      those that are not finite, are marked at the upper edge
    """
    rows = -(-len(curves) // 5)
    figure, panels = plt.subplots(
        rows, 5, figsize=(13, 2.5 * rows), layout="constrained", squeeze=False
    )
    for axes, curve, title in zip(panels.flat, curves, titles, strict=False):
        costs = np.asarray(curve, dtype=float)
        top = 1.8 * costs[0]
        outside = ~(costs <= top)
        shown = np.where(outside, np.nan, costs)
        axes.plot(shown, color=TRAIN, linewidth=1.2)
        axes.plot(np.flatnonzero(outside), np.full(outside.sum(), 0.97 * top), "^", color=VAL)
        axes.set(title=title, xlabel="Step", ylabel="Cost", ylim=(0, top))
        axes.title.set_fontsize(10)
        _finish(axes)
    for axes in panels.flat[len(curves) :]:
        axes.set_visible(False)
    return finish(figure)


def plot_gaps(runs):
    """Plot training and validation accuracy of several runs beside each other.

    Inputs:
    - runs: dictionary from a title to (training accuracies, validation accuracies), one an epoch

    Returns:
    - figure: Matplotlib figure with axes for each run
    """
    figure, panels = plt.subplots(
        1, len(runs), figsize=(5 * len(runs), 3.8), layout="constrained", squeeze=False
    )
    for axes, (title, (train, val)) in zip(panels.flat, runs.items(), strict=True):
        epochs = np.arange(1, len(train) + 1)
        axes.plot(epochs, train, "-o", color=TRAIN, markersize=4, label="training")
        axes.plot(epochs, val, "-s", color=VAL, markersize=4, label="validation")
        axes.fill_between(epochs, val, train, color=INK, alpha=0.15, label="gap")
        axes.set(title=title, xlabel="Epoch", ylabel="Share labelled rightly", ylim=(0, 1))
        _finish(axes)
        axes.legend(loc="upper left")
    return finish(figure)


def plot_update_ratios(runs, wanted=1e-3):
    """Plot how large the steps of several runs are beside the weights they change.

    Inputs:
    - runs: dictionary from a title to {name of a parameter: list of ratios, one a step}
    - wanted: scalar, the ratio to aim for

    Returns:
    - figure: Matplotlib figure with axes for each run, on a logarithmic scale
    """
    figure, panels = plt.subplots(
        1, len(runs), figsize=(4.4 * len(runs), 3.8), layout="constrained", sharey=True
    )
    smallest = min(min(values) for ratios in runs.values() for values in ratios.values())
    for axes, (title, ratios) in zip(np.ravel(panels), runs.items(), strict=True):
        for (name, values), colour in zip(ratios.items(), COLOURS, strict=False):
            axes.plot(values, ".", color=colour, markersize=3, label=name)
        axes.axhline(wanted, color=INK, linestyle="--", label="about right")
        axes.set(title=title, xlabel="Step", ylabel="Size of step / size of weights", yscale="log")
        _finish(axes)
        axes.legend(markerscale=3, loc="lower right")
    axes.set_ylim(bottom=smallest / 50)  # of all panels, when all is drawn: room for the legends
    return finish(figure)


def _finish(axes):
    """Give axes a faint grid."""
    axes.grid(color=INK, alpha=0.25)


def _smooth(curve):
    """Return averages over a fortieth of a curve; what is not finite becomes huge."""
    costs = np.minimum(np.nan_to_num(np.asarray(curve, dtype=float), nan=1e9, posinf=1e9), 1e9)
    window = len(costs) // 40 + 1
    return np.convolve(costs, np.ones(window) / window, mode="valid")
