"""Mistakes students make in the deep network: its initialisation and its scores.

Scores, loss and gradients are questions about one method. `follows` names those that come out
wrong only because an earlier part of the method is; `fails` those where the mistake is made
once more.
"""

from autograder.misconception import mistakes_in

CLASS = "classifiers.deep_net:FullyConnectedNet"
DRAW = "weight_scale * np.random.randn(sizes[i - 1], sizes[i])"
GAMMA_ONES = 'self.params[f"gamma{i}"] = np.ones(sizes[i])'
BETA_ZEROS = 'self.params[f"beta{i}"] = np.zeros(sizes[i])'
IF_NORM = 'if normalization == "batchnorm" and i < self.num_layers:'

mistake = mistakes_in("deep_net_init", f"{CLASS}.__init__")
INITIALISATION = [
    mistake(
        "weights_equal",
        "All weights are the same number. What would tell one hidden unit from another while the "
        "net learns?",
        (DRAW, "np.zeros((sizes[i - 1], sizes[i]))"),
    ),
    mistake(
        "unscaled",
        "The weights have a spread of 1: weight_scale never reaches it.",
        (DRAW, "np.random.randn(sizes[i - 1], sizes[i])"),
    ),
    mistake(
        "scale_of_default",
        "The spread is a fixed number, the default of weight_scale, whatever the caller asks for.",
        (DRAW, "1e-2 * np.random.randn(sizes[i - 1], sizes[i])"),
    ),
    mistake(
        "scale_squared",
        "The spread is too small: weight_scale is a standard deviation, not a variance.",
        (DRAW, "weight_scale**2 * np.random.randn(sizes[i - 1], sizes[i])"),
    ),
    mistake(
        "scale_rooted",
        "The spread is too large: weight_scale is a standard deviation, not a variance.",
        (DRAW, "weight_scale**0.5 * np.random.randn(sizes[i - 1], sizes[i])"),
    ),
    mistake(
        "uniform_positive",
        "No weight is negative. From which distribution should they come, and where is its centre?",
        (DRAW, "weight_scale * np.random.rand(sizes[i - 1], sizes[i])"),
    ),
    mistake(
        "xavier",
        "The spread follows from the number of inputs of a layer. A good habit, but here the "
        "argument weight_scale decides.",
        (DRAW, "np.random.randn(sizes[i - 1], sizes[i]) / np.sqrt(sizes[i - 1])"),
    ),
    mistake(
        "he",
        "The spread follows from the number of inputs of a layer, as He et al. propose. A good "
        "habit, but here the argument weight_scale decides.",
        (DRAW, "np.random.randn(sizes[i - 1], sizes[i]) * np.sqrt(2 / sizes[i - 1])"),
    ),
    mistake(
        "weights_transposed",
        "The weights have their axes exchanged: in this course each column belongs to an output.",
        (DRAW, "weight_scale * np.random.randn(sizes[i], sizes[i - 1])"),
    ),
    mistake(
        "always_from_the_input",
        "Every layer has the number of inputs of the first one. On what does a later layer sit?",
        (DRAW, "weight_scale * np.random.randn(input_dim, sizes[i])"),
    ),
    mistake(
        "last_layer_missing",
        "The last layer has no parameters: how many layers follow from the list of hidden sizes?",
        ("range(1, self.num_layers + 1)", "range(1, self.num_layers)"),
    ),
    mistake(
        "counted_from_zero",
        "The names of the parameters begin with 0. The layers are counted from 1.",
        ('self.params[f"W{i}"]', 'self.params[f"W{i - 1}"]'),
        ('self.params[f"b{i}"]', 'self.params[f"b{i - 1}"]'),
        ('self.params[f"gamma{i}"]', 'self.params[f"gamma{i - 1}"]'),
        ('self.params[f"beta{i}"]', 'self.params[f"beta{i - 1}"]'),
    ),
    mistake(
        "three_layers_at_most",
        "The number of layers is a fixed number. It follows from the list of hidden sizes.",
        ("range(1, self.num_layers + 1)", "range(1, 4)"),
        ("sizes[i - 1], sizes[i])", "sizes[i - 1], (sizes + [1, 1])[i])"),
    ),
    mistake(
        "hidden_layers_all_alike",
        "All hidden layers have the size of the first one. Each has its own in the list.",
        (
            "sizes = [input_dim, *hidden_dims, num_classes]",
            "sizes = [input_dim, *[hidden_dims[0]] * len(hidden_dims), num_classes]",
        ),
    ),
    mistake(
        "sizes_hard_coded",
        "The number of inputs and of classes are fixed numbers. Read them from the arguments.",
        (
            "sizes = [input_dim, *hidden_dims, num_classes]",
            "sizes = [3072, *hidden_dims, 10]",
        ),
    ),
    mistake(
        "biases_one",
        "The biases start at 1. Which number leaves the affine layer as its weights make it?",
        ('self.params[f"b{i}"] = np.zeros(sizes[i])', 'self.params[f"b{i}"] = np.ones(sizes[i])'),
    ),
    mistake(
        "bias_rows",
        "The biases hold the right numbers as a matrix of one row. The docstring gives the shape.",
        (
            'self.params[f"b{i}"] = np.zeros(sizes[i])',
            'self.params[f"b{i}"] = np.zeros((1, sizes[i]))',
        ),
    ),
    mistake(
        "gamma_zero",
        "Your gamma starts at 0: then the output is 0 whatever comes in, and no gradient passes.",
        (GAMMA_ONES, 'self.params[f"gamma{i}"] = np.zeros(sizes[i])'),
    ),
    mistake(
        "gamma_random",
        "Your gamma starts at small random numbers. A new layer should only normalise: which scale "
        "changes nothing?",
        (GAMMA_ONES, 'self.params[f"gamma{i}"] = weight_scale * np.random.randn(sizes[i])'),
    ),
    mistake(
        "beta_one",
        "Your beta starts at 1. A new layer should only normalise: which shift changes nothing?",
        (BETA_ZEROS, 'self.params[f"beta{i}"] = np.ones(sizes[i])'),
    ),
    mistake(
        "gamma_and_beta_exchanged",
        "Your gamma starts at 0 and beta at 1: which of them multiplies?",
        (GAMMA_ONES, 'self.params[f"gamma{i}"] = np.zeros(sizes[i])'),
        (BETA_ZEROS, 'self.params[f"beta{i}"] = np.ones(sizes[i])'),
    ),
    mistake(
        "gamma_of_the_inputs",
        "Your gamma and beta have a number for each input of a layer. Its output is normalised.",
        (GAMMA_ONES, 'self.params[f"gamma{i}"] = np.ones(sizes[i - 1])'),
        (BETA_ZEROS, 'self.params[f"beta{i}"] = np.zeros(sizes[i - 1])'),
    ),
    mistake(
        "gamma_missing",
        "There is no gamma and no beta. A layer that is normalised has four parameters.",
        (IF_NORM, "if False:"),
    ),
    mistake(
        "always_normalised",
        "There is a gamma and a beta though no normalisation was asked for.",
        (IF_NORM, "if i < self.num_layers:"),
    ),
    mistake(
        "scores_normalised",
        "The last layer has a gamma and a beta, too. Are the scores to be normalised?",
        (IF_NORM, 'if normalization == "batchnorm":'),
    ),
    mistake(
        "gamma_one_number",
        "A layer has one number as its gamma. Each unit of the layer has its own.",
        ("np.ones(sizes[i])", "1.0"),
    ),
]

