"""Pictures of training: loss and accuracy curves, first-layer weights, example images.

Each function returns a Matplotlib figure, which `plt.show()` displays.
"""

import matplotlib.pyplot as plt
import numpy as np

from .plot_style import INK, TRAIN, VAL, finish


def plot_training(solver):
    """Plot the loss of each iteration, and the accuracies of each epoch.

    Inputs:
    - solver: Solver whose `train()` has run

    Returns:
    - figure: Matplotlib figure with two axes, one beside the other
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.2), layout="constrained")
    losses = np.asarray(solver.loss_history, dtype=float)
    left.set(title="Training loss", xlabel="Iteration", ylabel="Loss of the minibatch")
    left.plot(losses, ".", color=TRAIN, markersize=3, alpha=0.35, label="each minibatch")
    if losses.size >= 20:
        # The average of the last so many tells more than the noise of single batches.
        window = losses.size // 20 + 1
        smooth = np.convolve(losses, np.ones(window) / window, mode="valid")
        steps = np.arange(window - 1, losses.size)
        left.plot(steps, smooth, color=VAL, linewidth=2, label=f"average of {window}")

    right.set(title="Accuracy", xlabel="Epoch", ylabel="Share of images labelled rightly")
    epochs = np.arange(len(solver.train_acc_history))
    right.plot(epochs, solver.train_acc_history, "-o", color=TRAIN, label="training")
    right.plot(epochs, solver.val_acc_history, "-s", color=VAL, label="validation")
    right.xaxis.get_major_locator().set_params(integer=True)

    for axes in (left, right):
        axes.grid(color=INK, alpha=0.25)
        axes.legend(markerscale=1.5)
    return finish(figure)


def show_first_layer(W1, image_shape=(3, 32, 32)):
    """Show the weights into each hidden unit as an image.

    Inputs:
    - W1: array of weights, of shape (D, H), D being the product of image_shape
    - image_shape: channels, height, width

    Returns:
    - figure: Matplotlib figure of H tiles
    """
    figure = _show_tiles(np.asarray(W1).T.reshape(-1, *image_shape))
    figure.axes[0].set_title("First-layer weights, one tile for each hidden unit", color=INK)
    return figure


def show_examples(X, y, per_class=8):
    """Show the first images of each class, a column for each class.

    Inputs:
    - X: array of images, of shape (N, channels, height, width)
    - y: array of labels, of shape (N,)
    - per_class: integer, the number of images of each class

    Returns:
    - figure: Matplotlib figure, with the label of a class above its column
    """
    labels = np.unique(y)
    columns = [X[np.flatnonzero(y == label)[:per_class]] for label in labels]
    rows = min(len(column) for column in columns)
    tiles = np.stack([column[row] for row in range(rows) for column in columns])
    figure = _show_tiles(tiles, columns=len(labels))
    axes = figure.axes[0]
    step = tiles.shape[-1] + 1
    axes.set_axis_on()
    axes.set_xticks(np.arange(len(labels)) * step + step / 2, [str(label) for label in labels])
    axes.set_yticks([])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_title("Examples of each class", color=INK)
    return figure


def tile_images(images, columns=None):
    """Lay images out on a grid with gaps of one transparent pixel.

    Every image is stretched to its own darkest and brightest value, or small weights
    would all look grey.

    Inputs:
    - images: array of shape (N, 3, height, width)
    - columns: integer, images in a row of the grid; None for a grid about square

    Returns:
    - grid: RGBA array with values from 0 to 1, of shape
      (rows * (height + 1) - 1, columns * (width + 1) - 1, 4)
    """
    number, _, height, width = images.shape
    columns = columns or int(np.ceil(np.sqrt(number)))
    rows = -(-number // columns)
    grid = np.zeros((rows * (height + 1), columns * (width + 1), 4))
    for i, image in enumerate(images):
        top, left = i // columns * (height + 1), i % columns * (width + 1)
        low, high = image.min(), image.max()
        pixels = (image - low) / max(high - low, 1e-12)
        grid[top : top + height, left : left + width, :3] = pixels.transpose(1, 2, 0)
        grid[top : top + height, left : left + width, 3] = 1
    return grid[:-1, :-1]


def _show_tiles(images, columns=None):
    grid = tile_images(images, columns)
    figure, axes = plt.subplots(figsize=(7, 7 * grid.shape[0] / grid.shape[1] + 0.4))
    axes.imshow(grid, interpolation="nearest")
    axes.set_axis_off()
    return finish(figure)
