"""Mistakes students make in the leaky ReLU and the parametric one."""

from autograder.misconception import mistakes_in
from labs.activations.mistakes.smooth import (
    AVERAGED,
    NO_DOUT,
    NOT_ONE_NUMBER,
    ONLY_2D,
)

REVERSED = (
    "The two sides are exchanged: positive numbers are made smaller, and negative ones come "
    "through as they are."
)
SIGN = "Negative numbers come out positive. The slope is positive on both sides."

OUT = "np.where(x > 0, x, alpha * x)"

mistake = mistakes_in("leaky_relu_forward", "activations:leaky_relu_forward")
LEAKY_FORWARD = [
    mistake(
        "relu",
        "Nothing leaks: every negative number became 0. What should be left of it?",
        (OUT, "np.maximum(x, 0)"),
    ),
    mistake(
        "fixed_slope",
        "It works for the usual slope only. Is there a number in your code that should be the "
        "argument alpha?",
        (OUT, "np.where(x > 0, x, 0.01 * x)"),
    ),
    mistake(
        "fixed_slope_of_a_tenth",
        "The slope is always a tenth. The lecture shows that value, too, but alpha says which "
        "one is meant.",
        (OUT, "np.where(x > 0, x, 0.1 * x)"),
    ),
    mistake("reversed", REVERSED, (OUT, "np.where(x > 0, alpha * x, x)")),
    mistake(
        "constant",
        "Every negative number gives the same output. alpha is a slope: what is it multiplied by?",
        (OUT, "np.where(x > 0, x, alpha)"),
    ),
    mistake("sign", SIGN, (OUT, "np.where(x > 0, x, -alpha * x)")),
    mistake(
        "both_sides",
        "Positive numbers were made smaller, too. On which side of 0 does alpha count?",
        (OUT, "alpha * x"),
    ),
    mistake(
        "leak_added_everywhere",
        "Positive numbers come out too large: the leak was added to them, too.",
        (OUT, "np.maximum(x, 0) + alpha * x"),
    ),
    mistake(
        "shifted",
        "Negative numbers were moved by alpha. A slope multiplies.",
        (OUT, "np.where(x > 0, x, x - alpha)"),
    ),
    mistake(
        "slope_returned",
        "The output holds slopes. What becomes of the values of x?",
        (OUT, "np.where(x > 0, 1, alpha)"),
    ),
    mistake(
        "in_place",
        "The caller's negative numbers were changed. Leave x alone and make an array of your own.",
        (f"out = {OUT}", "x[x < 0] *= alpha\n    out = x"),
    ),
    mistake("not_one_number", NOT_ONE_NUMBER, (OUT, "max(alpha * x, x)")),
    mistake("only_2d", ONLY_2D, (f"out = {OUT}", f"rows, columns = x.shape\n    out = {OUT}")),
]

DX = "dout * np.where(x > 0, 1, alpha)"

mistake = mistakes_in("leaky_relu_backward", "activations:leaky_relu_backward")
LEAKY_BACKWARD = [
    mistake(
        "relu",
        "Where x was negative no gradient comes through. That is what this layer was made to mend.",
        (DX, "dout * (x > 0)"),
    ),
    mistake(
        "fixed_slope",
        "It works for the usual slope only. Is there a number in your code that the cache should "
        "give you?",
        (DX, "dout * np.where(x > 0, 1, 0.01)"),
    ),
    mistake("reversed", REVERSED, (DX, "dout * np.where(x > 0, alpha, 1)")),
    mistake(
        "mask_from_dout",
        "The gradient is made smaller where dout is negative. Which array decided in the forward "
        "pass?",
        (DX, "dout * np.where(dout > 0, 1, alpha)"),
    ),
    mistake("no_dout", NO_DOUT, (DX, "np.where(x > 0, 1, alpha)")),
    mistake(
        "dout_on_one_side",
        "Where x was negative, dx is alpha itself, whatever came from above.",
        (DX, "np.where(x > 0, dout, alpha)"),
    ),
    mistake(
        "x_on_one_side",
        "Where x was negative, dx is made of x. What comes from above is dout.",
        (DX, "np.where(x > 0, dout, alpha * x)"),
    ),
    mistake(
        "times_output",
        "dout was multiplied by the output of the layer, not by its slope.",
        (DX, "dout * np.where(x > 0, x, alpha * x)"),
    ),
    mistake("sign", SIGN, (DX, "dout * np.where(x > 0, 1, -alpha)")),
    mistake(
        "no_mask",
        "dx is dout. What is the slope where x was negative?",
        (DX, "dout.copy()"),
    ),
    mistake(
        "small_everywhere",
        "The gradient was made smaller everywhere. What is the slope where x was positive?",
        (DX, "dout * alpha"),
    ),
    mistake("averaged", AVERAGED, (DX, f"{DX} / x.shape[0]")),
    mistake("only_2d", ONLY_2D, (f"dx = {DX}", f"rows, columns = x.shape\n    dx = {DX}")),
    mistake(
        "output_for_slope",
        "Where x was negative the gradient is multiplied by the output. How fast does the"
        " output grow there?",
        ("np.where(x > 0, 1, alpha)", "np.where(x > 0, 1, alpha * x)"),
    ),
]

