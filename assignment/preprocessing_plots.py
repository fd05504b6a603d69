"""Pictures of preprocessing: data clouds, the scales of features, centred images.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from .plot_style import COLOURS, INK, finish

COLD_TO_WARM = LinearSegmentedColormap.from_list("cold to warm", COLOURS[:2])


def plot_clouds(clouds, reach=10):
    """Plot what preprocessing makes of a cloud of points, all on the same scale.

    Inputs:
    - clouds: dictionary from a title to an array of shape (N, 2); row i is the same example in
      all of them and keeps its colour
    - reach: how far the axes reach to each side of 0

    Returns:
    - figure: Matplotlib figure with one square for each cloud
    """
    first = next(iter(clouds.values()))
    order = np.argsort(np.argsort(first @ [1.0, 1.0]))  # along the cloud
    figure, row = plt.subplots(
        1,
        len(clouds),
        figsize=(3 * len(clouds), 3.4),
        sharex=True,
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    for axes, (title, X) in zip(row[0], clouds.items()):
        axes.axhline(0, color=INK, linewidth=0.8, alpha=0.6)
        axes.axvline(0, color=INK, linewidth=0.8, alpha=0.6)
        axes.scatter(X[:, 0], X[:, 1], c=order, cmap=COLD_TO_WARM, s=7)
        axes.set(title=title, xlabel="first coordinate", xlim=(-reach, reach), ylim=(-reach, reach))
        axes.set_aspect("equal")
    row[0, 0].set_ylabel("second coordinate")
    return finish(figure)


def plot_std_ranges(ranges):
    """Plot from where to where the standard deviations of features reach.

    Inputs:
    - ranges: dictionary from the name of a data set to (smallest, largest)

    Returns:
    - figure: Matplotlib figure with a bar for each data set, on a logarithmic scale
    """
    figure, axes = plt.subplots(figsize=(9, 1.2 + 0.6 * len(ranges)), layout="constrained")
    for place, (name, (smallest, largest)) in enumerate(ranges.items()):
        ratio = largest / smallest
        words = f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3g}"
        axes.plot(
            [smallest, largest],
            [place, place],
            "o-",
            color=COLOURS[place],
            linewidth=5,
            markersize=8,
            label=f"{name}: largest / smallest = {words}",
        )
    axes.set(
        title="Scales of the features",
        xlabel="Standard deviation of a feature, in its own unit",
        xscale="log",
        ylim=(len(ranges) - 0.5, -0.5),
    )
    axes.set_yticks(range(len(ranges)), list(ranges))
    axes.grid(color=INK, alpha=0.25, axis="x")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return finish(figure)


def plot_centring(original, centred, shown=6):
    """Show images and their numbers before and after centring.

    A centred image shows 0 as middle grey. What was subtracted stands to the left of it; all that
    was subtracted is stretched to the same darkest and brightest number, since it hardly varies.

    Inputs:
    - original: images, of shape (N, 3, H, W), with grey levels from 0 to 255
    - centred: dictionary from a title to the same images centred
    - shown: integer, how many images of each to show

    Returns:
    - figure: Matplotlib figure with a row for the original images and for each title
    """
    subtracted = {title: original[0] - images[0] for title, images in centred.items()}
    low = min(image.min() for image in subtracted.values())
    high = max(image.max() for image in subtracted.values())

    figure = plt.figure(figsize=(13, 1.55 * (1 + len(centred))), layout="constrained")
    grid = figure.add_gridspec(
        1 + len(centred), shown + 3, width_ratios=[1.2, *[1] * (shown + 1), 2.4]
    )
    for place, (title, images) in enumerate({"original": original, **centred}.items()):
        row = [figure.add_subplot(grid[place, column]) for column in range(shown + 3)]
        for axes in row[:-1]:
            axes.set_axis_off()
        row[0].text(0.5, 0.5, title, color=INK, ha="center", va="center", wrap=True)
        grey = 0.0
        if title in subtracted:
            grey = 127.5
            _show(row[1], (subtracted[title] - low) / max(high - low, 1e-12))
            row[1].set_title("subtracted", fontsize="medium")
        for axes, image in zip(row[2:-1], images):
            _show(axes, (image + grey) / 255)
        shares = np.full(images.size, 1 / images.size)
        row[-1].hist(images.ravel(), 50, range=(-255, 255), weights=shares, color=COLOURS[place])
        row[-1].axvline(images.mean(), color=INK, linestyle="--", label="mean")
        row[-1].set(xlabel="grey level", ylabel="share")
        row[-1].legend(loc="upper left")
    return finish(figure)


def _show(axes, image):
    axes.imshow(np.clip(image, 0, 1).transpose(1, 2, 0), interpolation="nearest")