SCORES = (
    'scores, last_cache = affine_forward(out, self.params[f"W{last}"], self.params[f"b{last}"])'
)
AFFINE = 'out, affine_cache = affine_forward(out, self.params[f"W{i}"], self.params[f"b{i}"])'
RELU = "out, relu_cache = relu_forward(out)"
NORM = "out, norm_cache = batchnorm_forward(out, gamma, beta, self.bn_params[i - 1])"
GAMMA_BETA = 'gamma, beta = self.params[f"gamma{i}"], self.params[f"beta{i}"]'
START = "out, caches = X, []"
REST = ("deep_net_loss", "deep_net_gradients")

mistake = mistakes_in("deep_net_scores", f"{CLASS}.loss")
FORWARD = [
    mistake(
        "relu_on_scores",
        "No score is ever negative. Which layers come after the last affine one?",
        (SCORES, f"{SCORES}\n        scores = np.maximum(scores, 0)"),
        follows=REST,
    ),
    mistake(
        "no_relu",
        "The network is linear: between two affine layers there has to be something that is not.",
        (RELU, "relu_cache = relu_forward(np.ones_like(out))[1]"),
        follows=REST,
    ),
    mistake(
        "relu_before_normalisation",
        "The normalisation comes after the ReLU. The lecture puts it between the affine layer and "
        "the nonlinearity.",
        (AFFINE, f"{AFFINE}\n            {RELU}"),
        (f"            {RELU}\n            caches", "            caches"),
        follows=REST,
    ),
    mistake(
        "no_normalisation",
        "With and without batch normalisation the scores are the same. Is the layer ever called?",
        ("if self.normalization:\n                gamma", "if False:\n                gamma"),
        follows=REST,
    ),
    mistake(
        "one_bn_param_for_all",
        "All layers share the running averages of the first one. Each layer has its own bn_param.",
        (NORM, NORM.replace("[i - 1]", "[0]")),
        follows=("deep_net_loss",),
    ),
    mistake(
        "bn_params_off_by_one",
        "Each layer takes the running averages of another one. The layers are counted from 1, the "
        "list from 0.",
        (NORM, NORM.replace("[i - 1]", "[i % len(self.bn_params)]")),
        follows=("deep_net_loss",),
    ),
    mistake(
        "batch_statistics_at_test_time",
        "At test time the scores of an example depend on the others it comes with. Is bn_param, "
        "with the mode in it, handed to the layer?",
        (NORM, NORM.replace("self.bn_params[i - 1]", "new_bn_param()")),
        follows=("deep_net_loss",),
    ),
    mistake(
        "gamma_and_beta_exchanged",
        "Scale and shift are exchanged: in which order does batchnorm_forward take them?",
        (GAMMA_BETA, 'gamma, beta = self.params[f"beta{i}"], self.params[f"gamma{i}"]'),
        follows=REST,
    ),
    mistake(
        "gamma_and_beta_left_out",
        "The scores do not depend on gamma and beta: are those in self.params handed over?",
        (GAMMA_BETA, "gamma, beta = np.ones(out.shape[1]), np.zeros(out.shape[1])"),
        follows=REST,
    ),
    mistake(
        "biases_left_out",
        "The scores do not depend on the biases of the hidden layers.",
        (AFFINE, AFFINE.replace('self.params[f"b{i}"]', '0 * self.params[f"b{i}"]')),
        follows=REST,
    ),
    mistake(
        "three_layers_always",
        "This works for a network of three layers only. How many there are stands in "
        "self.num_layers.",
        (
            "for i in range(1, self.num_layers):\n            out",
            "for i in (1, 2):\n            out",
        ),
        ("last = self.num_layers", "last = 3"),
        fails=("deep_net_gradients", "deep_net_loss"),
    ),
    mistake(
        "last_hidden_layer_skipped",
        "The shapes never fit: the loop over the hidden layers ends one too early.",
        (
            "for i in range(1, self.num_layers):\n            out",
            "for i in range(1, self.num_layers - 1):\n            out",
        ),
        follows=REST,
    ),
    mistake(
        "probabilities_returned",
        "The scores are probabilities. Softmax belongs to the loss.",
        (
            SCORES,
            f"{SCORES}\n"
            "        if y is None:\n"
            "            scores = np.exp(scores - scores.max(axis=1, keepdims=True))\n"
            "            scores /= scores.sum(axis=1, keepdims=True)",
        ),
    ),
    mistake(
        "labels_returned",
        "There is one number for each example. Which class wins is for others to find out.",
        (
            SCORES,
            f"{SCORES}\n        if y is None:\n            scores = np.argmax(scores, axis=1)",
        ),
    ),
    mistake(
        "parameters_of_the_first_call",
        "A second call with new weights gives old scores. What is kept between calls?",
        (
            START,
            f'self.kept = kept = getattr(self, "kept", dict(self.params))\n        {START}',
        ),
        (AFFINE, AFFINE.replace("self.params", "kept")),
        (SCORES, SCORES.replace("self.params", "kept")),
        follows=("deep_net_gradients",),
    ),
    mistake(
        "x_centred_in_place",
        "The caller's X has lost its mean. Preparing the data is not the network's work.",
        (START, f"X -= X.mean(axis=0)\n        {START}"),
        follows=REST,
    ),
    mistake(
        "images_refused",
        "This works only for inputs that are rows already. The affine layer takes images, too.",
        (START, f"num_examples, size = X.shape\n        {START}"),
        follows=("deep_net_gradients",),
    ),
    mistake(
        "weights_changed",
        "The parameters are other ones after the call. Computing scores only reads them.",
        (START, f'{START}\n        self.params[f"b1"] = self.params[f"b1"] * 0.5'),
        follows=REST,
    ),
]

NET = [*INITIALISATION, *FORWARD]
