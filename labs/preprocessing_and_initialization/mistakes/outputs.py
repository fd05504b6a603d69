"""Mistakes students make in sending signals through many layers."""

from autograder.misconception import mistakes_in

STEP = "x = activate(x @ w, activation)"
mistake = mistakes_in("layer_outputs", "initialization:layer_outputs")
LAYER_OUTPUTS = [
    mistake(
        "input_kept",
        "The list begins with the input of the network. Whose outputs does it hold?",
        ("outputs = []", "outputs = [x]"),
    ),
    mistake(
        "last_only",
        "Only the last layer's output is in the list.",
        ("        outputs.append(x)\n", "        outputs = [x]\n"),
    ),
    mistake(
        "network_input_each_time",
        "Every layer is given the input of the network. Which array should the second layer get?",
        (STEP, "out = activate(x @ w, activation)"),
        ("outputs.append(x)", "outputs.append(out)"),
    ),
    mistake(
        "no_activation",
        "The layers are linear: the activation function is never applied.",
        (STEP, "x = x @ w"),
    ),
    mistake(
        "last_linear",
        "The last layer has no activation function. A classifier's last layer has none; here "
        "every layer has one.",
        (STEP, "x = activate(x @ w, activation) if w is not weights[-1] else x @ w"),
    ),
    mistake(
        "activation_at_end_only",
        "Between the layers nothing is applied: the activation function comes once, at the end.",
        (STEP, "x = x @ w"),
        (
            "        outputs.append(x)\n",
            "        outputs.append(x)\n    outputs[-1] = activate(x, activation)\n",
        ),
    ),
    mistake(
        "always_tanh",
        "The layers use tanh whatever was asked for.",
        (STEP, 'x = activate(x @ w, "tanh")'),
    ),
    mistake(
        "always_relu",
        "The layers use ReLU whatever was asked for.",
        (STEP, 'x = activate(x @ w, "relu")'),
    ),
    mistake(
        "before_activation",
        "The list holds what enters the activation functions. It should hold what leaves them.",
        (STEP, "z = x @ w\n        x = activate(z, activation)"),
        ("outputs.append(x)", "outputs.append(z)"),
    ),
    mistake(
        "activation_first",
        "The activation function meets the input of each layer, before the weights do. Which comes "
        "first?",
        (STEP, "x = activate(x, activation) @ w"),
    ),
    mistake(
        "shapes_do_not_fit",
        "The shapes do not fit. Write down the shapes of x and of the first weights: which axes "
        "meet in the product?",
        ("x @ w", "x @ w.T"),
    ),
    mistake(
        "example_squeezed",
        "A single example loses its axis on the way. A minibatch of one is still a minibatch.",
        ("x @ w", "np.squeeze(x @ w)"),
    ),
    mistake(
        "last_first",
        "The list begins with the last layer.",
        ("outputs.append(x)", "outputs.insert(0, x)"),
    ),
    mistake(
        "scaled_to_unit_spread",
        "The outputs were rescaled from layer to layer. That hides what the lab wants to see.",
        (STEP, "x = activate(x @ w, activation)\n        x = x / x.std()"),
    ),
    mistake(
        "activation_not_passed_on",
        "A layer receives what the one before has computed before its activation. What "
        "does a layer pass on?",
        (
            "x = activate(x @ w, activation)\n        outputs.append(x)",
            "x = x @ w\n        outputs.append(activate(x, activation))",
        ),
    ),
]

OUTPUTS = "outputs = layer_outputs(x, weights, activation=activation)"
MEANS = "np.array([out.mean() for out in outputs])"
STDS = "np.array([out.std() for out in outputs])"
mistake = mistakes_in("activation_statistics", "initialization:activation_statistics")
ACTIVATION_STATISTICS = [
    mistake(
        "input_counted",
        "There is a number too many: the input of the network was measured, too.",
        (
            OUTPUTS,
            "outputs = [x, *layer_outputs(x, weights, activation)]",
        ),
    ),
    mistake(
        "variances",
        "These are variances, not standard deviations.",
        (STDS, "np.array([out.var() for out in outputs])"),
    ),
    mistake(
        "about_zero",
        "The stds measure the distance from 0, not from the mean. For ReLU, whose outputs have a "
        "mean above 0, that is not the same.",
        (STDS, "np.array([np.sqrt(np.mean(out**2)) for out in outputs])"),
    ),
    mistake(
        "means_of_sizes",
        "The means are those of the sizes of the outputs, without their signs.",
        (MEANS, "np.array([np.abs(out).mean() for out in outputs])"),
    ),
    mistake(
        "exchanged",
        "Means and standard deviations came back in the other order.",
        (f"means = {MEANS}", f"stds = {MEANS}"),
        (f"stds = {STDS}", f"means = {STDS}"),
    ),
    mistake(
        "last_first",
        "The numbers begin with the last layer.",
        (
            OUTPUTS,
            "outputs = layer_outputs(x, weights, activation)[::-1]",
        ),
    ),
    mistake(
        "of_each_unit",
        "There is a number for each unit. One is asked for each layer, over examples and units.",
        (MEANS, "np.concatenate([out.mean(axis=0) for out in outputs])"),
        (STDS, "np.concatenate([out.std(axis=0) for out in outputs])"),
    ),
    mistake(
        "units_averaged",
        "The standard deviations are averages over units, each measured around its own mean. One "
        "is asked for each layer, of all its numbers at once.",
        (STDS, "np.array([out.std(axis=0).mean() for out in outputs])"),
    ),
    mistake(
        "over_all_layers",
        "All layers were thrown together. What changes from layer to layer is what matters.",
        (MEANS, "np.mean([out.mean() for out in outputs])"),
        (STDS, "np.mean([out.std() for out in outputs])"),
    ),
    mistake(
        "sums",
        "The means grow with the number of units: they are sums.",
        (MEANS, "np.array([out.sum() for out in outputs])"),
    ),
    mistake(
        "of_weights",
        "The weights were measured, not what the layers put out.",
        (OUTPUTS, "outputs = weights"),
    ),
    mistake(
        "divided_by_one_less",
        "The standard deviations are a little too large: how many numbers is the sum of squares "
        "divided by, all of them or one less?",
        (STDS, "np.array([out.std(ddof=1) for out in outputs])"),
    ),
    mistake(
        "spread_of_means",
        "This is how the means of the units differ. Asked for is the spread of all outputs of "
        "a layer.",
        ("out.std() for", "out.mean(axis=0).std() for"),
    ),
]
