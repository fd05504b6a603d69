"""The lab on what comes before training: preparing the data, and the weights to start from."""

import numpy as np

from autograder.lab import KIT_FILES, SHAPES, UNCHANGED, Case, Lab

lab = Lab(
    name="preprocessing_and_initialization",
    title="Preprocessing and initialisation",
    student_files=("preprocessing.py", "initialization.py"),
    given_files=(
        *KIT_FILES,
        "data_utils.py",
        "deep_training.py",
        "initialization_plots.py",
        "preprocessing_plots.py",
        "principal_signs.py",
        "ready.py",
        "standin.py",
        "symmetry.py",
    ),
)

SPLIT = "statistics of the training split"
CONSTANT = "constant features"
ONE = "one example"
FLAT = "a flat training split"
WHOLE = "whole grey levels"
IMAGES = "images"
ROUNDING = "differences of rounding"

SPLIT_NEXT_STEP = "Transform a split of two examples by hand: what comes from X_train, what from X?"
ONE_NEXT_STEP = "A single example keeps its axis and is treated like any other."
UNCHANGED_NEXT_STEP = "An operation that assigns to its left side writes into the caller's array."

# ------------------------------------------------------------------------------- tables of data


def table(case, n):
    """Return data of shape (n, d) whose features differ in mean and spread."""
    offsets = case.randn(case.d, scale=3.0)
    spreads = 1 + np.abs(case.randn(case.d))
    return np.round(case.randn(n, case.d) * spreads + offsets, 3)


def both_splits(code, X_train, X):
    """Hand over the training split and the split to transform; X is None where they are one."""
    if X is None:
        (handle,) = code.watch(X_train=X_train)
        return handle, handle
    return code.watch(X_train=X_train, X=X)


def table_splits(case):
    """Return X_train (m, d) and another split (n, d), None where the case asks for none.

    With `flat` the first feature is 0.7 throughout the training split, which leaves it a standard
    deviation of 1e-16 by rounding, and the second is 2, which leaves it none.
    """
    X_train = table(case, case.m)
    X = table(case, case.n) if hasattr(case, "n") else None
    if getattr(case, "flat", False):
        X_train[:, 0], X_train[:, 1] = 0.7, 2.0
    return X_train, X


TABLE_CASES = [
    Case("the training split itself", m=5, d=3, public=True),
    Case("the training split itself, 4 features", m=7, d=4),
    Case("a validation split", m=6, n=4, d=3, tests=SPLIT, public=True),
    Case("a larger validation split", m=4, n=7, d=5, tests=SPLIT),
    Case("one example", m=6, n=1, d=4, tests=ONE),
    Case("one training example", m=1, n=4, d=3, tests=ONE),
]


