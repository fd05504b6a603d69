"""Mistakes students make in the affine layer."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("affine_forward", "layers:affine_forward")
AFFINE_FORWARD = [
    mistake(
        "no_bias",
        "The output does not depend on b. Which part of an affine map is missing?",
        ("x_rows @ w + b", "x_rows @ w"),
    ),
    mistake(
        "only_2d",
        "This works only for inputs that are rows already. What is D for a batch of images, and "
        "how does an image become one row?",
        ("x_rows @ w + b", "x @ w + b"),
    ),
    mistake(
        "shapes_do_not_fit",
        "The shapes never fit. Write down the shapes of the rows and of w: which axes meet, and "
        "is any size a fixed number instead of one read from the arguments?",
        ("x_rows @ w + b", "x_rows @ w.T + b"),
    ),
    mistake(
        "rows_scrambled",
        "The shapes fit, but the numbers of different examples got mixed. Reshape a tiny array "
        "and look where each number lands: reshaping and transposing are not the same.",
        ("x.reshape(x.shape[0], -1)", "x.reshape(-1, x.shape[0]).T"),
    ),
    mistake(
        "batch_flattened",
        "The whole batch became a single row. Each example needs a row of its own.",
        ("x.reshape(x.shape[0], -1)", "x.reshape(1, -1)"),
    ),
    mistake(
        "fortran_order",
        "Inputs with more axes are unrolled in an unusual order. Which axis does a plain "
        "reshape run through fastest?",
        ("x.reshape(x.shape[0], -1)", 'x.reshape(x.shape[0], -1, order="F")'),
    ),
    mistake(
        "x_reshaped_in_place",
        "The caller's x has another shape after the call. Give the rows a name of their own.",
        ("x_rows = x.reshape(x.shape[0], -1)", "x.shape = (x.shape[0], -1)\n    x_rows = x"),
    ),
    mistake(
        "out_transposed",
        "Rows and columns of the output are exchanged: there is one row for each example.",
        ("x_rows @ w + b", "w.T @ x_rows.T + b[:, np.newaxis]"),
    ),
    mistake(
        "one_example_squeezed",
        "For a single example the output loses an axis. A minibatch of one is still a minibatch.",
        ("x_rows @ w + b", "np.squeeze(x_rows @ w + b)"),
    ),
    mistake(
        "relu_inside",
        "No output is ever negative. An affine layer ends before the nonlinearity begins.",
        ("x_rows @ w + b", "np.maximum(x_rows @ w + b, 0)"),
    ),
    mistake(
        "bias_inside_product",
        "The bias got multiplied by the inputs. In which order do product and sum happen?",
        ("x_rows @ w + b", "x_rows @ (w + b)"),
    ),
    mistake(
        "bias_twice",
        "The bias counts twice. Is it added in more than one place, or to every partial sum?",
        ("x_rows @ w + b", "x_rows @ w + 2 * b"),
    ),
]

mistake = mistakes_in("affine_backward", "layers:affine_backward")
AFFINE_BACKWARD = [
    mistake(
        "db_not_summed",
        "db still has a row for every example: what has to happen to them?",
        ("db = dout.sum(axis=0)", "db = dout"),
    ),
    mistake(
        "db_wrong_axis",
        "db has a number for each example, not for each output. Over which axis do examples lie?",
        ("db = dout.sum(axis=0)", "db = dout.sum(axis=1)"),
    ),
    mistake(
        "db_averaged",
        "db is too small by the batch size. The loss has taken its average already; this layer "
        "only passes gradients on.",
        ("db = dout.sum(axis=0)", "db = dout.mean(axis=0)"),
    ),
    mistake(
        "db_keepdims",
        "The numbers of db are right, its shape is not: compare it with the shape of b.",
        ("db = dout.sum(axis=0)", "db = dout.sum(axis=0, keepdims=True)"),
    ),
    mistake(
        "db_summed_over_all",
        "db became a single number. Each output has its own bias, and so its own gradient.",
        ("db = dout.sum(axis=0)", "db = dout.sum()"),
    ),
    mistake(
        "db_ones",
        "db does not depend on dout. The local derivative is only half of the chain rule.",
        ("db = dout.sum(axis=0)", "db = np.ones_like(b)"),
    ),
    mistake(
        "db_times_b",
        "db depends on b itself. By how much does the output change when b changes by 1?",
        ("db = dout.sum(axis=0)", "db = dout.sum(axis=0) * b"),
    ),
    mistake(
        "dw_averaged",
        "dw is too small by the batch size. Where has the average over examples been taken "
        "already?",
        ("dw = x_rows.T @ dout", "dw = x_rows.T @ dout / x.shape[0]"),
    ),
    mistake(
        "dw_and_db_averaged",
        "dw and db are too small by the batch size. The loss averages over the examples once; "
        "a layer must not do it again.",
        ("dw = x_rows.T @ dout", "dw = x_rows.T @ dout / x.shape[0]"),
        ("db = dout.sum(axis=0)", "db = dout.mean(axis=0)"),
    ),
    mistake(
        "everything_averaged",
        "All three gradients are too small by the batch size. The loss averages over the "
        "examples once; a layer must not do it again.",
        ("dx, dw, db = None, None, None", "dout = dout / dout.shape[0]"),
    ),
    mistake(
        "dw_transposed",
        "dw has its two axes exchanged: compare its shape with the shape of w.",
        ("dw = x_rows.T @ dout", "dw = dout.T @ x_rows"),
    ),
    mistake(
        "dw_from_unrolled_x",
        "dw is wrong when x has more than two axes: the forward pass worked on rows, and so "
        "does this product.",
        ("dw = x_rows.T @ dout", "dw = x.T @ dout"),
    ),
    mistake(
        "dw_x_reshaped_not_transposed",
        "The shape of dw is right, its numbers are not: reshaping an array to the transposed "
        "shape is not transposing it.",
        ("dw = x_rows.T @ dout", "dw = x.reshape(-1, x.shape[0]) @ dout"),
    ),
    mistake(
        "dx_w_reshaped_not_transposed",
        "The shape of dx is right, its numbers are not: reshaping w to the transposed shape is "
        "not transposing it.",
        ("(dout @ w.T)", "(dout @ w.reshape(w.shape[::-1]))"),
    ),
    mistake(
        "dx_not_reshaped",
        "dx holds the right numbers as rows: a gradient has the shape of what it belongs to.",
        ("(dout @ w.T).reshape(x.shape)", "dout @ w.T"),
    ),
    mistake(
        "dx_fortran_order",
        "The numbers of dx got into another order on the way back from rows to images.",
        (".reshape(x.shape)", '.reshape(x.shape, order="F")'),
    ),
    mistake(
        "shapes_do_not_fit",
        "The shapes in a product never fit. Write down the shapes of dout, w and the rows of x, "
        "and what shape each gradient must have.",
        ("(dout @ w.T)", "(dout @ w)"),
    ),
    mistake(
        "only_2d",
        "This works only for inputs that are rows already. The forward pass took images, too.",
        ("x_rows = x.reshape(x.shape[0], -1)", "num_examples, size = x.shape\n    x_rows = x"),
    ),
    mistake(
        "dx_and_dw_sign",
        "Every gradient points the wrong way. A layer passes gradients on; taking a step "
        "against them is the work of the update rule.",
        ("dx, dw, db = None, None, None", "dout = -dout"),
    ),
    mistake(
        "db_of_first_example",
        "db is the gradient of the first example alone. Every example uses b.",
        ("dout.sum(axis=0)", "dout[0]"),
    ),
]
