"""Mistakes students make in the deep network: its loss and its gradients.

Both are questions about one method. `follows` names the gradients where they come out wrong only
because an earlier part of the method is; `fails` where the mistake is made once more.
"""

from autograder.misconception import mistakes_in

LOSS_METHOD = "classifiers.deep_net:FullyConnectedNet.loss"
NORM = "out, norm_cache = batchnorm_forward(out, gamma, beta, self.bn_params[i - 1])"
REG_LOSS = "loss += 0.5 * self.reg * np.sum(W * W)"
REG_GRAD = 'grads[f"W{i}"] = grads[f"W{i}"] + self.reg * W'
EVERY = 'for i in range(1, self.num_layers + 1):\n            W = self.params[f"W{i}"]'
DATA_LOSS = "loss, dscores = softmax_loss(scores, y)"

mistake = mistakes_in("deep_net_loss", LOSS_METHOD)
LOSS = [
    mistake(
        "no_half",
        "The penalty is twice too large: the factor 0.5 is missing.",
        (REG_LOSS, "loss += self.reg * np.sum(W * W)"),
    ),
    mistake(
        "no_half_throughout",
        "The penalty is twice too large, and so is its gradient: the factor 0.5 is missing.",
        (REG_LOSS, "loss += self.reg * np.sum(W * W)"),
        (REG_GRAD, 'grads[f"W{i}"] = grads[f"W{i}"] + 2 * self.reg * W'),
        follows=("deep_net_gradients",),
    ),
    mistake(
        "no_penalty",
        "The loss is the same with and without regularization.",
        (REG_LOSS, "pass"),
    ),
    mistake(
        "no_penalty_throughout",
        "Neither the loss nor the gradients depend on reg.",
        (REG_LOSS, "pass"),
        (REG_GRAD, "pass"),
        fails=("deep_net_gradients",),
    ),
    mistake(
        "averages_of_copies",
        "Training calls leave the running averages as they were, so at test time the network "
        "normalises by numbers it never learnt. Whose bn_param has learnt something?",
        (NORM, NORM.replace("self.bn_params[i - 1]", "dict(self.bn_params[i - 1])")),
    ),
    mistake(
        "averages_updated_twice",
        "One training call moves the running averages as far as two. How often is the forward pass "
        "of a layer run?",
        (
            NORM,
            f"inputs = out\n                {NORM}\n"
            "                batchnorm_forward(inputs, gamma, beta, self.bn_params[i - 1])",
        ),
    ),
    mistake(
        "penalty_of_the_mean",
        "The penalty is a mean of squares. It is their sum.",
        (REG_LOSS, "loss += 0.5 * self.reg * np.mean(W * W)"),
    ),
    mistake(
        "penalty_of_sizes",
        "The penalty adds up absolute values: that is L1 regularization. Here it is the squares.",
        (REG_LOSS, "loss += 0.5 * self.reg * np.sum(np.abs(W))"),
    ),
    mistake(
        "square_of_the_sum",
        "The penalty squares a sum. It is a sum of squares.",
        (REG_LOSS, "loss += 0.5 * self.reg * np.sum(W) ** 2"),
    ),
    mistake(
        "penalty_averaged",
        "The penalty shrinks with the batch. It belongs to the weights, not to the examples.",
        (REG_LOSS, "loss += 0.5 * self.reg * np.sum(W * W) / X.shape[0]"),
    ),
    mistake(
        "penalty_once",
        "Only the weights of the last layer are in the penalty: is every layer added up?",
        (REG_LOSS, "loss = loss + (i == self.num_layers) * 0.5 * self.reg * np.sum(W * W)"),
    ),
    mistake(
        "hidden_layers_only",
        "The weights of the last layer are left out of the penalty.",
        (REG_LOSS, "loss += (i < self.num_layers) * 0.5 * self.reg * np.sum(W * W)"),
    ),
    mistake(
        "biases_penalised",
        "The penalty covers the biases, too. Only weights pay for their size.",
        (
            REG_LOSS,
            'loss += 0.5 * self.reg * (np.sum(W * W) + np.sum(self.params[f"b{i}"] ** 2))',
        ),
    ),
    mistake(
        "biases_penalised_throughout",
        "Loss and gradients regularise the biases, too. Only weights pay for their size.",
        (
            REG_LOSS,
            'loss += 0.5 * self.reg * (np.sum(W * W) + np.sum(self.params[f"b{i}"] ** 2))',
        ),
        (
            REG_GRAD,
            f"{REG_GRAD}\n"
            '            grads[f"b{i}"] = grads[f"b{i}"] + self.reg * self.params[f"b{i}"]',
        ),
        follows=("deep_net_gradients",),
    ),
    mistake(
        "gamma_and_beta_penalised",
        "The penalty covers gamma and beta, too. Only the weights pay for their size.",
        (
            EVERY,
            "loss += 0.5 * self.reg * sum(\n"
            '            np.sum(w * w) for name, w in self.params.items() if name[0] in "g" '
            'or name.startswith("beta")\n'
            f"        )\n        {EVERY}",
        ),
    ),
    mistake(
        "all_parameters_penalised",
        "The penalty runs over all of self.params. Only the weights pay for their size.",
        (REG_LOSS, "pass"),
        (
            EVERY,
            "loss += 0.5 * self.reg * sum(np.sum(w * w) for w in self.params.values())\n"
            f"        {EVERY}",
        ),
    ),
    mistake(
        "running_averages_in_training",
        "With labels it is training time: the minibatch's own statistics normalise it. Which mode "
        "reaches the layers?",
        (NORM, NORM.replace("self.bn_params[i - 1]", '{**self.bn_params[i - 1], "mode": "test"}')),
        follows=("deep_net_gradients",),
    ),
    mistake(
        "not_averaged",
        "The loss grows with the batch: softmax_loss has taken the average already.",
        (DATA_LOSS, f"{DATA_LOSS}\n        loss *= X.shape[0]"),
    ),
    mistake(
        "averaged_twice",
        "The loss is too small by the batch size: softmax_loss has taken the average already.",
        (DATA_LOSS, f"{DATA_LOSS}\n        loss /= X.shape[0]"),
    ),
    mistake(
        "only_the_penalty",
        "Only the penalty is left: with reg = 0 the loss is 0.",
        (DATA_LOSS, f"{DATA_LOSS}\n        loss = 0.0"),
    ),
]

