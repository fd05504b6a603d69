"""Attempts that are right for the usual and wrong at an edge of a docstring lose a part."""

# ruff: noqa: E501 - an attempt is a line of code on a line

import pytest
from wrong_attempts import lost

from autograder import labs
from autograder.oracle import Oracle

LAB = labs.load("preprocessing_and_initialization")
SEEDS = (3, 4)

CENTRED = "out = X - X_train.mean(axis=0)"
NORMAL = "out = zero_center(X_train, X) / np.where(std < 1e-6, 1.0, std)"
COV = "cov = centered.T @ centered / X.shape[0]  # (D, D)"
PCA = "out = zero_center(X_train, X) @ axes[:, ::-1]  # (N, D)"
KEPT = "kept = variances > 1e-5 * variances.max()  # (D,)"
CHANNELS = "out = X - X_train.mean(axis=(0, 2, 3), keepdims=True)"
STDS = "stds = X.std(axis=0)"
FULL = "w = np.full((fan_in, fan_out), value)"
SMALL_RANDOM = "w = std * np.random.randn(fan_in, fan_out)"
XAVIER = "w = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in)"
HE = "w = np.random.randn(fan_in, fan_out) * np.sqrt(2 / fan_in)"
UNITS = "for unit in w.T:"
APPEND = "        outputs.append(x)\n"
OUTPUTS = "    outputs = []\n    for w in weights:"
MEANS = "means = np.array([out.mean() for out in outputs])"
ACTIVATION_STDS = "stds = np.array([out.std() for out in outputs])"
VALUES = "values = [x, *layer_outputs(x, weights, activation=activation)]"
DZ = "dz = dout * slope(values[i + 1], activation)  # (N, fan_out)"
DWS = "dws.insert(0, values[i].T @ dz)"
DW_STDS = "dw_stds = np.array([dw.std() for dw in dws])"


def then(old, new):
    """Return the edit that adds a line to another of the same indentation."""
    return old, f"{old}\n    {new}"


