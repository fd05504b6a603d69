"""Mistakes students make in the SVM loss."""

from autograder.misconception import mistakes_in

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
    mistake(
        "dx_as_weights",
        "What comes out as dx has the shape of a weight matrix: the scores are multiplied"
        " in. With respect to what is the gradient asked for?",
        ("    dx /= num_examples\n", "    dx /= num_examples\n    dx = x.T @ dx\n"),
    ),
    mistake(
        "squared_margins",
        "The margins are squared: that is another loss, the squared hinge.",
        ("margins.sum() / num_examples", "(margins**2).sum() / num_examples"),
    ),
]
