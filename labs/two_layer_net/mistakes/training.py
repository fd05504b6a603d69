"""Mistakes students make in the two-layer net's loss and its gradients.

Both are questions about one method, TwoLayerNet.loss.
"""

from autograder.misconception import mistakes_in

LOSS = "classifiers.fc_net:TwoLayerNet.loss"
RELU_BACK = "relu_backward(dhidden, hidden_cache[1])"
GRADIENTS = ("two_layer_net_gradients",)
SQUARES = "(np.sum(W1 * W1) + np.sum(W2 * W2))"
PENALTY = f"0.5 * self.reg * {SQUARES}"
W1_PENALTY = 'grads["W1"] + self.reg * W1'
W2_PENALTY = 'grads["W2"] + self.reg * W2'


def penalties(gradient: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the edits that add another penalty gradient, an expression of {w}."""
    return (
        (W1_PENALTY, f'grads["W1"] + {gradient.format(w="W1")}'),
        (W2_PENALTY, f'grads["W2"] + {gradient.format(w="W2")}'),
    )


def bias_gradients() -> tuple[str, str]:
    """Return the edit that regularizes the biases' gradients."""
    added = "".join(f'\n        grads["{b}"] = grads["{b}"] + self.reg * {b}' for b in ("b1", "b2"))
    return W1_PENALTY, W1_PENALTY + added


mistake = mistakes_in("two_layer_net_loss", LOSS)
LOSSES = [
    mistake(
        "no_half",
        "The penalty is twice what it should be: which factor does the comment in the code ask "
        "for?",
        (PENALTY, f"self.reg * {SQUARES}"),
    ),
    mistake(
        "no_half_throughout",
        "The penalty and its gradient are both twice what they should be: they agree with each "
        "other, but the comment in the code asks for a factor.",
        (PENALTY, f"self.reg * {SQUARES}"),
        *penalties("2 * self.reg * {w}"),
        follows=GRADIENTS,
    ),
    mistake(
        "half_twice",
        "The penalty is half of what it should be: is a factor applied in two places?",
        (PENALTY, f"0.25 * self.reg * {SQUARES}"),
    ),
    mistake(
        "half_of_one_layer",
        "The factor reaches the penalty of one layer only. Where do the parentheses end?",
        (PENALTY, "0.5 * self.reg * np.sum(W1 * W1) + self.reg * np.sum(W2 * W2)"),
    ),
    mistake(
        "strength_of_one_layer",
        "The penalty of the second layer is there even without regularization. Where do the "
        "parentheses end?",
        (PENALTY, "0.5 * self.reg * np.sum(W1 * W1) + np.sum(W2 * W2)"),
    ),
    mistake(
        "strength_unused",
        "The penalty does not depend on the regularization strength.",
        (PENALTY, f"0.5 * {SQUARES}"),
    ),
    mistake(
        "no_penalty",
        "The loss is the same for every regularization strength, although the gradients are not.",
        ("loss = data_loss + reg_loss", "loss = data_loss"),
    ),
    mistake(
        "no_regularization",
        "Neither the loss nor the gradients depend on the regularization strength.",
        ("loss = data_loss + reg_loss", "loss = data_loss"),
        *penalties("0 * {w}"),
        fails=GRADIENTS,
    ),
    mistake(
        "penalty_alone",
        "The loss is the penalty alone: without regularization it is 0. What happened to the data "
        "loss?",
        ("loss = data_loss + reg_loss", "loss = reg_loss"),
    ),
    mistake(
        "penalty_subtracted",
        "Large weights lower the loss. Should they be rewarded?",
        ("data_loss + reg_loss", "data_loss - reg_loss"),
    ),
    mistake(
        "biases",
        "The penalty covers the biases, too. Which arrays should it cover?",
        (SQUARES, "(sum(np.sum(p * p) for p in self.params.values()))"),
    ),
    mistake(
        "biases_throughout",
        "The penalty and its gradient cover the biases, too. Which arrays should they cover?",
        (SQUARES, "(sum(np.sum(p * p) for p in self.params.values()))"),
        bias_gradients(),
        follows=GRADIENTS,
    ),
    mistake(
        "first_layer_only",
        "The weights of the second layer are not in the penalty.",
        (SQUARES, "np.sum(W1 * W1)"),
    ),
    mistake(
        "first_layer_only_throughout",
        "The weights of the second layer are not in the penalty, nor in its gradient.",
        (SQUARES, "np.sum(W1 * W1)"),
        (W2_PENALTY, 'grads["W2"]'),
        follows=GRADIENTS,
    ),
    mistake(
        "second_layer_only",
        "The weights of the first layer are not in the penalty.",
        (SQUARES, "np.sum(W2 * W2)"),
    ),
    mistake(
        "mean_for_sum",
        "The penalty is an average over the weights, so large layers are hardly held back. What "
        "does L2 regularization take of the squares?",
        (SQUARES, "(np.mean(W1 * W1) + np.mean(W2 * W2))"),
    ),
    mistake(
        "not_squared",
        "Positive and negative weights cancel in the penalty. What does L2 regularization do with "
        "each weight before summing?",
        (SQUARES, "(np.sum(W1) + np.sum(W2))"),
    ),
    mistake(
        "sum_squared",
        "In the penalty the weights are summed first and squared then, so they cancel. In which "
        "order should it be?",
        (SQUARES, "(np.sum(W1) ** 2 + np.sum(W2) ** 2)"),
    ),
    mistake(
        "absolute",
        "The penalty grows in proportion to the weights: that is L1 regularization.",
        (SQUARES, "(np.sum(np.abs(W1)) + np.sum(np.abs(W2)))"),
    ),
    mistake(
        "absolute_throughout",
        "Penalty and gradient are those of L1 regularization. Which one is asked for?",
        (PENALTY, "self.reg * (np.sum(np.abs(W1)) + np.sum(np.abs(W2)))"),
        *penalties("self.reg * np.sign({w})"),
        follows=GRADIENTS,
    ),
    mistake(
        "norm",
        "The penalty takes the length of the weights, not its square.",
        (SQUARES, "(np.linalg.norm(W1) + np.linalg.norm(W2))"),
    ),
    mistake(
        "matrix_product",
        "The penalty is made from a product of matrices, so different weights get multiplied with "
        "each other. Each weight meets only itself.",
        (SQUARES, "(np.sum(W1 @ W1.T) + np.sum(W2 @ W2.T))"),
    ),
    mistake(
        "penalty_averaged",
        "The penalty is divided by the batch size. Does it depend on the examples?",
        (PENALTY, f"{PENALTY} / X.shape[0]"),
    ),
    mistake(
        "penalty_averaged_throughout",
        "The penalty and its gradient are divided by the batch size. Do they depend on the "
        "examples?",
        (PENALTY, f"{PENALTY} / X.shape[0]"),
        *penalties("self.reg * {w} / X.shape[0]"),
        follows=GRADIENTS,
    ),
    mistake(
        "strength_squared",
        "The penalty grows with the square of the regularization strength.",
        (PENALTY, f"0.5 * self.reg**2 * {SQUARES}"),
    ),
    mistake(
        "averaged_again",
        "The data loss is too small by the batch size. What has softmax_loss done already?",
        ("data_loss + reg_loss", "data_loss / X.shape[0] + reg_loss"),
    ),
    mistake(
        "svm",
        "The loss is the SVM loss of the scores. Which one does this net use?",
        ("softmax_loss(scores, y)", "svm_loss(scores, y)"),
        follows=GRADIENTS,
    ),
    mistake(
        "accumulated",
        "A second call adds to the loss of the first one. What may a call leave behind in self?",
        (
            "loss = data_loss + reg_loss",
            "self.total = vars(self).get('total', 0) + data_loss + reg_loss\n        "
            "loss = self.total",
        ),
    ),
    mistake(
        "in_an_array",
        "The loss is the right number, wrapped in an array.",
        ("loss = data_loss + reg_loss", "loss = np.array([data_loss + reg_loss])"),
    ),
]

mistake = mistakes_in("two_layer_net_gradients", LOSS)
GRADIENT_MISTAKES = [
    mistake(
        "no_penalty",
        "The gradients are the same for every regularization strength. The penalty depends on "
        "the weights, too.",
        *penalties("0 * {w}"),
    ),
    mistake(
        "penalty_doubled",
        "The gradient of the penalty is twice what it should be. What does differentiating do to "
        "the factor in the loss?",
        *penalties("2 * self.reg * {w}"),
    ),
    mistake(
        "penalty_halved",
        "The gradient of the penalty is half of what it should be. What does differentiating do to "
        "the factor in the loss?",
        *penalties("0.5 * self.reg * {w}"),
    ),
    mistake(
        "first_layer_only",
        "The gradient of W2 lacks its penalty.",
        (W2_PENALTY, 'grads["W2"]'),
    ),
    mistake(
        "second_layer_only",
        "The gradient of W1 lacks its penalty.",
        (W1_PENALTY, 'grads["W1"]'),
    ),
    mistake(
        "biases_regularized",
        "The gradients of the biases carry a penalty. Does the loss hold one for them?",
        bias_gradients(),
    ),
    mistake(
        "penalty_alone",
        "Without regularization the gradients of the weights are 0: is a gradient of the data "
        "replaced where something should be added to it?",
        (W1_PENALTY, "self.reg * W1"),
        (W2_PENALTY, "self.reg * W2"),
    ),
    mistake(
        "strength_unused",
        "The gradients carry a penalty even without regularization: where does its strength enter?",
        *penalties("{w}"),
    ),
    mistake(
        "penalty_subtracted",
        "The gradient of the penalty has the wrong sign: it says how the loss grows with a weight.",
        *penalties("-self.reg * {w}"),
    ),
    mistake(
        "penalty_not_differentiated",
        "The gradient of the penalty is the penalty itself, weight by weight. A square has another "
        "derivative.",
        *penalties("0.5 * self.reg * {w} ** 2"),
    ),
    mistake(
        "penalty_summed",
        "Every weight of a layer gets the same penalty in its gradient: is a whole matrix summed "
        "up where each weight should count by itself?",
        *penalties("self.reg * np.sum({w})"),
    ),
    mistake(
        "penalty_averaged",
        "The gradient of the penalty is divided by the batch size. Does the penalty depend on the "
        "examples?",
        *penalties("self.reg * {w} / X.shape[0]"),
    ),
    mistake(
        "absolute",
        "The gradient of the penalty is that of L1 regularization: it should depend on how large a "
        "weight is.",
        *penalties("self.reg * np.sign({w})"),
    ),
    mistake(
        "averaged_again",
        "The gradients of the data are too small by the batch size. What has softmax_loss done "
        "already?",
        ("= softmax_loss(scores, y)\n", "= softmax_loss(scores, y)\n        dscores /= len(y)\n"),
    ),
    mistake(
        "sign",
        "All gradients of the data point the wrong way. The update rule takes the step against "
        "them, not this method.",
        ("= softmax_loss(scores, y)\n", "= softmax_loss(scores, y)\n        dscores *= -1\n"),
    ),
    mistake(
        "from_scores",
        "The gradients were started from the scores. What does the backward pass of the last layer "
        "receive?",
        ("affine_backward(dscores, ", "affine_backward(scores, "),
    ),
    mistake(
        "no_relu_backward",
        "The gradients of the first layer ignore the ReLU: which hidden units let it pass?",
        (RELU_BACK, "dhidden"),
    ),
    mistake(
        "relu_mask_from_gradient",
        "The gradient was stopped where it is itself negative. Which numbers did the ReLU look at "
        "in the forward pass?",
        (RELU_BACK, "np.maximum(dhidden, 0)"),
    ),
    mistake(
        "other_names",
        "A gradient is missing under its name: grads has the same keys as self.params.",
        ('grads["W1"] = grads["W1"]', 'grads["dW1"] = grads.pop("W1")'),
    ),
    mistake(
        "biases_exchanged",
        "The gradients of the two biases are exchanged.",
        ('grads["b2"] = affine_backward', 'grads["b1"] = affine_backward'),
        ('grads["b1"] = da', 'grads["b2"] = da'),
    ),
    mistake(
        "step_taken",
        "The net's weights are others after the call: computing gradients and taking a step with "
        "them are two jobs.",
        (
            W1_PENALTY,
            W1_PENALTY + "\n        for name in grads:"
            "\n            self.params[name] = self.params[name] - 1e-3 * grads[name]",
        ),
    ),
    mistake(
        "weights_scaled_in_place",
        "The net's weights are others after the call: an operation that assigns to its left side "
        "works on the parameters themselves.",
        (W1_PENALTY, W1_PENALTY + "\n        W1 *= self.reg\n        W2 *= self.reg"),
    ),
    mistake(
        "accumulated",
        "A second call adds to the gradients of the first one. Each call starts from nothing.",
        (
            W1_PENALTY,
            W1_PENALTY + "\n        for name, old in vars(self).get('old', {}).items():"
            "\n            grads[name] = grads[name] + old"
            "\n        self.old = grads",
        ),
    ),
    mistake(
        "average_undone",
        "The gradients are those of a sum over the examples: the average that the loss has "
        "taken is undone.",
        ("    dhidden, grads", "    dscores = dscores * len(X)\n        dhidden, grads"),
    ),
]

TRAINING = [*LOSSES, *GRADIENT_MISTAKES]
