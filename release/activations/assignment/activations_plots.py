"""Pictures of activation functions and of what was measured on them.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np

from .plot_style import COLOURS, INK, finish

SATURATED = 0.01  # the slope below which the pictures call a unit saturated
COLOUR_OF = dict(
    zip(
        ("relu", "sigmoid", "elu", "tanh", "maxout", "squareplus", "leaky_relu", "prelu"),
        COLOURS,
    )
)
LABEL_OF = {"relu": "ReLU", "leaky_relu": "Leaky ReLU", "prelu": "PReLU", "elu": "ELU"}
MARKERS = "osD^vPX*"
LOWEST, HIGHEST = -1.1, 3.0  # weights in the picture of the zig-zag


def label_of(name):
    """Return how an activation is called in a picture."""
    return LABEL_OF.get(name, name)


def plot_activation(name, forward, backward):
    """Draw an activation and its slope, with the lecture's three points and where it saturates.

    Inputs:
    - name: string, what to call it
    - forward, backward: the two functions of an activation

    Returns:
    - figure: Matplotlib figure
    """
    x = np.linspace(-12, 12, 481)
    points = np.array([-10.0, 0.0, 10.0])
    figure, panels = plt.subplots(1, 2, figsize=(9, 3.2))
    for axes, values, title in (
        (panels[0], lambda x: forward(x)[0], f"{label_of(name)}: output"),
        (panels[1], lambda x: _slope(forward, backward, x), f"{label_of(name)}: slope"),
    ):
        axes.plot(x, values(x), color=COLOUR_OF.get(name, COLOURS[0]), linewidth=2)
        axes.plot(points, values(points), "o", color=INK, label="x = -10, 0, 10")
        flat = _slope(forward, backward, x) < SATURATED
        axes.fill_between(
            x, 0, 1, where=flat, transform=axes.get_xaxis_transform(), color=INK, alpha=0.18,
            linewidth=0, label="slope below 0.01",
        )  # fmt: skip
        axes.set(title=title, xlabel="x")
        axes.grid(color=INK, alpha=0.25)
    panels[0].set_ylabel("output")
    panels[1].set_ylabel("slope")
    panels[1].legend(fontsize=8)
    figure.tight_layout()
    return finish(figure)


def plot_gallery(curves):
    """Draw activations side by side, as the lecture's overview does.

    Inputs:
    - curves: dictionary from the name of an activation to a function of one array

    Returns:
    - figure: Matplotlib figure
    """
    x = np.linspace(-4, 4, 321)
    figure, panels = plt.subplots(2, 3, figsize=(9, 5), sharex=True)
    for axes, (name, curve) in zip(panels.flat, curves.items()):
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.plot(x, curve(x), color=COLOUR_OF[name], linewidth=2.2)
        axes.set(title=label_of(name))
        axes.grid(color=INK, alpha=0.25)
    for axes in panels[-1]:
        axes.set_xlabel("x")
    for axes in panels[:, 0]:
        axes.set_ylabel("output")
    figure.tight_layout()
    return finish(figure)


def plot_saturation(spreads, shares):
    """Draw how many units are saturated against how far apart their inputs are.

    Inputs:
    - spreads: list of standard deviations of the inputs
    - shares: dictionary from the name of an activation to its list of shares

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(6.5, 3.6))
    for marker, (name, values) in zip(MARKERS, shares.items()):
        percent = 100 * np.array(values)
        axes.plot(spreads, percent, marker=marker, color=COLOUR_OF[name], label=label_of(name))
    axes.set(
        title="Saturated units",
        xlabel="standard deviation of the inputs",
        ylabel="slope below 0.01, % of units",
    )
    axes.set_xscale("log", base=2)
    axes.set_xticks(spreads, [f"{spread:g}" for spread in spreads])
    return _finished(figure, axes)


def plot_slope_products(products):
    """Draw what is left of a gradient after a chain of activations, against its length.

    Inputs:
    - products: dictionary from the name of an activation to its list of mean products, for
      depths of 1, 2, 3 and so on

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(6.5, 3.8))
    for marker, (name, values) in zip(MARKERS, products.items()):
        depths = np.arange(1, len(values) + 1)
        axes.plot(depths, values, marker=marker, color=COLOUR_OF[name], label=label_of(name))
    axes.plot(depths, 0.25**depths, "--", color=INK, label="a quarter for each layer")
    axes.set(
        yscale="log",
        title="What is left of a gradient of 1",
        xlabel="depth, in activations",
        ylabel="mean product of slopes",
    )
    return _finished(figure, axes)


def plot_one_sign(batch_sizes, shares):
    """Draw how many units have a weight gradient of one sign, against the size of the batch.

    Inputs:
    - batch_sizes: list of integers
    - shares: dictionary from a description of the inputs to its list of shares; first for
      outputs of sigmoids, then for those of tanh

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(6.5, 3.6))
    colours = COLOUR_OF["sigmoid"], COLOUR_OF["tanh"]
    for colour, marker, (words, values) in zip(colours, MARKERS, shares.items()):
        axes.plot(batch_sizes, 100 * np.array(values), marker=marker, color=colour, label=words)
    axes.set(
        title="Units whose weight gradients all have one sign",
        xlabel="examples in the batch",
        ylabel="% of units",
        ylim=(-4, 104),
    )
    axes.set_xscale("log", base=2)
    axes.set_xticks(batch_sizes, [str(size) for size in batch_sizes])
    return _finished(figure, axes)


