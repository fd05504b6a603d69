"""Where two arrays differ, as pictures: yours, the expected one, and the difference.

An array of any dimension is folded to a picture: a number is one field, a vector a row, and each
further axis lays out pictures side by side, then below one another, and so on in turn.
"""

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ..plot_style import INK, finish
from .compare import as_array
from .comparisons import kind_of
from .render import Report

YOURS, EXPECTED, DIFFERENCE = "yours", "expected", "yours - expected"
TITLE = "{question}, case: {case}"
OF_SHAPE = "{name}: {what}, shape {shape}"
NOT_AN_ARRAY = "{name}: {what} is of type {kind}."
NOTHING = "{name}: {what} is None."
OTHER_SIZES = "The shapes differ:\nthere is no element\nto compare with another."
NOT_FINITE = "Crosses: numbers that are not finite."
WRITTEN = 12  # fields a side, up to which each number is written into its field
GAP = np.nan
COLOURS = colormaps["RdBu_r"].with_extremes(bad=INK)


def plot_differences(report: Report) -> Figure:
    """Draw the outputs of a Report that differ, a row for each; return the Matplotlib figure."""
    rows = len(report.outputs)
    figure = Figure(figsize=(9, 0.6 + 2.3 * rows), layout="constrained", dpi=100)
    FigureCanvasAgg(figure)  # a figure of its own, so that no notebook shows it a second time
    axes = figure.subplots(rows, 3, squeeze=False)
    case = report.outputs[0].case
    figure.suptitle(TITLE.format(question=report.question, case=case))
    for output, (left, middle, right) in zip(report.outputs, axes):
        expected, got = np.real(output.expected), as_array(output.got)
        got = None if got is None else np.real(got)
        largest = float(np.max(np.abs(expected), initial=0.0)) or 1.0
        if output.got is None:
            say(left, NOTHING.format(name=output.name, what=YOURS))
        elif got is None:
            kind = kind_of(output.got)
            say(left, NOT_AN_ARRAY.format(name=output.name, what=YOURS, kind=kind))
        else:
            title = OF_SHAPE.format(name=output.name, what=YOURS, shape=got.shape)
            picture(figure, left, got, title, largest)
        title = OF_SHAPE.format(name=output.name, what=EXPECTED, shape=expected.shape)
        picture(figure, middle, expected, title, largest)
        if got is None:
            right.set_axis_off()
        elif got.shape != expected.shape:
            say(right, OTHER_SIZES)
        else:
            with np.errstate(invalid="ignore"):
                difference = got - expected
            finite = np.abs(difference[np.isfinite(difference)])
            title = f"{output.name}: {DIFFERENCE}"
            picture(figure, right, difference, title, float(np.max(finite, initial=0.0)) or 1.0)
    return finish(figure)


def folded(array: np.ndarray) -> np.ndarray:
    """Return an array as rows and columns; gaps of NaN lie between what was not side by side."""
    if array.ndim < 2:
        return array.reshape(1, -1)
    if array.ndim == 2:
        return array
    across = array.ndim % 2 == 1
    pieces = [folded(piece) for piece in array]
    if not pieces:
        return np.zeros((1, 0))
    shape = (len(pieces[0]), 1) if across else (1, pieces[0].shape[1])
    gap = np.full(shape, GAP)
    laid = [part for piece in pieces for part in (gap, piece)][1:]
    return np.concatenate(laid, axis=1 if across else 0)


def picture(figure: Figure, axes: Axes, array: np.ndarray, title: str, largest: float) -> None:
    """Draw an array from blue (-largest) over white (0) to red; cross out what is not finite."""
    fields = folded(np.where(np.isfinite(array), array, 0.0).astype(float))
    crossed = folded(np.where(np.isfinite(array), 0.0, 1.0)) == 1
    axes.set_title(title, fontsize=9)
    axes.set(xticks=[], yticks=[])
    if fields.size == 0:
        return
    image = axes.imshow(
        fields, COLOURS, interpolation="nearest", aspect="auto", vmin=-largest, vmax=largest
    )
    rows, columns = np.nonzero(crossed)
    axes.plot(columns, rows, "x", color="black", markersize=9, markeredgewidth=2)
    if len(rows):
        axes.set_xlabel(NOT_FINITE, fontsize=9)
    bar = figure.colorbar(image, ax=axes, extend="both", pad=0.02)
    bar.ax.tick_params(labelsize=8)
    bar.outline.set_edgecolor(INK)
    if max(fields.shape) <= WRITTEN:
        for row, column in zip(*np.nonzero(~np.isnan(fields) & ~crossed)):
            value = fields[row, column]
            colour = "white" if abs(value) > 0.6 * largest else "black"
            axes.text(column, row, f"{value:.2g}", color=colour, ha="center", va="center",
                      fontsize=8)  # fmt: skip


def say(axes: Axes, words: str) -> None:
    """Write a sentence in the place of a picture."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, words, color=INK, ha="center", va="center", wrap=True)
