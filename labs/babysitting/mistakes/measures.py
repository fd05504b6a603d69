"""Mistakes students make in the babysitting lab: confidence, the gap, the size of a step."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("confidence_and_accuracy", "diagnostics:confidence_and_accuracy")
EXPS = "np.exp(scores - scores.max(axis=1, keepdims=True))"
PROBS = "exps / exps.sum(axis=1, keepdims=True)"
CONFIDENCE = "np.mean(probs[np.arange(len(y)), y])"
ACCURACY = "np.mean(scores.argmax(axis=1) == y)"
SURE_OR_RIGHT = [
    mistake(
        "not_shifted",
        "Scores near 1000 give nan. What does exp make of them, and which shift leaves the "
        "probabilities as they are?",
        (EXPS, "np.exp(scores)"),
    ),
    mistake(
        "not_normalised",
        "The probabilities of an example do not add up to 1.",
        (PROBS, "exps"),
    ),
    mistake(
        "normalised_by_column",
        "The probabilities of a class add up to 1 here. It is those of an example that should.",
        (PROBS, "exps / exps.sum(axis=0, keepdims=True)"),
    ),
    mistake(
        "normalised_over_all",
        "All the probabilities of the batch together add up to 1. Each example has its own.",
        (PROBS, "exps / exps.sum()"),
    ),
    mistake(
        "highest_probability",
        "This is how sure the net is of its own answer, right or wrong. Whose probability is "
        "asked for?",
        (CONFIDENCE, "np.mean(probs.max(axis=1))"),
    ),
    mistake(
        "mean_of_all",
        "This is the average over all classes, which is the same for every net. Whose probability "
        "is asked for?",
        (CONFIDENCE, "np.mean(probs)"),
    ),
    mistake(
        "first_class",
        "This is the probability of class 0. Which class is the right one of each example?",
        (CONFIDENCE, "np.mean(probs[:, 0])"),
    ),
    mistake(
        "block_of_probabilities",
        "This picks whole rows by the labels. One number of each row is wanted.",
        (CONFIDENCE, "np.mean(probs[:, y])"),
    ),
    mistake(
        "summed",
        "The confidences are added up. Their average is asked for.",
        (CONFIDENCE, "np.sum(probs[np.arange(len(y)), y])"),
    ),
    mistake(
        "mean_surprise",
        "This is the softmax loss. The probability itself is asked for.",
        (CONFIDENCE, "-np.mean(np.log(probs[np.arange(len(y)), y]))"),
    ),
    mistake(
        "mean_logarithm",
        "The average is taken of the logarithms. That is another average than the one of the "
        "probabilities.",
        (CONFIDENCE, "np.exp(np.mean(np.log(probs[np.arange(len(y)), y])))"),
    ),
    mistake(
        "scores_averaged",
        "The right class's score is averaged. What turns scores into probabilities?",
        (CONFIDENCE, "np.mean(scores[np.arange(len(y)), y])"),
    ),
    mistake(
        "wrong_classes",
        "This is the probability of all the wrong classes together.",
        (CONFIDENCE, "1 - np.mean(probs[np.arange(len(y)), y])"),
    ),
    mistake(
        "right_ones_only",
        "Only examples that are labelled rightly count in the confidence. All of them should.",
        (
            CONFIDENCE,
            "np.sum(probs.max(axis=1)[scores.argmax(axis=1) == y])"
            " / max(np.sum(scores.argmax(axis=1) == y), 1)",
        ),
    ),
    mistake(
        "sigmoid",
        "Each score becomes a probability by itself. Softmax lets the classes compete.",
        (PROBS, "1 / (1 + np.exp(-scores))"),
    ),
    mistake(
        "accuracy_counted",
        "The accuracy is a number of examples. Which share of them is it?",
        (ACCURACY, "np.sum(scores.argmax(axis=1) == y)"),
    ),
    mistake(
        "accuracy_in_percent",
        "The accuracy is in per cent. The share is asked for, from 0 to 1.",
        (ACCURACY, f"100 * {ACCURACY}"),
    ),
    mistake(
        "errors_counted",
        "This is the share of wrong answers. The accuracy is the share of right ones.",
        (ACCURACY, "np.mean(scores.argmax(axis=1) != y)"),
    ),
    mistake(
        "lowest_score_wins",
        "The class with the lowest score is taken for the net's answer.",
        (ACCURACY, "np.mean(scores.argmin(axis=1) == y)"),
    ),
    mistake(
        "more_than_half",
        "An answer counts only if it has more than half of the probability. The highest of its "
        "row is enough.",
        (ACCURACY, "np.mean(probs[np.arange(len(y)), y] > 0.5)"),
    ),
    mistake(
        "more_than_chance",
        "An answer counts as soon as it is likelier than chance. It has to be the likeliest.",
        (ACCURACY, "np.mean(probs[np.arange(len(y)), y] > 1 / scores.shape[1])"),
    ),
    mistake(
        "scores_changed",
        "The caller's scores have other numbers after the call.",
        (EXPS, "np.exp(np.subtract(scores, scores.max(axis=1, keepdims=True), out=scores))"),
    ),
]

mistake = mistakes_in("accuracy_gap", "diagnostics:accuracy_gap")
GAP = "train_acc_history[-1] - val_acc_history[-1]"
ADVICE = "OVERFITTING if gap > BIG_GAP else ROOM if gap < SMALL_GAP else BALANCED"
THE_GAP = [
    mistake(
        "reversed",
        "The gap has the wrong sign: which accuracy is taken from which?",
        (GAP, "val_acc_history[-1] - train_acc_history[-1]"),
    ),
    mistake(
        "size_only",
        "The gap has lost its sign. What does it tell when validation is ahead?",
        (GAP, f"abs({GAP})"),
    ),
    mistake(
        "first_epoch",
        "The gap is that of the first epoch, before anything was learnt.",
        (GAP, "train_acc_history[0] - val_acc_history[0]"),
    ),
    mistake(
        "best_epochs",
        "The best accuracies are compared, which may come from two epochs. The last epoch counts.",
        (GAP, "max(train_acc_history) - max(val_acc_history)"),
    ),
    mistake(
        "average_of_epochs",
        "The gap is an average over all epochs. The last epoch counts.",
        (GAP, "np.mean(train_acc_history) - np.mean(val_acc_history)"),
    ),
    mistake(
        "largest_gap",
        "This is the largest gap of any epoch. The last epoch counts.",
        (GAP, "max(t - v for t, v in zip(train_acc_history, val_acc_history))"),
    ),
    mistake(
        "list_unknown",
        "This works for arrays only. A Solver keeps its accuracies in lists.",
        (GAP, "(train_acc_history - val_acc_history)[-1]"),
    ),
    mistake(
        "history_changed",
        "The caller's history has another last accuracy after the call.",
        (
            f"gap = {GAP}",
            "train_acc_history[-1] -= val_acc_history[-1]\n    gap = train_acc_history[-1]",
        ),
    ),
    mistake(
        "relative",
        "The gap is a share of the training accuracy. The plain difference is asked for.",
        (GAP, f"({GAP}) / train_acc_history[-1]"),
    ),
    mistake(
        "in_percent",
        "The gap is in per cent, while its borders are not.",
        (GAP, f"100 * ({GAP})"),
    ),
    mistake(
        "ratio",
        "One accuracy is divided by the other. Their difference is asked for.",
        (GAP, "train_acc_history[-1] / val_acc_history[-1]"),
    ),
    mistake(
        "advice_exchanged",
        "The advice is the wrong way round: what does a net look like that has learnt its "
        "training set by heart?",
        (ADVICE, "ROOM if gap > BIG_GAP else OVERFITTING if gap < SMALL_GAP else BALANCED"),
    ),
    mistake(
        "one_border",
        "There are only two kinds of advice here. What of a gap between the two borders?",
        (ADVICE, "OVERFITTING if gap > BIG_GAP else ROOM"),
    ),
    mistake(
        "any_gap_overfits",
        "Any gap above the smaller border counts as overfitting.",
        (ADVICE, "OVERFITTING if gap > SMALL_GAP else ROOM"),
    ),
    mistake(
        "size_in_advice",
        "The advice takes a lead of validation for a gap. What does it tell when validation is "
        "ahead?",
        (
            ADVICE,
            "OVERFITTING if abs(gap) > BIG_GAP else ROOM if abs(gap) < SMALL_GAP else BALANCED",
        ),
    ),
    mistake(
        "negative_is_balanced",
        "A validation accuracy that is ahead gets the wrong advice: it is below both borders.",
        (ADVICE, "OVERFITTING if gap > BIG_GAP else ROOM if 0 <= gap < SMALL_GAP else BALANCED"),
    ),
    mistake(
        "own_words",
        "The advice has other words than the texts at the top of the file. Use their names.",
        (ADVICE, f"({ADVICE}).upper()"),
    ),
]

mistake = mistakes_in("update_ratio", "diagnostics:update_ratio")
UPDATE = "np.linalg.norm(learning_rate * dw)"
SIZE = "np.linalg.norm(w)"
RATIO = "update_scale / param_scale"
STEP_SIZE = [
    mistake(
        "upside_down",
        "The ratio is upside down: the step belongs above, the weights below.",
        (RATIO, "param_scale / update_scale"),
    ),
    mistake(
        "rate_missing",
        "This compares the gradient with the weights. How large is the step itself?",
        (UPDATE, "np.linalg.norm(dw)"),
    ),
    mistake(
        "rate_divided",
        "The gradient is divided by the learning rate. How large is the step itself?",
        (UPDATE, "np.linalg.norm(dw / learning_rate)"),
    ),
    mistake(
        "squares_not_rooted",
        "These are sums of squares. The size of an array is the root of that.",
        (UPDATE, "np.sum((learning_rate * dw) ** 2)"),
        (SIZE, "np.sum(w**2)"),
    ),
    mistake(
        "sums",
        "The numbers themselves are added up, and those of two signs cancel. Which size has an "
        "array?",
        (UPDATE, "abs(np.sum(learning_rate * dw))"),
        (SIZE, "abs(np.sum(w))"),
    ),
    mistake(
        "absolute_sums",
        "Absolute values are added up. The size asked for is the Euclidean norm.",
        (UPDATE, "np.sum(np.abs(learning_rate * dw))"),
        (SIZE, "np.sum(np.abs(w))"),
    ),
    mistake(
        "largest_elements",
        "The largest elements are compared. The size of an array takes all of them in.",
        (UPDATE, "np.max(np.abs(learning_rate * dw))"),
        (SIZE, "np.max(np.abs(w))"),
    ),
    mistake(
        "mean_of_ratios",
        "A ratio is formed for each weight, and these are averaged: weights near 0 then decide "
        "alone. Compare the two sizes instead.",
        (RATIO, "np.mean(np.abs(learning_rate * dw / w))"),
    ),
    mistake(
        "norm_of_ratios",
        "A ratio is formed for each weight, and the size of these is returned. Compare the two "
        "sizes instead.",
        (RATIO, "np.linalg.norm(learning_rate * dw / w)"),
    ),
    mistake(
        "spreads",
        "The spreads are compared: a step that moves all weights alike would count for nothing.",
        (UPDATE, "np.std(learning_rate * dw)"),
        (SIZE, "np.std(w)"),
    ),
    mistake(
        "spectral",
        "This is the spectral norm of a matrix, its largest singular value. The size asked for "
        "counts every element.",
        (UPDATE, "np.linalg.norm(learning_rate * dw, 2)"),
        (SIZE, "np.linalg.norm(w, 2)"),
    ),
    mistake(
        "one_for_each_column",
        "There is a ratio for each column. One number for the whole array is asked for.",
        (UPDATE, "np.linalg.norm(learning_rate * dw, axis=0)"),
        (SIZE, "np.linalg.norm(w, axis=0)"),
    ),
    mistake(
        "updated_weights",
        "The step is compared with the weights after it. It belongs beside those it starts from.",
        (SIZE, "np.linalg.norm(w - learning_rate * dw)"),
    ),
    mistake(
        "relative_change_of_size",
        "This is how much the size of the weights changes. A step may turn them without changing "
        "it: how large is the step itself?",
        (UPDATE, "abs(np.linalg.norm(w - learning_rate * dw) - np.linalg.norm(w))"),
    ),
    mistake(
        "logarithm",
        "This is the exponent of the ratio. The ratio itself is asked for.",
        (RATIO, "np.log10(update_scale / param_scale)"),
    ),
    mistake(
        "in_percent",
        "The ratio is in per cent.",
        (RATIO, "100 * update_scale / param_scale"),
    ),
    mistake(
        "matrices_only",
        "This works for matrices only. The size of an array does not depend on its shape.",
        (SIZE, "np.linalg.norm(w) + 0 * (lambda rows, columns: rows)(*w.shape)"),
    ),
    mistake(
        "weights_updated",
        "The caller's weights have changed. Nothing is to be updated here, only measured.",
        (f"ratio = {RATIO}", f"ratio = {RATIO}\n    w -= learning_rate * dw"),
    ),
    mistake(
        "new_weights_compared",
        "The size of the new weights is compared with that of the old ones. Whose size "
        "tells how far a step goes?",
        (
            "update_scale = np.linalg.norm(learning_rate * dw)",
            "update_scale = np.linalg.norm(w - learning_rate * dw)",
        ),
    ),
]

MEASURES = [*SURE_OR_RIGHT, *THE_GAP, *STEP_SIZE]
