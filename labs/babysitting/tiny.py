"""The question on learning a few examples by heart."""

from autograder.domain import Domain, between, like, manner
from autograder.lab import UNCHANGED, Case, Questions
from labs.babysitting import hints
from labs.babysitting.cases import (
    OWN_REG,
    PARAMS,
    RANGE,
    TEN,
    Sizes,
    data_for,
    make_net,
)

questions = Questions()

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
SQUARE: Sizes = {"n": 12, "few": 12, "d": 12, "h": 4, "c": 3}
ANY = Domain(
    n=[between(6, 9), between(23, 30)],
    few=[1, between(3, 5), like("n")],
    rate=[1e-4, 0.05, 0.2],
    epochs=[1, between(5, 9), between(11, 13)],
    d=[8],
    shape=[(8,), (2, 4)],
    h=[between(4, 6)],
    c=[2, TEN],
    also=[
        {**SQUARE, "rate": 1e-8, "epochs": 2, "X": manner(100), "scale": 200.0},
        {**SQUARE, "rate": 1e-3, "epochs": 2, "X": manner(1e-4), "calls": 2},
        {**SQUARE, "n": between(1041, 1049), "few": like("n"), "d": 2, "rate": 0.1, "epochs": 1},
        {**SQUARE, "n": 1, "few": 1, "d": 1, "rate": 1.0, "epochs": 3},
        {**SQUARE, "n": 3, "few": 2, "d": 3, "rate": 3.0, "epochs": 2},
        {**SQUARE, "n": 3, "few": 2, "d": 3, "rate": 0.0, "epochs": 2},
        {**PRETENDED, "cost": 5e-4},
    ],
)


@questions.add(
    "overfit_tiny",
    title="Learning a few examples by heart",
    function="diagnostics:overfit_tiny",
    properties={
        **{"losses": 4.5, "accuracy": 2.75, "passed": 2.75},
        **{TRAINED: 3, OWN_REG: 3, RANGE: 1, UNCHANGED: 1},
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
        *ANY.cases(RANGE),
    ],
    next_steps={
        "losses": "Do the first two epochs by hand: which examples, which cost, which step?",
        "accuracy": "It counts on the few examples, once training is over.",
        "passed": "Two things must hold: every example is right, and the last cost is tiny.",
        TRAINED: "Training changes every array in model.params: those of the model you were given.",
        OWN_REG: "A model that is held back cannot learn by heart: switch its strength off.",
        RANGE: "Which numbers of examples, classes or epochs does your code assume?",
        UNCHANGED: "The data are the caller's, and so is the strength the model came with.",
    },
    hints=hints.overfit_tiny,
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
    losses, accuracy, passed = code.diagnostics.overfit_tiny(net, X, labels, **settings)
    if case.tests == RANGE:
        return {"losses": losses, "accuracy": accuracy, "passed": passed}
    return {"accuracy": accuracy, "passed": passed}
