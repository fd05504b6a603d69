"""The stand-in for CIFAR-10: pictures of ten classes, generated, so nothing is downloaded.

A picture shows one simple thing (a disc, a ring, bars ...) on a shaded background, among
blots and noise. Every class has backgrounds, a colour and places that it favours and only
sometimes has, so that colour takes a net a third of the way, and places and shapes,
which need hidden units and longer training, the rest. How often is chosen so that nets
reach on these pictures what they reach on CIFAR-10.

Only whole numbers are computed with, and the random ones are raw output of the Philox
generator (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011). So the
pictures are the same, bit for bit, on every computer and with every version of NumPy.
"""

import numpy as np

CLASS_NAMES = (
    "disc",
    "ring",
    "square",
    "frame",
    "triangle",
    "diamond",
    "plus",
    "cross",
    "bars",
    "checks",
)
NUM_TRAIN, NUM_TEST = 50000, 10000

SIZE = 32  # pixels
CHUNK = 1000  # pictures drawn at once, with a random generator of their own
PIXEL = 16  # positions and distances are counted in sixteenths of a pixel
TURN = 256  # angles are counted in 256ths of a full turn
SINE = np.round(256 * np.sin(2 * np.pi * np.arange(TURN) / TURN)).astype(np.int32)

# Where the middles of the pixels are, from the middle of the picture.
ROWS = (np.arange(SIZE, dtype=np.int32)[:, np.newaxis] * 2 + 1 - SIZE) * PIXEL // 2  # (32, 1)
COLUMNS = ROWS.T  # (1, 32)

# How much is how strong (grey levels), and how often of 256 a favourite is taken.
FAVOURS_BACKGROUND = 144
FAVOURS_COLOUR = 150
FAVOURS_PLACE = 166
PLACE_JITTER = 5 * PIXEL
COLOUR_JITTER = 30
CONTRAST = 100
SHADE = 70
BLOTS = 2
BLOT_STRENGTH = 50
NOISE = 40  # of 256: the noise has a standard deviation of about 16 grey levels


def make_standin(num_train=NUM_TRAIN, num_test=NUM_TEST):
    """Generate the stand-in: always the same pictures, in the same order.

    Inputs:
    - num_train, num_test: integers, how many pictures; fewer are the first of more

    Returns a tuple of:
    - X_train: uint8 array of shape (num_train, 3, 32, 32), the colours red, green, blue
    - y_train: int64 array of shape (num_train,), indices of CLASS_NAMES
    - X_test, y_test: the same for the test pictures
    """
    return (*_pictures(1, num_train), *_pictures(1001, num_test))


