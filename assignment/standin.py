"""The stand-in for CIFAR-10: generated images of the same shapes, for when there is no download.

Ten classes of simple figures (a disk, a ring, stripes, …) stand at varying places and sizes before
a coloured background, among noise. They are made to be as hard for the lab's networks as CIFAR-10
is: see docs/decisions/stand-in-data.md for what was measured.

Everything is drawn from frozen random streams and computed in integers, so the images are the
same bytes on every machine.
"""

import numpy as np

CLASSES = (
    "disk",
    "ring",
    "square",
    "frame",
    "triangle",
    "plus",
    "cross",
    "stripes across",
    "stripes down",
    "checkers",
)
SIZE = 32
CHUNK = 2000

# The colour (red, green, blue) and the slope (down, across) a class's background leans to.
COLOURS = np.array(
    [
        [1, 0, -1],
        [-1, 1, 0],
        [0, -1, 1],
        [1, 1, -1],
        [-1, 0, 1],
        [0, 1, -1],
        [1, -1, 0],
        [-1, -1, 1],
        [1, -1, 1],
        [-1, 1, -1],
    ]
)
SLOPES = np.array(
    [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, -1], [1, -1], [-1, 1], [0, 0], [0, 0]]
)

# What decides how hard the classes are.
SHIFT = 5  # pixels a figure may stand off the centre, each way
RADII = (6, 12)  # pixels, smallest and largest half-size
NOISE = 96  # grey levels, half the width of the noise of a pixel
LIGHT = 192  # of 256 figures of a class, how many have its usual brightness
CONFUSED = 72  # of 256 images, how many show a figure of some other class
TINT = 24  # grey levels a background leans towards the colour of its class
LEAN = 128  # of 256 backgrounds, how many lean to the slope of their class


def make_split(count, seed):
    """Return (images, labels) of a split: (count, 3, 32, 32) uint8 and (count,) int64.

    The same count and seed give the same split, and a larger count only adds to it.
    """
    images = np.empty((count, 3, SIZE, SIZE), dtype=np.uint8)
    labels = np.empty(count, dtype=np.int64)
    for number, start in enumerate(range(0, count, CHUNK)):
        rng = np.random.RandomState([seed, number])
        stop = min(start + CHUNK, count)
        chunk_images, chunk_labels = make_chunk(rng)
        images[start:stop] = chunk_images[: stop - start]
        labels[start:stop] = chunk_labels[: stop - start]
    return images, labels


def make_chunk(rng):
    """Return CHUNK images and their labels, drawn from `rng`."""
    labels = rng.randint(0, len(CLASSES), CHUNK)
    shown = np.where(rng.randint(0, 256, CHUNK) < CONFUSED, rng.randint(0, 10, CHUNK), labels)
    figure = figures(rng, shown)  # (CHUNK, 1, 32, 32) bool
    picture = background(rng, labels)  # (CHUNK, 3, 32, 32) int16
    usual = rng.randint(0, 256, CHUNK) < LIGHT
    light = np.where(usual, shown % 2 == 0, shown % 2 == 1)
    contrast = rng.randint(30, 90, (CHUNK, 3)).astype(np.int16)
    contrast[~light] *= -1
    picture += figure * contrast[:, :, None, None]
    noise = rng.randint(0, 256, picture.shape, dtype=np.uint8).astype(np.int16) - 128
    picture += noise * NOISE // 128
    return np.clip(picture, 0, 255).astype(np.uint8), labels


def background(rng, labels):
    """Return CHUNK backgrounds, (CHUNK, 3, 32, 32) int16: a colour that changes along a slope.

    As ships are often before blue and frogs before brown, each class has colours and slopes it
    leans to.
    """
    colour = rng.randint(70, 186, (CHUNK, 3)) + TINT * COLOURS[labels]
    slope = rng.randint(-3, 4, (CHUNK, 3, 2))
    slope = slope + (rng.randint(0, 256, (CHUNK, 1, 1)) < LEAN) * SLOPES[labels][:, None, :]
    along = np.arange(SIZE, dtype=np.int16) - SIZE // 2
    down = slope.astype(np.int16)[:, :, 0, None, None] * along[:, None]
    across = slope.astype(np.int16)[:, :, 1, None, None] * along[None, :]
    return colour.astype(np.int16)[:, :, None, None] + down + across


def figures(rng, kinds):
    """Return where the figure of each image is: (CHUNK, 1, 32, 32) bool."""
    count = len(kinds)
    centre = SIZE // 2 + rng.randint(-SHIFT, SHIFT + 1, (2, count, 1, 1))
    r = rng.randint(RADII[0], RADII[1] + 1, (count, 1, 1))
    grid = np.arange(SIZE)
    y = grid[:, None] - centre[0]  # (count, 32, 1)
    x = grid[None, :] - centre[1]  # (count, 1, 32)
    kind = kinds[:, None, None]
    far, near = np.maximum(abs(x), abs(y)), x * x + y * y
    inside = far <= r
    bar = np.maximum(r // 3, 1)
    masks = (
        near <= r * r,
        (near <= r * r) & (4 * near >= r * r),
        inside,
        inside & (2 * far >= r + bar),
        (abs(y) <= r) & (2 * abs(x) <= y + r),
        inside & (np.minimum(abs(x), abs(y)) <= bar // 2 + 1),
        inside & (abs(abs(x) - abs(y)) <= bar),
        inside & ((y // bar) % 2 == 0) & (x == x),
        inside & ((x // bar) % 2 == 0) & (y == y),
        inside & ((x // bar + y // bar) % 2 == 0),
    )
    return np.select([kind == number for number in range(10)], masks)[:, None]
