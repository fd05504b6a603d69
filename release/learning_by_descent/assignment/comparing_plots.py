"""Pictures of scores that differ by chance: from fold to fold, and from seed to seed.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np

from .plot_style import COLOURS, INK, finish

ASIDE = 0.16  # how far points of one group stand apart


def plot_fold_scores(scores_by_name):
    """Show the score of each fold, and the mean over the folds, for several settings.

    Inputs:
    - scores_by_name: dictionary from the name of a setting to an array of scores, one a fold, the
      same folds for all

    Returns:
    - figure: Matplotlib figure; a line joins the scores of a fold, bars are means
    """
    figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
    table = np.array([*scores_by_name.values()], dtype=float)  # (settings, folds)
    settings = np.arange(len(table))
    for number, scores in enumerate(table.T):
        first = number == 0
        colour = COLOURS[1] if first else COLOURS[0]
        name = "fold 1: one split" if first else "the other folds" if number == 1 else None
        axes.plot(
            settings,
            scores,
            "-o",
            color=colour,
            linewidth=2 if first else 1,
            alpha=1.0 if first else 0.5,
            markersize=5,
            label=name,
            zorder=3 if first else 2,
        )
    means = table.mean(axis=1)
    axes.hlines(means, settings - 0.3, settings + 0.3, color=INK, linewidth=3, label="mean")
    axes.set(xlabel="setting", ylabel="score of a fold")
    axes.set_xticks(settings, [*scores_by_name])
    axes.grid(color=INK, alpha=0.25, axis="y")
    axes.legend()
    return finish(figure)


def plot_seed_scores(scores_by_name):
    """Show scores from seed to seed, with two standard errors round each mean.

    Inputs:
    - scores_by_name: dictionary from the name of a setting to an array of scores, one a seed

    Returns:
    - figure: Matplotlib figure; a bar spans two standard errors to both sides of a mean
    """
    figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
    for place, (colour, scores) in enumerate(zip(COLOURS, scores_by_name.values())):
        scores = np.asarray(scores, dtype=float)
        aside = np.linspace(-ASIDE, ASIDE, len(scores))
        axes.plot(place + aside, scores, "o", color=colour, alpha=0.55, markersize=6)
        error = scores.std(ddof=1) / np.sqrt(len(scores))
        axes.errorbar(
            place + 0.3, scores.mean(), 2 * error, fmt="D", color=colour, capsize=6, linewidth=2
        )
    axes.set(xlabel="setting", ylabel="validation accuracy")
    axes.set_xticks(range(len(scores_by_name)), [*scores_by_name])
    axes.grid(color=INK, alpha=0.25, axis="y")
    return finish(figure)
