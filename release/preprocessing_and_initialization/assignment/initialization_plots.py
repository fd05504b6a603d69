"""Pictures of initialisation: symmetry, activations and gradients through depth, learning curves.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np

from .plot_style import COLOURS, INK, finish

MARKERS = "osD^vP"
BINS = 30


def plot_symmetry(runs):
    """Plot how many hidden units differ during training, and what the network learns.

    Inputs:
    - runs: dictionary from the name of a run to (counts, losses), the number of distinct units
      and the loss, each an array with a number for every step

    Returns:
    - figure: Matplotlib figure with two axes, one beside the other
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 3.8), layout="constrained")
    for number, (name, (counts, losses)) in enumerate(runs.items()):
        style = {"color": COLOURS[number], "linewidth": 2, "label": name}
        # Lines that lie on each other are dashed differently.
        dashes = [(None, None), (6, 4), (2, 3)][number % 3]
        left.plot(counts, dashes=dashes, **style)
        right.plot(losses, dashes=dashes, **style)
    left.set(title="Distinct hidden units", xlabel="Step", ylabel="Number of units that differ")
    left.set_ylim(bottom=0)
    right.set(title="Training", xlabel="Step", ylabel="Mean squared error")
    right.set_ylim(bottom=0)
    for axes in (left, right):
        axes.grid(color=INK, alpha=0.25)
        axes.legend()
    return finish(figure)


def plot_activations(outputs, means, stds, title):
    """Plot the lecture's picture of a deep network: a histogram of each layer's outputs.

    Inputs:
    - outputs: list of L arrays, the outputs of each layer
    - means, stds: arrays of shape (L,), their means and standard deviations
    - title: what the network is

    Returns:
    - figure: Matplotlib figure, the statistics above and L histograms below
    """
    num_layers = len(outputs)
    layers = np.arange(1, num_layers + 1)
    figure = plt.figure(figsize=(13, 5), layout="constrained")
    above, below = figure.subfigures(2, 1, height_ratios=(1.15, 1))
    left, right = above.subplots(1, 2)
    left.plot(layers, means, "o-", color=COLOURS[0])
    left.set(title="Mean of each layer", xlabel="Layer", ylabel="Mean of the outputs")
    right.plot(layers, stds, "s-", color=COLOURS[1])
    right.set(title="Standard deviation of each layer", xlabel="Layer", ylabel="Std of the outputs")
    signed = min(out.min() for out in outputs) < 0
    left.set_ylim((-0.05, 0.05) if signed else (0, 1.15 * max(means)))
    right.set_ylim(0, 1.15 * max(stds))
    for axes in (left, right):
        axes.grid(color=INK, alpha=0.25)
        axes.set_xticks(layers)

    reach = (-1, 1) if signed else (0, 3)
    row = np.atleast_1d(below.subplots(1, num_layers, sharex=True, sharey=True))
    for layer, axes, out in zip(layers, row, outputs):
        values = np.clip(out.ravel(), *reach)
        shares = np.full(values.size, 1 / values.size)
        axes.hist(values, BINS, range=reach, weights=shares, color=COLOURS[2])
        axes.set(title=f"layer {layer}", xlabel="output")
        axes.set_xticks(reach)
    row[0].set_ylabel("share of outputs")
    figure.suptitle(title)
    return finish(figure)


def plot_gradients(statistics):
    """Plot how large gradients are in each layer of some networks.

    Inputs:
    - statistics: dictionary from the name of a network to (dx_stds, dw_stds), arrays of shape
      (L,): the standard deviations of the gradients of inputs and of weights

    Returns:
    - figure: Matplotlib figure with two axes on logarithmic scales
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(13, 4.4), layout="constrained")
    for number, (name, stds) in enumerate(statistics.items()):
        layers = np.arange(1, len(stds[0]) + 1)
        style = {"color": COLOURS[number], "marker": MARKERS[number], "label": name}
        left.plot(layers, stds[0], **style)
        right.plot(layers, stds[1], **style)
    left.set(title="Gradient of each layer's input", ylabel="Standard deviation")
    right.set(title="Gradient of each layer's weights", ylabel="Standard deviation")
    for axes in (left, right):
        axes.set(xlabel="Layer (the gradient comes from the right)", yscale="log")
        axes.set_xticks(layers)
        axes.grid(color=INK, alpha=0.25)
    right.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return finish(figure)


def plot_losses(runs, num_classes):
    """Plot the loss of several runs, smoothed, one picture for each activation function.

    Inputs:
    - runs: dictionary from the name of an activation function to a dictionary from the name of
      an initialisation to its losses, an array with a number for each step
    - num_classes: integer; a network that guesses has the loss ln(num_classes)

    Returns:
    - figure: Matplotlib figure with one axes for each activation function
    """
    figure, row = plt.subplots(
        1,
        len(runs),
        figsize=(6.5 * len(runs), 4),
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    for axes, (activation, losses_of) in zip(row[0], runs.items()):
        axes.axhline(
            np.log(num_classes), color=INK, linestyle=":", label=f"guessing: ln {num_classes}"
        )
        for number, (name, losses) in enumerate(losses_of.items()):
            known = losses[np.isfinite(losses)]
            window = min(20, len(known))
            smooth = np.convolve(known, np.ones(window) / window, mode="valid")
            steps = np.arange(window, window + len(smooth))
            label = name
            if len(known) < len(losses):
                axes.plot(steps[-1:], smooth[-1:], "X", color=COLOURS[number], markersize=9)
                label = f"{name}: no longer finite after step {len(known)}"
            axes.plot(steps, smooth, color=COLOURS[number], linewidth=2, label=label)
        axes.set(title=activation, xlabel="Step", ylabel="Training loss, average of 20 steps")
        axes.grid(color=INK, alpha=0.25)
        axes.legend()
    return finish(figure)