RELU_BACK = "dout = relu_backward(dout, relu_cache)"
NORM_BACK = "dout, dgamma, dbeta = batchnorm_backward_alt(dout, norm_cache)"
KEEP = 'grads[f"gamma{i}"], grads[f"beta{i}"] = dgamma, dbeta'
AFFINE_BACK = 'dout, grads[f"W{i}"], grads[f"b{i}"] = affine_backward(dout, affine_cache)'
BACK = "for i in range(self.num_layers - 1, 0, -1):"

mistake = mistakes_in("deep_net_gradients", LOSS_METHOD)
GRADIENTS = [
    mistake(
        "no_penalty",
        "The loss has a penalty, and the gradients know nothing of it.",
        (REG_GRAD, "pass"),
    ),
    mistake(
        "penalty_doubled",
        "The gradient of the penalty is twice too large: the 2 of the square and the factor 0.5 "
        "cancel.",
        (REG_GRAD, 'grads[f"W{i}"] = grads[f"W{i}"] + 2 * self.reg * W'),
    ),
    mistake(
        "penalty_halved",
        "The gradient of the penalty is twice too small: the 2 of the square and the factor 0.5 "
        "cancel.",
        (REG_GRAD, 'grads[f"W{i}"] = grads[f"W{i}"] + 0.5 * self.reg * W'),
    ),
    mistake(
        "penalty_alone",
        "The gradients of the weights are those of the penalty alone: they have overwritten the "
        "others.",
        (REG_GRAD, 'grads[f"W{i}"] = self.reg * W'),
    ),
    mistake(
        "penalty_subtracted",
        "The gradient of the penalty has the wrong sign: a larger weight costs more.",
        (REG_GRAD, 'grads[f"W{i}"] = grads[f"W{i}"] - self.reg * W'),
    ),
    mistake(
        "penalty_of_the_last_layer_only",
        "Only the last layer's gradient knows of the penalty.",
        (REG_GRAD, 'grads[f"W{i}"] = grads[f"W{i}"] + (i == self.num_layers) * self.reg * W'),
    ),
    mistake(
        "penalty_of_the_hidden_layers_only",
        "The last layer's gradient knows nothing of the penalty.",
        (REG_GRAD, 'grads[f"W{i}"] = grads[f"W{i}"] + (i < self.num_layers) * self.reg * W'),
    ),
    mistake(
        "biases_penalised",
        "The gradients of the biases contain a penalty. Only weights pay for their size.",
        (
            REG_GRAD,
            f"{REG_GRAD}\n"
            '            grads[f"b{i}"] = grads[f"b{i}"] + self.reg * self.params[f"b{i}"]',
        ),
    ),
    mistake(
        "gamma_penalised",
        "The gradients of gamma contain a penalty. Only the weights pay for their size.",
        (
            KEEP,
            f'{KEEP}\n                grads[f"gamma{{i}}"] = dgamma + self.reg * '
            'self.params[f"gamma{i}"]',
        ),
    ),
    mistake(
        "no_relu",
        "The ReLU is left out on the way back: where it stopped a number it stops the gradient.",
        (RELU_BACK, "dout = dout"),
    ),
    mistake(
        "caches_in_forward_order",
        "On the way back the layers come in the opposite order. Which cache is whose?",
        ("caches[i - 1]", "caches[-i]"),
    ),
    mistake(
        "caches_off_by_one",
        "Each layer takes the cache of another one: layers are counted from 1, the list from 0.",
        ("caches[i - 1]", "caches[i % len(caches)]"),
    ),
    mistake(
        "normalisation_before_relu",
        "On the way back the normalisation comes before the ReLU. Within a layer, too, the order "
        "is the opposite of the forward pass.",
        (
            f"{RELU_BACK}\n            if",
            "if",
        ),
        (AFFINE_BACK, f"{RELU_BACK}\n            {AFFINE_BACK}"),
    ),
    mistake(
        "normalisation_skipped",
        "The gradient passes the normalisation as if it were not there.",
        (NORM_BACK, "_, dgamma, dbeta = batchnorm_backward_alt(dout, norm_cache)"),
    ),
    mistake(
        "gamma_and_beta_exchanged",
        "The gradients of gamma and beta are exchanged: in which order are they returned?",
        (NORM_BACK, "dout, dbeta, dgamma = batchnorm_backward_alt(dout, norm_cache)"),
    ),
    mistake(
        "gamma_and_beta_missing",
        "There is no gamma and no beta in grads: it needs the names of all parameters.",
        (KEEP, "pass"),
    ),
    mistake(
        "first_layer_missing",
        "There is nothing in grads for the first layer: the loop back ends one too early.",
        (BACK, "for i in range(self.num_layers - 1, 1, -1):"),
        (REG_GRAD, 'grads[f"W{i}"] = grads.get(f"W{i}", 0) + self.reg * W'),
    ),
    mistake(
        "averaged_twice",
        "All gradients are too small by the batch size: softmax_loss has taken the average.",
        (DATA_LOSS, f"{DATA_LOSS}\n        dscores = dscores / X.shape[0]"),
    ),
    mistake(
        "scores_in_place_of_their_gradient",
        "The way back starts with the scores. It starts with the gradient of the loss.",
        ("affine_backward(dscores, last_cache)", "affine_backward(scores, last_cache)"),
    ),
    mistake(
        "each_layer_from_the_scores",
        "The gradient does not grow from layer to layer: each starts again from that of the last "
        "one.",
        (BACK, f"top = dout\n        {BACK}"),
        (f"            {RELU_BACK}", "            dout = relu_backward(top, relu_cache)"),
    ),
    mistake(
        "step_taken",
        "The parameters are other ones after the call: taking a step is the Solver's work.",
        (
            REG_GRAD,
            f'{REG_GRAD}\n            self.params[f"W{{i}}"] = W - 0.1 * grads[f"W{{i}}"]',
        ),
    ),
]

# The gradients before the loss: what is wrong in them alone should be named first there.
TRAINING = [*GRADIENTS, *LOSS]
