"""The look of all pictures: contrast on their card, and a description for those who hear them."""

import matplotlib.pyplot as plt
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.colors import to_rgb

from autograder.student.plot_style import COLOURS, INK, PAPER, describe, finish


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_and_curves_stand_out_from_the_card():
    """WCAG 2 asks 4.5 of text; of curves the palette's lightest, drawn two points wide, has 2.3."""
    assert contrast(INK, PAPER) > 7
    assert all(contrast(colour, PAPER) > 2.3 for colour in COLOURS)


def test_a_figure_is_described_by_its_titles_labels_and_curves():
    figure, axes = plt.subplots()
    axes.plot([1, 2], label="training")
    axes.set(title="Loss", xlabel="Step", ylabel="Cost")
    axes.legend()
    figure.suptitle("A run")
    assert describe(figure) == "A run Loss: Cost / Step: training."


def test_a_notebook_gets_the_description_with_the_picture():
    figure, axes = plt.subplots()
    axes.set_title("Loss")
    data, metadata = DisplayFormatter().format(finish(figure))
    assert data["image/png"].startswith("iVBOR") and data["text/plain"] == "Loss."
    assert metadata["image/png"]["alt"] == "Loss."
