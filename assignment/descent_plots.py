"""Pictures of descents: the paths of the weights, and the losses on the way.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np

from .plot_style import COLOURS, INK, finish

FRAME = ((-6.2, 8.2), (-3.5, 7.5))  # of w[0] and w[1]
LEVELS = 9


def plot_paths(loss, paths_by_name):
    """Show paths of two weights over the lines of equal loss, a panel for each path.

    Inputs:
    - loss: function from weights of shape (2,) to a number
    - paths_by_name: dictionary from a name to a list of weights, the first the start; what comes
      after a path has left the picture is not drawn

    Returns:
    - figure: Matplotlib figure; a star marks where the loss is lowest
    """
    figure, grid = plt.subplots(
        1,
        len(paths_by_name),
        figsize=(3.7 * len(paths_by_name), 3.8),
        layout="constrained",
        sharey=True,
        squeeze=False,
    )
    x, y = np.meshgrid(*(np.linspace(*ends, 121) for ends in FRAME))
    heights = np.array([loss(np.array(w)) for w in zip(x.ravel(), y.ravel())]).reshape(x.shape)
    levels = np.geomspace(heights.min() * 1.2, heights.max(), LEVELS)
    lowest = np.unravel_index(np.argmin(heights), x.shape)
    for axes, colour, (name, path) in zip(grid.flat, COLOURS, paths_by_name.items()):
        axes.contour(x, y, heights, levels=levels, colors=[INK], alpha=0.45, linewidths=0.8)
        axes.plot(*_inside(path).T, "-o", color=colour, markersize=3, linewidth=1.4)
        axes.plot(*path[0], "s", color=colour, markersize=8)
        axes.plot(x[lowest], y[lowest], "*", color=INK, markersize=13)
        axes.set(title=name, xlabel="w[0]", xlim=FRAME[0], ylim=FRAME[1])
    grid[0, 0].set_ylabel("w[1]")
    return finish(figure)


def _inside(path):
    """Return a path up to where it leaves the picture, of shape (steps, 2)."""
    path = np.array(path)
    low, high = np.array(FRAME).T
    outside = np.any((path < low) | (path > high), axis=1)
    return path[: np.argmax(outside) + 1] if outside.any() else path


def plot_losses_by_examples(curves):
    """Show losses against how many examples were looked at, both on logarithmic axes.

    Inputs:
    - curves: dictionary from a name to (examples looked at, losses), two arrays of one length

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(7.5, 4), layout="constrained")
    for colour, (name, (examples, losses)) in zip(COLOURS, curves.items()):
        axes.plot(examples, losses, "-o", color=colour, markersize=3, linewidth=1.4, label=name)
    axes.set(xlabel="examples looked at (log scale)", ylabel="loss on all examples (log scale)")
    axes.set(xscale="log", yscale="log")
    axes.grid(color=INK, alpha=0.25)
    axes.legend()
    return finish(figure)


def plot_rules(runs_by_name, window):
    """Show the losses of runs, each a mean over some steps, and their learning rates.

    Inputs:
    - runs_by_name: dictionary from a name to (losses, rates), two arrays of one number a step
    - window: integer, over how many steps a loss is averaged, such as those of an epoch

    Returns:
    - figure: Matplotlib figure with two panels
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    for colour, (name, (losses, rates)) in zip(COLOURS, runs_by_name.items()):
        whole = len(losses) // window * window
        means = np.reshape(losses[:whole], (-1, window)).mean(axis=1)
        epochs = np.arange(1, len(means) + 1)
        left.plot(epochs, means, "-o", color=colour, markersize=4, label=name)
        right.plot(np.arange(len(rates)) / window, rates, color=colour, linewidth=2, label=name)
    left.set(xlabel="epoch", ylabel="mean loss of its batches (log scale)", yscale="log")
    right.set(xlabel="epoch", ylabel="learning rate (log scale)", yscale="log")
    for axes in (left, right):
        axes.grid(color=INK, alpha=0.25)
        axes.xaxis.get_major_locator().set_params(integer=True)
    left.legend()
    return finish(figure)
