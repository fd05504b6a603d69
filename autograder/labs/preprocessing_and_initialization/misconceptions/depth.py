"""Mistakes students make in sending signals through many layers, forward and back."""

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
]

DZ = "dz = dout * slope(values[i + 1], activation)"
DX = "dout = dz @ weights[i].T"
DW = "dws.insert(0, values[i].T @ dz)"
mistake = mistakes_in("layer_gradients", "initialization:layer_gradients")
LAYER_GRADIENTS = [
    mistake(
        "no_slope",
        "The gradient passes the activation functions as if they were not there. What is their "
        "slope?",
        (DZ, "dz = dout"),
    ),
    mistake(
        "slope_of_input",
        "The slope was taken at the input of a layer, so the shapes do not fit. The function given "
        "takes the output of the activation function.",
        ("slope(values[i + 1]", "slope(values[i]"),
    ),
    mistake(
        "always_tanh",
        "The slope is that of tanh whatever was asked for.",
        (DZ, 'dz = dout * slope(values[i + 1], "tanh")'),
    ),
    mistake(
        "always_relu",
        "The slope is that of ReLU whatever was asked for.",
        (DZ, 'dz = dout * slope(values[i + 1], "relu")'),
    ),
    mistake(
        "slope_replaces_gradient",
        "What came from above is lost at every activation function: the slope is only half of the "
        "chain rule.",
        (DZ, "dz = slope(values[i + 1], activation)"),
    ),
    mistake(
        "slope_missing_in_dw",
        "The slope is in dx and not in dw. Where do the weights stand, before or behind the "
        "activation function?",
        (DW, "dws.insert(0, values[i].T @ dout)"),
        (
            "        dout = dz @ weights[i].T  # (N, fan_in)\n",
            "",
        ),
        (
            "        dxs.insert(0, dout)\n",
            "        dout = dz @ weights[i].T\n        dxs.insert(0, dout)\n",
        ),
    ),
    mistake(
        "slope_missing_in_dx",
        "The slope is in dw and not in dx. Both lie before the activation function.",
        (DX, "dout = dout @ weights[i].T"),
    ),
    mistake(
        "shapes_do_not_fit",
        "The shapes do not fit. Going back, a product with weights of fan_in rows must bring "
        "fan_in numbers for each example.",
        (DX, "dout = dz @ weights[i]"),
    ),
    mistake(
        "last_first",
        "Both lists begin with the last layer, in the order the gradients were found.",
        (DW, "dws.append(values[i].T @ dz)"),
        ("dxs.insert(0, dout)", "dxs.append(dout)"),
    ),
    mistake(
        "dws_last_first",
        "The list of dw begins with the last layer, that of dx with the first.",
        (DW, "dws.append(values[i].T @ dz)"),
    ),
    mistake(
        "dx_of_output",
        "The list of dx holds gradients with respect to the output of each layer. Its input is "
        "asked for.",
        ("        dout = dz @ weights[i].T  # (N, fan_in)\n", ""),
        (
            "        dxs.insert(0, dout)\n",
            "        dxs.insert(0, dout)\n        dout = dz @ weights[i].T\n",
        ),
    ),
    mistake(
        "dx_before_weights",
        "The list of dx holds gradients that have passed the slope and not yet the weights.",
        ("dxs.insert(0, dout)", "dxs.insert(0, dz)"),
    ),
    mistake(
        "dw_of_output",
        "In dw stands the output of the layer. Which array was multiplied by the weights?",
        (DW, "dws.insert(0, values[i + 1].T @ dz)"),
    ),
    mistake(
        "dw_transposed",
        "The axes of dw are exchanged: a gradient has the shape of what it belongs to.",
        (DW, "dws.insert(0, dz.T @ values[i])"),
    ),
    mistake(
        "dw_averaged",
        "The gradients of the weights are too small by the number of examples: they are sums. If "
        "an average is wanted, the loss has taken it already.",
        (DW, "dws.insert(0, values[i].T @ dz / len(x))"),
    ),
    mistake(
        "sign",
        "Every gradient points the other way. Taking a step against it is the work of the update.",
        (DZ, "dz = -dout * slope(values[i + 1], activation)"),
    ),
    mistake(
        "values_of_first_layer",
        "In every dw stands the input of the network. Each layer had an input of its own.",
        (DW, "dws.insert(0, x.T @ dz)"),
    ),
]

