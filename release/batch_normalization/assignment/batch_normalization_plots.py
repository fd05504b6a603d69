"""Pictures of what batch normalisation does. Each function returns a Matplotlib figure."""

import matplotlib.pyplot as plt
import numpy as np

from .plot_style import COLOURS, INK, finish

WITHOUT, WITH = "without batch normalisation", "with batch normalisation"
PLAIN, NORMALISED = COLOURS[1], COLOURS[0]
MARKERS = "osD^vP"


def plot_features(x, out):
    """Show how features are distributed before and after a layer of batch normalisation.

    Inputs:
    - x: array of shape (N, D), the input of the layer
    - out: array of shape (N, D), its output

    Returns:
    - figure: Matplotlib figure with two axes, before and after; one curve a feature
    """
    figure, both = plt.subplots(1, 2, figsize=(11, 3.6), layout="constrained")
    for axes, values, title in zip(both, (x, out), ("Input", "Output: gamma 1, beta 0")):
        bins = np.linspace(values.min(), values.max(), 60)
        for feature in range(values.shape[1]):
            axes.hist(
                values[:, feature],
                bins,
                histtype="step",
                linewidth=2,
                color=COLOURS[feature],
                label=f"feature {feature}",
            )
        axes.set(title=title, xlabel="Value", ylabel="Number of examples")
        axes.legend()
    return finish(figure)


def plot_gradient_sizes(scales, without, with_norm):
    """Show the size of the gradients in each layer of a new network.

    Inputs:
    - scales: list of S scalars, the standard deviations the weights were drawn with
    - without: array of shape (S, L), the sizes in a network without batch normalisation
    - with_norm: array of shape (S, L), the sizes with it

    Returns:
    - figure: Matplotlib figure with two axes of one logarithmic scale, one curve a scale
    """
    figure, both = plt.subplots(1, 2, figsize=(11, 4), sharey=True, layout="constrained")
    for axes, sizes, title in zip(both, (without, with_norm), (WITHOUT, WITH)):
        for scale, curve, colour, marker in zip(scales, sizes, COLOURS, MARKERS):
            layers = np.arange(1, len(curve) + 1)
            axes.plot(layers, curve, color=colour, marker=marker, label=f"weight scale {scale:g}")
        axes.set(title=title.capitalize(), xlabel="Layer", yscale="log")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(color=INK, alpha=0.25)
    both[0].set_ylabel("Size of the weights' gradient")
    both[1].legend(loc="lower right")
    return finish(figure)


def plot_depth_and_scale(depths, scales, without, with_norm):
    """Show the loss after a short training for each depth and each scale of the weights.

    Inputs:
    - depths: list of R integers, numbers of hidden layers
    - scales: list of S scalars, the standard deviations the weights were drawn with
    - without: array of shape (R, S), the losses without batch normalisation; not finite where
      training diverged, which is shown as a cross
    - with_norm: array of shape (R, S), the losses with it

    Returns:
    - figure: Matplotlib figure of two tables, dark where the loss is low
    """
    figure, both = plt.subplots(1, 2, figsize=(13, 3.8), sharey=True, layout="constrained")
    tables = [np.asarray(losses, dtype=float) for losses in (without, with_norm)]
    finite = np.concatenate([losses[np.isfinite(losses)] for losses in tables])
    low, high = finite.min(), min(finite.max(), np.log(10))
    for axes, losses, title in zip(both, tables, (WITHOUT, WITH)):
        shown = np.ma.masked_invalid(losses)
        image = axes.imshow(shown, cmap="viridis", vmin=low, vmax=high, aspect="auto")
        for (row, column), loss in np.ndenumerate(losses):
            if np.isfinite(loss):
                colour = "white" if loss < (low + high) / 2 else "black"
                axes.text(column, row, f"{loss:.2f}", color=colour, ha="center", va="center")
            else:
                axes.text(column, row, "×", color=INK, fontsize=16, ha="center", va="center")
        axes.set(title=title.capitalize(), xlabel="Weight scale")
        axes.set_xticks(range(len(scales)), [f"{scale:.2g}" for scale in scales])
    both[0].set_ylabel("Hidden layers")
    both[0].set_yticks(range(len(depths)), [str(depth) for depth in depths])
    bar = figure.colorbar(image, ax=both, label="Training loss (× diverged)")
    bar.outline.set_edgecolor(INK)
    return finish(figure)


