"""Batch normalisation: mistakes at an edge of what is allowed cost a part of one question."""

import pytest
from edges_graded import grading

LAYER, NET = "normalization.py", "classifiers/deep_net.py"
MEASURED = "normalization_measurements.py"

STATISTICS = "mean, var = x.mean(axis=0), x.var(axis=0)"
STD = "std = np.sqrt(var + eps)"
X_HAT = "x_hat = (x - mean) / std"
OUT = "out = gamma * x_hat + beta"
MOMENTUM = 'momentum = bn_param.get("momentum", 0.9)'
NEXT_MEAN = "running_mean = momentum * running_mean + (1 - momentum) * mean"
NEXT_VAR = "running_var = momentum * running_var + (1 - momentum) * var"
TOP = "import numpy as np\n"
STATE = "import numpy as np\n\nKEPT = {}\n"

FORWARD = {
    "normalised numbers up to 9": (X_HAT, "x_hat = np.clip((x - mean) / std, -9, 9)"),
    "outputs up to 60": (OUT, "out = np.clip(gamma * x_hat + beta, -60, 60)"),
    "rounded": (OUT, "out = np.round(gamma * x_hat + beta, 5)"),
    "a least variance": (STD, "std = np.sqrt(np.maximum(var, 1e-4) + eps)"),
    "a least deviation": (STD, "std = np.maximum(np.sqrt(var + eps), 1e-2)"),
    "half precision": (STD, "std = np.sqrt(var + eps).astype(np.float16)"),
    "a least eps": (STD, "std = np.sqrt(var + max(eps, 1e-5))"),
    "the first thousand rows": (
        STATISTICS,
        "mean, var = x[:1000].mean(axis=0), x[:1000].var(axis=0)",
    ),
    "a last chunk dropped": (
        STATISTICS,
        "n = len(x) // 100 * 100 or len(x)\n"
        "        mean, var = x[:n].mean(axis=0), x[:n].var(axis=0)",
    ),
    "ten features": (OUT, "out = gamma * x_hat + beta\n    out[:, 10:] = x[:, 10:]"),
    "square by chance": (STD, "std = np.sqrt(var + eps) * (1 + (x.shape[0] == x.shape[1]))"),
    "one feature": (STD, "std = np.sqrt(var + eps) * (1 + (x.shape[1] == 1))"),
    "one memory order": (X_HAT, "x_hat = ((x - mean) / std).ravel(order='K').reshape(x.shape)"),
    "float64 only": (OUT, "out = (gamma * x_hat + beta) * (x.dtype == np.float64)"),
    "test mode of a new layer": (
        X_HAT,
        "if 'running_mean' not in bn_param:\n"
        "        mean, std = x.mean(axis=0), np.sqrt(x.var(axis=0) + eps)\n"
        "    x_hat = (x - mean) / std",
    ),
}
AVERAGES = {
    "momentum 0": (MOMENTUM, 'momentum = bn_param.get("momentum") or 0.9'),
    "momentum 1": (MOMENTUM, 'momentum = min(bn_param.get("momentum", 0.9), 0.99)'),
    "no small variance": (
        NEXT_VAR,
        "running_var = momentum * running_var + (1 - momentum) * np.maximum(var, 1e-3)",
    ),
    "means up to 50": (
        NEXT_MEAN,
        NEXT_MEAN + "\n    running_mean = np.clip(running_mean, -50, 50)",
    ),
    "one example": (NEXT_MEAN, f"momentum = momentum if len(x) > 1 else 1.0\n    {NEXT_MEAN}"),
    "ten features": (NEXT_VAR, f"{NEXT_VAR}\n    running_var[10:] = 1"),
}
GAMMA = "gamma = np.sqrt(x.var(axis=0) + eps)"
BETA = "beta = x.mean(axis=0)"
IDENTITY = {
    "a least variance": (GAMMA, "gamma = np.sqrt(np.maximum(x.var(axis=0), 1e-4) + eps)"),
    "a hundred rows": (GAMMA, "gamma = np.sqrt(x[:100].var(axis=0) + eps)"),
    "shifts up to 20": (BETA, "beta = np.clip(x.mean(axis=0), -20, 20)"),
    "ten features": (BETA, "beta = x.mean(axis=0)\n    beta[10:] = 0"),
    "square by chance": (BETA, "beta = x.mean(axis=int(x.shape[0] == x.shape[1]))"),
}
DBETA = "dbeta = dout.sum(axis=0)"
DX = "dx = dcentred + dmean / N"
BACKWARD = {
    "gradients up to 50": (DX, "dx = np.clip(dcentred + dmean / N, -50, 50)"),
    "rounded": (DX, "dx = np.round(dcentred + dmean / N, 5)"),
    "a thousand rows": (DBETA, "dbeta = dout[:1000].sum(axis=0)"),
    "square by chance": (DBETA, "dbeta = dout.sum(axis=int(dout.shape[0] == dout.shape[1]))"),
    "one memory order": (
        DBETA,
        "dout = dout.ravel(order='K').reshape(dout.shape)\n    dbeta = dout.sum(axis=0)",
    ),
    "ten features": (DBETA, "dbeta = dout.sum(axis=0)\n    dbeta[10:] = 0"),
    "one feature": (DX, "dx = (dcentred + dmean / N) * (1 + (dout.shape[1] == 1))"),
    "a global in place of the cache": (
        *(TOP, STATE),
        "    cache = (x_hat, gamma, std)\n",
        "    cache = (x_hat, gamma, std)\n    KEPT['latest'] = cache\n",
        "    x_hat, gamma, std = cache\n",
        "    x_hat, gamma, std = KEPT['latest']\n",
    ),
}
DX_ALT = "dx = gamma / std * (dout - (dbeta + x_hat * dgamma) / dout.shape[0])"
BACKWARD_ALT = {
    "gradients up to 50": (DX_ALT, f"{DX_ALT}\n    dx = np.clip(dx, -50, 50)"),
    "a least deviation": (DX_ALT, f"std = np.maximum(std, 0.1)\n    {DX_ALT}"),
    "a last chunk dropped": (DX_ALT, f"{DX_ALT}\n    dx[len(dx) // 100 * 100 or len(dx) :] = 0"),
    "more than ten features": (DX_ALT, f"{DX_ALT}\n    dx *= 1 + (dx.shape[1] > 10)"),
}
SPATIAL_OUT = "out = normalized.reshape(N, H, W, C).transpose(0, 3, 1, 2)"
SPATIAL = {
    "ten channels": (SPATIAL_OUT, f"{SPATIAL_OUT}\n    out[:, 10:] = 0"),
    "one pixel": (SPATIAL_OUT, f"{SPATIAL_OUT}\n    out = out * (1 + (H == W == 1))"),
    "one channel": (SPATIAL_OUT, f"{SPATIAL_OUT}\n    out = out * (1 + (C == 1))"),
    "square by chance": (SPATIAL_OUT, f"{SPATIAL_OUT}\n    out = out * (1 + (N == C == H))"),
    "one memory order": (
        "pixels = x.transpose",
        "x = x.ravel(order='K').reshape(x.shape)\n    pixels = x.transpose",
    ),
    "a thousand pixels": (SPATIAL_OUT, f"{SPATIAL_OUT}\n    out[..., 20:] = 0"),
}
SPATIAL_DX = "dx = dpixels.reshape(N, H, W, C).transpose(0, 3, 1, 2)"
SPATIAL_BACKWARD = {
    "ten channels": (SPATIAL_DX, f"{SPATIAL_DX}\n    dx[:, 10:] = 0"),
    "one pixel": (SPATIAL_DX, f"{SPATIAL_DX}\n    dx = dx + (H == W == 1)"),
    "gradients up to 100": (SPATIAL_DX, f"dpixels = dpixels.clip(-100, 100)\n    {SPATIAL_DX}"),
    "one memory order": (
        "pixels = dout.transpose",
        "dout = dout.ravel(order='K').reshape(dout.shape)\n    pixels = dout.transpose",
    ),
    "a global in place of the cache": (
        *(TOP, STATE),
        "    normalized, cache = batchnorm_forward(pixels, gamma, beta, bn_param)\n",
        "    normalized, cache = batchnorm_forward(pixels, gamma, beta, bn_param)\n"
        "    KEPT['latest'] = cache\n",
        "batchnorm_backward_alt(pixels, cache)",
        "batchnorm_backward_alt(pixels, KEPT['latest'])",
    ),
}
WEIGHTS = "weight_scale * np.random.randn(sizes[i - 1], sizes[i])"
BIASES = 'self.params[f"b{i}"] = np.zeros(sizes[i])'
INIT = {
    "a least scale": (WEIGHTS, "max(weight_scale, 1e-3) * np.random.randn(sizes[i - 1], sizes[i])"),
    "a largest scale": (WEIGHTS, "min(weight_scale, 1) * np.random.randn(sizes[i - 1], sizes[i])"),
    "ten layers": (BIASES, f"{BIASES}\n            if i > 10: self.params[f'b{{i}}'] += 1"),
    "one unit": (BIASES, f"{BIASES}\n            if sizes[i] == 1: self.params[f'b{{i}}'] += 1"),
    "one draw for equal shapes": (
        *("        self.params = {}\n", "        self.params, drawn = {}, {}\n"),
        WEIGHTS,
        "weight_scale * drawn.setdefault((sizes[i - 1], sizes[i]), "
        "np.random.randn(sizes[i - 1], sizes[i]))",
    ),
    "one array for equal shapes": (
        *("        self.params = {}\n", "        self.params, made = {}, {}\n"),
        *(BIASES, 'self.params[f"b{i}"] = made.setdefault(sizes[i], np.zeros(sizes[i]))'),
    ),
    "the caller's list": (
        "sizes = [input_dim, *hidden_dims, num_classes]",
        "sizes = hidden_dims; sizes.insert(0, input_dim); sizes.append(num_classes)",
    ),
}
AFFINE = 'out, affine_cache = affine_forward(out, self.params[f"W{i}"], self.params[f"b{i}"])'
RELU = "out, relu_cache = relu_forward(out)"
SCORES = 'affine_forward(out, self.params[f"W{last}"], self.params[f"b{last}"])'
WAY_FORWARD = {
    "units up to 9": (RELU, f"if y is None: out = np.minimum(out, 9)\n            {RELU}"),
    "ten layers": (RELU, f"{RELU}\n            if i > 10: out = 0 * out"),
    "a hundred rows": (
        "        if y is None:\n",
        "        scores[100:] = 0\n        if y is None:\n",
    ),
    "ten classes": (
        "        if y is None:\n",
        "        scores[:, 10:] = 0\n        if y is None:\n",
    ),
    "one unit": (RELU, f"{RELU}\n            if out.shape[1] == 1: out = 0 * out"),
    "weights of the first call": (
        "        out, caches = X, []\n",
        "        out, caches = X, []\n"
        "        if not hasattr(self, 'first'): self.first = dict(self.params)\n",
        *(SCORES, SCORES.replace("self.params", "self.first")),
    ),
}
LOSS = "loss, dscores = softmax_loss(scores, y)"
SOFTMAX = (
    "p = np.exp(scores{shift})\n        p /= p.sum(axis=1, keepdims=True)\n        rows = np."
    "arange(len(y))\n        loss = -np.log(p[rows, y]).mean()\n        p[rows, y] -= 1\n"
    "        dscores = p / len(y)"
)
WAY_BACK = {
    "a softmax without the shift": (LOSS, SOFTMAX.format(shift="")),
    "losses up to 20": (LOSS, f"{LOSS}\n        loss = min(loss, 20)"),
    "a least probability": (LOSS, f"{LOSS}\n        loss = min(loss, 16.1)"),
    "the loss of all calls": (
        LOSS,
        f"{LOSS}\n        self.total = getattr(self, 'total', 0) + loss; loss = self.total",
    ),
}
LOOP_BACK = "affine_cache, norm_cache, relu_cache = caches[i - 1]"
GRADIENTS = {
    "the first call's caches": (
        LOSS,
        f"{LOSS}\n        if not hasattr(self, 'caches'): self.caches = caches\n"
        "        caches = self.caches",
    ),
    "gradients of all calls": (
        "        return loss, grads\n",
        "        for k in getattr(self, 'sums', {}): grads[k] = grads[k] + self.sums[k]\n"
        "        self.sums = grads\n        return loss, grads\n",
    ),
    "ten layers": (
        "        return loss, grads\n",
        "        for i in range(11, self.num_layers):\n"
        "            grads[f'W{i}'] = 0 * grads[f'W{i}']\n        return loss, grads\n",
    ),
    "one unit": (LOOP_BACK, f"{LOOP_BACK}\n            if dout.shape[1] == 1: dout = 0 * dout"),
    "more than ten units": (LOOP_BACK, f"{LOOP_BACK}\n            dout[:, 10:] = 0"),
}
MEANS = "noise = batches.mean(axis=1).std(axis=0)"
NOISE = {
    "a hundred minibatches": (MEANS, "noise = batches[:200].mean(axis=1).std(axis=0)"),
    "one minibatch": (MEANS, f"{MEANS} + (len(batches) == 1)"),
    "a least noise": (MEANS, "noise = np.maximum(batches.mean(axis=1).std(axis=0), 1e-2)"),
    "ten features": (MEANS, f"{MEANS}\n    noise[10:] = 0"),
    "one memory order": (
        "    num_batches = x",
        "    x = x.ravel(order='K').reshape(x.shape)\n    num_batches = x",
    ),
}
SIZES = "sizes = [np.sqrt(np.mean(dW**2)) for dW in weights]"
GRADIENT_SIZES = {
    "a least size": (SIZES, "sizes = [np.sqrt(np.mean(dW**2) + 1e-8) for dW in weights]"),
    "one layer": (SIZES, f"{SIZES}\n    sizes[0] *= 1 + (len(sizes) == 1)"),
    "rounded": (SIZES, f"{SIZES}\n    sizes = np.round(sizes, 5)"),
    "writes in place": (SIZES, f"{SIZES}\n    for dW in weights: dW[:] = 0"),
    "takes out what is no weight": (SIZES, f"{SIZES}\n    grads.pop('b1')"),
}
GOOD = "good = losses <= goal"
LARGEST = "largest = rates[good].max(initial=0.0)"
RATES = {
    "below the goal": (GOOD, "good = losses < goal"),
    "a goal of 1": (GOOD, "good = losses <= 1.0"),
    "ten rates": (LARGEST, "largest = rates[:10][good[:10]].max(initial=0.0)"),
    "rates up to 100": (LARGEST, "largest = min(100.0, rates[good].max(initial=0.0))"),
    "rates from 1e-5": (LARGEST, "largest = rates[good & (rates > 1e-5)].max(initial=0.0)"),
    "one rate": (LARGEST, f"{LARGEST}\n    largest = largest * (len(rates) > 1)"),
    "a first run that diverged": (LARGEST, f"{LARGEST}\n    largest *= np.isfinite(losses[0])"),
}