DX_STDS = "np.array([dx.std() for dx in dxs])"
DW_STDS = "np.array([dw.std() for dw in dws])"
mistake = mistakes_in("gradient_statistics", "initialization:gradient_statistics")
GRADIENT_STATISTICS = [
    mistake(
        "means",
        "These are means. Gradients of both signs cancel in a mean, however large they are.",
        (DX_STDS, "np.array([dx.mean() for dx in dxs])"),
        (DW_STDS, "np.array([dw.mean() for dw in dws])"),
    ),
    mistake(
        "mean_sizes",
        "These are means of sizes. Which measure of spread is asked for?",
        (DX_STDS, "np.array([np.abs(dx).mean() for dx in dxs])"),
        (DW_STDS, "np.array([np.abs(dw).mean() for dw in dws])"),
    ),
    mistake(
        "norms",
        "The numbers grow with the size of the arrays: they are lengths of vectors. Layers of "
        "different width could not be compared.",
        (DX_STDS, "np.array([np.linalg.norm(dx) for dx in dxs])"),
        (DW_STDS, "np.array([np.linalg.norm(dw) for dw in dws])"),
    ),
    mistake(
        "variances",
        "These are variances, not standard deviations.",
        (DX_STDS, "np.array([dx.var() for dx in dxs])"),
        (DW_STDS, "np.array([dw.var() for dw in dws])"),
    ),
    mistake(
        "about_zero",
        "The numbers measure the distance from 0, not from the mean.",
        (DX_STDS, "np.array([np.sqrt(np.mean(dx**2)) for dx in dxs])"),
        (DW_STDS, "np.array([np.sqrt(np.mean(dw**2)) for dw in dws])"),
    ),
    mistake(
        "exchanged",
        "The two came back in the other order.",
        (f"dx_stds = {DX_STDS}", f"dw_stds = {DX_STDS}"),
        (f"dw_stds = {DW_STDS}", f"dx_stds = {DW_STDS}"),
    ),
    mistake(
        "last_first",
        "The numbers begin with the last layer.",
        (DX_STDS, "np.array([dx.std() for dx in dxs])[::-1]"),
        (DW_STDS, "np.array([dw.std() for dw in dws])[::-1]"),
    ),
    mistake(
        "dout_counted",
        "There is a number too many in dx_stds: the gradient that came from above was measured, "
        "too.",
        (DX_STDS, "np.array([dx.std() for dx in [*dxs, dout]])"),
    ),
    mistake(
        "of_weights",
        "The weights were measured in place of their gradients.",
        (DW_STDS, "np.array([w.std() for w in weights])"),
    ),
    mistake(
        "of_activations",
        "The outputs of the layers were measured in place of the gradients.",
        (DX_STDS, "np.array([out.std() for out in layer_outputs(x, weights, activation)])"),
    ),
    mistake(
        "over_all_layers",
        "All layers were thrown together. What changes from layer to layer is what matters.",
        (DX_STDS, "np.mean([dx.std() for dx in dxs])"),
        (DW_STDS, "np.mean([dw.std() for dw in dws])"),
    ),
    mistake(
        "largest",
        "These are the largest gradients of each layer. Which measure of spread is asked for?",
        (DX_STDS, "np.array([np.abs(dx).max() for dx in dxs])"),
        (DW_STDS, "np.array([np.abs(dw).max() for dw in dws])"),
    ),
    mistake(
        "divided_by_one_less",
        "The numbers are a little too large: how many numbers is the sum of squares divided by, "
        "all of them or one less?",
        (DX_STDS, "np.array([dx.std(ddof=1) for dx in dxs])"),
        (DW_STDS, "np.array([dw.std(ddof=1) for dw in dws])"),
    ),
]

DEPTH = [*LAYER_OUTPUTS, *ACTIVATION_STATISTICS, *LAYER_GRADIENTS, *GRADIENT_STATISTICS]
