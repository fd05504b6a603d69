"""Activations: what is right on small cases alone loses a part of its question."""

import pytest
from edges import SEEDS, lost

NET, MEASURES = "activations", "activation_measurements"
KNOWN = "    known = globals().setdefault('known', {})\n"
BY_SHAPE = KNOWN.replace("{}", "{{}}") + "    {0} = known.setdefault({0}.shape, {0})\n"

# (module, question, what is wrong, text of the reference, text in its place); a question has the
# name of its function.
MISTAKES = [
    *[
        (NET, f"{name}_forward", wrong, line, edit)
        for name, line, clip in (
            (
                "sigmoid",
                "    decay = np.exp(-np.abs(x))  # never above 1, so it cannot overflow\n",
                9,
            ),
            ("tanh", "    out = np.tanh(x)\n", 5),
            (
                "elu",
                "    out = np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))\n",
                6,
            ),
            ("leaky_relu", "    out = np.where(x > 0, x, alpha * x)\n", 9),
        )
        for wrong, edit in (
            ("clipped on both sides", f"    x = np.clip(x, -{clip}, {clip})\n{line}"),
            ("clipped below", f"    x = np.maximum(x, -{clip})\n{line}"),
            ("small numbers taken for 0", f"    x = np.where(np.abs(x) < 1e-3, 0, x)\n{line}"),
            ("nan at 0", f"    x = x * (x / x)\n{line}"),
            ("1,000 rows", f"    x = np.where(np.arange(len(x)) < 1000, x.T, 0).T\n{line}"),
            ("three axes", f"    x = x if x.ndim < 4 else x.reshape(*x.shape[:2], -1)\n{line}"),
            ("memory as it lies", f"    x = x.ravel('K').reshape(x.shape)\n{line}"),
            ("one answer a shape", BY_SHAPE.format("x") + line),
        )
    ],
    *[
        (NET, f"{name}_backward", wrong, line, edit)
        for name, line in (
            ("sigmoid", "    dx = dout * out * (1 - out)\n"),
            ("tanh", "    dx = dout * (1 - out**2)\n"),
            ("leaky_relu", "    dx = dout * np.where(x > 0, 1, alpha)\n"),
            ("elu", "    dx = dout * np.where(x > 0, 1, out + alpha)\n"),
        )
        for wrong, edit in (
            ("gradients clipped at 10", f"    dout = np.clip(dout, -10, 10)\n{line}"),
            (
                "small gradients dropped",
                f"    dout = np.where(np.abs(dout) < 1e-3, 0, dout)\n{line}",
            ),
            ("memory as it lies", f"    dout = dout.ravel('K').reshape(dout.shape)\n{line}"),
            ("1,000 rows", f"{line}    dx[1000:] = 0\n"),
            ("the first call's cache", BY_SHAPE.format("x" if "x >" in line else "out") + line),
            (
                "gradients added up",
                f"{KNOWN}{line}    dx = dx + known.get(dx.shape, 0)\n    known[dx.shape] = dx\n",
            ),
            (
                "a buffer used again",
                f"{KNOWN}{line}    known.setdefault(dx.shape, dx)[...] = dx\n"
                "    dx = known[dx.shape]\n",
            ),
        )
    ],
    (NET, "leaky_relu_backward", "nan at 0", "dout * np.where", "dout * (x / x) * np.where"),
    (
        NET,
        "leaky_relu_backward",
        "no slope of 0",
        "    dx = dout",
        "    alpha = alpha or 0.01\n    dx = dout",
    ),
    (NET, "elu_backward", "nan at 0", "dout * np.where", "dout * (x / x) * np.where"),
    (NET, "tanh_backward", "squared twice", "out**2", "np.clip(out, -0.999, 0.999)**2"),
    (NET, "sigmoid_backward", "kept from 0 and 1", "* out * (1", "* np.clip(out, 1e-4, 1) * (1"),
    (NET, "prelu_forward", "slopes up to 2", "alpha * x)", "np.minimum(alpha, 1) * x)"),
    (
        NET,
        "prelu_forward",
        "slopes of 0 refused",
        "alpha * x)",
        "np.where(alpha == 0, 0.01, alpha) * x)",
    ),
    (NET, "prelu_forward", "slopes above 0", "alpha * x)", "np.abs(alpha) * x)"),
    (
        NET,
        "prelu_forward",
        "a slope for each row where square",
        "alpha * x)",
        "(alpha * x.T).T if len(x) == len(alpha) else alpha * x)",
    ),
    (
        NET,
        "prelu_forward",
        "ten units",
        "    out = np",
        "    alpha = np.where(np.arange(len(alpha)) < 10, alpha, 0)\n    out = np",
    ),
    (NET, "prelu_forward", "clipped", "    out = np", "    x = np.clip(x, -9, 9)\n    out = np"),
    (
        NET,
        "prelu_backward",
        "slopes of 1 taken for a ReLU",
        "alpha)",
        "np.where(alpha == 1, 0, alpha))",
    ),
    (
        NET,
        "prelu_backward",
        "1,000 rows",
        "np.minimum(x, 0), axis",
        "(np.minimum(x, 0).T * (np.arange(len(x)) < 1000)).T, axis",
    ),
    (NET, "prelu_backward", "nan at 0", "np.where", "(x / x) * np.where"),
    (
        NET,
        "prelu_backward",
        "the first call's cache",
        "    dx =",
        BY_SHAPE.format("x") + "    dx =",
    ),
    (
        NET,
        "prelu_backward",
        "the wrong axis where square",
        "axis=0",
        "axis=int(x.shape[0] == x.shape[1])",
    ),
    (
        NET,
        "maxout_forward",
        "clipped",
        "np.maximum(first, second)",
        "np.clip(np.maximum(first, second), -100, 100)",
    ),
    (
        NET,
        "maxout_forward",
        "turned round where square",
        "x @ W1",
        "x @ (W1.T if len(W1) == W1.shape[1] else W1)",
    ),
    (NET, "maxout_forward", "ten inputs", "x @ W1", "x[:, :10] @ W1[:10]"),
    (NET, "maxout_forward", "memory as it lies", "x @ W1", "x.ravel('K').reshape(x.shape) @ W1"),
    (NET, "maxout_forward", "weights as they lie", "x @ W1", "x @ W1.ravel('K').reshape(W1.shape)"),
    (NET, "maxout_forward", "a bias of one", "+ b1", "+ (b1 if len(b1) > 1 else 0)"),
    (
        NET,
        "maxout_forward",
        "1,000 rows",
        "np.maximum(first, second)",
        "np.maximum(first, second) * (np.arange(len(x)) < 1000)[:, None]",
    ),
    (
        NET,
        "maxout_backward",
        "ties paid twice",
        "dsecond = dout - dfirst",
        "dsecond = dout * (x @ W1 + b1 <= x @ W2 + b2)\n"
        "    dfirst = dout * (x @ W1 + b1 >= x @ W2 + b2)",
    ),
    (
        NET,
        "maxout_backward",
        "ties not paid",
        "dsecond = dout - dfirst",
        "dsecond = dout * (x @ W1 + b1 < x @ W2 + b2)",
    ),
    (
        NET,
        "maxout_backward",
        "close maps taken for equal",
        "first_wins = x @ W1 + b1 > x @ W2 + b2",
        "first_wins = x @ W1 + b1 > x @ W2 + b2 + 1e-2",
    ),
    (
        NET,
        "maxout_backward",
        "the first call's cache",
        "    first_wins",
        BY_SHAPE.format("x") + "    first_wins",
    ),
    (NET, "maxout_backward", "1,000 rows", "dx = dfirst", "dfirst[1000:] = 0\n    dx = dfirst"),
    (
        MEASURES,
        "saturated_share",
        "at most the threshold",
        "slope < threshold",
        "slope <= threshold",
    ),
    (MEASURES, "saturated_share", "1,000 rows", "slope < threshold", "slope[:1000] < threshold"),
    (
        MEASURES,
        "saturated_share",
        "matrices alone",
        "np.mean(slope < threshold)",
        "np.sum(slope < threshold) / (len(x) * x.shape[-1])",
    ),
    (MEASURES, "saturated_share", "numbers to 10", "forward(x)", "forward(np.clip(x, -2, 2))"),
    (MEASURES, "slope_product", "ten activations", "range(depth)", "range(min(depth, 10))"),
    (MEASURES, "slope_product", "two at least", "range(depth)", "range(max(depth, 2))"),
    (
        MEASURES,
        "slope_product",
        "small products are 0",
        "        product = backward(product, cache)\n",
        "        product = backward(product, cache)\n"
        "    product = np.where(product < 1e-5, 0, product)\n",
    ),
    (MEASURES, "one_sign_share", "0 is positive", "dw > 0", "dw >= 0"),
    (MEASURES, "one_sign_share", "0 is negative", "dw < 0", "dw <= 0"),
    (MEASURES, "one_sign_share", "small is 0", "dw > 0", "dw > 1e-4"),
    (MEASURES, "one_sign_share", "signs of the first two", "np.all(dw > 0", "np.all(dw[:2] > 0"),
    (MEASURES, "one_sign_share", "1,000 rows", "np.all(dw > 0", "np.all(dw[:1000] > 0"),
    (
        MEASURES,
        "one_sign_share",
        "a single number has no sign",
        "positive | negative",
        "(positive | negative) & (len(dw) > 1)",
    ),
    (MEASURES, "sgd_path", "ten examples", "len(x)", "min(len(x), 10)"),
    (MEASURES, "sgd_path", "a hundred steps", "range(steps)", "range(min(steps, 100))"),
    (MEASURES, "sgd_path", "a step at least", "range(steps)", "range(max(steps, 1))"),
    (
        MEASURES,
        "sgd_path",
        "clipped",
        "error = x[i] @ w - y[i]",
        "error = np.clip(x[i] @ w - y[i], -10, 10)",
    ),
    (MEASURES, "seconds_per_element", "ten calls", "min(times)", "min(times[:10])"),
    (
        MEASURES,
        "seconds_per_element",
        "the first is warming up",
        "min(times)",
        "min(times[1:] or times)",
    ),
    (
        MEASURES,
        "seconds_per_element",
        "the last is left out",
        "min(times)",
        "min(times[:-1] or times)",
    ),
    (MEASURES, "seconds_per_element", "matrices alone", "x.size", "(len(x) * x.shape[-1])"),
    (MEASURES, "seconds_per_element", "milliseconds alone", "min(times)", "round(min(times), 2)"),
    (MEASURES, "seconds_per_element", "other default", "repeats=5", "repeats=3"),
    (MEASURES, "dead_share", "small is dead", "out == 0", "out < 1e-3"),
    (MEASURES, "dead_share", "1,000 rows", "out == 0", "out[:1000] == 0"),
    (
        MEASURES,
        "dead_share",
        "the last is left out",
        "out == 0",
        "out[: max(len(out) - 1, 1)] == 0",
    ),
    (MEASURES, "dead_share", "ten units", "np.mean(dead)", "np.mean(dead[:10])"),
    (MEASURES, "layer_means", "ten layers", "in weights", "in weights[:10]"),
    (MEASURES, "layer_means", "1,000 rows", "np.mean(h)", "np.mean(h[:1000])"),
    (MEASURES, "layer_means", "clipped", "forward(h @ w)", "forward(np.clip(h @ w, -6, 6))"),
    (
        MEASURES,
        "layer_means",
        "turned round where square",
        "h @ w",
        "h @ (w.T if len(h) == len(w) else w)",
    ),
    (MEASURES, "steps_to_reach", "below the level", "<= level", "< level"),
    (
        MEASURES,
        "steps_to_reach",
        "not at once",
        "int(reached[0])",
        "int(reached[reached > 0][0] if (reached > 0).any() else 1)",
    ),
    (
        MEASURES,
        "steps_to_reach",
        "not the last",
        "loss_history <= level",
        "loss_history[:-1] <= level",
    ),
    (
        MEASURES,
        "steps_to_reach",
        "a hundred steps",
        "loss_history <= level",
        "loss_history[:100] <= level",
    ),
    (
        MEASURES,
        "steps_to_reach",
        "losses above 0",
        "loss_history <= level",
        "(loss_history <= level) & (loss_history > 0)",
    ),
]


@pytest.mark.one_in(5)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("module", "question", "wrong", "old", "new"),
    MISTAKES,
    ids=[f"{question}: {wrong}" for _, question, wrong, _, _ in MISTAKES],
)
def test_what_is_right_on_small_cases_alone_loses_a_part(module, question, wrong, old, new, seed):
    function = f"{module}:{question}"
    assert lost("activations", question, function, [(old, new)], seed)
