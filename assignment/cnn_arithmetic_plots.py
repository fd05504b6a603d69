"""Pictures of the lab on convolutional layers: images to filter, and figures of what comes out.

Each plot function returns a Matplotlib figure, which `plt.show()` displays.
"""

import textwrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import LogLocator

from .plot_style import COLOURS, INK, finish

PIXEL, WINDOW, LEFT_OVER, BORDER = COLOURS[0], COLOURS[2], COLOURS[1], "#9a9a9a"


def draw_picture(size=64):
    """Draw a house under the sun, in grey values from 0 (black) to 1 (white).

    Inputs:
    - size: integer, height and width in pixels

    Returns:
    - picture: array of shape (1, 1, size, size), one image of one channel
    """
    down, across = np.mgrid[0:size, 0:size] / size
    picture = np.full((size, size), 0.75)
    picture[down > 0.82] = 0.35  # the ground
    picture[(down - 0.18) ** 2 + (across - 0.2) ** 2 < 0.01] = 1.0  # the sun
    wall = (down > 0.5) & (down < 0.85) & (across > 0.35) & (across < 0.85)
    picture[wall] = 0.95
    roof = (down > 0.25) & (down <= 0.5) & (np.abs(across - 0.6) < 1.2 * (down - 0.25))
    picture[roof] = 0.15
    picture[(down > 0.62) & (down < 0.85) & (across > 0.45) & (across < 0.55)] = 0.3  # the door
    window = (down > 0.58) & (down < 0.7) & (across > 0.65) & (across < 0.77)
    picture[window] = 0.45
    return picture[np.newaxis, np.newaxis]


def draw_patterns(size=32):
    """Draw four patterns of stripes and spots, of values 0 and 1.

    Inputs:
    - size: integer, height and width in pixels

    Returns a tuple of:
    - names: list of four strings
    - patterns: array of shape (4, 1, size, size)
    """
    down, across = np.mgrid[0:size, 0:size] // 4 % 2
    patterns = {
        "upright stripes": across,
        "level stripes": down,
        "chequered": (across + down) % 2,
        "plain": np.ones((size, size)),
    }
    images = np.stack([*patterns.values()])[:, np.newaxis]
    return [*patterns], images.astype(float)


def show_places(geometries):
    """Show how a filter moves along a row of pixels, a panel for each geometry.

    Inputs:
    - geometries: list of tuples (size, filter_size, stride, pad), in pixels

    Returns:
    - figure: Matplotlib figure; the top row of a panel holds the pixels, each row below
      it one place of the filter
    """
    columns = 2
    rows = -(-len(geometries) // columns)
    figure, panels = plt.subplots(
        rows, columns, figsize=(10, 2.6 * rows), layout="constrained", squeeze=False
    )
    lowest = 0
    for axes, (size, filter_size, stride, pad) in zip(panels.flat, geometries):
        begin, end = -pad, size + pad
        for pixel in range(begin, end):
            inside = 0 <= pixel < size
            colour = PIXEL if inside else BORDER
            axes.add_patch(_box(pixel, 0, 1, colour, 0.75 if inside else 0.25))
            if not inside:
                axes.text(pixel + 0.5, -0.5, "0", ha="center", va="center", color=INK)
        row, start = 1, begin
        while start + filter_size <= end:
            axes.add_patch(_box(start, row, filter_size, WINDOW, 0.75))
            row, start = row + 1, start + stride
        covered = start - stride + filter_size
        if covered < end:
            axes.add_patch(_box(covered, row - 1, end - covered, LEFT_OVER, 0.75))
            middle = (covered + end) / 2
            axes.text(middle, -row - 0.15, "left over", ha="center", va="top", color=LEFT_OVER)
        axes.set(xlim=(begin - 0.3, end + 0.3), yticks=[])
        lowest = max(lowest, row)
        axes.set_xticks(np.arange(size) + 0.5, [str(pixel) for pixel in range(size)])
        axes.set_xlabel("pixel")
        axes.set_title(f"{size} pixels, filter {filter_size}, stride {stride}, padding {pad}")
        axes.tick_params(length=0)
    for axes in panels.flat[: len(geometries)]:
        axes.set_ylim(-lowest - 0.3, 0.2)
    for axes in panels.flat[len(geometries) :]:
        axes.set_axis_off()
    return _without_frames(finish(figure))


def plot_shrinking(sizes):
    """Plot the height of a volume behind each layer of a stack.

    Inputs:
    - sizes: dictionary from the name of a stack to a list of integers, in pixels: the
      height of the input, then the height behind each layer

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(10, 4.2), layout="constrained")
    for number, (name, heights) in enumerate(sizes.items()):
        axes.plot(heights, marker="osD^v"[number % 5], color=COLOURS[number], label=name)
    axes.set(
        title="What is left of the image behind each layer",
        xlabel="Layer (0 is the input)",
        ylabel="Height and width in pixels",
    )
    axes.set_ylim(bottom=0)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(color=INK, alpha=0.25)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return finish(figure)


def plot_costs(names, param_counts, multiply_adds):
    """Plot parameters and multiply-adds of several layers, on logarithmic scales.

    Inputs:
    - names: list of L strings
    - param_counts, multiply_adds: L integers each

    Returns:
    - figure: Matplotlib figure with two axes, one beside the other
    """
    figure, panels = plt.subplots(1, 2, figsize=(12, 2.6), layout="constrained", sharey=True)
    for axes, counts, title, unit in zip(
        panels,
        (param_counts, multiply_adds),
        ("What it learns", "What it computes"),
        ("Weights and biases", "Multiply-adds for one image"),
    ):
        bars = axes.barh(names, counts, color=COLOURS[: len(names)], height=0.6)
        axes.bar_label(bars, [f"{count:,}" for count in counts], padding=4, color=INK)
        axes.set(title=title, xlabel=f"{unit} (logarithmic scale)", xscale="log")
        axes.set_xlim(1, max(counts) * 100)
        axes.xaxis.set_major_locator(LogLocator(numticks=20))
        axes.grid(color=INK, alpha=0.25, axis="x")
        axes.set_axisbelow(True)
    panels[0].invert_yaxis()
    return finish(figure)


def plot_stack(names, volumes, param_counts, multiply_adds):
    """Plot which share of its parameters and of its work a stack has in each layer.

    Inputs:
    - names: list of L strings
    - volumes: integer array of shape (L, 3), what each layer makes
    - param_counts, multiply_adds: integer arrays of shape (L,)

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(11, 4.4), layout="constrained")
    places = np.arange(len(names))
    for shift, counts, name, colour in (
        (-0.2, param_counts, "parameters", COLOURS[0]),
        (0.2, multiply_adds, "multiply-adds", COLOURS[1]),
    ):
        shares = 100 * counts / counts.sum()
        label = f"{name}, {counts.sum():,} in all"
        bars = axes.bar(places + shift, shares, 0.38, color=colour, label=label)
        axes.bar_label(bars, [f"{share:.0f} %" for share in shares], color=INK, padding=2)
    labels = [f"{name}\n{'×'.join(map(str, volume))}" for name, volume in zip(names, volumes)]
    axes.set_xticks(places, labels)
    axes.set(
        title="Where the parameters are, and where the work is",
        xlabel="Layer, and the volume it makes",
        ylabel="Share of the whole stack in %",
    )
    axes.set_ylim(top=1.12 * axes.get_ylim()[1])
    axes.grid(color=INK, alpha=0.25, axis="y")
    axes.set_axisbelow(True)
    axes.legend()
    return finish(figure)


