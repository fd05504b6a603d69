"""Nets that cases draw: of which sizes, with which weights, on which data."""

import itertools

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from labs.batch_normalization.cases import SPREAD_ENOUGH, TEN, averages

TRIES, ROWS_DRAWN = 5000, 40
CLEAR = 0.01  # how far the inputs of a ReLU keep from 0, where its slope jumps


# Weights so many that their spread tells their scale; and few of them, or one, for their shapes.
INIT = Domain(
    hidden=[(between(20, 30), 1), (between(2, 4),) * 11, (20, 20, 20)],
    d=[1, between(20, 30)],
    c=[2, between(20, 30)],
    norm=[False, True],
    weight_scale=[1e-5, between(0.01, 0.2), 3.0],
    also=[
        {"hidden": (30,), "d": 30, "c": 30, "weight_scale": 100.0},
        {"hidden": (30,), "d": 30, "c": 30, "weight_scale": 1.0},
        {"hidden": (30,), "d": 30, "c": 30, "weight_scale": 1e-5},
        {"hidden": (3,), "d": 2, "c": 2, "weight_scale": 0.0},
    ],
)


IMAGES = Domain(
    n=[between(2, 4)],
    d=[6],
    hidden=[hidden((5, between(4, 6)), public=(2, 3))],
    c=[between(2, 4)],
    shape=[(2, 3)],
)


def net_domain(n):
    """Return the domain of a net, for so many examples."""
    return Domain(
        also=[{"n": 3, "hidden": (3,), "d": 3, "c": 3, "scores": "usual", "X": manner(1e-4)}],
        n=n,
        hidden=[(1, 2), (between(11, 13),), (between(2, 3),) * 11],
        d=[1, between(2, 5), TEN],
        c=[2, between(3, 5), TEN],
        scores=["usual", "large", "far apart"],
        X=arrays("n", "d", scale=[1e-2, 1, 100], layout=["C", "F", "[::2]"]),
        # Weights are released in public cases; scores far from 0 have lost digits.
        allowed=lambda case: (
            case.n * max(case.d, *case.hidden, case.c) <= (3200 if case.n > 1000 else 210)
            and not case.n == case.d == 11
            and sum(a * b for a, b in itertools.pairwise([case.d, *case.hidden, case.c])) <= 200
            and (case.scores == "usual" or case.n < 20)
            and (case.n < 1000 or len(case.hidden) < 9)  # quick, in both passes
            and (case.scores != "large" or case.c < 6)
        ),
    )


# Layers of one size, as in all cases of the loss.
LOSS = Domain(
    n=[1, between(2, 5), like("c")],
    hidden=[(1, 1), (11, 11), (3,) * 11],
    d=[1, 11, 3],
    c=[2, between(3, 5), TEN],
    scores=["usual", "large", "far apart"],
    X=arrays("n", "d", scale=[1e-2, 1, 100], layout=["C", "F", "[::2]"]),
    allowed=lambda case: case.d == case.hidden[0] and (case.scores != "large" or case.c < 6),
)


def before(calls):
    """Return the domain of a second call: what was called before, and how many nets take turns."""
    return Domain(
        before=[like("n"), between(5, 7)],
        with_labels=[True, False],
        n=[between(2, 4)],
        d=[3],
        hidden=[(3, 3)],
        c=[between(2, 4)],
        calls=calls,
    )


def draw_net(case, mode, n=None):
    """Return (X, y, parameters, running averages) of a net whose answers any arithmetic can tell.

    No input of a ReLU is within CLEAR of 0, where its slope jumps, and no feature that is
    normalised is too even. Scores are at most 50 apart, and the first label names the class of the
    lowest: a loss near 0 has lost its digits.

    Raises ValueError where no such net is found.
    """
    n = n or case.n
    of_batch = getattr(case, "norm", False) and mode == "train"
    for _ in range(TRIES):
        params, running = draw_params(case)
        X = case.array("X", n, *getattr(case, "shape", (case.d,)))
        fixed = [] if of_batch else running
        scores, unkind = scores_of(case, X, params, fixed)
        for _ in range(ROWS_DRAWN):
            if not unkind.any():
                scores = spread_out(case, params, scores)
                y = case.labels(n, case.c)
                y[0] = scores[0].argmin()
                return X, y, params, running
            if of_batch:  # each row counts for all
                break
            X[unkind] = case.array("X", *X.shape)[unkind]
            scores[unkind], unkind[unkind] = scores_of(case, X[unkind], params, fixed)
    raise ValueError(f"no inputs for {case.drawn} keep clear of jumps")


def draw_params(case):
    """Return a net's parameters, and the running averages of its layers, which may not need them.

    In nets of any size the biases are positive: units that never fire would hide what is below.
    """
    sizes = [case.d, *case.hidden, case.c]
    params, running = {}, []
    for i, (inputs, outputs) in enumerate(itertools.pairwise(sizes), start=1):
        params[f"W{i}"] = case.randn(inputs, outputs, scale=1.2 / np.sqrt(inputs))
        params[f"b{i}"] = case.randn(outputs, scale=0.5)
        if hasattr(case, "scores"):
            params[f"b{i}"] = np.abs(params[f"b{i}"]) + 1
        if i < len(sizes) - 1 and getattr(case, "norm", False):
            params[f"gamma{i}"], params[f"beta{i}"] = case.randn(outputs), case.randn(outputs)
            running.append(averages(case, outputs))
    params["W1"] = params["W1"] / case.manner("X").scale
    if getattr(case, "scores", "") == "large":
        params[f"b{len(sizes) - 1}"] += case.random.choice([-800.0, 800.0])
    return params, running


def spread_out(case, params, scores):
    """Where scores are to be far apart, make the last layer so large that they are; return them."""
    if getattr(case, "scores", "") != "far apart":
        return scores
    factor = np.round(45 / np.ptp(scores, axis=1).max(), 2)
    for kind in "Wb":
        params[f"{kind}{len(case.hidden) + 1}"] *= factor
    return factor * scores


def scores_of(case, X, params, running):
    """Return the scores (N, C) of a net, and whether each row comes too close to a jump, (N,).

    In nets of any size the last unit of each layer fires, so that no layer is hidden. Where all
    rows come too close the scores are zeros, for nobody asks.

    running  averages of each layer, where they take the place of the minibatch's
    """
    out = X.reshape(len(X), -1)
    unkind = np.zeros(len(X), dtype=bool)
    for i in range(1, len(case.hidden) + 1):
        a = out @ params[f"W{i}"] + params[f"b{i}"]
        if getattr(case, "norm", False):
            mean, var = running[i - 1] if running else (a.mean(0), a.var(0))
            unkind |= var.min() <= SPREAD_ENOUGH**2
            a = params[f"gamma{i}"] * (a - mean) / np.sqrt(var + 1e-5) + params[f"beta{i}"]
        unkind |= np.abs(a).min(axis=1) <= CLEAR
        if hasattr(case, "scores"):
            unkind |= a[:, -1] < 0
        if unkind.all():
            return np.zeros((len(X), case.c)), unkind
        out = np.maximum(a, 0)
    last = len(case.hidden) + 1
    scores = out @ params[f"W{last}"] + params[f"b{last}"]
    return scores, unkind | (np.ptp(scores, axis=1) > 50)
