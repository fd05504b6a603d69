"""Pictures of small networks: their units in the data, their losses, what they decide.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from .activations_plots import COLOUR_OF, label_of
from .plot_style import COLOURS, INK, finish

CLASS_COLOURS = (COLOURS[0], COLOURS[1], COLOURS[2])
REACH = 4.0  # of the pictures of the plane, in both directions


def plot_data_cloud(nets, x):
    """Draw the first hidden layer of networks of ReLUs in the cloud of their inputs.

    The line of a unit is where its input is 0: on one side of it the unit answers, on the other
    it is silent. A unit whose silent side holds all of the data is dead.

    Inputs:
    - nets: dictionary from a title to a SmallNet of ReLUs
    - x: data, of shape (N, 2)

    Returns:
    - figure: Matplotlib figure
    """
    figure, panels = plt.subplots(
        1, len(nets), figsize=(4.6 * len(nets), 5.6), sharey=True, layout="constrained"
    )
    for axes, (title, net) in zip(panels, nets.items()):
        W, b = net.layers[0].params["W"], net.layers[0].params["b"]
        silent = np.all(x @ W + b <= 0, axis=0)
        axes.plot(*x.T, ".", color=INK, alpha=0.6, markersize=4, label="data cloud")
        for j in range(b.size):
            along = np.array([-W[1, j], W[0, j]])
            foot = -b[j] * W[:, j] / np.sum(W[:, j] ** 2)
            ends = foot + np.outer([-20, 20], along / np.linalg.norm(along))
            style = {"color": COLOURS[5], "linestyle": "--"} if silent[j] else {"color": COLOURS[0]}
            axes.plot(*ends.T, linewidth=1.1, alpha=0.85, **style)
        axes.plot([], [], color=COLOURS[0], label=f"active: {np.sum(~silent)}")
        axes.plot([], [], "--", color=COLOURS[5], label=f"dead: {np.sum(silent)}")
        axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal", title=title)
        axes.set(xlabel="first input")
        axes.legend(fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=3)
    panels[0].set_ylabel("second input")
    return finish(figure)


def plot_dead_shares(biases, by_bias, rates, by_rate):
    """Draw the share of dead ReLUs at the start against their bias, and later against the rate.

    Inputs:
    - biases: list of the biases that networks started with
    - by_bias: share of dead units of each, at the start
    - rates: list of learning rates
    - by_rate: share of dead units after training at each of them

    Returns:
    - figure: Matplotlib figure
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5), sharey=True)
    left.plot(biases, 100 * np.array(by_bias), "o-", color=COLOURS[0])
    left.axvline(0, color=INK, linewidth=1, linestyle="--")
    left.set(title="At the start", xlabel="bias at the start", ylabel="dead units, %")
    right.plot(rates, 100 * np.array(by_rate), "s-", color=COLOURS[1])
    right.set(title="After training, bias 0 at the start", xlabel="learning rate", xscale="log")
    right.set_xticks(rates, [f"{rate:g}" for rate in rates])
    right.minorticks_off()
    for axes in (left, right):
        axes.grid(color=INK, alpha=0.25)
    figure.tight_layout()
    return finish(figure)


def plot_losses(runs, level):
    """Draw the loss of training runs against the number of updates.

    Inputs:
    - runs: dictionary from the name of an activation to a list of Runs; the first one is drawn
    - level: scalar, a loss to mark

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(8, 4.2))
    for name, (first, *_) in runs.items():
        axes.plot(first.loss_history, color=COLOUR_OF[name], linewidth=1.6, label=label_of(name))
    axes.axhline(level, color=INK, linestyle="--", linewidth=1)
    axes.annotate(f"loss {level:g}", (5, level), color=INK, va="bottom", fontsize=9)
    axes.set(yscale="log", title="The same net, seven activations", xlabel="updates", ylabel="loss")
    axes.grid(color=INK, alpha=0.25)
    axes.legend(fontsize=8, loc="lower left")
    figure.tight_layout()
    return finish(figure)


def plot_rates_and_steps(rates, steps_by_name):
    """Draw how many updates a loss took against the learning rate, a dot for each random start.

    Inputs:
    - rates: list of R learning rates
    - steps_by_name: dictionary from an activation to R lists of numbers of updates, one a start;
      -1 where the loss was never reached, drawn as a cross at the top

    Returns:
    - figure: Matplotlib figure with two logarithmic axes
    """
    figure, axes = plt.subplots(figsize=(8, 4.4), layout="constrained")
    reached = [step for rows in steps_by_name.values() for row in rows for step in row if step > 0]
    top = 1.6 * max(reached, default=1)
    for shift, (name, rows) in zip((0.95, 1.05), steps_by_name.items()):
        colour = COLOUR_OF[name]
        middles = [np.median([step if step > 0 else np.inf for step in row]) for row in rows]
        shown = np.where(np.isfinite(middles), middles, np.nan)
        axes.plot(shift * np.array(rates), shown, color=colour, label=label_of(name))
        for rate, row in zip(rates, rows):
            for step in row:
                marker, height = ("o", step) if step > 0 else ("x", top)
                axes.plot(shift * rate, height, marker, color=colour, markersize=6)
    axes.plot([], [], "x", color=INK, label="never")
    axes.set(title="How long a loss takes", xlabel="Learning rate", ylabel="Updates")
    axes.set(xscale="log", yscale="log")
    axes.set_xticks(rates, [f"{rate:g}" for rate in rates])
    axes.xaxis.set_minor_locator(plt.NullLocator())
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_formatter("{x:g}")
    axes.grid(color=INK, alpha=0.25, which="both")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    return finish(figure)


def plot_regions(runs, x, y):
    """Draw which class networks give to each point of the plane.

    Inputs:
    - runs: dictionary from the name of an activation to a list of Runs; the first one is drawn
    - x: points to draw, of shape (N, 2)
    - y: their labels, integers of shape (N,)

    Returns:
    - figure: Matplotlib figure
    """
    colours = ListedColormap(CLASS_COLOURS)
    ticks = np.linspace(-REACH, REACH, 161)
    plane = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    figure, panels = plt.subplots(2, 4, figsize=(10, 5.9))
    for axes in panels.flat:
        axes.set_axis_off()
    for axes, (name, (first, *_)) in zip(panels.flat, runs.items()):
        classes = np.argmax(first.net.scores(plane), axis=1).reshape(ticks.size, ticks.size)
        axes.imshow(
            classes, origin="lower", extent=(-REACH, REACH, -REACH, REACH), cmap=colours,
            vmin=0, vmax=2, alpha=0.35, interpolation="nearest",
        )  # fmt: skip
        axes.scatter(*x.T, c=y, cmap=colours, s=5)
        axes.set_title(f"{label_of(name)}: {100 * first.val_accuracy:.0f} %")
    figure.suptitle("What each network decides, and its validation accuracy")
    figure.tight_layout(h_pad=2)
    return finish(figure)
