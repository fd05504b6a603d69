"""Mistakes students make in the way back through many layers."""

from autograder.misconception import mistakes_in

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
    mistake(
        "gradient_not_passed_on",
        "Every layer gets the gradient of the end. What comes back from a layer goes into the "
        "one before it.",
        ("        dout = dz @ weights[i].T  # (N, fan_in)\n", "        dx = dz @ weights[i].T\n"),
        ("dxs.insert(0, dout)", "dxs.insert(0, dx)"),
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