def plot_zigzag(paths, target):
    """Draw the paths of two weights to their target, beside the direct way.

    Inputs:
    - paths: dictionary from a title to (path, of shape (steps + 1, 2), whether all inputs are
      positive)
    - target: the best weights, of shape (2,)

    Returns:
    - figure: Matplotlib figure
    """
    figure, panels = plt.subplots(1, len(paths), figsize=(4.6 * len(paths), 4.4), sharey=True)
    for axes, (title, (path, positive)) in zip(panels, paths.items()):
        start = path[0]
        limits = (LOWEST, HIGHEST)
        axes.set(xlim=limits, ylim=limits, aspect="equal", title=title)
        if positive:
            for corner, size in ((start, HIGHEST - start), ((LOWEST, LOWEST), start - LOWEST)):
                axes.add_patch(plt.Rectangle(corner, *size, color=COLOURS[2], alpha=0.18))
            axes.plot([], [], "s", color=COLOURS[2], alpha=0.5, label="where the first step can go")
        axes.plot(*np.array([start, target]).T, "--", color=COLOURS[0], label="the direct way")
        length = np.sum(np.linalg.norm(np.diff(path, axis=0), axis=1))
        axes.plot(
            *path.T, "o-", color=COLOURS[1], markersize=3.5, label=f"updates, {length:.1f} long"
        )
        axes.plot(*start, "D", color=INK)
        axes.plot(*target, "*", color=INK, markersize=12)
        axes.set(xlabel="first weight")
        axes.grid(color=INK, alpha=0.25)
        axes.legend(fontsize=8, loc="lower left")
    panels[0].set_ylabel("second weight")
    figure.tight_layout()
    return finish(figure)


def plot_costs(seconds):
    """Draw how long functions take for one number.

    Inputs:
    - seconds: dictionary from a name to seconds for each element

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(6.5, 0.45 * len(seconds) + 1.1))
    nanoseconds = [1e9 * value for value in seconds.values()]
    bars = axes.barh([label_of(name) for name in seconds], nanoseconds, color=COLOURS[0])
    for text in axes.bar_label(bars, fmt="%.2f", padding=4):
        text.set_color(INK)
    axes.invert_yaxis()
    axes.margins(x=0.14)
    axes.set(title="The cost of a function, on this computer", xlabel="nanoseconds for each number")
    axes.grid(axis="x", color=INK, alpha=0.25)
    figure.tight_layout()
    return finish(figure)


def plot_layer_means(means):
    """Draw the mean activation of each layer.

    Inputs:
    - means: dictionary from the name of an activation to its means, of shape (L,)

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(6.5, 3.6))
    axes.axhline(0, color=INK, linewidth=1)
    for marker, (name, values) in zip(MARKERS, means.items()):
        layers = np.arange(1, len(values) + 1)
        axes.plot(layers, values, marker=marker, color=COLOUR_OF[name], label=label_of(name))
    axes.set(title="Mean activation", xlabel="layer", ylabel="mean output", xticks=layers)
    return _finished(figure, axes)


def _slope(forward, backward, x):
    out, cache = forward(x)
    return backward(np.ones(out.shape), cache)


def plot_noise(places, shares):
    """Draw how much of a small noise comes through each activation, against where its input is.

    Inputs:
    - places: array of P inputs
    - shares: dictionary from the name of an activation to its P shares, above or equal to 0

    Returns:
    - figure: Matplotlib figure; a share of 0 is not drawn on the logarithmic axis
    """
    figure, axes = plt.subplots(figsize=(8, 4.2))
    for number, (name, found) in enumerate(shares.items()):
        shown = np.where(np.array(found) > 0, found, np.nan)
        axes.plot(places, shown, color=COLOURS[number], linewidth=2, label=label_of(name))
    axes.set(
        title="How much of a noise comes through",
        xlabel="input",
        ylabel="share of the noise (log scale)",
        yscale="log",
        ylim=(1e-3, 2),
    )
    return _finished(figure, axes)


def _finished(figure, axes):
    axes.grid(color=INK, alpha=0.25)
    axes.legend(fontsize=8)
    figure.tight_layout()
    return finish(figure)