class _Draws:
    """Random whole numbers that depend on the key and on nothing else."""

    def __init__(self, key):
        self.bits = np.random.Philox(key=key)

    def integers(self, low, high, shape):
        """Draw from low to high - 1, int32; the top 31 random bits make each number."""
        raw = self.bits.random_raw(int(np.prod(shape))) >> np.uint64(33)
        scaled = (raw * np.uint64(high - low)) >> np.uint64(31)
        return scaled.astype(np.int32).reshape(shape) + np.int32(low)

    def noise(self, shape):
        """Draw sums of two numbers from -128 to 127, int16."""
        number = int(np.prod(shape))
        raw = self.bits.random_raw(-(-number // 4)).view(np.int8)[: 2 * number]
        return (raw[:number].astype(np.int16) + raw[number:]).reshape(shape)

    def order(self, number):
        """Draw a permutation of `number` numbers."""
        return np.argsort(self.bits.random_raw(number), kind="stable")

    def favourites(self, table, share, jitter, low, high):
        """Draw a vector for each picture of a chunk: a favourite of its class, or any.

        table holds the favourites, of shape (10, favourites of a class, D).
        Returns int32 of shape (CHUNK, D).
        """
        shape = (CHUNK, table.shape[2])
        which = self.integers(0, table.shape[1], CHUNK)
        favourite = table[LABELS, which] + self.integers(-jitter, jitter + 1, shape)
        anything = self.integers(low, high, shape)
        return np.where(self.integers(0, 256, (CHUNK, 1)) < share, favourite, anything)


LABELS = np.arange(CHUNK) % len(CLASS_NAMES)  # of a chunk, before it is shuffled
_TABLES = _Draws(0)
PLACES = _TABLES.integers(-7 * PIXEL, 7 * PIXEL, (10, 3, 2))
BACKGROUNDS = _TABLES.integers(50, 206, (10, 2, 3))
COLOURS = _TABLES.integers(-90, 91, (10, 1, 3))


def _pictures(first_key, number):
    X = np.empty((number, 3, SIZE, SIZE), np.uint8)
    y = np.empty(number, np.int64)
    for start in range(0, number, CHUNK):
        images, labels = _chunk(_Draws(first_key + start // CHUNK))
        X[start : start + CHUNK] = images[: number - start]
        y[start : start + CHUNK] = labels[: number - start]
    return X, y


def _chunk(draws):
    """Draw CHUNK pictures. Returns uint8 (CHUNK, 3, 32, 32) and labels (CHUNK,)."""
    backgrounds = draws.favourites(BACKGROUNDS, FAVOURS_BACKGROUND, COLOUR_JITTER, 40, 216)
    colours = draws.favourites(COLOURS, FAVOURS_COLOUR, COLOUR_JITTER, -CONTRAST, CONTRAST + 1)
    things = _things(draws)  # (CHUNK, 32, 32)
    shades = _shades(draws)  # (CHUNK, 32, 32)
    blots = [_blots(draws) for _ in range(BLOTS)]  # each (CHUNK, 32, 32)
    strengths = draws.integers(-BLOT_STRENGTH, BLOT_STRENGTH + 1, (BLOTS, CHUNK, 3))
    noise = draws.noise((3, CHUNK, SIZE, SIZE))
    order = draws.order(CHUNK)
    images = np.empty((CHUNK, 3, SIZE, SIZE), np.uint8)
    for c in range(3):
        plane = shades + _column(backgrounds[:, c])
        for blot, strength in zip(blots, strengths):
            plane += blot * _column(strength[:, c]) >> 8
        plane += things * _column(colours[:, c]) >> 7
        plane += noise[c] * np.int16(NOISE) >> 8
        images[:, c] = np.clip(plane, 0, 255)
    return images[order], LABELS[order]


def _column(numbers):
    """Turn one number a picture into an array that broadcasts against pictures, int16."""
    return numbers.astype(np.int16).reshape(-1, 1, 1)


def _things(draws):
    """Draw how far each pixel is inside the thing of its picture, int16 from 0 to 128."""
    place = draws.favourites(PLACES, FAVOURS_PLACE, PLACE_JITTER, -8 * PIXEL, 8 * PIXEL + 1)
    radius = draws.integers(6 * PIXEL, 10 * PIXEL, (CHUNK, 1, 1))
    angle = draws.integers(-TURN // 16, TURN // 16 + 1, (CHUNK, 1, 1))
    down, right = ROWS - place[:, :1, np.newaxis], COLUMNS - place[:, 1:, np.newaxis]
    sine, cosine = SINE[angle % TURN], SINE[(angle + TURN // 4) % TURN]
    u, v = cosine * right + sine * down >> 8, cosine * down - sine * right >> 8
    inside = np.empty((CHUNK, SIZE, SIZE), np.int16)
    for label, name in enumerate(CLASS_NAMES):
        mine = np.flatnonzero(label == LABELS)
        depth = _depth(name, u[mine], v[mine], radius[mine])
        inside[mine] = np.clip(depth * 8 + 64, 0, 128)  # the edge is a pixel wide
    return inside


def _depth(name, u, v, r):
    """Measure how deep inside a shape each point is; it is negative outside.

    Inputs:
    - name: one of CLASS_NAMES
    - u, v: int32 arrays of shape (N, 32, 32), the point, to the right and down from the
      middle of the shape
    - r: int32 array of shape (N, 1, 1), the radius of the shape

    Returns int32 of shape (N, 32, 32).
    """
    across, along = np.abs(u), np.abs(v)
    farther, nearer = np.maximum(across, along), np.minimum(across, along)
    distance = np.sqrt((u * u + v * v).astype(np.float64)).astype(np.int32)
    if name == "disc":
        return r - distance
    if name == "ring":
        return r // 4 - np.abs(distance - r)
    if name == "square":
        return r * 7 // 8 - farther
    if name == "frame":
        return r // 4 - np.abs(farther - r * 7 // 8)
    if name == "triangle":
        return np.minimum(r * 5 // 8 - v, (r + v) // 2 - across * 7 // 8)
    if name == "diamond":
        return (r * 5 // 4 - across - along) * 3 // 4
    if name == "plus":
        return np.minimum(r - farther, r // 4 - nearer)
    if name == "cross":
        p, q = np.abs(u + v) * 3 // 4, np.abs(u - v) * 3 // 4
        return np.minimum(r - np.maximum(p, q), r // 4 - np.minimum(p, q))
    if name == "bars":
        return np.minimum(r // 6 - np.abs(v % (r * 2 // 3) - r // 3), r - farther)
    cell = r // 2
    p = cell // 2 - np.abs(u % (2 * cell) - cell)
    q = cell // 2 - np.abs(v % (2 * cell) - cell)
    edge = np.minimum(np.abs(p), np.abs(q))
    return np.minimum(np.where((p > 0) == (q > 0), edge, -edge), r - farther)


def _shades(draws):
    """Draw a slope of brightness in some direction for each picture, int16."""
    angle = draws.integers(0, TURN, (CHUNK, 1, 1))
    slope = SINE[angle] * ROWS + SINE[(angle + TURN // 4) % TURN] * COLUMNS
    slope //= SIZE // 2 * PIXEL  # about -360 to 360 from side to side
    steepness = draws.integers(0, SHADE, (CHUNK, 1, 1))
    brightness = draws.integers(-SHADE // 2, SHADE // 2, (CHUNK, 1, 1))
    return (slope * steepness // 256 + brightness).astype(np.int16)


def _blots(draws):
    """Draw a round blot for each picture, int16 from 0 at its edge to 256."""
    middle = draws.integers(-16 * PIXEL, 16 * PIXEL, (2, CHUNK, 1, 1))
    radius = draws.integers(3 * PIXEL, 9 * PIXEL, (CHUNK, 1, 1))
    squared = np.square(ROWS - middle[0]) + np.square(COLUMNS - middle[1])
    return np.clip(256 - squared // PIXEL * 256 // (radius * radius // PIXEL), 0, 256).astype(
        np.int16
    )
