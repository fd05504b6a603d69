"""Mistakes students make in maxout."""

from autograder.misconception import mistakes_in

LARGER = "np.maximum(first, second)"

mistake = mistakes_in("maxout_forward", "activations:maxout_forward")
MAXOUT_FORWARD = [
    mistake(
        "no_bias",
        "The output does not depend on the biases. Which part of an affine map is missing?",
        ("x @ W1 + b1", "x @ W1"),
        ("x @ W2 + b2", "x @ W2"),
    ),
    mistake(
        "one_bias_for_both",
        "Both maps use the first bias. Each has one of its own.",
        ("x @ W2 + b2", "x @ W2 + b1"),
    ),
    mistake(
        "one_weight_for_both",
        "Both maps use the first weights. Each has weights of its own.",
        ("x @ W2 + b2", "x @ W1 + b2"),
    ),
    mistake(
        "larger_weights",
        "The larger of the weights was taken, before anything met x. It is the two maps that are "
        "compared.",
        (LARGER, "x @ np.maximum(W1, W2) + np.maximum(b1, b2)"),
    ),
    mistake(
        "sum", "The two maps were added up. Only one of them counts.", (LARGER, "first + second")
    ),
    mistake(
        "mean",
        "The two maps were averaged. Only one of them counts.",
        (LARGER, "(first + second) / 2"),
    ),
    mistake(
        "minimum", "The smaller of the two maps was taken.", (LARGER, "np.minimum(first, second)")
    ),
    mistake(
        "first_only",
        "The second map never counts. Is it compared with anything?",
        (LARGER, "first"),
    ),
    mistake(
        "relu_of_first",
        "The first map is compared with 0, which would be a ReLU. What does it compete with?",
        (LARGER, "np.maximum(first, 0)"),
    ),
    mistake(
        "relu_after",
        "No output is negative. The larger of two numbers may well be negative; no ReLU follows.",
        (LARGER, "np.maximum(np.maximum(first, second), 0)"),
    ),
    mistake(
        "larger_in_size",
        "The map that is further from 0 wins, even if it is negative. Compare values, not sizes.",
        (LARGER, "np.where(np.abs(first) > np.abs(second), first, second)"),
    ),
    mistake(
        "one_winner_for_an_example",
        "One map wins for all units of an example. Each unit has a contest of its own.",
        (
            LARGER,
            "np.where(first.sum(axis=1, keepdims=True) > second.sum(axis=1, keepdims=True), "
            "first, second)",
        ),
    ),
    mistake(
        "one_number",
        "The output is a single number: the largest of all. Compare the two maps place by place.",
        (LARGER, "np.max([first, second])"),
    ),
    mistake(
        "largest_unit",
        "Each example has one number left: the largest of all its units. Compare the two maps "
        "place by place.",
        (LARGER, "np.maximum(first, second).max(axis=1)"),
    ),
    mistake(
        "side_by_side",
        "The two maps stand side by side: there are twice as many outputs as units.",
        (LARGER, "np.concatenate([first, second], axis=1)"),
    ),
    mistake(
        "compared_along_an_axis",
        "The function used takes an axis as its second argument, not a second array.",
        (LARGER, "np.max(first, second)"),
    ),
    mistake(
        "shapes_do_not_fit",
        "The shapes never fit. Write down the shapes of x and of the weights: which axes meet?",
        ("x @ W1 + b1", "x @ W1.T + b1"),
    ),
    mistake(
        "in_place",
        "The caller's arrays were changed: the bias was added into one of them, or x was "
        "overwritten. Make arrays of your own.",
        (LARGER, "np.maximum(first, second)\n    b1 += b2"),
    ),
]

