"""The babysitting lab: checks before a training run, and reading the signs while it runs."""

from typing import Any

import numpy as np

from autograder.lab import KIT_FILES, UNCHANGED, Case, Lab
from autograder.loss_curves import curve

Sizes = dict[str, Any]

lab = Lab(
    name="babysitting",
    title="Babysitting the learning process",
    student_files=("diagnostics.py",),
    earlier_files=("layers.py", "classifiers/fc_net.py"),
    given_files=(
        *KIT_FILES,
        "babysitting_plots.py",
        "classifiers/__init__.py",
        "data_utils.py",
        "layer_utils.py",
        "pretended_net.py",
        "ready.py",
        "recorded_curves.py",
        "standin.py",
        "suspect_nets.py",
        "watched_training.py",
    ),
)

A_LIST = "lists"


@lab.question(
    "expected_initial_loss",
    title="The first loss",
    function="diagnostics:expected_initial_loss",
    properties={"loss": 4},
    cases=[
        Case("10 classes", classes=10, public=True),
        Case("2 classes", classes=2, public=True),
        Case("7 classes", classes=7),
        Case("1000 classes", classes=1000),
    ],
    next_steps={"loss": "With two classes at even odds, how surprising is either of them?"},
)
def expected_initial_loss(code, case):
    return {"loss": code.diagnostics.expected_initial_loss(case.classes)}


# -------------------------------------------------------------------- checks of an untrained net

OWN_REG = "a strength of its own"
FAULTY = "faulty regularization"
PARAMS = ("W1", "b1", "W2", "b2")


def make_net(code, case):
    """Construct the case's kind of net, with weights that are the same for every solution."""
    kind = getattr(case, "kind", "TwoLayerNet")
    module = code.classifiers.fc_net if kind == "TwoLayerNet" else code.suspect_nets
    net = getattr(module, kind)(
        input_dim=case.d, hidden_dim=case.h, num_classes=case.c, reg=getattr(case, "own_reg", 0.0)
    )
    shapes = {"W1": (case.d, case.h), "b1": (case.h,), "W2": (case.h, case.c), "b2": (case.c,)}
    for name, shape in shapes.items():
        net.params[name] = case.randn(*shape, scale=getattr(case, "scale", 0.5))
    return net


def data_for(code, case):
    """Return n examples of d numbers, of the shape the case asks for, and labels, to be watched."""
    X = case.randn(case.n, *getattr(case, "shape", (case.d,)))
    return code.watch(X=X, y=case.labels(case.n, case.c))


FEW: Sizes = {"n": 4, "d": 6, "h": 5, "c": 3}
MORE: Sizes = {"n": 5, "d": 4, "h": 7, "c": 3}
OTHER: Sizes = {"n": 3, "d": 7, "h": 5, "c": 4}


@lab.question(
    "check_regularization",
    title="Does regularization count?",
    function="diagnostics:check_regularization",
    properties={
        **{"plain_loss": 2.5, "strong_loss": 2.5, "went_up": 1},
        **{OWN_REG: 2, FAULTY: 3, UNCHANGED: 1},
    },
    cases=[
        Case("reg = 1000, small weights", **FEW, scale=0.05, reg=1e3, public=True),
        Case("reg = 2.5", **MORE, scale=0.5, reg=2.5, public=True),
        Case("reg = 30", **OTHER, scale=0.3, reg=30.0),
        Case("a net with reg = 0.7", **MORE, reg=20.0, own_reg=0.7, tests=OWN_REG, public=True),
        Case("a net with reg = 3", **OTHER, reg=0.5, own_reg=3.0, tests=OWN_REG),
        Case(
            "a net that forgets its regularization",
            **FEW,
            reg=10.0,
            kind="ForgetsRegularization",
            tests=FAULTY,
            public=True,
        ),
        Case(
            "a net that rewards large weights",
            **MORE,
            reg=10.0,
            kind="RewardsLargeWeights",
            tests=FAULTY,
            public=True,
        ),
        Case(
            "another net that forgets its regularization",
            **OTHER,
            reg=100.0,
            kind="ForgetsRegularization",
            tests=FAULTY,
        ),
    ],
    next_steps={
        "plain_loss": "At strength 0 the loss is the softmax loss alone.",
        "strong_loss": "This is the model's whole loss, asked for at the strength reg.",
        "went_up": "Which of the two losses should be the larger one?",
        OWN_REG: "The strength the model came with must not count in either loss.",
        FAULTY: "Only the model itself can tell what it makes of its strength: ask it twice.",
        UNCHANGED: "Whoever lends you a model wants it back as it was, its strength included.",
    },
)
def check_regularization(code, case):
    net = make_net(code, case)
    X, y = data_for(code, case)
    plain, strong, went_up = code.diagnostics.check_regularization(net, X, y, reg=case.reg)
    code.watch_made(reg=net.reg, **{name: net.params[name] for name in PARAMS})
    return {"plain_loss": plain, "strong_loss": strong, "went_up": went_up}


