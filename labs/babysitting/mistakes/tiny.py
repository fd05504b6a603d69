"""Mistakes students make in the babysitting lab: learning a few examples by heart."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("overfit_tiny", "diagnostics:overfit_tiny")
FEW = "X[:num_examples], y[:num_examples]"
OFF = "model.reg = 0.0\n"
BACK = "model.reg = own_reg\n"
LOSS = "losses[epoch], grads = model.loss(X_tiny, y_tiny)\n"
EACH = "for name in model.params:\n"
STEP = "model.params[name] = model.params[name] - learning_rate * grads[name]"
ACCURACY = "np.mean(model.loss(X_tiny).argmax(axis=1) == y_tiny)"
PASSED = "accuracy == 1 and losses[-1] < 0.01"

TINY = [
    mistake(
        "all_examples",
        "The model learns all the examples. Only the first few should count, or nothing is tiny.",
        (FEW, "X, y"),
    ),
    mistake(
        "last_examples",
        "The model learns the last examples instead of the first.",
        (FEW, "X[-num_examples:], y[-num_examples:]"),
    ),
    mistake(
        "twenty_fixed",
        "The number of examples is always 20. Where does the argument come in?",
        (FEW, "X[:20], y[:20]"),
    ),
    mistake(
        "random_examples",
        "The examples are drawn at random. A test that is to be repeated takes the first ones.",
        (
            f"X_tiny, y_tiny = {FEW}",
            "drawn = np.random.choice(len(X), num_examples)\n"
            "    X_tiny, y_tiny = X[drawn], y[drawn]",
        ),
    ),
    mistake(
        "minibatches",
        "Each step sees a random draw of the few examples, as in ordinary training. Here every "
        "step is taken on all of them.",
        (
            LOSS,
            "drawn = np.random.choice(num_examples, num_examples)\n"
            "        losses[epoch], grads = model.loss(X_tiny[drawn], y_tiny[drawn])\n",
        ),
    ),
    mistake(
        "regularization_left_on",
        "The strength the model came with still counts while it learns by heart.",
        (OFF, "pass\n"),
    ),
    mistake(
        "regularization_not_restored",
        "The model has lost its strength of regularization after the call.",
        (BACK, "pass\n"),
    ),
    mistake(
        "uphill",
        "The cost rises from epoch to epoch: does a step go along the gradient or against it?",
        (STEP, "model.params[name] = model.params[name] + learning_rate * grads[name]"),
    ),
    mistake(
        "never_updated",
        "The cost is the same in every epoch: the updated arrays never get back into the model.",
        (STEP, "new = model.params[name] - learning_rate * grads[name]"),
    ),
    mistake(
        "replaced_by_step",
        "The parameters are replaced by the step itself. A step is added to what is there.",
        (STEP, "model.params[name] = -learning_rate * grads[name]"),
    ),
    mistake(
        "weights_only",
        "The biases never change. Every array in model.params has a gradient.",
        (EACH, 'for name in ("W1", "W2"):\n'),
    ),
    mistake(
        "last_layer_only",
        "The first layer never changes. Every array in model.params has a gradient.",
        (EACH, 'for name in ("W2", "b2"):\n'),
    ),
    mistake(
        "first_layer_only",
        "The second layer never changes. Every array in model.params has a gradient.",
        (EACH, 'for name in ("W1", "b1"):\n'),
    ),
    mistake(
        "rate_missing",
        "The steps are as large as the gradients themselves. Where does the learning rate come in?",
        (STEP, "model.params[name] = model.params[name] - grads[name]"),
    ),
    mistake(
        "rate_fixed",
        "The learning rate is always its usual value, whatever the caller asks for.",
        (STEP, "model.params[name] = model.params[name] - 1e-3 * grads[name]"),
    ),
    mistake(
        "rate_decays",
        "The steps get smaller from epoch to epoch. Plain gradient descent keeps its rate.",
        (LOSS, LOSS + "        learning_rate = 0.95 * learning_rate\n"),
    ),
    mistake(
        "averaged_again",
        "The gradients are divided by the number of examples once more. The loss is an average "
        "already.",
        (STEP, f"{STEP} / len(y_tiny)"),
    ),
    mistake(
        "signs_only",
        "All steps have the same size, only the sign of the gradient counts. Plain gradient "
        "descent uses its size as well.",
        (STEP, "model.params[name] = model.params[name] - learning_rate * np.sign(grads[name])"),
    ),
    mistake(
        "momentum",
        "Earlier steps go on counting: that is momentum, not plain gradient descent.",
        ("own_reg = model.reg\n", "own_reg, velocity = model.reg, {}\n"),
        (
            STEP,
            "velocity[name] = 0.9 * velocity.get(name, 0) - learning_rate * grads[name]\n"
            "            model.params[name] = model.params[name] + velocity[name]",
        ),
    ),
    mistake(
        "two_hundred_fixed",
        "The number of epochs is always 200, more than there is room for in the losses.",
        ("range(num_epochs)", "range(200)"),
    ),
    mistake(
        "one_epoch_less",
        "The last epoch is missing: its cost was never measured.",
        ("range(num_epochs)", "range(num_epochs - 1)"),
    ),
    mistake(
        "cost_after_step",
        "The costs are those after each step. Each epoch's cost is what its step starts from.",
        (
            f"{STEP}\n",
            f"{STEP}\n        losses[epoch] = model.loss(X_tiny, y_tiny)[0]\n",
        ),
    ),
    mistake(
        "a_copy_trained",
        "The model you were given has the parameters it came with: another one was trained.",
        ("own_reg = model.reg\n", "own_reg, begin = model.reg, dict(model.params)\n"),
        (f"passed = {PASSED}", f"passed = {PASSED}\n    model.params = begin"),
    ),
    mistake(
        "accuracy_on_all",
        "The accuracy is that on all the examples. It is the few that should be known by heart.",
        (ACCURACY, "np.mean(model.loss(X).argmax(axis=1) == y)"),
    ),
    mistake(
        "accuracy_counted",
        "The accuracy is a number of examples. Which share of them is it?",
        (ACCURACY, "np.sum(model.loss(X_tiny).argmax(axis=1) == y_tiny)"),
    ),
    mistake(
        "accuracy_in_percent",
        "The accuracy is in per cent. The share is asked for, from 0 to 1.",
        (ACCURACY, f"100 * {ACCURACY}"),
    ),
    mistake(
        "errors_counted",
        "This is the share of wrong answers. The accuracy is the share of right ones.",
        (ACCURACY, "np.mean(model.loss(X_tiny).argmax(axis=1) != y_tiny)"),
    ),
    mistake(
        "lowest_score_wins",
        "The class with the lowest score is taken for the net's answer.",
        (ACCURACY, "np.mean(model.loss(X_tiny).argmin(axis=1) == y_tiny)"),
    ),
    mistake(
        "accuracy_before_training",
        "The accuracy is that of the untrained model. Measure it after the last step.",
        (
            "losses[epoch], grads",
            f"accuracy = {ACCURACY} if epoch == 0 else accuracy\n        losses[epoch], grads",
        ),
        (f"accuracy = {ACCURACY}\n    passed", "passed"),
    ),
    mistake(
        "passed_by_accuracy",
        "The test is passed once all examples are right. Both have to hold: the last cost must be "
        "tiny as well.",
        (PASSED, "accuracy == 1"),
    ),
    mistake(
        "passed_by_cost",
        "The test is passed once the last cost is tiny. Both have to hold: every answer must be "
        "right as well.",
        (PASSED, "losses[-1] < 0.01"),
    ),
    mistake(
        "either_is_enough",
        "One of the two conditions is enough here. Both have to hold.",
        (PASSED, "accuracy == 1 or losses[-1] < 0.01"),
    ),
    mistake(
        "passed_by_first_cost",
        "The test is never passed. Which of the costs should be tiny: the first, their average, or "
        "the last one?",
        (PASSED, "accuracy == 1 and losses[0] < 0.01"),
    ),
    mistake(
        "passed_reversed",
        "The test counts as passed where the last cost is still large.",
        (PASSED, "accuracy == 1 and losses[-1] > 0.01"),
    ),
    mistake(
        "cost_below_a_tenth",
        "The border for the last cost is too high.",
        (PASSED, "accuracy == 1 and losses[-1] < 0.1"),
    ),
    mistake(
        "accuracy_before_last_step",
        "The accuracy is that of the parameters before the last step. When should it be measured?",
        (
            "grads = model.loss(X_tiny, y_tiny)\n",
            "grads = model.loss(X_tiny, y_tiny)\n        scores = model.loss(X_tiny)\n",
        ),
        ("model.loss(X_tiny).argmax", "scores.argmax"),
    ),
]