EDGES = {
    "batchnorm_forward": (LAYER, FORWARD),
    "batchnorm_running_averages": (LAYER, AVERAGES),
    "identity_parameters": (LAYER, IDENTITY),
    "batchnorm_backward": (LAYER, BACKWARD),
    "batchnorm_backward_alt": (LAYER, BACKWARD_ALT),
    "spatial_batchnorm_forward": (LAYER, SPATIAL),
    "spatial_batchnorm_backward": (LAYER, SPATIAL_BACKWARD),
    "deep_net_init": (NET, INIT),
    "deep_net_scores": (NET, WAY_FORWARD),
    "deep_net_loss": (NET, WAY_BACK),
    "deep_net_gradients": (NET, GRADIENTS),
    "batch_mean_noise": (MEASURED, NOISE),
    "gradient_sizes": (MEASURED, GRADIENT_SIZES),
    "largest_good_rate": (MEASURED, RATES),
}


@pytest.fixture(scope="module")
def costs(tmp_path_factory):
    with grading("batch_normalization", tmp_path_factory.mktemp("edges")) as function:
        yield function


@pytest.mark.one_in(5)
@pytest.mark.parametrize(
    ("question", "file", "edits"),
    [
        pytest.param(question, file, edits, id=f"{question}-{name}")
        for question, (file, mistakes) in EDGES.items()
        for name, edits in mistakes.items()
    ],
)
def test_a_mistake_at_an_edge_costs_a_part_of_its_question(costs, question, file, edits):
    found = costs(file, edits)
    assert set(found) == {question}, found
    assert found[question] <= 0.5


def test_a_net_that_would_never_train_pays_more(costs):
    for name in ("the first call's caches", "gradients of all calls"):
        assert costs(NET, GRADIENTS[name])["deep_net_gradients"] >= 0.19