TRAINED = "the trained model"

# (n, few) examples in all and to learn; rate and epochs; sizes d, h, c; spread of the weights.
SHORT: Sizes = {"n": 9, "few": 6, "rate": 0.1, "epochs": 15, "d": 10, "h": 8, "c": 3, "scale": 0.5}
SHORTER: Sizes = {
    "n": 12,
    "few": 7,
    "rate": 0.2,
    "epochs": 10,
    "d": 8,
    "h": 12,
    "c": 4,
    "scale": 0.4,
}
LONG: Sizes = {"n": 8, "few": 6, "rate": 0.5, "epochs": 200, "d": 12, "h": 20, "c": 3, "scale": 0.4}
LONGER: Sizes = {
    "n": 10,
    "few": 8,
    "rate": 0.4,
    "epochs": 250,
    "d": 15,
    "h": 25,
    "c": 4,
    "scale": 0.3,
}
ALMOST: Sizes = {
    "n": 9,
    "few": 6,
    "rate": 0.1,
    "epochs": 30,
    "d": 20,
    "h": 25,
    "c": 3,
    "scale": 0.3,
}
PRETENDED: Sizes = {"n": 8, "few": 5, "rate": 0.1, "epochs": 4, "d": 3, "c": 4}


@lab.question(
    "overfit_tiny",
    title="Learning a few examples by heart",
    function="diagnostics:overfit_tiny",
    properties={
        **{"losses": 5, "accuracy": 3, "passed": 3},
        **{TRAINED: 3, OWN_REG: 3, UNCHANGED: 1},
    },
    cases=[
        Case("6 of 9 examples, 15 epochs", **SHORT, public=True),
        Case("6 examples learnt by heart", **LONG, public=True),
        Case("6 examples known, but not yet by heart", **ALMOST, public=True),
        Case("7 of 12 examples, 10 epochs", **SHORTER),
        Case("8 examples learnt by heart", **LONGER),
        Case("images of shape (2, 5)", **SHORT, shape=(2, 5)),
        Case("all settings left out", **{**ALMOST, "n": 26}, defaults=True),
        Case("every answer right, a cost of 0.008", **PRETENDED, cost=0.008),
        Case("every answer right, a cost of 0.013", **PRETENDED, cost=0.013, public=True),
        Case("one answer wrong, a cost of 0.004", **PRETENDED, cost=0.004, wrong=1, public=True),
        Case("the parameters afterwards", **SHORT, tests=TRAINED, public=True),
        Case("the parameters after 10 epochs", **SHORTER, tests=TRAINED),
        Case("a net with reg = 0.5", **SHORT, own_reg=0.5, tests=OWN_REG, public=True),
        Case("a net with reg = 2", **SHORTER, own_reg=2.0, tests=OWN_REG),
    ],
    next_steps={
        "losses": "Do the first two epochs by hand: which examples, which cost, which step?",
        "accuracy": "It counts on the few examples, once training is over.",
        "passed": "Two things must hold: every example is right, and the last cost is tiny.",
        TRAINED: "Training changes every array in model.params: those of the model you were given.",
        OWN_REG: "A model that is held back cannot learn by heart: switch its strength off.",
        UNCHANGED: "The data are the caller's, and so is the strength the model came with.",
    },
)
def overfit_tiny(code, case):
    if hasattr(case, "cost"):
        return overfit_pretended(code, case)
    net = make_net(code, case)
    X, y = data_for(code, case)
    settings = dict(num_examples=case.few, learning_rate=case.rate, num_epochs=case.epochs)
    if getattr(case, "defaults", False):
        settings = {}
    losses, accuracy, passed = code.diagnostics.overfit_tiny(net, X, y, **settings)
    code.watch_made(reg=net.reg)
    if case.tests == TRAINED:
        return {name: net.params[name] for name in PARAMS}
    return {"losses": losses, "accuracy": accuracy, "passed": passed}