mistake = mistakes_in("maxout_backward", "activations:maxout_backward")
WINS = "x @ W1 + b1 > x @ W2 + b2"
MAXOUT_BACKWARD = [
    mistake(
        "to_both",
        "The gradient went to both maps in full. The one that lost had no part in the output.",
        ("dfirst = dout * first_wins", "dfirst = dout"),
        ("dsecond = dout - dfirst", "dsecond = dout"),
    ),
    mistake(
        "to_the_loser",
        "The gradient went to the map that lost.",
        (WINS, "x @ W1 + b1 < x @ W2 + b2"),
    ),
    mistake(
        "halves",
        "The gradient was shared equally between the two maps. Only one of them gave the output.",
        ("dfirst = dout * first_wins", "dfirst = dout / 2"),
    ),
    mistake(
        "relu_masks",
        "Each map gets its gradient where it is positive, as in a ReLU. Here the two maps compete "
        "with each other, not with 0.",
        ("dfirst = dout * first_wins", "dfirst = dout * (x @ W1 + b1 > 0)"),
        ("dsecond = dout - dfirst", "dsecond = dout * (x @ W2 + b2 > 0)"),
    ),
    mistake(
        "contest_without_bias",
        "The wrong map wins now and then: the biases belong to the contest.",
        (WINS, "x @ W1 > x @ W2"),
    ),
    mistake(
        "mask_from_dout",
        "The sign of dout decides where it goes. What decided in the forward pass?",
        (WINS, "dout > 0"),
    ),
    mistake(
        "dx_of_first_only",
        "dx only knows of the first map. x went into both.",
        ("dfirst @ W1.T + dsecond @ W2.T", "dfirst @ W1.T"),
    ),
    mistake(
        "dx_of_second_only",
        "dx only knows of the second map. x went into both.",
        ("dfirst @ W1.T + dsecond @ W2.T", "dsecond @ W2.T"),
    ),
    mistake(
        "dx_without_mask",
        "dx comes back through both maps in full. Only the one that won gave the output.",
        ("dfirst @ W1.T + dsecond @ W2.T", "dout @ W1.T + dout @ W2.T"),
    ),
    mistake(
        "dx_minus",
        "The two parts of dx are taken from each other. x reaches the loss on two ways: what do "
        "their gradients do?",
        ("dfirst @ W1.T + dsecond @ W2.T", "dfirst @ W1.T - dsecond @ W2.T"),
    ),
    mistake(
        "dx_weights_exchanged",
        "Each part of dx goes back through the weights of the other map.",
        ("dfirst @ W1.T + dsecond @ W2.T", "dfirst @ W2.T + dsecond @ W1.T"),
    ),
    mistake(
        "dw_without_mask",
        "The gradients dW1 and dW2 are the same. An example matters to the weights of one map "
        "only, the one that won.",
        ("x.T @ dfirst", "x.T @ dout"),
        ("x.T @ dsecond", "x.T @ dout"),
    ),
    mistake(
        "dw_exchanged",
        "The gradients dW1 and dW2 are exchanged.",
        ("x.T @ dfirst", "x.T @ dsecond  # first"),
        ("x.T @ dsecond  # (D, H)", "x.T @ dfirst"),
    ),
    mistake(
        "dw_transposed",
        "The axes of dW1 and dW2 are exchanged: compare their shapes with those of W1 and W2.",
        ("x.T @ dfirst", "dfirst.T @ x"),
        ("x.T @ dsecond", "dsecond.T @ x"),
    ),
    mistake(
        "db_without_mask",
        "The gradients db1 and db2 are the same. A bias only matters where its map won.",
        ("dfirst.sum(axis=0)", "dout.sum(axis=0)"),
        ("dsecond.sum(axis=0)", "dout.sum(axis=0)"),
    ),
    mistake(
        "db_not_summed",
        "db1 and db2 still have a row for every example: what has to happen to them?",
        ("dfirst.sum(axis=0)", "dfirst"),
        ("dsecond.sum(axis=0)", "dsecond"),
    ),
    mistake(
        "db_wrong_axis",
        "db1 and db2 have a number for each example, not for each unit. Over which axis do "
        "examples lie?",
        ("dfirst.sum(axis=0)", "dfirst.sum(axis=1)"),
        ("dsecond.sum(axis=0)", "dsecond.sum(axis=1)"),
    ),
    mistake(
        "db_averaged",
        "db1 and db2 are too small by the batch size. The loss has taken its average already.",
        ("dfirst.sum(axis=0)", "dfirst.mean(axis=0)"),
        ("dsecond.sum(axis=0)", "dsecond.mean(axis=0)"),
    ),
    mistake(
        "db_keepdims",
        "The numbers of db1 and db2 are right, their shapes are not: compare them with b1 and b2.",
        ("dfirst.sum(axis=0)", "dfirst.sum(axis=0, keepdims=True)"),
        ("dsecond.sum(axis=0)", "dsecond.sum(axis=0, keepdims=True)"),
    ),
    mistake(
        "averaged",
        "Every gradient is too small by the batch size. The loss averages over the examples once; "
        "a layer must not do it again.",
        (
            "dx, dW1, db1, dW2, db2 = None, None, None, None, None",
            "dout = dout / dout.shape[0]",
        ),
    ),
    mistake(
        "order_of_returns",
        "The gradients are returned in another order than asked for: each bias follows its "
        "weights.",
        ("return dx, dW1, db1, dW2, db2", "return dx, dW1, dW2, db1, db2"),
    ),
    mistake(
        "shapes_do_not_fit",
        "The shapes in a product never fit. Write down the shapes of dout, W1 and x, and what "
        "shape each gradient must have.",
        ("dfirst @ W1.T", "dfirst @ W1"),
    ),
    mistake(
        "dx_through_one_map",
        "dx comes back through the first map only. Where does x reach the output through the "
        "second one?",
        ("dfirst @ W1.T + dsecond @ W2.T", "dfirst @ W1.T"),
    ),
]

MAXOUT = [*MAXOUT_FORWARD, *MAXOUT_BACKWARD]