MAGNITUDE = [
    ("zero_center", then(CENTRED, "out = np.clip(out, -9, 9)")),
    ("zero_center", then(CENTRED, "out = np.round(out, 3)")),
    ("normalize", then(NORMAL, "out = np.clip(out, -6, 6)")),
    ("normalize", (NORMAL, "out = zero_center(X_train, X) / (std + 1e-5 * (std >= 1e-6) + (std < 1e-6))")),
    ("covariance", then(COV, "cov = np.round(cov, 4)")),
    ("pca", then(PCA, "out[:, out.std(axis=0) < 1e-3] = 0")),
    ("whiten", (KEPT, "kept = variances > 1e-5")),
    ("feature_std_range", then(STDS, "stds = np.minimum(stds, 255)")),
    ("constant", then(FULL, "w = np.round(w, 6)")),
    ("small_random", then(SMALL_RANDOM, "w = np.clip(w, -2, 2)")),
    ("layer_outputs", (APPEND, "        x = np.minimum(x, 20)\n" + APPEND)),
    ("layer_outputs", (APPEND, "        x = np.where(np.abs(x) < 1e-4, 0, x)\n" + APPEND)),
    ("layer_gradients", ("dxs.insert(0, dout)", "dxs.insert(0, np.where(np.abs(dout) < 1e-5, 0, dout))")),
]  # fmt: skip
SIZE = [
    ("zero_center", (CENTRED, "out = X - X_train[:1000].mean(axis=0)")),
    ("zero_center", (CENTRED, "out = np.array(X); out[:1000] -= X_train.mean(axis=0)")),
    ("zero_center", (CENTRED, "out = X - (X if X.shape == X_train.shape else X_train).mean(axis=0)")),
    ("zero_center", then(CENTRED, "out = out.squeeze()")),
    ("normalize", then("std = X_train.std(axis=0)", "std[10:] = 1")),
    ("covariance", (COV, "cov = np.cov(X, rowvar=False, bias=True)")),
    ("covariance", (COV, "cov = centered[:500].T @ centered[:500] / min(500, len(X))")),
    ("pca", (PCA, "out = zero_center(X_train, X) @ axes[:, ::-1][:, :10]")),
    ("pca", ("np.linalg.eigh(covariance(X_train))", "np.linalg.eigh(covariance(X_train).squeeze())")),
    ("subtract_channel_mean", (CHANNELS, "out = X * 1.0\n    for c in range(min(3, X.shape[1])): out[:, c] -= X_train[:, c].mean()")),
    ("subtract_channel_mean", then(CHANNELS, "out = out.squeeze()")),
    ("subtract_mean_image", (CENTRED, "out = X - (X_train.mean(axis=0) if len(X_train) > 1 else 0)")),
    ("subtract_mean_image", (CENTRED, "out = X - X_train[:1000].mean(axis=0)")),
    ("feature_std_range", (STDS, "stds = X[:, :10].std(axis=0)")),
    ("feature_std_range", (STDS, "stds = X.std(axis=0, ddof=len(X) > 999)")),
    ("constant", (FULL, "w = np.full((fan_in, min(fan_out, 1000)), value)")),
    ("count_distinct_units", (UNITS, "for unit in w.T[:20]:")),
    ("count_distinct_units", ("np.abs(unit - other).max()", "np.abs(unit - other)[:10].max()")),
    ("xavier", (XAVIER, "w = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in)\n    if fan_in == 1: w = np.ones((1, fan_out))")),
    ("he", then(HE, "w = w.squeeze()")),
    ("layer_outputs", (OUTPUTS, "    outputs = []\n    for w in weights[:10]:")),
    ("layer_outputs", (OUTPUTS, "    outputs = []\n    for w in [weights[i] for i in sorted(range(len(weights)), key=str)]:")),
    ("activation_statistics", (MEANS, "means = np.array([out[:1000].mean() for out in outputs])")),
    ("activation_statistics", (ACTIVATION_STDS, "stds = np.array([out.std() for out in outputs[:10]])")),
    ("layer_gradients", (DWS, "dws.insert(0, values[i][:1000].T @ dz[:1000])")),
    ("gradient_statistics", (DW_STDS, "dw_stds = np.array([dw.std() for dw in dws[:10]])")),
]  # fmt: skip
LAYOUT = [
    ("zero_center", (CENTRED, "out = X.ravel('K').reshape(X.shape) - X_train.mean(axis=0)")),
    ("zero_center", (CENTRED, "m = X_train.ravel('K').reshape(X_train.shape).mean(axis=0); out = X - m")),
    ("subtract_mean_image", (CENTRED, "out = X.ravel('K').reshape(X.shape) - X_train.mean(axis=0)")),
    ("subtract_mean_image", (CENTRED, "out = (X - X_train.mean(axis=0)).astype(X.dtype)")),
    ("subtract_channel_mean", then(CHANNELS, "out = out * (255 if X.dtype != np.uint8 and X.max() <= 1 else 1)")),
    ("subtract_channel_mean", (CHANNELS, "out = X - X_train.mean(axis=(0, 2, 3), keepdims=True, dtype=X_train.dtype)")),
    ("covariance", ("centered = zero_center(X, X)", "centered = X.ravel('K').reshape(X.shape); centered = centered - centered.mean(axis=0)")),
    ("count_distinct_units", (UNITS, "for unit in w.ravel('K').reshape(w.shape).T:")),
    ("layer_outputs", (OUTPUTS, "    x = x.ravel('K').reshape(x.shape)\n" + OUTPUTS)),
    ("feature_std_range", (STDS, "stds = X.ravel('K').reshape(X.shape).std(axis=0)")),
]  # fmt: skip
EDGES = [
    ("normalize", (NORMAL, NORMAL.replace("1e-6", "1e-7"))),
    ("normalize", (NORMAL, NORMAL.replace("1e-6", "1e-5"))),
    ("normalize", then(NORMAL, "out[:, std < 1e-6] = 0")),
    ("whiten", (KEPT, "kept = np.sqrt(variances) > 1e-5 * np.sqrt(variances.max())")),
    ("whiten", (KEPT, "kept = variances > 1e-7 * variances.max()")),
    ("whiten", (KEPT, "kept = variances > 1e-2 * variances.max()")),
    ("count_distinct_units", ("> 1e-6 for", "> 1e-5 for")),
    ("count_distinct_units", ("> 1e-6 for", "> 1e-7 for")),
    ("constant", ("w = np.full", "value = value or 1\n    w = np.full")),
    ("feature_std_range", ("stds.min()", "stds[stds > 0].min() if stds.any() else 0.0")),
]  # fmt: skip
STATE = [
    ("layer_outputs", ("    return outputs", "    key = ('seen', x.shape, activation)\n    return globals().setdefault('kept', {}).setdefault(key, outputs)")),
    ("layer_outputs", (APPEND, "        buffers = globals().setdefault('buffers', {})\n        held = buffers.setdefault((len(outputs), x.shape), np.empty(x.shape))\n        held[...] = x\n        x = held\n" + APPEND)),
    ("activation_statistics", ("outputs = layer_outputs(x, weights, activation=activation)", "outputs = globals().setdefault('held', {}).setdefault(x.shape, layer_outputs(x, weights, activation=activation))")),
    ("layer_gradients", (VALUES, "values = globals().setdefault('latest', {}).setdefault(x.shape, [x, *layer_outputs(x, weights, activation=activation)])")),
    ("gradient_statistics", ("dxs, dws = layer_gradients(dout, x, weights, activation=activation)", "dxs, dws = globals().setdefault('back', {}).setdefault(x.shape, layer_gradients(dout, x, weights, activation=activation))")),
]  # fmt: skip
SHARING = [
    ("zero_center", (CENTRED, "X -= X_train.mean(axis=0)\n    out = X")),
    ("normalize", (NORMAL, "X_train -= X_train.mean(axis=0)\n    " + NORMAL)),
    ("covariance", ("centered = zero_center(X, X)", "X -= X.mean(axis=0)\n    centered = X")),
    ("layer_outputs", (OUTPUTS, "    outputs = []\n    while weights:\n        w = weights.pop(0)")),
    ("layer_outputs", (OUTPUTS, "    weights.append(weights[-1])\n    outputs = []\n    for w in weights[:-1]:")),
    ("layer_gradients", (DZ, "dout *= slope(values[i + 1], activation)\n        dz = dout")),
    ("activation_statistics", ("outputs = layer_outputs(x, weights, activation=activation)", "outputs = layer_outputs(x, weights, activation=activation)\n    x *= 0")),
    ("count_distinct_units", (UNITS, "w[np.abs(w) < 1e-3] = 0\n    w += 1\n    for unit in w.T:")),
]  # fmt: skip
RANDOMNESS = [
    ("small_random", (SMALL_RANDOM, "w = std * np.random.RandomState(0).randn(fan_in, fan_out)")),
    ("xavier", (XAVIER, "w = np.random.RandomState(fan_in).randn(fan_in, fan_out) / np.sqrt(fan_in)")),
    ("he", (HE, "w = globals().setdefault((fan_in, fan_out), np.random.randn(fan_in, fan_out)) * np.sqrt(2 / fan_in)")),
    ("small_random", (SMALL_RANDOM, "w = std * np.random.choice([-1.0, 1.0], (fan_in, fan_out))")),
    ("xavier", (XAVIER, "w = np.random.uniform(-1, 1, (fan_in, fan_out)) * np.sqrt(3 / fan_in)")),
    ("he", (HE, "w = np.resize(np.random.randn(min(1000, fan_in * fan_out)), (fan_in, fan_out)) * np.sqrt(2 / fan_in)")),
    ("small_random", (SMALL_RANDOM, "np.random.seed(231)\n    " + SMALL_RANDOM)),
]  # fmt: skip
KINDS = {
    "magnitude": MAGNITUDE,
    "size": SIZE,
    "layout": LAYOUT,
    "edges": EDGES,
    "state": STATE,
    "sharing": SHARING,
    "randomness": RANDOMNESS,
}


@pytest.fixture(scope="module", params=SEEDS)
def oracle(request):
    return Oracle(LAB, request.param)


@pytest.mark.parametrize("kind", KINDS)
def test_each_attempt_at_the_edge_loses_a_part(oracle, kind):
    kept = [
        f"{question}: {edits}"
        for question, *edits in KINDS[kind]
        if not lost(oracle, LAB[question], *edits)
    ]
    assert not kept, "\n".join(kept)


def test_attempts_that_are_right_for_small_examples_lose_little(oracle):
    for question, *edits in SIZE[:2]:
        assert lost(oracle, LAB[question], *edits) == {"all that the docstring allows"}
