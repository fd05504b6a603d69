"""Mistakes students make in the softmax loss."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("softmax_loss", "layers:softmax_loss")
SOFTMAX = [
    mistake(
        "no_shift",
        "Right for small scores, not for large ones: what does exp make of 1000, and of -1000? "
        "Probabilities depend only on the differences within a row.",
        ("shifted = x - x.max(axis=1, keepdims=True)", "shifted = x"),
        ("shifted - log_sum", "np.log(np.exp(shifted) / np.exp(log_sum))"),
    ),
    mistake(
        "no_shift_in_logarithms",
        "Right for small scores, not for large ones: taking logarithms early does not help if exp "
        "meets the scores as they are.",
        ("shifted = x - x.max(axis=1, keepdims=True)", "shifted = x"),
    ),
    mistake(
        "shift_wrong_axis",
        "The constant taken from the scores differs within a row, so it changes the "
        "probabilities. Along which axis lie the classes?",
        ("x.max(axis=1, keepdims=True)", "x.max(axis=0, keepdims=True)"),
    ),
    mistake(
        "shift_in_one_term",
        "The scores were shifted in one term of the loss and not in the other, so the shift does "
        "not cancel.",
        ("-log_probs[rows, y].sum()", "(log_sum[:, 0] - x[rows, y]).sum()"),
    ),
    mistake(
        "axis_lost",
        "A maximum or a sum over the classes has lost its axis and no longer lines up with the "
        "rows. Print its shape beside that of x.",
        (".sum(axis=1, keepdims=True)", ".sum(axis=1)"),
    ),
    mistake(
        "sum_wrong_axis",
        "The probabilities of a class add up to 1 over the examples. Which sum should be 1?",
        (".sum(axis=1, keepdims=True)", ".sum(axis=0, keepdims=True)"),
    ),
    mistake(
        "sum_over_all",
        "All probabilities of the batch together add up to 1. Every example has a 1 of its own.",
        ("np.exp(shifted).sum(axis=1, keepdims=True)", "np.exp(shifted).sum()"),
    ),
    mistake(
        "loss_not_averaged",
        "The loss grows with the batch: it is the sum over the examples, not their average.",
        ("].sum() / num_examples", "].sum()"),
    ),
    mistake(
        "dx_not_averaged",
        "dx is N times too large: the loss is an average, and so is its gradient.",
        ("dx /= num_examples", "dx = dx"),
    ),
    mistake(
        "not_averaged",
        "Loss and gradient are both N times too large: the average over the batch is missing.",
        ("].sum() / num_examples", "].sum()"),
        ("dx /= num_examples", "dx = dx"),
    ),
    mistake(
        "loss_averaged_twice",
        "The loss is too small by the batch size: does the average happen in two places?",
        ("].sum() / num_examples", "].mean() / num_examples"),
    ),
    mistake(
        "dx_averaged_twice",
        "dx is too small by the batch size: does the average happen in two places?",
        ("dx /= num_examples", "dx /= num_examples**2"),
    ),
    mistake(
        "averaged_twice",
        "Loss and gradient are both too small by the batch size: the average is taken twice.",
        ("].sum() / num_examples", "].mean() / num_examples"),
        ("dx /= num_examples", "dx /= num_examples**2"),
    ),
    mistake(
        "divided_by_classes",
        "Loss and gradient are divided by the number of classes. What is the average taken over, "
        "and which axis of x counts it?",
        ("num_examples = x.shape[0]", "num_examples = x.shape[1]"),
        ("rows = np.arange(num_examples)", "rows = np.arange(x.shape[0])"),
    ),
    mistake(
        "averaged_over_all",
        "The loss is averaged over every number of the matrix. It has one term for each example.",
        ("].sum() / num_examples", "].sum() / x.size"),
    ),
    mistake(
        "batch_size_hard_coded",
        "The average is divided by a fixed number. Read the batch size from the scores.",
        ("].sum() / num_examples", "].sum() / 50"),
        ("dx /= num_examples", "dx /= 50"),
    ),
    mistake(
        "loss_sign",
        "The loss is negative. What sign has the logarithm of a probability?",
        ("loss = -log_probs", "loss = log_probs"),
    ),
    mistake(
        "dx_sign",
        "dx points the wrong way: the gradient says how the loss grows with the scores, and taking "
        "the step against it comes later.",
        ("dx /= num_examples", "dx /= -num_examples"),
    ),
    mistake(
        "dx_right_class_missing",
        "dx holds the probabilities. The score of the right class occurs in the loss once more.",
        ("    dx[rows, y] -= 1\n", ""),
    ),
    mistake(
        "dx_all_columns",
        "In dx all the columns named by the labels were changed in all rows. Pair each row with "
        "its own label.",
        ("dx[rows, y] -= 1", "dx[:, y] -= 1"),
    ),
    mistake(
        "dx_everywhere",
        "In dx every class is treated like the right one.",
        ("dx[rows, y] -= 1", "dx -= 1"),
    ),
    mistake(
        "dx_right_class_replaced",
        "At the right class dx does not depend on its probability any more. Is a value replaced "
        "that should only be changed?",
        ("dx[rows, y] -= 1", "dx[rows, y] = -1"),
    ),
    mistake(
        "dx_right_class_sign",
        "At the right class dx has the wrong sign: does a larger right score raise the loss?",
        ("dx[rows, y] -= 1", "dx[rows, y] = 1 - dx[rows, y]"),
    ),
    mistake(
        "dx_from_logarithms",
        "dx is made from the logarithms of the probabilities instead of the probabilities.",
        ("dx = np.exp(log_probs)", "dx = log_probs.copy()"),
    ),
    mistake(
        "no_dx",
        "dx is still None: is the gradient computed at all, and is the result given that name?",
        ("dx = np.exp(log_probs)", "dx = None"),
        ("    dx[rows, y] -= 1\n", ""),
        ("    dx /= num_examples\n", ""),
    ),
    mistake(
        "loss_all_columns",
        "The loss adds up the probabilities that all examples give to all labels of the batch. "
        "Pair each row with its own label.",
        ("-log_probs[rows, y].sum()", "-log_probs[:, y].sum()"),
    ),
    mistake(
        "every_class_counts",
        "The loss adds up the logarithms for all classes. Only one class of each row is asked for.",
        ("-log_probs[rows, y].sum()", "-log_probs.sum()"),
    ),
    mistake(
        "best_class",
        "The loss looks at the class with the best score, not at the one the label names.",
        ("-log_probs[rows, y].sum()", "-log_probs.max(axis=1).sum()"),
    ),
    mistake(
        "no_logarithm",
        "The loss lies between -1 and 0: it is made of probabilities. A step of the cross-entropy "
        "is missing.",
        ("-log_probs[rows, y].sum()", "-np.exp(log_probs[rows, y]).sum()"),
    ),
    mistake(
        "other_logarithm",
        "The loss is off by a constant factor: in which base is the logarithm?",
        ("-log_probs[rows, y].sum()", "-np.log10(np.exp(log_probs[rows, y])).sum()"),
    ),
    mistake(
        "constant_in_logarithm",
        "The small number added inside the logarithm hides how unlikely a class is: the loss "
        "cannot grow beyond a bound. Shifting the scores makes it unnecessary.",
        ("-log_probs[rows, y].sum()", "-np.log(np.exp(log_probs[rows, y]) + 1e-8).sum()"),
    ),
    mistake(
        "tiny_constant_in_logarithm",
        "A constant inside the logarithm, or a lower bound of the probabilities, hides how "
        "unlikely a class is. Where would a logarithm of 0 come from, once scores are shifted?",
        ("-log_probs[rows, y].sum()", "-np.log(np.exp(log_probs[rows, y]) + 1e-15).sum()"),
    ),
    mistake(
        "loss_not_summed",
        "The loss is an array with a number for each example; one number is asked for.",
        ("].sum() / num_examples", "] / num_examples"),
    ),
    mistake(
        "loss_in_an_array",
        "The loss is the right number, wrapped in an array: a sum has kept an axis.",
        ("].sum() / num_examples", "].sum(keepdims=True) / num_examples"),
    ),
    mistake(
        "x_shifted_in_place",
        "The caller's scores were shifted along with yours. An operation that assigns to its left "
        "side works on the array of the caller.",
        ("shifted = x - x.max(axis=1, keepdims=True)", "x -= x.max(axis=1, keepdims=True)"),
        ("np.exp(shifted)", "np.exp(x)"),
        ("shifted - log_sum", "x - log_sum"),
    ),
    mistake(
        "x_becomes_probabilities",
        "The caller's scores became probabilities: exp and the division wrote into their array.",
        ("dx = np.exp(log_probs)", "x[:] = np.exp(log_probs)\n    dx = x.copy()"),
    ),
    mistake(
        "x_becomes_dx",
        "The caller's scores became the gradient: dx and x are two names of one array.",
        ("dx = np.exp(log_probs)", "dx = np.exp(log_probs, out=x)"),
    ),
    mistake(
        "ten_classes",
        "The number of classes is a fixed number. Read it from the shape of the scores.",
        ("dx[rows, y] -= 1", "dx -= np.eye(10)[y]"),
    ),
    mistake(
        "columns_picked",
        "The loss takes every example's probability of every label in the batch. One "
        "number belongs to each example.",
        ("-log_probs[rows, y].sum() / num_examples", "-log_probs[:, y].mean()"),
    ),
    mistake(
        "one_minus_probability",
        "The loss is one minus the probability of the right class. Which function of that"
        " probability is asked for?",
        (
            "-log_probs[rows, y].sum() / num_examples",
            "(1 - np.exp(log_probs[rows, y])).sum() / num_examples",
        ),
    ),
]
