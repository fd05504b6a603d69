"""Mistakes students make in the softmax and the SVM loss."""

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
]

mistake = mistakes_in("svm_loss", "layers:svm_loss")
SVM = [
    mistake(
        "right_class_counted",
        "The loss is too large by the same amount for every example: does the right class compete "
        "with itself?",
        ("    margins[rows, y] = 0\n", ""),
    ),
    mistake(
        "dx_right_class_counts_itself",
        "At the right class the gradient counts one margin too many: its own.",
        ("    margins[rows, y] = 0\n", "    over = margins > 0\n    margins[rows, y] = 0\n"),
        ("dx = (margins > 0)", "dx = over"),
        ("dx[rows, y] -= dx.sum(axis=1)", "dx[rows, y] = -dx.sum(axis=1)"),
    ),
    mistake(
        "no_margin",
        "A wrong class that is only a little worse than the right one should still cost "
        "something: by how much must the right class win?",
        ("x - correct + 1.0", "x - correct"),
    ),
    mistake(
        "margin_reversed",
        "The right class is punished for winning: which of the two scores is to be the smaller "
        "one?",
        ("x - correct + 1.0", "correct - x + 1.0"),
    ),
    mistake(
        "margin_subtracted",
        "A class counts only if it beats the right one by more than the margin. It should count "
        "as soon as it comes within the margin.",
        ("x - correct + 1.0", "x - correct - 1.0"),
    ),
    mistake(
        "margin_of_ten",
        "The loss is far too large: how large is the margin in this lab?",
        ("x - correct + 1.0", "x - correct + 10.0"),
    ),
    mistake(
        "no_hinge",
        "Classes that lose by far lower the loss. What does a satisfied margin contribute?",
        ("np.maximum(0, x - correct + 1.0)", "x - correct + 1.0"),
    ),
    mistake(
        "absolute_margins",
        "Classes that lose by far raise the loss. What does a satisfied margin contribute?",
        ("loss = margins.sum()", "loss = (np.abs(x - correct + 1.0).sum() - num_examples)"),
    ),
    mistake(
        "loss_not_averaged",
        "The loss grows with the batch: it is the sum over the examples, not their average.",
        ("margins.sum() / num_examples", "margins.sum()"),
    ),
    mistake(
        "dx_not_averaged",
        "dx is N times too large: the loss is an average, and so is its gradient.",
        ("dx /= num_examples", "dx = dx"),
    ),
    mistake(
        "not_averaged",
        "Loss and gradient are both N times too large: the average over the batch is missing.",
        ("margins.sum() / num_examples", "margins.sum()"),
        ("dx /= num_examples", "dx = dx"),
    ),
    mistake(
        "loss_averaged_twice",
        "The loss is too small by the batch size: does the average happen in two places?",
        ("margins.sum() / num_examples", "margins.sum() / num_examples**2"),
    ),
    mistake(
        "dx_averaged_twice",
        "dx is too small by the batch size: does the average happen in two places?",
        ("dx /= num_examples", "dx /= num_examples**2"),
    ),
    mistake(
        "averaged_twice",
        "Loss and gradient are both too small by the batch size: the average is taken twice.",
        ("margins.sum() / num_examples", "margins.sum() / num_examples**2"),
        ("dx /= num_examples", "dx /= num_examples**2"),
    ),
    mistake(
        "averaged_over_all",
        "The loss is averaged over every margin of the batch. It is a sum over the classes and an "
        "average over the examples.",
        ("margins.sum() / num_examples", "margins.mean()"),
    ),
    mistake(
        "divided_by_classes",
        "Loss and gradient are divided by the number of classes. What is the average taken over, "
        "and which axis of x counts it?",
        ("num_examples = x.shape[0]", "num_examples = x.shape[1]"),
        ("rows = np.arange(num_examples)", "rows = np.arange(x.shape[0])"),
    ),
    mistake(
        "batch_size_hard_coded",
        "The average is divided by a fixed number. Read the batch size from the scores.",
        ("margins.sum() / num_examples", "margins.sum() / 50"),
        ("dx /= num_examples", "dx /= 50"),
    ),
    mistake(
        "dx_right_class_missing",
        "dx is 0 at the right class. Its score stands in every margin that counts, too.",
        ("    dx[rows, y] -= dx.sum(axis=1)\n", ""),
    ),
    mistake(
        "dx_right_class_once",
        "At the right class dx does not depend on how many margins count. In how many of them does "
        "its score stand?",
        ("dx[rows, y] -= dx.sum(axis=1)", "dx[rows, y] -= 1"),
    ),
    mistake(
        "dx_right_class_sign",
        "At the right class dx has the wrong sign: does a larger right score raise the loss?",
        ("dx[rows, y] -= dx.sum(axis=1)", "dx[rows, y] += dx.sum(axis=1)"),
    ),
    mistake(
        "dx_sum_over_all",
        "At the right class dx counts the margins of the whole batch instead of its own row's.",
        ("dx[rows, y] -= dx.sum(axis=1)", "dx[rows, y] -= dx.sum()"),
    ),
    mistake(
        "dx_sum_wrong_axis",
        "The margins are counted for each class instead of each example, and the shapes do not "
        "fit.",
        ("dx[rows, y] -= dx.sum(axis=1)", "dx[rows, y] -= dx.sum(axis=0)"),
    ),
    mistake(
        "dx_all_columns",
        "In dx all the columns named by the labels were changed in all rows. Pair each row with "
        "its own label.",
        ("dx[rows, y] -= dx.sum(axis=1)", "dx[:, y] -= dx.sum(axis=1, keepdims=True)"),
    ),
    mistake(
        "dx_sign",
        "dx points the wrong way: the gradient says how the loss grows with the scores, and taking "
        "the step against it comes later.",
        ("dx /= num_examples", "dx /= -num_examples"),
    ),
    mistake(
        "dx_carries_margins",
        "dx grows with the size of the margins. How fast does a margin change when its score does?",
        ("(margins > 0).astype(x.dtype)", "margins.copy()"),
    ),
    mistake(
        "no_dx",
        "dx is still None: is the gradient computed at all, and is the result given that name?",
        ("dx = (margins > 0).astype(x.dtype)", "dx = None"),
        ("    dx[rows, y] -= dx.sum(axis=1)\n", ""),
        ("    dx /= num_examples\n", ""),
    ),
    mistake(
        "axis_lost",
        "The scores of the right classes are lined up with the classes instead of the examples. "
        "Print their shape beside that of x.",
        ("x[rows, y][:, np.newaxis]", "x[rows, y]"),
    ),
    mistake(
        "best_class_as_right",
        "Margins are measured from the best score of a row. From which score should they be?",
        ("x[rows, y][:, np.newaxis]", "x.max(axis=1, keepdims=True)"),
    ),
    mistake(
        "hardest_class_only",
        "Only the worst margin of each example is counted. Here all wrong classes take part.",
        ("margins.sum() / num_examples", "margins.max(axis=1).sum() / num_examples"),
    ),
    mistake(
        "squared",
        "The margins are squared: that is another loss, the L2 SVM.",
        ("margins.sum() / num_examples", "(margins**2).sum() / num_examples"),
        ("(margins > 0).astype(x.dtype)", "2 * margins"),
    ),
    mistake(
        "loss_not_summed",
        "The loss is an array with a number for each example; one number is asked for.",
        ("margins.sum() / num_examples", "margins.sum(axis=1) / num_examples"),
    ),
    mistake(
        "loss_in_an_array",
        "The loss is the right number, wrapped in an array: a sum has kept its axes.",
        ("margins.sum() / num_examples", "margins.sum(keepdims=True) / num_examples"),
    ),
    mistake(
        "x_changed",
        "The caller's scores became margins. An operation that assigns to its left side works on "
        "the array of the caller.",
        ("np.maximum(0, x - correct + 1.0)", "np.maximum(0, x - correct + 1.0, out=x).copy()"),
    ),
    mistake(
        "ten_classes",
        "The number of classes is a fixed number. Read it from the shape of the scores.",
        ("dx = (margins > 0)", "dx = (margins[:, range(10)] > 0)"),
    ),
]

LOSSES = [*SOFTMAX, *SVM]
