"""Pictures of what units and nets answer in the plane of two inputs.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from .descent_rehearsal import truth_table
from .plot_style import COLOURS, INK, finish

LOW, HIGH = -0.6, 1.6
OFF, ON = COLOURS[0], COLOURS[1]
SHOWN = 40  # lines at most
CLEARLY = 0.51  # above a half, by more than rounding


def plot_units(panels):
    """Show what single threshold units answer, and where their lines run.

    Inputs:
    - panels: dictionary from a title to (targets, units): the four wanted answers to 00, 01, 10
      and 11, and a list of tuples (w, b); of a single unit the side where it is on is shaded

    Returns:
    - figure: Matplotlib figure, a panel for each title
    """
    figure, axes_of_panels = _panels(panels)
    for axes, (targets, units) in zip(axes_of_panels, panels.values()):
        if len(units) == 1:
            _shade(axes, partial(_is_on, units[0]))
        for w, b in units[:: max(1, len(units) // SHOWN)]:
            w, b = np.asarray(w, dtype=float).ravel(), float(b)
            # The line w·x + b = 0: through the point nearest to 0, at right angles to w.
            if np.any(w):
                point, along = -b * w / (w @ w), np.array([-w[1], w[0]])
                alpha = 1.0 if len(units) == 1 else 0.35
                axes.axline(point, point + along, color=INK, linewidth=1.5, alpha=alpha)
        _points(axes, targets)
    return _with_legend(figure)


def _is_on(unit, rows):
    """Return where a unit (w, b) is on, for inputs of shape (N, 2)."""
    return rows @ np.asarray(unit[0], dtype=float).ravel() + float(unit[1]) > 0


def plot_answers(panels, targets):
    """Show where in the plane nets answer 1.

    Inputs:
    - panels: dictionary from a title to a function from inputs (N, 2) to answers (N,); what is
      clearly above a half counts as 1, and is shaded
    - targets: the four wanted answers to 00, 01, 10 and 11

    Returns:
    - figure: Matplotlib figure, a panel for each title
    """
    figure, axes_of_panels = _panels(panels)
    for axes, answer in zip(axes_of_panels, panels.values()):
        _shade(axes, lambda rows, answer=answer: np.ravel(answer(rows)) > CLEARLY)
        _points(axes, targets)
    return _with_legend(figure)


def _panels(titles):
    """Return a figure and its panels, with titles and axes."""
    width = 3.6 * len(titles)
    figure, grid = plt.subplots(
        1, len(titles), figsize=(width, 4.0), layout="constrained", sharey=True, squeeze=False
    )
    for axes, title in zip(grid.flat, titles):
        axes.set(title=title, xlabel="first input", xlim=(LOW, HIGH), ylim=(LOW, HIGH))
        axes.set(xticks=[0, 1], yticks=[0, 1], aspect="equal")
    grid[0, 0].set_ylabel("second input")
    return figure, grid.flat


def _shade(axes, is_on):
    """Shade where a function of inputs (N, 2) is true."""
    ticks = np.linspace(LOW, HIGH, 200)
    x, y = np.meshgrid(ticks, ticks)
    on = np.reshape(is_on(np.column_stack([x.ravel(), y.ravel()])), x.shape).astype(float)
    if on.min() < on.max() or on.max() > 0:
        axes.contourf(x, y, on, levels=[0.5, 1.5], colors=[ON], alpha=0.3)


def _points(axes, targets):
    """Draw the four rows of the truth table: a disc for 1, a ring for 0."""
    targets = np.ravel(targets)
    rows = truth_table(2)
    for wanted, colour, name in ((1, ON, "should be 1"), (0, OFF, "should be 0")):
        chosen = rows[targets == wanted]
        face = colour if wanted else "none"
        axes.scatter(
            *chosen.T, s=130, facecolor=face, edgecolor=colour, linewidth=2.5, zorder=3, label=name
        )


def _with_legend(figure):
    """Say once what discs and rings are, below the panels; return the figure."""
    handles, names = figure.axes[0].get_legend_handles_labels()
    figure.legend(
        handles, names, loc="outside lower center", ncols=2, frameon=False, labelcolor=INK
    )
    return finish(figure)
