"""Questions on the loops: vanilla gradient descent, the batches of an epoch, mini-batch SGD."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden
from autograder.lab import UNCHANGED, Case, Questions
from labs.learning_by_descent import hints
from labs.learning_by_descent.cases import (
    FEW,
    RANGE,
    RANGE_NEXT_STEP,
    TEN,
    UNCHANGED_NEXT_STEP,
    problem,
)

questions = Questions()

LAST = "batches that do not divide evenly"
EVALUATIONS = "one evaluation a step"

DESCENTS = Domain(
    n=[1, FEW, hidden(between(1001, 1009), public=101)],
    d=[1, FEW, TEN],
    num_steps=[1, between(3, 5), TEN],
    step_size=[1e-3, 0.1, hidden(1.0), -0.1],
    X=arrays("n", "d", scale=[0.1, 1.0, hidden(30.0)]),
    y=arrays("n", scale=[1e-3, 1.0, hidden(1e3)]),
    w=arrays("d", scale=[1e-3, 1.0, hidden(1e3)]),
)
EPOCHS = Domain(
    n=[1, between(4, 9), TEN, hidden(between(101, 109), public=37)],
    batch=["one", "all", "more than all", between(2, 3)],
)
SGD = Domain(
    n=[between(5, 9), TEN, hidden(between(1001, 1009), public=101)],
    d=[1, FEW, TEN],
    batch_size=[1, between(2, 4), hidden(1100, public=110)],
    num_epochs=[1, 2, 3],
    rate=[1e-3, 0.1, 0.05],
    X=arrays("n", "d", scale=[0.1, 1.0]),
    y=arrays("n", scale=[1e-3, 1.0, hidden(1e3)]),
    w=arrays("d", scale=[1e-3, 1.0, hidden(1e3)]),
    # Many steps of one example each take long where examples are many.
    allowed=lambda case: case.n / case.batch_size < 110,
)


@questions.add(
    "gradient_descent",
    title="Vanilla gradient descent",
    function="descent:gradient_descent",
    properties={"w": 4, "loss_history": 2, EVALUATIONS: 0.5, RANGE: 1, UNCHANGED: 0.5},
    cases=[
        Case("four steps", n=6, d=2, num_steps=4, step_size=0.2, public=True),
        Case("seven steps", n=8, d=3, num_steps=7, step_size=0.1),
        Case("three steps, counted", n=5, d=2, num_steps=3, step_size=0.1, tests=EVALUATIONS),
        Case(
            "two steps, counted",
            n=4,
            d=2,
            num_steps=2,
            step_size=0.1,
            tests=EVALUATIONS,
            public=True,
        ),
        *DESCENTS.cases(RANGE),
    ],
    next_steps={
        "w": "Do two steps by hand for a loss of w²/2, whose gradient is w, from w = 8 with a "
        "step size of 0.5. Where are you after one step, and after two?",
        "loss_history": "There is one loss for each step: the one before the weights move.",
        EVALUATIONS: "Each evaluation looks at all examples, which takes the time. How often is "
        "it done in a step?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: "The weights to start from are the caller's: += changes an array in place.",
    },
    hints=hints.gradient_descent,
)
def gradient_descent(code, case):
    X, y, w = problem(case, case.n, case.d)
    tools = code.descent_rehearsal
    X, y, w = code.watch(X=X, y=y, w=w)
    evaluate = tools.Watched(code.descent_models.mean_square)
    arguments = evaluate, X, y, w, case.step_size, case.num_steps
    made = code.descent.gradient_descent(*arguments)
    if case.tests == EVALUATIONS:
        return {"evaluations": evaluate.calls()}
    return {"w": tools.item(made, 0), "loss_history": tools.numbers(tools.item(made, 1))}


def batch_size_of(case):
    """Return the size of the batches of a case that names it in words."""
    named = {"one": 1, "all": case.n, "more than all": case.n + 3}
    return named[case.batch] if isinstance(case.batch, str) else case.batch


@questions.add(
    "epoch_batches",
    title="The batches of an epoch",
    function="descent:epoch_batches",
    properties={"batches": 3, LAST: 1.5, "draws": 0.5, RANGE: 1},
    cases=[
        Case("twelve examples, four at a time", n=12, batch=4, public=True),
        Case("fifteen examples, five at a time", n=15, batch=5),
        Case("ten examples, four at a time", n=10, batch=4, tests=LAST, public=True),
        Case("eleven examples, three at a time", n=11, batch=3, tests=LAST),
        *EPOCHS.cases(RANGE),
    ],
    compare={"batches": {"kind": "exact"}, "draws": {"kind": "exact"}},
    next_steps={
        "batches": "Deal 3 1 0 2 in batches of two, by hand: which places has the second batch?",
        LAST: "Ten examples in batches of four: how many batches are there, and how large is the "
        "last one?",
        "draws": "How often is permutation called? An epoch is one permutation.",
        RANGE: "Which numbers of examples, or which sizes of a batch, does your code assume?",
    },
    hints=hints.epoch_batches,
)
def epoch_batches(code, case):
    tools = code.descent_rehearsal
    # The code runs with the seed that the case draws from: without a few draws to set the two
    # apart, code that draws by itself would get the very permutation planned.
    case.random.uniform(size=100)
    permutation = tools.Planned(case.random.permutation(case.n))
    batches = tools.lists(code.descent.epoch_batches(case.n, batch_size_of(case), permutation))
    outputs = {"batches": batches}
    return outputs if case.tests else {**outputs, "draws": permutation.calls}


def dealt(case, num_examples, batch_size, num_epochs):
    """Return the batches of some epochs, each a permutation of its own."""
    batches = []
    for _ in range(num_epochs):
        order = case.random.permutation(num_examples)
        batches += np.array_split(order, range(batch_size, num_examples, batch_size))
    return batches


@questions.add(
    "minibatch_sgd",
    title="Mini-batch SGD",
    function="descent:minibatch_sgd",
    properties={"w": 4.5, "loss_history": 2, EVALUATIONS: 0.5, RANGE: 1.5, UNCHANGED: 0.5},
    cases=[
        Case("two epochs of nine examples", n=9, d=2, batch_size=3, num_epochs=2, public=True),
        Case("three epochs of ten", n=10, d=3, batch_size=4, num_epochs=3),
        Case(
            "evaluations are counted",
            n=8,
            d=2,
            batch_size=2,
            num_epochs=1,
            tests=EVALUATIONS,
            public=True,
        ),
        Case("evaluations of two epochs", n=6, d=2, batch_size=3, num_epochs=2, tests=EVALUATIONS),
        *SGD.cases(RANGE),
    ],
    next_steps={
        "w": "Follow the first two batches: which rows of X and of y belong to each, and at which "
        "weights is the second gradient evaluated?",
        "loss_history": "There is one loss for each batch: that of its examples, before its step.",
        EVALUATIONS: "How often is a gradient evaluated for each batch?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.minibatch_sgd,
)
def minibatch_sgd(code, case):
    X, y, w = problem(case, case.n, case.d)
    batches = dealt(case, case.n, case.batch_size, case.num_epochs)
    tools = code.descent_rehearsal
    X, y, w, batches = code.watch(X=X, y=y, w=w, batches=batches)
    evaluate = tools.Watched(code.descent_models.mean_square)
    update = tools.Sgd(getattr(case, "rate", 0.1))
    made = code.descent.minibatch_sgd(evaluate, X, y, w, batches, update)
    if case.tests == EVALUATIONS:
        return {"evaluations": evaluate.calls()}
    return {"w": tools.item(made, 0), "loss_history": tools.numbers(tools.item(made, 1))}