def plot_batch_sizes(batch_sizes, noise, spread, without, with_norm):
    """Show what the size of a minibatch does to its mean, and to the training.

    Inputs:
    - batch_sizes: list of B integers
    - noise: array of shape (B,), the standard deviation of the minibatch means
    - spread: scalar, the standard deviation of the data
    - without: array of shape (B,), the training loss without batch normalisation
    - with_norm: array of shape (B,), the training loss with it

    Returns:
    - figure: Matplotlib figure with two axes, the noise and the losses
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4), layout="constrained")
    sizes = np.asarray(batch_sizes, dtype=float)
    left.plot(sizes, noise, "o", color=NORMALISED, markersize=8, label="measured")
    left.plot(sizes, spread / np.sqrt(sizes), color=INK, label="spread of the data / √n")
    left.set(
        title="Noise of a minibatch mean",
        xlabel="Size n of a minibatch",
        ylabel="Standard deviation of the means",
        yscale="log",
    )
    right.plot(sizes, without, "-s", color=PLAIN, label=WITHOUT)
    right.plot(sizes, with_norm, "-o", color=NORMALISED, label=WITH)
    right.set(
        title="Loss after the same number of steps",
        xlabel="Size n of a minibatch",
        ylabel="Training loss",
    )
    left.yaxis.set_major_formatter("{x:g}")
    left.yaxis.set_minor_formatter("{x:g}")
    for axes in (left, right):
        axes.set_xscale("log", base=2)
        axes.set_xticks(sizes, [str(size) for size in batch_sizes])
        axes.grid(color=INK, alpha=0.25)
        axes.legend()
    return finish(figure)


def plot_learning_rates(rates, without, with_norm, goal, largest):
    """Show the loss after a short training for each learning rate.

    Inputs:
    - rates: array of shape (R,), the learning rates
    - without: array of shape (R,), the losses without batch normalisation; not finite where
      training diverged, which is shown as a cross at the top
    - with_norm: array of shape (R,), the losses with it
    - goal: scalar, the loss that was asked for
    - largest: the largest rates that reached the goal, without and with

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(11, 4.4), layout="constrained")
    top = np.log(10) + 0.3  # a loss above this is worse than guessing
    heights = (top + 0.1, top + 0.05)  # of the crosses, so that none hides another
    for losses, label, colour, marker, best, height in zip(
        (without, with_norm), (WITHOUT, WITH), (PLAIN, NORMALISED), "so", largest, heights
    ):
        losses = np.asarray(losses, dtype=float)
        shown = np.isfinite(losses) & (losses <= top)
        curve = np.where(shown, losses, np.nan)
        axes.plot(rates, curve, marker=marker, color=colour, label=label)
        crosses = rates[~shown]
        axes.plot(crosses, np.full(len(crosses), height), "x", color=colour, markersize=9)
        if best > 0:
            axes.axvline(best, color=colour, linestyle=":", linewidth=2)
    axes.axhline(goal, color=INK, linestyle="--", label="goal")
    axes.plot([], [], "x", color=INK, markersize=9, label="diverged, or off the scale")
    axes.plot([], [], ":", color=INK, linewidth=2, label="largest good rate")
    axes.set(
        title="Loss after a short training",
        xlabel="Learning rate",
        ylabel="Training loss",
        xscale="log",
        ylim=(None, top + 0.15),
    )
    axes.grid(color=INK, alpha=0.25)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    return finish(figure)


def plot_two_trainings(without, with_norm):
    """Show how two trainings went, one without and one with batch normalisation.

    Inputs:
    - without, with_norm: Solvers whose `train()` has run

    Returns:
    - figure: Matplotlib figure with two axes, the loss and the validation accuracy
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4), layout="constrained")
    for solver, label, colour, marker in (
        (without, WITHOUT, PLAIN, "s"),
        (with_norm, WITH, NORMALISED, "o"),
    ):
        losses = np.asarray(solver.loss_history, dtype=float)
        window = losses.size // 20 + 1
        smooth = np.convolve(losses, np.ones(window) / window, mode="valid")
        left.plot(np.arange(window, window + smooth.size), smooth, color=colour, label=label)
        epochs = np.arange(len(solver.val_acc_history))
        right.plot(epochs, solver.val_acc_history, color=colour, marker=marker, label=label)
    left.set(title="Training loss", xlabel="Iteration", ylabel="Loss, average of a few")
    right.set(
        title="Accuracy", xlabel="Epoch", ylabel="Share of validation images labelled rightly"
    )
    right.xaxis.get_major_locator().set_params(integer=True)
    for axes in (left, right):
        axes.grid(color=INK, alpha=0.25)
        axes.legend()
    return finish(figure)


def plot_effective_rates(curves):
    """Show loss curves on one pair of axes, the later ones with their dots over the first line.

    Inputs:
    - curves: dictionary from the name of a training to its losses, an array of shape (T,)

    Returns:
    - figure: Matplotlib figure
    """
    figure, axes = plt.subplots(figsize=(10, 4), layout="constrained")
    for (name, losses), colour, style in zip(curves.items(), COLOURS, ("-", "-", ":")):
        smooth = np.convolve(losses, np.ones(10) / 10, mode="valid")
        width = 5 if style == ":" else 2  # dots that coincide with a line are seen on it
        steps = np.arange(10, 10 + smooth.size)
        axes.plot(steps, smooth, style, color=colour, linewidth=width, label=name)
    axes.set(xlabel="Step", ylabel="Training loss, average of 10 steps")
    axes.grid(color=INK, alpha=0.25)
    axes.legend()
    return finish(figure)


def plot_regularisation(panels):
    """Show training and validation accuracy, without and with batch normalisation.

    Inputs:
    - panels: dictionary from a title to a dictionary from None and "batchnorm" to an array of
      shape (T, 2): the training and the validation accuracy at T moments of a training

    Returns:
    - figure: Matplotlib figure, one panel for each title
    """
    figure, both = plt.subplots(
        1, len(panels), figsize=(12, 4), sharey=True, layout="constrained", squeeze=False
    )
    for axes, (title, accuracies) in zip(both.flat, panels.items()):
        for key, label, colour in ((None, WITHOUT, PLAIN), ("batchnorm", WITH, NORMALISED)):
            shares = np.linspace(0, 100, len(accuracies[key]))
            training, validation = accuracies[key].T
            axes.plot(shares, training, color=colour, label=f"training, {label}")
            axes.plot(shares, validation, "--o", color=colour, label=f"validation, {label}")
        axes.set(title=title, xlabel="% of the training")
        axes.grid(color=INK, alpha=0.25)
    both[0, 0].set_ylabel("Accuracy")
    both[0, -1].legend(loc="center right", fontsize="small")
    return finish(figure)
