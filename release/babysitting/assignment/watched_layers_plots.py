"""Pictures of a network watched while it trains, and of borders between diagnoses.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np

from .plot_style import COLOURS, INK, VAL, finish

SHARES = (0.1, 0.2, 0.5, 0.7, 0.9, 1.2, 1.5, 2, 3)  # of the first cost, on an axis


def plot_watched(title, watched):
    """Show one training: what its layers put out, their gain, and the size of their steps.

    Inputs:
    - title: what to call it
    - watched: Watched, of `watched_layers.py`

    Returns:
    - figure: Matplotlib figure with three panels, a colour for each layer, blue for the first
    """
    layers = range(len(watched.outputs))
    colours = plt.get_cmap("viridis_r")(np.linspace(0.15, 0.95, len(layers)))
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 3.8), layout="constrained")
    for layer, colour, out in zip(layers, colours, watched.outputs):
        label = f"layer {layer + 1}"
        reach = max(np.abs(out).max(), 1e-6)
        bins = np.linspace(-reach if out.min() < 0 else 0, reach, 41)
        shares, edges = np.histogram(out.ravel(), bins, weights=np.full(out.size, 1 / out.size))
        left.stairs(shares, edges / reach, color=colour, linewidth=1.6)
        middle.plot(watched.steps, watched.gains[:, layer], color=colour, label=label)
        right.plot(watched.steps, watched.ratios[:, layer], color=colour)
    left.set(
        title="Outputs at the end",
        xlabel="output / largest output of the layer",
        ylabel="share of outputs (log scale)",
        yscale="log",
        ylim=(1e-4, 1.2),
    )
    middle.axhline(1, color=INK, linestyle="--", linewidth=1)
    middle.set(title="Gain", xlabel="step", ylabel="std of outputs / std of inputs")
    middle.legend(fontsize="small", loc="upper left", bbox_to_anchor=(1.01, 1))
    right.axhline(1e-3, color=VAL, linestyle="--", linewidth=1)
    right.annotate("1e-3", (0, 1e-3), (2, 3), textcoords="offset points", color=VAL, fontsize=9)
    right.set(
        title="Update ratio", xlabel="step", ylabel="size of step / size of weights", yscale="log"
    )
    if not np.any(watched.ratios > 0):
        right.set_yscale("linear")
    for axes in (left, middle, right):
        axes.grid(color=INK, alpha=0.25)
    figure.suptitle(title)
    return finish(figure)


def plot_borders(known, unseen, borders):
    """Show where curves lie on each of the three measures, and where the borders are.

    Inputs:
    - known: dictionary from a diagnosis to an array (n, 3) of the measures of curves of that kind
    - unseen: array (n, 3), the measures of curves whose kind is hidden
    - borders: three scalars, the border on each measure

    Returns:
    - figure: Matplotlib figure, one panel for each measure
    """
    titles = ("highest cost after the first tenth", "last tenth", "second tenth")
    figure, panels = plt.subplots(1, 3, figsize=(13, 3.6), sharey=True, layout="constrained")
    names = [*known, "hidden"]
    for number, (axes, title, border) in enumerate(zip(panels, titles, borders)):
        for row, (name, rows) in enumerate([*known.items(), ("hidden", unseen)]):
            colour = INK if name == "hidden" else COLOURS[row]
            axes.plot(rows[:, number], np.full(len(rows), row), "o", color=colour, alpha=0.6)
        axes.axvline(border, color=VAL, linestyle="--")
        low = min(rows[:, number].min() for rows in (*known.values(), unseen))
        high = max(rows[:, number].max() for rows in (*known.values(), unseen))
        axes.set(
            title=title,
            xlabel="share of the first cost (log scale)",
            xscale="log",
            xlim=(0.95 * low, 1.05 * max(high, border)),
        )
        axes.set_xticks(SHARES, [f"{share:g}" for share in SHARES])
        axes.xaxis.set_minor_locator(plt.NullLocator())
        axes.tick_params(axis="x", which="both", labelsize=8)
        axes.grid(color=INK, alpha=0.25)
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylabel("what was wrong with the run")
    return finish(figure)