def overfit_pretended(code, case):
    """Return the verdict on a net whose cost and answers are laid down."""
    labels = case.labels(case.n, case.c)
    answers = labels.copy()
    answers[: getattr(case, "wrong", 0)] = (labels[0] + 1) % case.c
    net = code.pretended_net.PretendedNet(case.cost, answers, case.c)
    settings = dict(num_examples=case.few, learning_rate=case.rate, num_epochs=case.epochs)
    X = case.randn(case.n, case.d)
    _, accuracy, passed = code.diagnostics.overfit_tiny(net, X, labels, **settings)
    return {"accuracy": accuracy, "passed": passed}


# --------------------------------------------------------------------------- reading the signs

LARGE_SCORES = "large scores"


def scores_for(case):
    """Return scores (n, c) whose highest of each row leads clearly, and labels."""
    while True:
        scores = case.randn(case.n, case.c, scale=2.0)
        first, second = np.sort(scores, axis=1)[:, ::-1][:, :2].T
        if np.min(first - second) > 0.02:
            break
    if case.tests == LARGE_SCORES:  # numbers that float32 holds exactly beside the shift
        scores = np.round(scores * 1024) / 1024 + case.shift
    return scores * getattr(case, "scale", 1.0), case.labels(case.n, case.c)


@lab.question(
    "confidence_and_accuracy",
    title="Sure, or right?",
    function="diagnostics:confidence_and_accuracy",
    properties={"confidence": 4, "accuracy": 3, LARGE_SCORES: 2, UNCHANGED: 1},
    cases=[
        Case("6 examples, 4 classes", n=6, c=4, public=True),
        Case("scores near 0", n=8, c=5, scale=1e-3, public=True),
        Case("9 examples, 3 classes", n=9, c=3),
        Case("one example", n=1, c=4),
        Case("scores near 1000", n=5, c=4, shift=1000.0, tests=LARGE_SCORES, public=True),
        Case("scores near -1000", n=6, c=3, shift=-1000.0, tests=LARGE_SCORES),
    ],
    next_steps={
        "confidence": "Work out the softmax of one row by hand. Whose probability counts?",
        "accuracy": "Mark the highest score of each row: how many marks are at the right class?",
        LARGE_SCORES: "exp of a large number overflows. What may be taken from a row of scores?",
        UNCHANGED: "Work on an array of your own: the caller still needs the scores.",
    },
)
def confidence_and_accuracy(code, case):
    values, labels = scores_for(case)
    scores, y = code.watch(scores=values, y=labels)
    confidence, accuracy = code.diagnostics.confidence_and_accuracy(scores, y)
    return {"confidence": confidence, "accuracy": accuracy}


NOT_FINITE = "nan and inf"
ONCE = "one explosion in the middle"
FACTOR = "another factor"


def climb(case):
    """Return costs that end at a share of the first one: case.shares, with units of their own."""
    first = case.random.uniform(1.5, 4.0)
    return [float(f"{first * share:.4g}") for share in case.shares]


def handed_over(code, case, costs):
    """Return costs as the argument of a call: a list or an array, watched where it is finite."""
    if case.tests == A_LIST:
        return list(costs)
    array = np.array(costs)
    return code.watch(losses=array)[0] if np.all(np.isfinite(array)) else array


