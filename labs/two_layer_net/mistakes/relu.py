"""Mistakes students make in the ReLU layer."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("relu_forward", "layers:relu_forward")
RELU_FORWARD = [
    mistake(
        "in_place",
        "The caller's x has lost its negative numbers. Leave x alone and make an array of your "
        "own.",
        ("out = np.maximum(x, 0)", "x[x < 0] = 0\n    out = x"),
    ),
    mistake(
        "mask_returned",
        "The output only says which numbers are positive. What becomes of their values?",
        ("out = np.maximum(x, 0)", "out = x > 0"),
    ),
    mistake(
        "minimum",
        "The negative numbers came through and the positive ones were stopped.",
        ("out = np.maximum(x, 0)", "out = np.minimum(x, 0)"),
    ),
    mistake(
        "unchanged",
        "Negative numbers come out as they went in. Does your line change anything, or does it "
        "only compare?",
        ("out = np.maximum(x, 0)", "out = x.copy()"),
    ),
    mistake(
        "absolute",
        "Negative numbers come out positive. What should become of them?",
        ("out = np.maximum(x, 0)", "out = np.abs(x)"),
    ),
    mistake(
        "maximum_over_axis",
        "A whole axis is gone: the function used looks for the largest number along it instead "
        "of comparing number by number.",
        ("out = np.maximum(x, 0)", "out = np.max(x, 0)"),
    ),
    mistake(
        "one_comparison",
        "Python cannot decide whether a whole array is positive. The comparison has to be made "
        "for each element.",
        ("out = np.maximum(x, 0)", "out = max(x, 0)"),
    ),
    mistake(
        "positives_only",
        "The output has fewer numbers than x: a number that is stopped still keeps its place.",
        ("out = np.maximum(x, 0)", "out = x[x > 0]"),
    ),
    mistake(
        "leaky",
        "Negative numbers leak through, made smaller. This layer stops them completely.",
        ("out = np.maximum(x, 0)", "out = np.maximum(0.01 * x, x)"),
    ),
    mistake(
        "clipped_at_one",
        "Large numbers are cut off. A ReLU has a lower bound and no upper one.",
        ("out = np.maximum(x, 0)", "out = np.clip(x, 0, 1)"),
    ),
    mistake(
        "at_least_one",
        "The smallest output is 1. Which number is the threshold?",
        ("out = np.maximum(x, 0)", "out = np.maximum(x, 1)"),
    ),
    mistake(
        "sigmoid",
        "Every output lies between 0 and 1: that is another nonlinearity.",
        ("out = np.maximum(x, 0)", "out = 1 / (1 + np.exp(-x))"),
    ),
    mistake(
        "only_2d",
        "This works only for matrices. The layer acts on each number by itself, so the number "
        "of axes need not matter.",
        ("out = np.maximum(x, 0)", "rows, columns = x.shape\n    out = np.maximum(x, 0)"),
    ),
    mistake(
        "threshold_of_one",
        "Numbers between 0 and 1 are lost. At which number does a ReLU begin to pass?",
        ("out = np.maximum(x, 0)", "out = np.where(x > 1, x, 0)"),
    ),
]

mistake = mistakes_in("relu_backward", "layers:relu_backward")
RELU_BACKWARD = [
    mistake(
        "chained_assignment",
        "dx is a single 0: a chained assignment gives its right-hand value to every name in it.",
        ("dx = dout * (x > 0)", "dx = dout[x <= 0] = 0"),
    ),
    mistake(
        "mask_from_dout",
        "The gradient is stopped where dout is negative. Which array decided in the forward pass?",
        ("dx = dout * (x > 0)", "dx = dout * (dout > 0)"),
    ),
    mistake(
        "mask_reversed",
        "The gradient passes exactly where it should be stopped.",
        ("dx = dout * (x > 0)", "dx = dout * (x <= 0)"),
    ),
    mistake(
        "mask_only",
        "dx does not depend on dout. The local derivative is only half of the chain rule.",
        ("dx = dout * (x > 0)", "dx = (x > 0).astype(dout.dtype)"),
    ),
    mistake(
        "no_mask",
        "dx is dout: nothing was stopped. Is the condition ever true for your numbers?",
        ("dx = dout * (x > 0)", "dx = dout.copy()"),
    ),
    mistake(
        "mask_of_zeros",
        "dx is 0 everywhere. For which numbers is the condition true?",
        ("dx = dout * (x > 0)", "dx = dout * (x == 0)"),
    ),
    mistake(
        "halved",
        "The gradient passes at half its size. What is the slope of the layer at a positive "
        "number?",
        ("dx = dout * (x > 0)", "dx = 0.5 * dout * (x > 0)"),
    ),
    mistake(
        "times_output",
        "dout was multiplied by the output of the layer, not by its slope.",
        ("dx = dout * (x > 0)", "dx = dout * np.maximum(x, 0)"),
    ),
    mistake(
        "x_in_place_of_dout",
        "dx holds numbers of x. What comes from above is dout; x only decides where it passes.",
        ("dx = dout * (x > 0)", "dx = np.maximum(x, 0)"),
    ),
    mistake(
        "sign_of_x",
        "Where x is negative the gradient comes through with its sign changed. What is the slope "
        "there?",
        ("dx = dout * (x > 0)", "dx = dout * np.sign(x)"),
    ),
    mistake(
        "both_masks",
        "Some of the gradient is lost where x is positive. A gradient may well be negative.",
        ("dx = dout * (x > 0)", "dx = np.maximum(dout, 0) * (x > 0)"),
    ),
    mistake(
        "averaged",
        "dx is too small by the batch size. The loss has taken the average already.",
        ("dx = dout * (x > 0)", "dx = dout * (x > 0) / x.shape[0]"),
    ),
    mistake(
        "positives_only",
        "dx has fewer numbers than x: where the gradient is stopped, a 0 keeps the place.",
        ("dx = dout * (x > 0)", "dx = dout[x > 0]"),
    ),
    mistake(
        "one_comparison",
        "Python cannot decide whether a whole array is positive. The comparison has to be made "
        "for each element.",
        ("dx = dout * (x > 0)", "dx = dout if x > 0 else 0 * dout"),
    ),
    mistake(
        "only_2d",
        "This works only for matrices. The layer acts on each number by itself, so the number "
        "of axes need not matter.",
        ("dx = dout * (x > 0)", "rows, columns = x.shape\n    dx = dout * (x > 0)"),
    ),
    mistake(
        "halved_where_negative",
        "The gradient is halved where x was negative. How much of it passes a ReLU there?",
        ("dx = dout * (x > 0)", "dx = np.where(x > 0, dout, dout / 2)"),
    ),
]
