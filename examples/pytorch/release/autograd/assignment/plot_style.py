"""How the pictures of the labs look: a white card with dark ink, on a light page and a dark one."""

import base64
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAPER, INK = "#ffffff", "#4d4d4d"
TRAIN, VAL = "#2f80d0", "#d9661f"
# Told apart by people who do not see all colours, too (after Okabe and Ito, 2008).
COLOURS = ("#2f80d0", "#d9661f", "#1b9e77", "#b05cc6", "#c9a200", "#d6336c", "#5aa9c9", "#8a6d3b")
NOTE = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 1.5}  # a card under words


def finish(figure: "Figure") -> "Figure":
    """Give a figure the look of the labs and a description in words, and return it.

    Inputs:
    - figure: Matplotlib figure, complete with its titles, labels and legends; changed in place
    """
    figure.set_facecolor(PAPER)
    if figure.get_suptitle():
        figure.suptitle(figure.get_suptitle(), color=INK)
    for axes in figure.axes:
        axes.set_facecolor(PAPER)
        axes.set_axisbelow(True)  # the grid lies under what is drawn on it
        axes.tick_params(colors=INK, which="both")
        for text in (axes.title, axes.xaxis.label, axes.yaxis.label):
            text.set_color(INK)
        axes.spines[:].set_color(INK)
        legend = axes.get_legend()
        if legend:
            legend.get_frame().set(facecolor=PAPER, edgecolor=INK, alpha=0.85)
            for text in legend.get_texts():
                text.set_color(INK)
    # What notebooks ask a picture for, and no figure has.
    figure._repr_mimebundle_ = lambda **_: _mimebundle(figure)  # type: ignore[attr-defined]
    return figure


def describe(figure: "Figure") -> str:
    """Return what a figure shows in words, made of its titles, labels and legends.

    Screen readers say it where the page hands it to them.
    """
    panels = [_describe_axes(axes) for axes in figure.axes if axes.get_label() != "<colorbar>"]
    return " ".join([*filter(None, [figure.get_suptitle()]), *filter(None, panels)])


def _describe_axes(axes: "Axes") -> str:
    named = [axes.get_title(), " / ".join(filter(None, [axes.get_ylabel(), axes.get_xlabel()]))]
    legend = axes.get_legend()
    if legend:
        named.append(", ".join(text.get_text() for text in legend.get_texts()))
    words = ": ".join(filter(None, named)).replace("\n", " ")
    return words and f"{words}."


def _mimebundle(figure: "Figure") -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return a figure as notebooks show it, with its description as the picture's alt text."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", bbox_inches="tight", dpi=figure.dpi)
    picture, words = base64.b64encode(stream.getvalue()).decode(), describe(figure)
    return {"image/png": picture, "text/plain": words}, {"image/png": {"alt": words}}