@lab.question(
    "should_stop",
    title="When to give up",
    function="diagnostics:should_stop",
    properties={"stop": 3.5, NOT_FINITE: 2.5, ONCE: 1.5, FACTOR: 1, A_LIST: 1, UNCHANGED: 0.5},
    cases=[
        Case("a falling curve", shares=(1, 1.05, 0.7, 0.6, 0.5), public=True),
        Case("up to 2.6 times the first", shares=(1, 1.2, 0.8, 1.9, 2.6), public=True),
        Case("up to 3.5 times the first", shares=(1, 0.8, 1.4, 2.2, 3.5), public=True),
        Case("up from a low point", shares=(1, 0.5, 0.2, 0.9, 2.1)),
        Case("suddenly 8 times the first", shares=(1, 0.9, 0.95, 8)),
        Case("a single cost", shares=(1,)),
        Case("steadily upwards", shares=(1, 1.5, 2, 2.6, 3.2, 3.9)),
        Case("a recorded run that ends in nan", letter="H", tests=NOT_FINITE, public=True),
        Case("a recorded run that ends in inf", letter="E", tests=NOT_FINITE),
        Case("falling, then nan", shares=(1, 0.9, 0.8, np.nan), tests=NOT_FINITE),
        Case("nan from the start", shares=(np.nan, np.nan), tests=NOT_FINITE),
        Case("inf from the start", shares=(np.inf, np.inf), tests=NOT_FINITE),
        Case("5 times the first, then low again", shares=(1, 0.8, 5, 0.7, 0.6), tests=ONCE),
        Case("4 times, then low", shares=(1, 4, 0.9, 0.5, 0.4), tests=ONCE, public=True),
        Case("factor 10, up to 6 times", shares=(1, 2, 6), factor=10.0, tests=FACTOR, public=True),
        Case("factor 1.5, up to twice", shares=(1, 0.9, 2), factor=1.5, tests=FACTOR),
        Case("a list that falls", shares=(1, 0.9, 0.8, 0.6), tests=A_LIST, public=True),
        Case("a list that explodes", shares=(1, 0.9, 40), tests=A_LIST),
    ],
    next_steps={
        "stop": "Divide each cost by the first one: is any above the factor?",
        NOT_FINITE: "Every comparison with nan is false, also that with nan itself.",
        ONCE: "A run that has exploded once counts as exploded.",
        FACTOR: "Three is only what factor is when nothing else is asked for.",
        A_LIST: "A Solver keeps its costs in a list, which knows no arithmetic.",
        UNCHANGED: "The curve is the caller's: work on an array of your own.",
    },
)
def should_stop(code, case):
    if hasattr(case, "letter"):
        losses = code.recorded_curves.practice_curve(case.letter)
    else:
        losses = handed_over(code, case, climb(case))
    factor = {"factor": case.factor} if case.tests == FACTOR else {}
    return {"stop": code.diagnostics.should_stop(losses, **factor)}


ANY_SCALE = "costs in other units"
ANY_LENGTH = "curves of other lengths"


def recorded(name, letter, output):
    """Return a public case about a recorded curve."""
    return Case(f"recorded curve {letter}, {name}", letter=letter, output=output, public=True)


def drawn(name, kind, output="", **settings):
    """Return a hidden case about a curve of a kind; output is "" where tests= is given."""
    return Case(name, kind=kind, output=output or "diagnosis", **{"steps": 300, **settings})


