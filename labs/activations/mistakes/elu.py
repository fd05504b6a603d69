"""Mistakes students make in the ELU."""

from autograder.misconception import mistakes_in
from labs.activations.mistakes.smooth import (
    AVERAGED,
    NO_DOUT,
    NOT_ONE_NUMBER,
    ONLY_2D,
)

TIMES_INFINITY = (
    "At x = 1000 there is no number. Multiplying what is not wanted by 0 does not help once it "
    "is infinite: choose, and let exp see only what it should."
)

OUT = "np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))"

mistake = mistakes_in("elu_forward", "activations:elu_forward")
ELU_FORWARD = [
    mistake(
        "times_infinity",
        TIMES_INFINITY,
        (OUT, "(x > 0) * x + (x <= 0) * alpha * (np.exp(x) - 1)"),
    ),
    mistake(
        "always_positive",
        "No output is negative, and the curve jumps at 0. An ELU goes down to minus alpha: what "
        "has to be taken away from the exponential?",
        (OUT, "np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)))"),
    ),
    mistake(
        "alpha_forgotten",
        "The output does not depend on alpha.",
        (OUT, "np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)"),
    ),
    mistake(
        "parentheses",
        "It works for alpha = 1 only: for others the curve jumps at 0. Where do the parentheses "
        "end?",
        (OUT, "np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)"),
    ),
    mistake(
        "alpha_in_exponent",
        "It works for alpha = 1 only: alpha got into the exponent.",
        (OUT, "np.where(x > 0, x, np.exp(alpha * np.minimum(x, 0)) - 1)"),
    ),
    mistake(
        "sign_of_exponent",
        "For negative x the output is positive and grows without bounds. Check the sign of the "
        "exponent.",
        (OUT, "np.where(x > 0, x, alpha * (np.exp(-np.minimum(x, 0)) - 1))"),
    ),
    mistake(
        "difference_reversed",
        "For negative x the output is positive. Which of the two is taken away from which?",
        (OUT, "np.where(x > 0, x, alpha * (1 - np.exp(np.minimum(x, 0))))"),
    ),
    mistake(
        "exponential_everywhere",
        "Positive numbers grow exponentially. They should come through as they are.",
        (OUT, "alpha * (np.exp(x) - 1)"),
    ),
    mistake(
        "sides_exchanged",
        "The two sides are exchanged: negative numbers come through as they are.",
        (OUT, "np.where(x > 0, alpha * (np.exp(x) - 1), x)"),
    ),
    mistake(
        "relu",
        "Every negative number became 0. What should be left of it?",
        (OUT, "np.maximum(x, 0)"),
    ),
    mistake(
        "leaky",
        "For negative x the output is a straight line. An ELU bends and levels off.",
        (OUT, "np.where(x > 0, x, alpha * x)"),
    ),
    mistake(
        "softplus",
        "No output is negative and nothing comes through exactly as it is: this is another smooth "
        "relative of the ReLU.",
        (OUT, "np.logaddexp(0, x)"),
    ),
    mistake(
        "in_place",
        "The caller's x holds the outputs now. Give them an array of their own.",
        (f"out = {OUT}", f"out = {OUT}\n    x[...] = out"),
    ),
    mistake("not_one_number", NOT_ONE_NUMBER, (OUT, "x if x > 0 else alpha * (np.exp(x) - 1)")),
    mistake("only_2d", ONLY_2D, (f"out = {OUT}", f"rows, columns = x.shape\n    out = {OUT}")),
]

DX = "dout * np.where(x > 0, 1, out + alpha)"

mistake = mistakes_in("elu_backward", "activations:elu_backward")
ELU_BACKWARD = [
    mistake(
        "output_for_slope",
        "For negative x you multiply by the output itself, which is negative. Differentiate: "
        "which constant of the forward pass drops out?",
        (DX, "dout * np.where(x > 0, 1, out)"),
    ),
    mistake(
        "times_infinity",
        TIMES_INFINITY,
        (DX, "dout * ((x > 0) + (x <= 0) * alpha * np.exp(x))"),
    ),
    mistake(
        "alpha_forgotten",
        "The slope does not depend on alpha.",
        (DX, "dout * np.where(x > 0, 1, np.exp(np.minimum(x, 0)))"),
    ),
    mistake(
        "one_for_alpha",
        "It works for alpha = 1 only. Which number has to be added to the output to get the slope?",
        (DX, "dout * np.where(x > 0, 1, out + 1)"),
    ),
    mistake(
        "minus_alpha",
        "For negative x the slope comes out below 0, though the function rises. Check the sign of "
        "what is added to the output.",
        (DX, "dout * np.where(x > 0, 1, out - alpha)"),
    ),
    mistake(
        "alpha_times_output",
        "Output and alpha were multiplied. Work out the slope at 0: how do they make it?",
        (DX, "dout * np.where(x > 0, 1, alpha * (out + alpha))"),
    ),
    mistake(
        "relu",
        "Where x was negative no gradient comes through. An ELU still has a slope there.",
        (DX, "dout * (x > 0)"),
    ),
    mistake(
        "leaky",
        "For negative x the slope is alpha everywhere. An ELU levels off.",
        (DX, "dout * np.where(x > 0, 1, alpha)"),
    ),
    mistake("no_dout", NO_DOUT, (DX, "np.where(x > 0, 1, out + alpha)")),
    mistake(
        "sides_exchanged",
        "The two sides are exchanged: the slope is 1 where x was negative.",
        (DX, "dout * np.where(x > 0, out + alpha, 1)"),
    ),
    mistake(
        "mask_from_dout",
        "The sign of dout decides which side is used. Which array decided in the forward pass?",
        (DX, "dout * np.where(dout > 0, 1, out + alpha)"),
    ),
    mistake(
        "exp_of_output",
        "The exponential was taken of the output. Its slope is an exponential of x.",
        (DX, "dout * np.where(x > 0, 1, alpha * np.exp(np.minimum(out, 0)))"),
    ),
    mistake("averaged", AVERAGED, (DX, f"{DX} / x.shape[0]")),
    mistake("only_2d", ONLY_2D, (f"dx = {DX}", f"rows, columns = x.shape\n    dx = {DX}")),
    mistake(
        "alpha_times_output_alone",
        "Where x was negative, alpha and the output are multiplied. What is the "
        "derivative of the exponential there?",
        ("out + alpha", "alpha * out"),
    ),
]

ELU = [*ELU_FORWARD, *ELU_BACKWARD]