@lab.question(
    "zero_center",
    title="Zero-centring",
    function="preprocessing:zero_center",
    properties={"out": 2, SPLIT: 1.5, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=TABLE_CASES,
    next_steps={
        "out": "Work out the mean of each column by hand and subtract it.",
        SPLIT: SPLIT_NEXT_STEP,
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def zero_center(code, case):
    X_train, X = both_splits(code, *table_splits(case))
    return {"out": code.preprocessing.zero_center(X_train, X)}


@lab.question(
    "normalize",
    title="Normalising",
    function="preprocessing:normalize",
    properties={"out": 3, SPLIT: 1.5, CONSTANT: 1.5, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=[
        *TABLE_CASES,
        Case("two constant features", m=7, n=4, d=4, flat=True, tests=CONSTANT, public=True),
        Case("the training split, with two constant features", m=7, d=3, flat=True, tests=CONSTANT),
    ],
    given=("zero_center",),
    next_steps={
        "out": "Compare the standard deviation of each column of your result with 1.",
        SPLIT: SPLIT_NEXT_STEP,
        CONSTANT: "What is divided by what, where all training examples have the same number?",
        ONE: "With one training example every feature is constant.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def normalize(code, case):
    X_train, X = both_splits(code, *table_splits(case))
    return {"out": code.preprocessing.normalize(X_train, X)}


@lab.question(
    "covariance",
    title="Covariance matrix",
    function="preprocessing:covariance",
    properties={"cov": 3, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=[
        Case("6 examples of 3 features", m=6, d=3, public=True),
        Case("4 examples of 5 features", m=4, d=5, public=True),
        Case("9 examples of 4 features", m=9, d=4),
        Case("one example", m=1, d=3, tests=ONE),
    ],
    given=("zero_center",),
    next_steps={
        "cov": "The diagonal holds the variances of the features: compare it with those first.",
        ONE: "A single example is its own mean: nothing varies.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def covariance(code, case):
    (X,) = code.watch(X=table(case, case.m))
    return {"cov": code.preprocessing.covariance(X)}


# -------------------------------------------------------------------------------- principal axes

SPREADS = (3.0, 1.7, 1.0, 0.6)  # along directions drawn at random
ALMOST = 1e-6  # the spread along an axis that rounding alone could leave


def cloud(case, n):
    """Return data of shape (n, d), longer in some directions than in others."""
    spreads = np.array(SPREADS[: case.d])
    if getattr(case, "almost", False):
        spreads[-1] = ALMOST
    along = case.randn(n, case.d) * spreads
    return along @ case.randn(case.d, case.d) + case.randn(case.d, scale=3.0)


def cloud_splits(case):
    """Return X_train (m, d) and another split (n, d), None where the case asks for none.

    With `almost` the training split is flat but for a millionth; the last `constant` features are
    2 throughout it; `unit` scales everything. Drawn again until nothing hangs on rounding: the
    variances are far from each other, and in each column the number farthest from 0 is clearly so,
    which fixes its sign.
    """
    constant, almost = getattr(case, "constant", 0), getattr(case, "almost", False)
    unit = getattr(case, "unit", 1.0)
    while True:
        X_train = cloud(case, case.m)
        X = cloud(case, case.n) if hasattr(case, "n") else None
        if almost and X is not None:
            X = X + case.randn(case.n, case.d)  # off the plane
        if not almost:
            X_train = np.round(X_train, 3)
            X = None if X is None else np.round(X, 3)
        X_train[:, case.d - constant :] = 2.0
        if well_separated(X_train, X, case.d - constant - almost):
            return X_train * unit, None if X is None else X * unit


def well_separated(X_train, X, rank):
    """Whether the first principal axes and the signs of all columns are far from any tie."""
    variances, axes = np.linalg.eigh(np.cov(X_train.T))
    largest = variances[::-1][:rank]
    if np.any(largest[1:] > 0.6 * largest[:-1]) or largest[-1] < 0.01 * largest[0]:
        return False
    for split in (X_train, X):
        if split is not None:
            Z = (split - X_train.mean(axis=0)) @ axes
            if np.any(np.abs(Z.max(axis=0) + Z.min(axis=0)) < 0.05 * np.abs(Z).max(axis=0)):
                return False
    return True


def with_fixed_signs(code, out):
    """Turn the columns of a result the same way, whichever way they pointed."""
    return code.principal_signs.fix_signs(out)


CLOUD_CASES = [
    Case("the training split itself, 2 features", m=6, d=2, public=True),
    Case("the training split itself", m=8, d=3, public=True),
    Case("the training split itself, 4 features", m=12, d=4),
    Case("a validation split", m=8, n=5, d=3, tests=SPLIT, public=True),
    Case("a larger validation split", m=7, n=9, d=4, tests=SPLIT),
    Case("one example", m=9, n=1, d=3, tests=ONE),
]


@lab.question(
    "pca",
    title="Principal axes",
    function="preprocessing:pca",
    properties={"out": 5, SPLIT: 2, FLAT: 0.5, ONE: 0.5, UNCHANGED: 1},
    cases=[
        *CLOUD_CASES,
        Case("features that almost depend on each other", m=9, d=4, almost=True, tests=FLAT),
        Case("fewer examples than features", m=3, d=4, constant=3, tests=FLAT),
    ],
    given=("zero_center", "covariance"),
    next_steps={
        "out": "Signs are free, the rest is not: compare the covariance matrix of your result with "
        "a diagonal one, its largest entry first.",
        SPLIT: SPLIT_NEXT_STEP,
        FLAT: "The result has a column for each feature, also where a variance is 0.",
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def pca(code, case):
    X_train, X = both_splits(code, *cloud_splits(case))
    return {"out": with_fixed_signs(code, code.preprocessing.pca(X_train, X))}


@lab.question(
    "whiten",
    title="Whitening",
    function="preprocessing:whiten",
    properties={"out": 4, SPLIT: 1.5, FLAT: 2, ONE: 0.5, UNCHANGED: 1},
    cases=[
        *CLOUD_CASES,
        Case("a constant feature", m=8, n=5, d=3, constant=1, tests=FLAT, public=True),
        Case("features that almost depend on each other", m=9, n=6, d=4, almost=True, tests=FLAT),
        Case("fewer examples than features", m=3, n=5, d=4, constant=3, tests=FLAT),
        Case("small units", m=9, n=5, d=3, unit=1e-5, tests=FLAT),
    ],
    given=("zero_center", "normalize", "covariance", "pca"),
    next_steps={
        "out": "Compute the covariance matrix of your result: which entries are not those of the "
        "identity?",
        SPLIT: SPLIT_NEXT_STEP,
        FLAT: "Print the variances along the axes: by which of them should nothing be divided?",
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def whiten(code, case):
    X_train, X = both_splits(code, *cloud_splits(case))
    return {"out": with_fixed_signs(code, code.preprocessing.whiten(X_train, X))}


# ---------------------------------------------------------------------------------------- images


def pictures(case, n):
    """Return n images of shape (c, h, w), channels of different brightness; uint8 with `whole`."""
    brightness = case.random.randint(80, 170, (case.c, 1, 1))
    spread = case.random.randint(20, 70, (case.c, case.h, case.w))
    grey = np.clip(np.round(brightness + spread * case.randn(n, case.c, case.h, case.w)), 0, 255)
    return grey.astype(np.uint8) if getattr(case, "whole", False) else grey


IMAGE_CASES = [
    Case("the training split itself", m=5, c=3, h=2, w=4, public=True),
    Case("the training split itself, other images", m=6, c=2, h=3, w=4),
    Case("a validation split", m=4, n=5, c=3, h=2, w=2, tests=SPLIT, public=True),
    Case("a larger validation split", m=3, n=6, c=3, h=4, w=2, tests=SPLIT),
    Case("grey levels as uint8", m=4, n=3, c=3, h=2, w=2, whole=True, tests=WHOLE, public=True),
    Case("one image", m=4, n=1, c=3, h=2, w=5, tests=ONE),
]
IMAGE_NEXT_STEPS = {
    SPLIT: SPLIT_NEXT_STEP,
    WHOLE: "A uint8 holds whole numbers from 0 to 255 and no negative ones.",
    ONE: ONE_NEXT_STEP,
    UNCHANGED: UNCHANGED_NEXT_STEP,
}


@lab.question(
    "subtract_mean_image",
    title="Mean image",
    function="preprocessing:subtract_mean_image",
    properties={"out": 1.5, SPLIT: 1, WHOLE: 0.5, ONE: 0.5, UNCHANGED: 0.5},
    cases=IMAGE_CASES,
    given=("zero_center",),
    next_steps={
        "out": "Which shape has the mean image? Print that of the mean you subtract.",
        **IMAGE_NEXT_STEPS,
    },
)
def subtract_mean_image(code, case):
    X_train = pictures(case, case.m)
    X = pictures(case, case.n) if hasattr(case, "n") else None
    X_train, X = both_splits(code, X_train, X)
    return {"out": code.preprocessing.subtract_mean_image(X_train, X)}


@lab.question(
    "subtract_channel_mean",
    title="Mean of each channel",
    function="preprocessing:subtract_channel_mean",
    properties={"out": 2, SPLIT: 1, WHOLE: 0.5, ONE: 0.5, UNCHANGED: 1},
    cases=IMAGE_CASES,
    given=("zero_center",),
    next_steps={
        "out": "How many numbers are subtracted in all, and over which axes was each averaged?",
        **IMAGE_NEXT_STEPS,
    },
)
def subtract_channel_mean(code, case):
    X_train = pictures(case, case.m)
    X = pictures(case, case.n) if hasattr(case, "n") else None
    X_train, X = both_splits(code, X_train, X)
    return {"out": code.preprocessing.subtract_channel_mean(X_train, X)}


@lab.question(
    "feature_std_range",
    title="Scales of the features",
    function="preprocessing:feature_std_range",
    properties={"smallest": 1.5, "largest": 1.5, IMAGES: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("5 features", m=6, d=5, public=True),
        Case("3 features", m=9, d=3),
        Case("images", m=5, c=3, h=2, w=4, tests=IMAGES, public=True),
    ],
    next_steps={
        "smallest": "There is one standard deviation for each column: print them all.",
        "largest": "There is one standard deviation for each column: print them all.",
        IMAGES: "Each channel of each pixel is a feature of its own.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def feature_std_range(code, case):
    (X,) = code.watch(X=table(case, case.m) if hasattr(case, "d") else pictures(case, case.m))
    smallest, largest = code.preprocessing.feature_std_range(X)
    return {"smallest": smallest, "largest": largest}


# -------------------------------------------------------------------------- weights to start from


@lab.question(
    "constant",
    title="Constant weights",
    function="initialization:constant",
    properties={"w": 1.5, SHAPES: 0.5},
    cases=[
        Case("3 inputs, 4 units, all 0.25", fan_in=3, fan_out=4, value=0.25, public=True),
        Case("5 inputs, 2 units, all -1.5", fan_in=5, fan_out=2, value=-1.5, public=True),
        Case("2 inputs, 6 units, all 0", fan_in=2, fan_out=6, value=0.0),
    ],
    next_steps={SHAPES: "Each column of w belongs to a unit."},
)
def constant(code, case):
    return {"w": code.initialization.constant(case.fan_in, case.fan_out, value=case.value)}


def changed(unit, place, by=0.5):
    """Return a unit with one of its weights changed."""
    other = unit.copy()
    other[place] += by
    return other


# Units that differ, and are easily taken for the same.
TRAPS = {
    "order": lambda unit: np.roll(unit, 1),
    "signs": lambda unit: -unit,
    "last weight": lambda unit: changed(unit, -1),
    "first weight": lambda unit: changed(unit, 0),
    "a little": lambda unit: changed(unit, -1, 1e-4),
    "shifted": lambda unit: unit + 0.5,
}


def copied_units(case):
    """Return weights of h units, among them `distinct` different ones, in random order.

    Each of the case's traps makes one of the different units from another. With `off`, numbers are
    off by up to 2e-8.
    """
    units = [*case.randn(case.distinct - len(case.traps), case.d)]
    units += [TRAPS[trap](unit) for trap, unit in zip(case.traps, units)]
    copies = case.random.randint(0, case.distinct, case.h - case.distinct)
    w = np.stack(units, axis=1)[:, case.random.permutation([*range(case.distinct), *copies])]
    if getattr(case, "off", False):
        w = np.round(w + 1e-8 * case.random.randint(-2, 3, w.shape), 8)
    return w


TURNED = ("order", "signs", "signs")
NEAR = ("last weight", "first weight", "first weight")


@lab.question(
    "count_distinct_units",
    title="Distinct units",
    function="initialization:count_distinct_units",
    properties={"count": 4, ROUNDING: 1.5, UNCHANGED: 0.5},
    cases=[
        Case("10 units, 6 of them different", d=3, h=10, distinct=6, traps=TURNED, public=True),
        Case("9 units, 6 of them different", d=3, h=9, distinct=6, traps=NEAR, public=True),
        Case("6 units, all the same", d=4, h=6, distinct=1, traps=(), public=True),
        Case("7 units, all different", d=3, h=7, distinct=7, traps=("a little",)),
        Case("12 units, 8 of them different", d=5, h=12, distinct=8, traps=(*NEAR, "shifted")),
        Case(
            "copies off by rounding",
            d=3,
            h=8,
            distinct=4,
            traps=(),
            off=True,
            tests=ROUNDING,
            public=True,
        ),
        Case(
            "more copies off by rounding",
            d=4,
            h=10,
            distinct=6,
            traps=TURNED,
            off=True,
            tests=ROUNDING,
        ),
    ],
    next_steps={
        "count": "Write down a w of two inputs and three units, two of them the same. What does "
        "your function make of it?",
        ROUNDING: "Numbers that should be the same may differ in their last digits.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def count_distinct_units(code, case):
    (w,) = code.watch(w=copied_units(case))
    return {"count": code.initialization.count_distinct_units(w)}


# Random weights are judged as a sample, with margins of six standard errors. The fewest numbers of
# one case are 1200, whose standard deviation may be off by 12 %; in all the cases here together a
# right answer fails less than once in a million (tests/test_initialization_samples.py adds it up).

SPREAD = 0.05  # neither the default nor a number that people write without thinking


@lab.question(
    "small_random",
    title="Small random weights",
    function="initialization:small_random",
    properties={"w": 1.5, "w, default std": 1, SHAPES: 0.5},
    cases=[
        Case("24 inputs, 50 units", fan_in=24, fan_out=50, public=True),
        Case("60 inputs, 30 units", fan_in=60, fan_out=30),
        Case(
            "30 inputs, 40 units, std not given", fan_in=30, fan_out=40, default=True, public=True
        ),
    ],
    compare={
        "w": {"kind": "normal", "std": SPREAD},
        "w, default std": {"kind": "normal", "std": 0.01},
    },
    next_steps={
        "w": "The argument std says how far the weights spread around 0.",
        "w, default std": "Without std the spread is the one in the function's first line.",
        SHAPES: "Each column of w belongs to a unit.",
    },
)
def small_random(code, case):
    if hasattr(case, "default"):
        return {"w, default std": code.initialization.small_random(case.fan_in, case.fan_out)}
    return {"w": code.initialization.small_random(case.fan_in, case.fan_out, std=SPREAD)}


FEW, MANY = 24, 70  # inputs of the units
FAN_CASES = [
    Case("24 inputs, 50 units", fan_in=FEW, fan_out=50, public=True),
    Case("70 inputs, 18 units", fan_in=MANY, fan_out=18, public=True),
    Case("24 inputs, 75 units", fan_in=FEW, fan_out=75),
    Case("70 inputs, 40 units", fan_in=MANY, fan_out=40),
]


def outputs_by_fan(case, w):
    """Name the weights of a case by their number of inputs: each has a spread of its own."""
    return {f"w, {case.fan_in} inputs": w}


def spreads_by_fan(gain):
    """Return how to judge random weights whose variance is gain / fan_in."""
    return {
        f"w, {fan_in} inputs": {"kind": "normal", "std": float(np.sqrt(gain / fan_in))}
        for fan_in in (FEW, MANY)
    }


@lab.question(
    "xavier",
    title="Xavier initialisation",
    function="initialization:xavier",
    properties={"w, 24 inputs": 1.75, "w, 70 inputs": 1.75, SHAPES: 0.5},
    cases=FAN_CASES,
    compare=spreads_by_fan(1),
    given=("small_random",),
    next_steps={
        "w, 24 inputs": "The variance is one 24th. What is the standard deviation?",
        "w, 70 inputs": "The variance is one 70th. What is the standard deviation?",
        SHAPES: "Each column of w belongs to a unit.",
    },
)
def xavier(code, case):
    return outputs_by_fan(case, code.initialization.xavier(case.fan_in, case.fan_out))


@lab.question(
    "he",
    title="He initialisation",
    function="initialization:he",
    properties={"w, 24 inputs": 2.25, "w, 70 inputs": 2.25, SHAPES: 0.5},
    cases=FAN_CASES,
    compare=spreads_by_fan(2),
    given=("small_random", "xavier"),
    next_steps={
        "w, 24 inputs": "The variance is one 12th. What is the standard deviation?",
        "w, 70 inputs": "The variance is one 35th. What is the standard deviation?",
        SHAPES: "Each column of w belongs to a unit.",
    },
)
def he(code, case):
    return outputs_by_fan(case, code.initialization.he(case.fan_in, case.fan_out))


# ---------------------------------------------------------------------------- stacks of layers

CLEAR = 0.01  # how far inputs of units keep from 0, where the slope of ReLU jumps


def stack(case):
    """Return x (n, sizes[0]) and weights between layers of the case's sizes.

    Drawn again until no unit is within CLEAR of 0, and in each layer some are on and some off.
    """
    while True:
        x = case.randn(case.n, case.sizes[0])
        weights = [case.randn(*shape, scale=0.7) for shape in zip(case.sizes[:-1], case.sizes[1:])]
        h, fair = x, True
        for w in weights:
            z = h @ w
            on = np.mean(z > 0)
            fair = fair and np.abs(z).min() > CLEAR and 0.2 < on < 0.9
            h = np.tanh(z) if case.activation == "tanh" else np.maximum(z, 0)
        if fair:
            return x, weights


STACK_CASES = [
    Case("3 layers of tanh", n=5, sizes=(4, 6, 3, 5), activation="tanh", public=True),
    Case("3 layers of ReLU", n=4, sizes=(5, 4, 6, 3), activation="relu", public=True),
    Case("2 layers of equal width", n=5, sizes=(4, 4, 4), activation="relu", public=True),
    Case("4 layers of tanh", n=6, sizes=(3, 5, 4, 6, 2), activation="tanh"),
    Case("4 layers of ReLU", n=7, sizes=(4, 5, 3, 6, 4), activation="relu"),
    Case("one layer", n=5, sizes=(4, 3), activation="relu"),
    Case("one example", n=1, sizes=(4, 6, 5), activation="tanh", tests=ONE),
]


@lab.question(
    "layer_outputs",
    title="Through the layers",
    function="initialization:layer_outputs",
    properties={"first layer": 2.5, "last layer": 3, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=STACK_CASES,
    next_steps={
        "first layer": "The first entry of the list is what the first layer puts out.",
        "last layer": "The input of a layer is what the layer before it puts out.",
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def layer_outputs(code, case):
    inputs, weights = stack(case)
    (x,) = code.watch(x=inputs)
    outputs = code.initialization.layer_outputs(x, weights, case.activation)
    return {"first layer": outputs[0], "last layer": outputs[-1]}


@lab.question(
    "activation_statistics",
    title="Statistics of the activations",
    function="initialization:activation_statistics",
    properties={"means": 1.5, "stds": 1.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=[case for case in STACK_CASES if case.tests is None],
    given=("layer_outputs",),
    next_steps={
        "means": "There is one mean for each layer, of all its numbers, in an array.",
        "stds": "There is one standard deviation for each layer, of all its numbers, in an array.",
        SHAPES: "An array of shape (L,) has a number for each layer.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def activation_statistics(code, case):
    inputs, weights = stack(case)
    (x,) = code.watch(x=inputs)
    means, stds = code.initialization.activation_statistics(x, weights, case.activation)
    return {"means": means, "stds": stds}


GRADIENTS = ("first dx", "last dx", "first dw", "last dw")


@lab.question(
    "layer_gradients",
    title="Back through the layers",
    function="initialization:layer_gradients",
    properties={**dict.fromkeys(GRADIENTS, 1.5), ONE: 0.5, SHAPES: 1, UNCHANGED: 0.5},
    cases=STACK_CASES,
    given=("layer_outputs",),
    next_steps={
        "first dx": "Follow one number back: it meets the slope, then the weights, in each layer.",
        "last dx": "Begin with the last layer alone: dout passes its slope, then its weights.",
        "first dw": "Which array did the first layer multiply by its weights?",
        "last dw": "Which array did the last layer multiply by its weights?",
        ONE: ONE_NEXT_STEP,
        SHAPES: "A gradient has the shape of what it belongs to.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def layer_gradients(code, case):
    inputs, weights = stack(case)
    (x,) = code.watch(x=inputs)
    dout = case.randn(case.n, case.sizes[-1])
    dxs, dws = code.initialization.layer_gradients(dout, x, weights, case.activation)
    return dict(zip(GRADIENTS, (dxs[0], dxs[-1], dws[0], dws[-1])))


@lab.question(
    "gradient_statistics",
    title="Statistics of the gradients",
    function="initialization:gradient_statistics",
    properties={"dx_stds": 1.5, "dw_stds": 1.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=[case for case in STACK_CASES if case.tests is None],
    given=("layer_outputs", "layer_gradients"),
    next_steps={
        "dx_stds": "There is one number for each layer, the first layer first, in an array.",
        "dw_stds": "There is one number for each layer, the first layer first, in an array.",
        SHAPES: "An array of shape (L,) has a number for each layer.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def gradient_statistics(code, case):
    inputs, weights = stack(case)
    (x,) = code.watch(x=inputs)
    dout = case.randn(case.n, case.sizes[-1])
    dx_stds, dw_stds = code.initialization.gradient_statistics(dout, x, weights, case.activation)
    return {"dx_stds": dx_stds, "dw_stds": dw_stds}


# -------------------------------------------------------------------------------------- analysis

lab.manual_question("advice_tested", "The lecture's advice, tested", 8)
