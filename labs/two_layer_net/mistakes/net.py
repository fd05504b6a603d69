"""Mistakes students make in the two-layer net: its initialisation and its scores.

Scores, loss and gradients are questions about one method. `follows` names those that come out
wrong only because an earlier part of the method is; `fails` those where the mistake is made
once more.
"""

from autograder.misconception import mistakes_in

INIT = "classifiers.fc_net:TwoLayerNet.__init__"
LOSS = "classifiers.fc_net:TwoLayerNet.loss"
DRAW_W1 = "weight_scale * np.random.randn(input_dim, hidden_dim)"
DRAW_W2 = "weight_scale * np.random.randn(hidden_dim, num_classes)"


def drawing(draw: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the edits that draw both weight matrices by an expression of {rows}, {columns}."""
    return (
        (DRAW_W1, draw.format(rows="input_dim", columns="hidden_dim")),
        (DRAW_W2, draw.format(rows="hidden_dim", columns="num_classes")),
    )


mistake = mistakes_in("two_layer_net_init", INIT)
INITIALISATION = [
    mistake(
        "weights_equal",
        "All weights are the same number. What would tell one hidden unit from another while the "
        "net learns?",
        *drawing("np.zeros(({rows}, {columns}))"),
    ),
    mistake(
        "unscaled",
        "The weights have a spread of 1: weight_scale never reaches it. If it is an argument of "
        "the function that draws, is it in the right place?",
        *drawing("np.random.randn({rows}, {columns})"),
    ),
    mistake(
        "second_layer_unscaled",
        "Only the weights of the first layer are scaled.",
        (DRAW_W2, "np.random.randn(hidden_dim, num_classes)"),
    ),
    mistake(
        "scale_of_default",
        "The spread is a fixed number, the default of weight_scale, whatever the caller asks for.",
        *drawing("1e-3 * np.random.randn({rows}, {columns})"),
    ),
    mistake(
        "scale_hard_coded",
        "The spread is a fixed number, whatever weight_scale the caller asks for.",
        *drawing("0.01 * np.random.randn({rows}, {columns})"),
    ),
    mistake(
        "scale_squared",
        "The spread is too small: weight_scale is a standard deviation. Is it used as a variance, "
        "or applied twice?",
        *drawing("weight_scale**2 * np.random.randn({rows}, {columns})"),
    ),
    mistake(
        "scale_rooted",
        "The spread is too large: weight_scale is a standard deviation, not a variance.",
        *drawing("weight_scale**0.5 * np.random.randn({rows}, {columns})"),
    ),
    mistake(
        "uniform_positive",
        "No weight is negative. From which distribution should they come, and where is its centre?",
        *drawing("weight_scale * np.random.rand({rows}, {columns})"),
    ),
    mistake(
        "uniform_symmetric",
        "The weights are spread evenly between two bounds. From which distribution should they "
        "come?",
        *drawing("np.random.uniform(-weight_scale, weight_scale, ({rows}, {columns}))"),
    ),
    mistake(
        "xavier",
        "The spread follows from the number of inputs of a layer. A good habit, but here the "
        "argument weight_scale decides.",
        *drawing("np.random.randn({rows}, {columns}) / np.sqrt({rows})"),
    ),
    mistake(
        "he",
        "The spread follows from the number of inputs of a layer, as He et al. propose. A good "
        "habit, but here the argument weight_scale decides.",
        *drawing("np.random.randn({rows}, {columns}) * np.sqrt(2 / {rows})"),
    ),
    mistake(
        "xavier_and_scale",
        "The weights are scaled twice, by weight_scale and by the number of inputs of a layer. "
        "Only one of the two is asked for.",
        *drawing("weight_scale * np.random.randn({rows}, {columns}) / np.sqrt({rows})"),
    ),
    mistake(
        "weights_transposed",
        "The weights have their axes exchanged: in this course each column belongs to an output.",
        *drawing("weight_scale * np.random.randn({columns}, {rows})"),
    ),
    mistake(
        "second_layer_from_input",
        "The second layer has the shape of one that sits on the inputs. On what does it sit?",
        (DRAW_W2, "weight_scale * np.random.randn(input_dim, num_classes)"),
    ),
    mistake(
        "hidden_size_hard_coded",
        "The number of hidden units is a fixed number. Read all sizes from the arguments.",
        (DRAW_W1, "weight_scale * np.random.randn(input_dim, 100)"),
        ("np.zeros(hidden_dim)", "np.zeros(100)"),
        (DRAW_W2, "weight_scale * np.random.randn(100, num_classes)"),
    ),
    mistake(
        "bias_size_hard_coded",
        "The first biases have a fixed length. How many hidden units does the caller ask for?",
        ("np.zeros(hidden_dim)", "np.zeros(100)"),
    ),
    mistake(
        "classes_hard_coded",
        "The number of classes is a fixed number. Read all sizes from the arguments.",
        (DRAW_W2, "weight_scale * np.random.randn(hidden_dim, 10)"),
        ("np.zeros(num_classes)", "np.zeros(10)"),
    ),
    mistake(
        "sizes_hard_coded",
        "All the sizes are fixed numbers, those of the images of this lab. Read them from the "
        "arguments.",
        (DRAW_W1, "weight_scale * np.random.randn(3072, 100)"),
        ("np.zeros(hidden_dim)", "np.zeros(100)"),
        (DRAW_W2, "weight_scale * np.random.randn(100, 10)"),
        ("np.zeros(num_classes)", "np.zeros(10)"),
    ),
    mistake(
        "biases_random",
        "The biases are random. Which values should they start from?",
        ("np.zeros(hidden_dim)", "weight_scale * np.random.randn(hidden_dim)"),
        ("np.zeros(num_classes)", "weight_scale * np.random.randn(num_classes)"),
    ),
    mistake(
        "biases_one",
        "The biases start at 1. Which values should they start from?",
        ("np.zeros(hidden_dim)", "np.ones(hidden_dim)"),
        ("np.zeros(num_classes)", "np.ones(num_classes)"),
    ),
    mistake(
        "biases_with_two_axes",
        "The biases have an axis too many: the docstring gives their shapes.",
        ("np.zeros(hidden_dim)", "np.zeros((1, hidden_dim))"),
        ("np.zeros(num_classes)", "np.zeros((1, num_classes))"),
    ),
    mistake(
        "biases_in_columns",
        "The biases are columns: the docstring gives their shapes.",
        ("np.zeros(hidden_dim)", "np.zeros((hidden_dim, 1))"),
        ("np.zeros(num_classes)", "np.zeros((num_classes, 1))"),
    ),
    mistake(
        "biases_are_numbers",
        "A bias is a single number here. How many outputs does each layer have?",
        ("np.zeros(hidden_dim)", "0.0"),
        ("np.zeros(num_classes)", "0.0"),
    ),
    mistake(
        "biases_for_inputs",
        "Each layer has as many biases as it has inputs. To what are they added?",
        ("np.zeros(hidden_dim)", "np.zeros(input_dim)"),
        ("np.zeros(num_classes)", "np.zeros(hidden_dim)"),
    ),
    mistake(
        "other_names",
        "A parameter is not in self.params under the name the docstring gives.",
        ('self.params["W1"] =', 'self.params["w1"] ='),
        ('self.params["W2"] =', 'self.params["w2"] ='),
    ),
    mistake(
        "w2_for_inputs",
        "The second layer's weights are made for as many outputs as there are inputs. How"
        " many numbers leave the second layer?",
        ("np.random.randn(hidden_dim, num_classes)", "np.random.randn(hidden_dim, input_dim)"),
    ),
]

LATER = ("two_layer_net_loss", "two_layer_net_gradients")
SCORES_LINE = "scores, scores_cache = affine_forward(hidden, W2, b2)  # (N, C)\n"
FIRST_LAYER = "affine_relu_forward(X, W1, b1)"
RELU_BACK = "relu_backward(dhidden, hidden_cache[1])"


def after_scores(line: str) -> tuple[str, str]:
    """Return the edit that adds a line once the scores are there."""
    return SCORES_LINE, f"{SCORES_LINE}        {line}\n"


mistake = mistakes_in("two_layer_net_scores", LOSS)
SCORES = [
    mistake(
        "relu_on_scores",
        "No score is ever negative. Which layers of affine - ReLU - affine does a score pass, and "
        "which is the last?",
        ("affine_forward(hidden, W2, b2)", "affine_relu_forward(hidden, W2, b2)"),
        ("affine_backward(dscores, ", "affine_relu_backward(dscores, "),
        follows=LATER,
    ),
    mistake(
        "relu_on_scores_forward",
        "No score is ever negative, yet the gradients ignore that. Which layers of affine - ReLU - "
        "affine does a score pass, and which is the last?",
        after_scores("scores = np.maximum(scores, 0)"),
        follows=LATER,
    ),
    mistake(
        "no_relu",
        "The net is linear: two affine layers in a row are no better than one. What stands between "
        "them?",
        (FIRST_LAYER, "affine_forward(X, W1, b1)"),
        (RELU_BACK, "dhidden"),
        follows=LATER,
    ),
    mistake(
        "relu_on_inputs",
        "The nonlinearity acts on the inputs instead of the hidden units.",
        (FIRST_LAYER, "affine_forward(np.maximum(X, 0), W1, b1)"),
        (RELU_BACK, "dhidden"),
        ("X.reshape(", "np.maximum(X, 0).reshape("),
        follows=LATER,
    ),
    mistake(
        "sigmoid_for_relu",
        "The hidden units use another nonlinearity than the one asked for.",
        (FIRST_LAYER, "affine_forward(X, W1, b1)"),
        (SCORES_LINE, f"hidden = 1 / (1 + np.exp(-hidden))\n        {SCORES_LINE}"),
        (RELU_BACK, "dhidden * hidden * (1 - hidden)"),
        follows=LATER,
    ),
    mistake(
        "probabilities",
        "The scores are probabilities already, and the loss makes probabilities of them once more. "
        "Which function of this lab applies softmax?",
        after_scores("scores = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)"),
        follows=LATER,
    ),
    mistake(
        "probabilities_returned",
        "At test time probabilities are returned; the scores themselves are asked for.",
        after_scores(
            "scores = scores if y is not None else np.exp(scores) / np.exp(scores).sum(1)[:, None]"
        ),
    ),
    mistake(
        "scores_shifted",
        "The largest score of each example is 0: the shift that keeps softmax stable belongs into "
        "the loss, not into the scores.",
        after_scores("scores = scores - scores.max(axis=1, keepdims=True)"),
    ),
    mistake(
        "classes_returned",
        "At test time the best classes are returned; a score for every class is asked for. The "
        "Solver picks the best one.",
        after_scores("scores = scores if y is not None else scores.argmax(axis=1)"),
    ),
    mistake(
        "first_bias_missing",
        "The scores do not depend on b1.",
        (FIRST_LAYER, "affine_relu_forward(X, W1, 0 * b1)"),
        follows=LATER,
    ),
    mistake(
        "second_bias_missing",
        "The scores do not depend on b2.",
        ("affine_forward(hidden, W2, b2)", "affine_forward(hidden, W2, 0 * b2)"),
        follows=LATER,
    ),
    mistake(
        "shapes_do_not_fit",
        "The shapes never fit. Write down the shape of what enters and leaves each layer: does "
        "each layer get its own weights, and is a size a fixed number?",
        ("affine_forward(hidden, W2, b2)", "affine_forward(hidden, W1, b1)"),
        follows=LATER,
    ),
    mistake(
        "only_2d",
        "This works only for inputs that are rows already. The affine layer takes images as they "
        "are.",
        (FIRST_LAYER, "affine_relu_forward(X, W1, b1 + 0 * (lambda n, d: n)(*X.shape))"),
        follows=("two_layer_net_gradients",),
    ),
    mistake(
        "x_reshaped_in_place",
        "The caller's X has another shape after the call. The affine layer makes rows by itself.",
        (FIRST_LAYER, FIRST_LAYER + "\n        X.shape = (X.shape[0], -1)"),
    ),
    mistake(
        "x_scaled_in_place",
        "The caller's X has other numbers after the call, and the scores belong to those. "
        "Preparing the data happens before it reaches the net.",
        ("hidden, hidden_cache =", "X -= X.mean(axis=0)\n        hidden, hidden_cache ="),
        follows=LATER,
    ),
    mistake(
        "weights_remembered",
        "A second call works with the weights of the first one. Where does each call take its "
        "weights from?",
        (
            'W1, b1 = self.params["W1"], self.params["b1"]',
            'W1, b1 = vars(self).setdefault("first", (self.params["W1"], self.params["b1"]))',
        ),
        follows=LATER,
    ),
    mistake(
        "parameters_not_found",
        "A parameter is looked up under a name self.params does not have. Compare with the names "
        "in the docstring of __init__.",
        ('W1, b1 = self.params["W1"]', 'W1, b1 = self.params["w1"]'),
        follows=LATER,
    ),
    mistake(
        "probabilities_at_test_time",
        "What comes out is probabilities. At test time the scores themselves are asked for.",
        (
            "scores, scores_cache = affine_forward(hidden, W2, b2)",
            "scores, scores_cache = affine_forward(hidden, W2, b2)\n"
            "        if y is None:\n"
            "            exps = np.exp(scores - scores.max(axis=1, keepdims=True))\n"
            "            return exps / exps.sum(axis=1, keepdims=True)",
        ),
    ),
]

NET = [*INITIALISATION, *SCORES]
