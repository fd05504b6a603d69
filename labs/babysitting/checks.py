"""Questions on the checks of an untrained net."""

from autograder.domain import Domain, between, hidden, manner
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


@questions.add(
    "expected_initial_loss",
    title="The first loss",
    function="diagnostics:expected_initial_loss",
    properties={"loss": 3, RANGE: 1},
    cases=[
        Case("10 classes", classes=10, public=True),
        Case("2 classes", classes=2, public=True),
        Case("7 classes", classes=7),
        *Domain(classes=[between(11, 99), between(300, 999), between(66_000, 99_000)]).cases(RANGE),
    ],
    next_steps={
        "loss": "With two classes at even odds, how surprising is either of them?",
        RANGE: "There may be any number of classes.",
    },
    hints=hints.expected_initial_loss,
)
def expected_initial_loss(code, case):
    return {"loss": code.diagnostics.expected_initial_loss(case.classes)}


FAULTY = "faulty regularization"
FEW: Sizes = {"n": 4, "d": 6, "h": 5, "c": 3}
MORE: Sizes = {"n": 5, "d": 4, "h": 7, "c": 3}
SQUARE: Sizes = {"n": 12, "d": 12, "h": 3, "c": 3}
MODELS = Domain(
    n=[1, between(3, 5), hidden(between(101, 120), public=between(11, 15))],
    d=[6],
    shape=[(6,), (2, 3), (1, 2, 3)],
    h=[1, between(3, 5)],
    c=[2, TEN],
    reg=["the default", 0.0, 0.01],
    also=[
        {**SQUARE, "reg": 1.0, "X": manner(100)},
        {**SQUARE, "reg": 0.5, "X": manner(1e-4), "calls": 2},
        {**SQUARE, "n": between(1041, 1049), "d": 2, "reg": 0.5, "scale": 2.0},
    ],
)
OTHER: Sizes = {"n": 3, "d": 7, "h": 5, "c": 4}


@questions.add(
    "check_regularization",
    title="Does regularization count?",
    function="diagnostics:check_regularization",
    properties={
        **{"plain_loss": 2.25, "strong_loss": 2.25, "went_up": 0.75},
        **{OWN_REG: 2, FAULTY: 3, RANGE: 0.75, UNCHANGED: 1},
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
        *MODELS.cases(RANGE),
    ],
    next_steps={
        "plain_loss": "At strength 0 the loss is the softmax loss alone.",
        "strong_loss": "This is the model's whole loss, asked for at the strength reg.",
        "went_up": "Which of the two losses should be the larger one?",
        OWN_REG: "The strength the model came with must not count in either loss.",
        FAULTY: "Only the model itself can tell what it makes of its strength: ask it twice.",
        RANGE: "Which sizes of data and of models, or which strengths, does your code assume? "
        "Any increase is one.",
        UNCHANGED: "Whoever lends you a model wants it back as it was, its strength included.",
    },
    hints=hints.check_regularization,
)
def check_regularization(code, case):
    net = make_net(code, case)
    X, y = data_for(code, case)
    reg = {} if case.reg == "the default" else {"reg": case.reg}
    plain, strong, went_up = code.diagnostics.check_regularization(net, X, y, **reg)
    code.watch_made(reg=net.reg, **{name: net.params[name] for name in PARAMS})
    return {"plain_loss": plain, "strong_loss": strong, "went_up": went_up}
