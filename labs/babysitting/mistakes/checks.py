"""Mistakes students make in the babysitting lab: the first loss, and regularization."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("expected_initial_loss", "diagnostics:expected_initial_loss")
LOG = "np.log(num_classes)"
FIRST_LOSS = [
    mistake(
        "base_ten",
        "The loss comes out as 1 for ten classes. Which logarithm does softmax loss take?",
        (LOG, "np.log10(num_classes)"),
    ),
    mistake(
        "base_two",
        "The loss comes out as 1 for two classes: it is counted in bits. Which logarithm does "
        "softmax loss take?",
        (LOG, "np.log2(num_classes)"),
    ),
    mistake(
        "log_of_probability",
        "The loss is negative. It is minus the logarithm of a probability.",
        (LOG, "np.log(1 / num_classes)"),
    ),
    mistake(
        "probability",
        "This is the probability of the right class. What does the loss charge for it?",
        (LOG, "1 / num_classes"),
    ),
    mistake(
        "hinge",
        "This is what an SVM starts from: one for each wrong class. The nets here end in softmax.",
        (LOG, "num_classes - 1"),
    ),
    mistake(
        "ten_classes",
        "The loss is the same for any number of classes. Where does the argument come in?",
        (LOG, "np.log(10)"),
    ),
    mistake(
        "summed_over_classes",
        "The surprise of every class is added up. Only one class is the right one.",
        (LOG, "num_classes * np.log(num_classes)"),
    ),
    mistake(
        "averaged_over_classes",
        "The surprise is weighted by a probability, or averaged over the classes. Only one class "
        "is the right one, and it always occurs.",
        (LOG, "np.log(num_classes) / num_classes"),
    ),
    mistake(
        "wrong_classes_only",
        "The logarithm is of the number of wrong classes. Among how many does the net choose?",
        (LOG, "np.log(num_classes - 1)"),
    ),
    mistake(
        "zero",
        "An untrained net is surprised by every answer, so its loss cannot be 0.",
        (LOG, "0.0"),
    ),
]

mistake = mistakes_in("check_regularization", "diagnostics:check_regularization")
OFF = "model.reg = 0.0\n"
ON = "model.reg = reg\n"
STRONG = "strong_loss, _ = model.loss(X, y)"
WENT_UP = "strong_loss > plain_loss"
BACK = "model.reg = own_reg\n"
PENALTY = 'sum(np.sum(model.params[name] ** 2) for name in ("W1", "W2"))'
REGULARIZATION = [
    mistake(
        "not_restored",
        "The model keeps the strong regularization after the call. What will happen when it is "
        "trained next?",
        (BACK, "pass\n"),
    ),
    mistake(
        "left_off",
        "The model has no regularization left after the call, whatever it came with.",
        (BACK, "model.reg = 0.0\n"),
    ),
    mistake(
        "own_strength_in_plain_loss",
        "The first loss still holds the penalty of the strength the model came with.",
        (OFF, "pass\n"),
    ),
    mistake(
        "added_to_own_strength",
        "The second loss is at a strength that is too large: the model's own and yours together.",
        (ON, "model.reg = own_reg + reg\n"),
    ),
    mistake(
        "strength_fixed",
        "The second loss does not depend on the argument reg, only on its usual value.",
        (ON, "model.reg = 1e3\n"),
    ),
    mistake(
        "strength_never_set",
        "Both losses are the same, also where regularization is sound: did the model ever hear of "
        "the new strength?",
        (ON, "pass\n"),
    ),
    mistake(
        "penalty_by_hand",
        "The penalty is worked out here instead of by the model. So a model that never adds one "
        "passes the test.",
        (STRONG, f"strong_loss = plain_loss + 0.5 * reg * {PENALTY}"),
    ),
    mistake(
        "penalty_by_hand_without_half",
        "The penalty is worked out here instead of by the model, and lacks the factor the net "
        "uses. Let the model say what its loss is.",
        (STRONG, f"strong_loss = plain_loss + reg * {PENALTY}"),
    ),
    mistake(
        "penalty_alone",
        "The second number is the penalty alone: the loss is data loss and penalty together.",
        (STRONG, "strong_loss = model.loss(X, y)[0] - plain_loss"),
        (WENT_UP, "strong_loss > 0"),
    ),
    mistake(
        "swapped",
        "The two losses come back in the wrong order.",
        (
            f"went_up = {WENT_UP}",
            f"went_up = {WENT_UP}\n    plain_loss, strong_loss = strong_loss, plain_loss",
        ),
    ),
    mistake(
        "went_up_reversed",
        "The truth value says that the loss went up where it went down.",
        (WENT_UP, "strong_loss < plain_loss"),
    ),
    mistake(
        "equal_counts_as_up",
        "A model that ignores its strength passes the test: two equal losses are not a rise.",
        (WENT_UP, "strong_loss >= plain_loss"),
    ),
    mistake(
        "any_change_counts",
        "A loss that changes has not always gone up: a model that rewards large weights passes "
        "the test.",
        (WENT_UP, "strong_loss != plain_loss"),
    ),
    mistake(
        "always_up",
        "The answer is always the same. What does it say of a model that ignores its strength?",
        (WENT_UP, "True"),
    ),
    mistake(
        "loss_not_unpacked",
        "A loss is a pair here: with labels, the model returns its loss and its gradients.",
        ("plain_loss, _ = model.loss(X, y)", "plain_loss = model.loss(X, y)"),
        (STRONG, "strong_loss = model.loss(X, y)"),
        (WENT_UP, "strong_loss[0] > plain_loss[0]"),
    ),
    mistake(
        "other_attribute",
        "The strength is stored under a name the model does not know, so it never counts.",
        (OFF, "model.regularization = 0.0\n"),
        (ON, "model.regularization = reg\n"),
        (BACK, "pass\n"),
    ),
    mistake(
        "weights_updated",
        "The model has other parameters after the call. Measuring a loss takes no training step.",
        (
            BACK,
            BACK + "    for name in model.params:\n"
            "        model.params[name] = 0.9 * model.params[name]\n",
        ),
    ),
]

CHECKS = [*FIRST_LOSS, *REGULARIZATION]
