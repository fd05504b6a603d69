"""Questions on measures of a run: the gap between accuracies, the size of an update."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, manner
from autograder.lab import UNCHANGED, Case, Questions
from labs.babysitting import hints
from labs.babysitting.cases import A_LIST, EACH, MANY, RANGE, TEN

questions = Questions()

GAPS = Domain(
    epochs=[1, between(3, 9), TEN, MANY],
    gap=[0.0, -0.25, 1.0, between(0.03, 0.09), between(0.11, 0.3)],
    history=arrays("epochs", layout=["C", "[::2]", "[::-1]"]),
    also=[
        {"epochs": 3, "gap": 5e-4},
        {"epochs": 3, "gap": 5e-4, "last": 0.0},
        {"epochs": 3, "gap": -5e-4, "last": 5e-4},
    ],
)


def histories(case):
    """Return accuracies of training and validation, whose last are case.gap apart."""
    both = np.round(case.random.uniform(0.0, 1.0, (2, case.epochs)), 3)
    last = getattr(case, "last", 0.0 if case.gap == 1 else 0.5)
    both[:, -1] = last + case.gap, last
    return [case.laid("history", accuracies) for accuracies in both]


@questions.add(
    "accuracy_gap",
    title="The gap between two accuracies",
    function="diagnostics:accuracy_gap",
    properties={"gap": 3, "advice": 2.75, A_LIST: 1, RANGE: 0.75, UNCHANGED: 0.5},
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
        Case("two lists", train=(0.2, 0.6, 0.84), val=(0.2, 0.5, 0.6), tests=A_LIST, public=True),
        Case("other lists", train=(0.2, 0.35, 0.41), val=(0.2, 0.36, 0.4), tests=A_LIST),
        *GAPS.cases(RANGE),
    ],
    next_steps={
        "gap": "Training minus validation, and the last epoch counts.",
        "advice": "Put the gap on a line with both borders, and mind those below 0.",
        A_LIST: "A Solver keeps its accuracies in lists, which know no arithmetic.",
        RANGE: "Which gaps, or numbers of epochs, does your code assume?",
        UNCHANGED: "Both histories are the caller's: work on numbers of your own.",
    },
    hints=hints.accuracy_gap,
)
def accuracy_gap(code, case):
    train, val = histories(case) if case.tests == RANGE else (list(case.train), list(case.val))
    if case.tests == RANGE:
        train, val = code.watch(train_acc_history=train, val_acc_history=val)
    elif case.tests != A_LIST:
        train, val = code.watch(train_acc_history=np.array(train), val_acc_history=np.array(val))
    gap, advice = code.diagnostics.accuracy_gap(train, val)
    return {"gap": gap, "advice": advice}


N_D = "weights of more dimensions"

STEPS = Domain(
    shape=[
        (1,),
        (between(2, 5), between(2, 5)),
        hidden((between(1041, 1049),), public=(between(101, 110),)),
        (between(11, 15), 1),
    ],
    rate=[1e-6, 1.0, 50.0],
    w=arrays("shape", scale=[1e-6, 1, 1e4]),
    dw=arrays("shape", scale=[1e-8, 1, 1e5]),
    also=[
        {"shape": (3, 12), "rate": 0.0},
        {"shape": (3, 12), "rate": 0.1},
        {"shape": (3, 12), "rate": 50.0, "dw": manner(1e5)},
    ],
)


@questions.add(
    "update_ratio",
    title="The size of a step",
    function="diagnostics:update_ratio",
    properties={"ratio": 5, N_D: 1, RANGE: 1, UNCHANGED: 1},
    cases=[
        Case("weights of shape (4, 6)", shape=(4, 6), rate=0.1, public=True),
        Case("weights of shape (7, 3)", shape=(7, 3), rate=0.3, scale=0.5, public=True),
        Case("biases", shape=(5,), rate=0.05),
        Case("weights of shape (3, 8), a small rate", shape=(3, 8), rate=1e-3, scale=0.02),
        *Domain(shape=[(2, between(1, 3), 3, between(2, 4))], rate=[0.2]).cases(N_D),
        *STEPS.cases(RANGE),
    ],
    compare={"ratio": EACH},
    next_steps={
        "ratio": "Work both sizes out by hand for two weights: 3 and 4 have the size 5.",
        N_D: "The size of an array is that of all its numbers in one row.",
        RANGE: "Which sizes, magnitudes or layouts of weights and gradients does your code assume?",
        UNCHANGED: "Nothing is updated here, only measured.",
    },
    hints=hints.update_ratio,
)
def update_ratio(code, case):
    weights = case.array("w", *case.shape) * getattr(case, "scale", 1.0)
    w, dw = code.watch(w=case.laid("w", weights), dw=case.array("dw", *case.shape))
    return {"ratio": code.diagnostics.update_ratio(w, dw, case.rate)}