@lab.question(
    "diagnose_loss_curve",
    title="Reading a loss curve",
    function="diagnostics:diagnose_loss_curve",
    properties={
        **{"diverged curve": 3, "jumping curve": 3, "flat curve": 2.5, "late curve": 2.5},
        **{"good curve": 1, ANY_SCALE: 1, ANY_LENGTH: 1, A_LIST: 1, UNCHANGED: 1},
    },
    cases=[
        recorded("which jumps", "A", "jumping curve"),
        recorded("which falls well", "B", "good curve"),
        recorded("which is flat", "C", "flat curve"),
        recorded("which falls late", "D", "late curve"),
        recorded("which diverges", "E", "diverged curve"),
        recorded("which falls late", "F", "late curve"),
        recorded("which falls well", "G", "good curve"),
        recorded("which is soon nan", "H", "diverged curve"),
        recorded("which jumps", "I", "jumping curve"),
        recorded("which is flat", "J", "flat curve"),
        drawn("60 costs, one explosion", "one explosion", "diverged curve", steps=60, public=True),
        drawn("60 costs, an early jump", "early bump", "good curve", steps=60, public=True),
        drawn("growing without bounds", "diverged", "diverged curve"),
        drawn("five times the first, then as before", "one explosion", "diverged curve"),
        drawn("nan in the middle of a good curve", "nan", "diverged curve"),
        drawn("inf in the middle of a good curve", "inf", "diverged curve"),
        drawn("five costs that explode", "short", "diverged curve"),
        drawn("jumping now and then", "jumping", "jumping curve"),
        drawn("jumping, then flat for good", "jumping, then dead", "jumping curve"),
        drawn("creeping upwards", "rising", "jumping curve"),
        drawn("hardly falling", "flat", "flat curve"),
        drawn("flat, then falling", "late", "late curve", steps=400),
        drawn("falling from the start", "good", "good curve"),
        drawn("a jump in the very first steps", "early bump", "good curve"),
        drawn("a jump in the very first steps, then flat", "early bump, then flat", "flat curve"),
        drawn("costs near 200, falling well", "good", first=210.0, tests=ANY_SCALE),
        drawn("costs near 200, flat", "flat", first=190.0, tests=ANY_SCALE),
        drawn("costs near 0.02, jumping", "jumping", first=0.021, tests=ANY_SCALE),
        drawn("costs near 0.02, falling late", "late", first=0.018, tests=ANY_SCALE),
        drawn("60 costs, falling well", "good", steps=60, tests=ANY_LENGTH),
        drawn("60 costs, falling late", "late", steps=60, tests=ANY_LENGTH),
        drawn("60 costs, flat", "flat", steps=60, tests=ANY_LENGTH),
        drawn("6000 costs, falling late", "late", steps=6000, tests=ANY_LENGTH),
        drawn("3000 costs, jumping", "jumping", steps=3000, tests=ANY_LENGTH),
        drawn("3000 costs, falling well", "good", steps=3000, tests=ANY_LENGTH),
        drawn("a list that is flat", "flat", tests=A_LIST),
        drawn("a list that jumps", "jumping", tests=A_LIST),
    ],
    given=("should_stop",),
    next_steps={
        "diverged curve": "Ask should_stop first, before any average: nan spoils those.",
        "jumping curve": "Look for the highest cost after the first tenth of the steps.",
        "flat curve": "Compare the level of the last tenth with the first cost.",
        "late curve": "Is the second tenth still where the curve began, and the last one not?",
        "good curve": "A good curve falls at once. Which of the other signs do you see in it?",
        ANY_SCALE: "See every cost as a share of the first one.",
        ANY_LENGTH: "A tenth of a curve is another number of steps for every length.",
        A_LIST: "A Solver keeps its costs in a list, which knows no arithmetic.",
        UNCHANGED: "The curve is the caller's: work on an array of your own.",
    },
)
def diagnose_loss_curve(code, case):
    if hasattr(case, "letter"):
        losses = code.recorded_curves.practice_curve(case.letter)
    else:
        losses = handed_over(code, case, curve(case, case.kind).tolist())
    return {case.output: code.diagnostics.diagnose_loss_curve(losses)}


@lab.question(
    "rough_range",
    title="Where to search",
    function="diagnostics:rough_range",
    properties={"lowest": 2, "highest": 2},
    cases=[
        Case(
            "six rates, the smallest first",
            rates=(1e-6, 1e-5, 1e-4, 1e-3, 3e-3, 1e-2),
            kinds=("flat", "flat", "good", "good", "jumping", "diverged"),
            steps=60,
            public=True,
        ),
        Case(
            "seven rates, the largest first",
            rates=(10.0, 1.0, 0.5, 0.2, 0.1, 0.01, 0.001),
            kinds=("diverged", "one explosion", "jumping", "good", "good", "good", "flat"),
            steps=60,
            public=True,
        ),
        Case(
            "rates in no order",
            rates=(3e-3, 2e-2, 1e-4, 1e-3, 5e-6, 8e-3, 3e-4),
            kinds=("good", "short", "late", "good", "flat", "jumping", "good"),
            steps=200,
        ),
        Case(
            "one good rate only",
            rates=(1e-2, 1e-3, 1e-1, 1.0),
            kinds=("good", "flat", "rising", "nan"),
            steps=100,
        ),
    ],
    given=("should_stop", "diagnose_loss_curve"),
    next_steps={
        "lowest": "Write each rate's diagnosis beside it. Which is the smallest that is GOOD?",
        "highest": "Write each rate's diagnosis beside it. Which is the largest that is GOOD?",
    },
)
def rough_range(code, case):
    curves = [curve(case, kind) for kind in case.kinds]
    lowest, highest = code.diagnostics.rough_range(list(case.rates), curves)
    return {"lowest": lowest, "highest": highest}


