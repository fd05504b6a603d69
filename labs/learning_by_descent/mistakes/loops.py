"""Mistakes students make in the loops of gradient descent and in dealing batches."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("gradient_descent", "descent:gradient_descent")
EVALUATE = "loss, dw = evaluate_gradient(X, y, w)"
NOTE = "loss_history.append(loss)"
MOVE = "w = w - step_size * dw"
LOOP = "for _ in range(num_steps):"
VANILLA = [
    mistake(
        "uphill",
        "The steps go uphill: the loss rises. The gradient points to where it grows.",
        (MOVE, "w = w + step_size * dw"),
    ),
    mistake(
        "gradient_of_the_start",
        "Every step uses the gradient at the weights to start from. Where do the weights stand "
        "when the next gradient is evaluated?",
        (LOOP, "start = w\n    for _ in range(num_steps):"),
        (EVALUATE, "loss, dw = evaluate_gradient(X, y, start)"),
    ),
    mistake(
        "weights_not_kept",
        "Every step starts from the first weights again: the result is one step away from them.",
        (LOOP, "start = w\n    for _ in range(num_steps):"),
        (EVALUATE, "loss, dw = evaluate_gradient(X, y, start)"),
        (MOVE, "w = start - step_size * dw"),
    ),
    mistake(
        "one_step_too_few",
        "There is one step too few.",
        ("range(num_steps)", "range(num_steps - 1)"),
    ),
    mistake(
        "one_step_too_many",
        "There is one step too many.",
        ("range(num_steps)", "range(num_steps + 1)"),
    ),
    mistake(
        "loss_after_the_step",
        "The losses are those after each step. The history holds the loss before it.",
        (NOTE, "pass"),
        (
            MOVE,
            "w = w - step_size * dw\n        loss_history.append(evaluate_gradient(X, y, w)[0])",
        ),
    ),
    mistake(
        "step_size_left_out",
        "The step size has no effect: each step is as long as the gradient.",
        (MOVE, "w = w - dw"),
    ),
    mistake(
        "fixed_length",
        "Every step has the same length: the gradient's length is divided away. A step is the step "
        "size times the gradient, which gets shorter near the bottom.",
        (MOVE, "w = w - step_size * dw / np.linalg.norm(dw)"),
    ),
    mistake(
        "divided_by_n",
        "The gradient is divided by the number of examples once more: it is a mean already.",
        (MOVE, "w = w - step_size * dw / len(X)"),
    ),
    mistake(
        "sign_only",
        "Only the signs of the gradient are used.",
        (MOVE, "w = w - step_size * np.sign(dw)"),
    ),
    mistake(
        "in_place",
        "The caller's weights were changed: it is their array that the steps are written into.",
        (MOVE, "w -= step_size * dw"),
    ),
]

mistake = mistakes_in("epoch_batches", "descent:epoch_batches")
ORDER = "order = permutation(num_examples)"
STARTS = "range(0, num_examples, batch_size)"
CUT = "order[start : start + batch_size]"
BATCHES = [
    mistake(
        "in_order",
        "The examples are dealt in their own order, in each epoch. What is the permutation for?",
        (ORDER, "order = np.arange(num_examples)\n    permutation(num_examples)"),
    ),
    mistake(
        "rest_left_out",
        "What is left over after the last full batch is in no batch. Every example is in one.",
        (STARTS, "range(0, num_examples - batch_size + 1, batch_size)"),
    ),
    mistake(
        "overlapping",
        "The batches overlap: each starts one place after the one before.",
        (STARTS, "range(0, num_examples)"),
    ),
    mistake(
        "new_order_for_each_batch",
        "A new permutation is drawn for each batch: an example may come twice, and another not at "
        "all.",
        (ORDER, "order = None"),
        (CUT, "permutation(num_examples)[start : start + batch_size]"),
    ),
    mistake(
        "always_the_first",
        "All batches hold the same examples: the first ones of the permutation.",
        (CUT, "order[:batch_size]"),
    ),
    mistake(
        "with_replacement",
        "The examples of a batch are drawn one by one, so that some come twice and others never. "
        "In an epoch each comes once.",
        (CUT, "np.random.choice(num_examples, len(order[start : start + batch_size]))"),
    ),
    mistake(
        "own_permutation",
        "The permutation is drawn by a function of your own choice. Call the one that is handed "
        "over.",
        (ORDER, "permutation(num_examples)\n    order = np.random.permutation(num_examples)"),
    ),
    mistake(
        "every_kth",
        "The batches take every second, third, … place of the permutation. They are runs of it.",
        (CUT, "order[start // batch_size :: len(range(0, num_examples, batch_size))]"),
    ),
    mistake(
        "batch_size_as_number",
        "The batch size is taken for the number of batches.",
        (STARTS, "range(0, num_examples, -(-num_examples // batch_size))"),
        (CUT, "order[start : start + -(-num_examples // batch_size)]"),
    ),
    mistake(
        "full_only",
        "The last batch is filled up with examples that were there before. It may be shorter.",
        (CUT, "np.resize(order, num_examples + batch_size)[start : start + batch_size]"),
    ),
    mistake(
        "sorted",
        "The places in a batch are sorted. They keep the order of the permutation.",
        (CUT, "np.sort(order[start : start + batch_size])"),
    ),
]

mistake = mistakes_in("minibatch_sgd", "descent:minibatch_sgd")
EVALUATE = "loss, dw = evaluate_gradient(X[batch], y[batch], w)"
UPDATE = "w = update(w, dw)"
LOOP = "for batch in batches:"
NOTE = "loss_history.append(loss)"
SGD = [
    mistake(
        "all_examples",
        "Every step looks at all examples: that is vanilla gradient descent.",
        (EVALUATE, "loss, dw = evaluate_gradient(X, y, w)"),
    ),
    mistake(
        "first_rows",
        "The first rows of X and y are used for each batch. A batch says which rows it holds.",
        (EVALUATE, "loss, dw = evaluate_gradient(X[: len(batch)], y[: len(batch)], w)"),
    ),
    mistake(
        "labels_of_others",
        "The inputs are those of the batch, the targets are the first ones there are. They have to "
        "be of the same examples.",
        (EVALUATE, "loss, dw = evaluate_gradient(X[batch], y[: len(batch)], w)"),
    ),
    mistake(
        "gradient_of_the_start",
        "All gradients are evaluated at the weights to start from. Each batch starts where the one "
        "before ended.",
        (LOOP, "start = w\n    for batch in batches:"),
        (EVALUATE, "loss, dw = evaluate_gradient(X[batch], y[batch], start)"),
    ),
    mistake(
        "weights_not_kept",
        "Every batch starts from the first weights again, so that only the last one counts.",
        (LOOP, "start = w\n    for batch in batches:"),
        (EVALUATE, "loss, dw = evaluate_gradient(X[batch], y[batch], start)"),
        (UPDATE, "w = update(start, dw)"),
    ),
    mistake(
        "first_batch_only",
        "Only the first batch is used, again and again.",
        (EVALUATE, "loss, dw = evaluate_gradient(X[batches[0]], y[batches[0]], w)"),
    ),
    mistake(
        "loss_of_all",
        "The losses are those of all examples. The history holds the loss of each batch.",
        (NOTE, "loss_history.append(evaluate_gradient(X, y, w)[0])"),
    ),
    mistake(
        "loss_after_the_step",
        "The losses are those after each step. The history holds the loss before it.",
        (NOTE, "pass"),
        (
            UPDATE,
            "w = update(w, dw)\n"
            "        loss_history.append(evaluate_gradient(X[batch], y[batch], w)[0])",
        ),
    ),
    mistake(
        "sum_over_the_batch",
        "The gradient is multiplied by the size of the batch. evaluate_gradient gives the mean "
        "over the batch, and the update wants just that.",
        (UPDATE, "w = update(w, dw * len(batch))"),
    ),
    mistake(
        "divided_twice",
        "The gradient is divided by the size of the batch once more: it is a mean already.",
        (UPDATE, "w = update(w, dw / len(batch))"),
    ),
    mistake(
        "last_batch_left_out",
        "The last batch is left out.",
        (LOOP, "for batch in batches[:-1]:"),
    ),
    mistake(
        "summed_over_the_epoch",
        "The gradients of all batches are added up and the weights move once. In SGD they move "
        "after each batch.",
        (LOOP, "total = 0\n    for batch in batches:"),
        (UPDATE, "total = total + dw\n    w = update(w, total)"),
    ),
]

LOOPS = [*VANILLA, *BATCHES, *SGD]