def show_feature_maps(picture, w, maps, names):
    """Show a picture, some filters, and what each of them makes of it.

    Inputs:
    - picture: array of shape (1, 1, H, W)
    - w: array of filters, of shape (F, 1, HH, WW)
    - maps: array of feature maps, of shape (1, F, H', W')
    - names: list of F strings

    Returns:
    - figure: Matplotlib figure; 0 is white, positive numbers are red, negative ones blue
    """
    figure, panels = plt.subplots(
        2, len(names) + 1, figsize=(13, 5), layout="constrained", height_ratios=(1, 2.2)
    )
    panels[0, 0].set_axis_off()
    panels[1, 0].imshow(picture[0, 0], cmap="gray", vmin=0, vmax=1)
    panels[1, 0].set(title="the picture", xlabel="pixel", ylabel="pixel")
    for top, bottom, kernel, image, name in zip(
        panels[0, 1:], panels[1, 1:], w[:, 0], maps[0], names
    ):
        reach = np.abs(kernel).max()
        top.imshow(kernel, cmap="RdBu_r", vmin=-reach, vmax=reach)
        top.set(title=name, xticks=[], yticks=[])
        reach = np.abs(image).max() or 1.0
        drawn = bottom.imshow(image, cmap="RdBu_r", vmin=-reach, vmax=reach)
        bottom.set(title=f"map, {image.shape[0]} × {image.shape[1]}", xlabel="pixel")
        bar = figure.colorbar(drawn, ax=bottom, shrink=0.7, orientation="horizontal")
        bar.set_ticks([-reach, 0, reach], labels=[f"{-reach:.2f}", "0", f"{reach:.2f}"])
        bar.set_label("number in the map")
        bar.outline.set_edgecolor(INK)
    return finish(figure)


def plot_responses(responses, image_names, filter_names):
    """Show how strongly each filter answers to each image, as a table of colours.

    Inputs:
    - responses: array of shape (N, F)
    - image_names: list of N strings
    - filter_names: list of F strings

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(8, 3.8), layout="constrained")
    drawn = axes.imshow(responses, cmap="Blues", vmin=0, aspect="auto")
    axes.set_xticks(range(len(filter_names)), [textwrap.fill(name, 12) for name in filter_names])
    axes.set_yticks(range(len(image_names)), image_names)
    axes.set(title="Mean response", xlabel="Filter", ylabel="Image")
    for (row, column), response in np.ndenumerate(responses):
        shade = "white" if response > 0.6 * responses.max() else "black"
        axes.text(column, row, f"{response:.2f}", ha="center", va="center", color=shade)
    bar = figure.colorbar(drawn, ax=axes, label="mean size of the numbers in the map")
    bar.outline.set_edgecolor(INK)
    return finish(figure)


def _box(left, row, width, colour, alpha):
    """Return a box of one row's height, its top at -row."""
    return plt.Rectangle(
        (left + 0.04, -row - 0.92), width - 0.08, 0.84, color=colour, alpha=alpha, linewidth=0
    )


def _without_frames(figure):
    """Take the frames of all axes away, and return the figure."""
    for axes in figure.axes:
        axes.spines[:].set_visible(False)
    return figure