# ------------------------------------------------------------------- accuracies and step sizes


@lab.question(
    "accuracy_gap",
    title="The gap between two accuracies",
    function="diagnostics:accuracy_gap",
    properties={"gap": 3.5, "advice": 3, A_LIST: 1, UNCHANGED: 0.5},
    cases=[
        Case("a wide gap", train=(0.1, 0.6, 0.98), val=(0.1, 0.5, 0.53), public=True),
        Case("no gap", train=(0.1, 0.3, 0.362), val=(0.11, 0.31, 0.357), public=True),
        Case("a small gap", train=(0.1, 0.4, 0.58), val=(0.09, 0.39, 0.52), public=True),
        Case("validation ahead", train=(0.1, 0.2, 0.31), val=(0.1, 0.25, 0.36), public=True),
        Case("far behind, then close", train=(0.1, 0.7, 0.55), val=(0.1, 0.4, 0.49), public=True),
        Case("close, then far behind", train=(0.12, 0.45, 0.9), val=(0.1, 0.44, 0.43)),
        Case("validation far ahead", train=(0.1, 0.2, 0.3), val=(0.1, 0.3, 0.45)),
        Case("hardly any gap", train=(0.1, 0.5, 0.53, 0.539), val=(0.1, 0.48, 0.53, 0.532)),
        Case("a gap of 0.04 at low accuracy", train=(0.11, 0.15, 0.2), val=(0.1, 0.13, 0.16)),
        Case("lists", train=(0.2, 0.6, 0.84), val=(0.2, 0.5, 0.6), tests=A_LIST, public=True),
        Case("other lists", train=(0.2, 0.35, 0.41), val=(0.2, 0.36, 0.4), tests=A_LIST),
    ],
    next_steps={
        "gap": "Training minus validation, and the last epoch counts.",
        "advice": "Put the gap on a line with both borders, and mind those below 0.",
        A_LIST: "A Solver keeps its accuracies in lists, which know no arithmetic.",
        UNCHANGED: "Both histories are the caller's: work on numbers of your own.",
    },
)
def accuracy_gap(code, case):
    train, val = list(case.train), list(case.val)
    if case.tests != A_LIST:
        train, val = code.watch(train_acc_history=np.array(train), val_acc_history=np.array(val))
    gap, advice = code.diagnostics.accuracy_gap(train, val)
    return {"gap": gap, "advice": advice}


N_D = "weights of more dimensions"


@lab.question(
    "update_ratio",
    title="The size of a step",
    function="diagnostics:update_ratio",
    properties={"ratio": 6, N_D: 1, UNCHANGED: 1},
    cases=[
        Case("weights of shape (4, 6)", shape=(4, 6), rate=0.1, public=True),
        Case("weights of shape (7, 3)", shape=(7, 3), rate=0.3, scale=0.5, public=True),
        Case("biases", shape=(5,), rate=0.05),
        Case("weights of shape (3, 8), a small rate", shape=(3, 8), rate=1e-3, scale=0.02),
        Case("filters of shape (2, 3, 4, 4)", shape=(2, 3, 4, 4), rate=0.2, tests=N_D),
    ],
    next_steps={
        "ratio": "Work both sizes out by hand for two weights: 3 and 4 have the size 5.",
        N_D: "The size of an array is that of all its numbers in one row.",
        UNCHANGED: "Nothing is updated here, only measured.",
    },
)
def update_ratio(code, case):
    weights = case.randn(*case.shape, scale=getattr(case, "scale", 1.0))
    w, dw = code.watch(w=weights, dw=case.randn(*case.shape))
    return {"ratio": code.diagnostics.update_ratio(w, dw, case.rate)}


lab.manual_question("training_diary", "Diary of a training run", 10)