mistake = mistakes_in("prelu_forward", "activations:prelu_forward")
PRELU_FORWARD = [
    mistake(
        "maximum",
        "It is wrong for slopes above 1: there the larger of the two numbers is the wrong one. "
        "Ask for the sign of x instead.",
        (OUT, "np.maximum(alpha * x, x)"),
    ),
    mistake("reversed", REVERSED, (OUT, "np.where(x > 0, alpha * x, x)")),
    mistake(
        "relu",
        "Every negative number became 0. What should be left of it?",
        (OUT, "np.maximum(x, 0)"),
    ),
    mistake(
        "first_slope_for_all",
        "All units use the slope of the first one. Each column has a slope of its own.",
        (OUT, "np.where(x > 0, x, alpha[0] * x)"),
    ),
    mistake(
        "mean_slope_for_all",
        "All units share one slope, the average. Each column has a slope of its own.",
        (OUT, "np.where(x > 0, x, alpha.mean() * x)"),
    ),
    mistake(
        "slope_of_example",
        "The slopes were laid along the examples. Which axis of x counts the units?",
        (OUT, "np.where(x > 0, x, alpha[:, np.newaxis] * x)"),
    ),
    mistake(
        "fixed_slope",
        "The output does not depend on alpha. A quarter is only where learning starts.",
        (OUT, "np.where(x > 0, x, 0.25 * x)"),
    ),
    mistake(
        "constant",
        "Every negative number of a column gives the same output. What is the slope multiplied by?",
        (OUT, "np.where(x > 0, x, alpha)"),
    ),
    mistake("sign", SIGN, (OUT, "np.where(x > 0, x, -alpha * x)")),
    mistake(
        "in_place",
        "The caller's negative numbers were changed. Leave x alone and make an array of your own.",
        (f"out = {OUT}", f"out = {OUT}\n    x[...] = out"),
    ),
    mistake("not_one_number", NOT_ONE_NUMBER, (OUT, "x if x > 0 else alpha * x")),
]

DALPHA = "np.sum(dout * np.minimum(x, 0), axis=0)"

mistake = mistakes_in("prelu_backward", "activations:prelu_backward")
PRELU_BACKWARD = [
    mistake(
        "dalpha_not_summed",
        "dalpha still has a row for every example: what has to happen to them?",
        (DALPHA, "dout * np.minimum(x, 0)"),
    ),
    mistake(
        "dalpha_wrong_axis",
        "dalpha has a number for each example, not for each unit. Over which axis do examples lie?",
        (DALPHA, "np.sum(dout * np.minimum(x, 0), axis=1)"),
    ),
    mistake(
        "dalpha_one_number",
        "dalpha became a single number. Each unit has its own slope, and so its own gradient.",
        (DALPHA, "np.sum(dout * np.minimum(x, 0))"),
    ),
    mistake(
        "dalpha_averaged",
        "dalpha is too small by the batch size. The loss has taken its average already.",
        (DALPHA, "np.mean(dout * np.minimum(x, 0), axis=0)"),
    ),
    mistake(
        "dalpha_keepdims",
        "The numbers of dalpha are right, its shape is not: compare it with the shape of alpha.",
        (DALPHA, "np.sum(dout * np.minimum(x, 0), axis=0, keepdims=True)"),
    ),
    mistake(
        "dalpha_without_mask",
        "Positive inputs count in dalpha, too. Does the slope for negative numbers change their "
        "output?",
        (DALPHA, "np.sum(dout * x, axis=0)"),
    ),
    mistake(
        "dalpha_of_positives",
        "dalpha is made of the positive inputs. Which outputs depend on alpha?",
        (DALPHA, "np.sum(dout * np.maximum(x, 0), axis=0)"),
    ),
    mistake(
        "dalpha_without_x",
        "dalpha does not depend on how negative x is. Of alpha times x, what is the derivative "
        "with respect to alpha?",
        (DALPHA, "np.sum(dout * (x < 0), axis=0)"),
    ),
    mistake(
        "dalpha_without_dout",
        "dalpha does not depend on dout. The local derivative is only half of the chain rule.",
        (DALPHA, "np.sum(np.minimum(x, 0), axis=0)"),
    ),
    mistake(
        "dalpha_times_alpha",
        "dalpha has alpha as a factor. Of alpha times x, what is the derivative with respect to "
        "alpha?",
        (DALPHA, "np.sum(dout * alpha * np.minimum(x, 0), axis=0)"),
    ),
    mistake(
        "dalpha_sign",
        "dalpha points the wrong way: the inputs it is made of are negative, and stay so.",
        (DALPHA, "np.sum(dout * np.abs(np.minimum(x, 0)), axis=0)"),
    ),
    mistake(
        "dalpha_is_sum_of_dx",
        "dalpha is the sum of dx. dx needs the slope, dalpha needs the input.",
        (DALPHA, "np.sum(dx, axis=0)"),
    ),
    mistake(
        "as_a_maximum",
        "It is wrong for slopes above 1: which of the two sides was used in the forward pass is "
        "told by the sign of x, not by which number is larger.",
        (DX, "dout * np.where(x > alpha * x, 1, alpha)"),
        (DALPHA, "np.sum(dout * x * (x <= alpha * x), axis=0)"),
    ),
    mistake(
        "dx_relu",
        "Where x was negative, dx is 0. What is the slope there?",
        (DX, "dout * (x > 0)"),
    ),
    mistake("dx_reversed", REVERSED, (DX, "dout * np.where(x > 0, alpha, 1)")),
    mistake(
        "dx_mask_from_dout",
        "dx is made smaller where dout is negative. Which array decided in the forward pass?",
        (DX, "dout * np.where(dout > 0, 1, alpha)"),
    ),
    mistake(
        "dx_times_output",
        "dout was multiplied by the output of the layer, not by its slope.",
        (DX, "dout * np.where(x > 0, x, alpha * x)"),
    ),
    mistake(
        "averaged",
        "dx and dalpha are too small by the batch size. The loss has taken the average already.",
        ("dx, dalpha = None, None", "dout = dout / dout.shape[0]"),
    ),
]

RELUS = [*LEAKY_FORWARD, *LEAKY_BACKWARD, *PRELU_FORWARD, *PRELU_BACKWARD]
