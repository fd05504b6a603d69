"""Mistakes students make in the sigmoid and in tanh."""

from autograder.misconception import mistakes_in

ONLY_2D = (
    "This works only for matrices. The layer acts on each number by itself, so the number of "
    "axes need not matter."
)
AVERAGED = (
    "dx is too small by the batch size. The loss has taken the average already; a layer only "
    "passes gradients on."
)
NO_DOUT = "dx does not depend on dout. The slope is only half of the chain rule."
NOT_ONE_NUMBER = (
    "Python cannot treat a whole array like one number here. Which function works on each "
    "element, and is there a comparison that is made for the array as a whole?"
)

OUT = "np.where(x > 0, 1, decay) / (1 + decay)"

mistake = mistakes_in("sigmoid_forward", "activations:sigmoid_forward")
SIGMOID_FORWARD = [
    mistake(
        "infinity_over_infinity",
        "At x = 1000 the output is no number: infinity was divided by infinity. Which other form "
        "of the formula suits large x?",
        (OUT, "np.exp(x) / (1 + np.exp(x))"),
    ),
    mistake(
        "falls",
        "The output falls where it should rise. Check the sign of the exponent.",
        (OUT, "np.where(x > 0, decay, 1) / (1 + decay)"),
    ),
    mistake(
        "sign_lost",
        "The output is the same for x and for minus x. Where did the sign of x get lost?",
        (OUT, "1 / (1 + decay)"),
    ),
    mistake(
        "parentheses",
        "The output is 1 plus an exponential. Where does the denominator begin and end?",
        (OUT, "1 / 1 + np.exp(-x)"),
    ),
    mistake(
        "no_one",
        "The output is a bare exponential, which has no upper bound. What is added to it in the "
        "denominator?",
        (OUT, "1 / np.exp(-x)"),
    ),
    mistake(
        "minus_one",
        "The output is beyond 1 or below 0. Is something taken away in the denominator that "
        "should be added?",
        (OUT, "1 / (1 - np.exp(-x))"),
    ),
    mistake(
        "tanh",
        "Negative numbers give negative outputs. Which range does the sigmoid squash numbers to?",
        (OUT, "np.tanh(x)"),
    ),
    mistake(
        "step",
        "The output is only 0 or 1. The sigmoid rises smoothly from one to the other.",
        (OUT, "np.where(x > 0, 1.0, 0.0)"),
    ),
    mistake(
        "softmax",
        "The outputs depend on each other and add up to 1. The sigmoid looks at one number at a "
        "time.",
        (OUT, "np.exp(x - x.max()) / np.sum(np.exp(x - x.max()))"),
    ),
    mistake(
        "slope",
        "No output is above a quarter: this is the slope of the sigmoid. The forward pass returns "
        "its value.",
        (OUT, "decay / (1 + decay) ** 2"),
    ),
    mistake(
        "in_place",
        "Numbers of the caller's x were cut off. Cut off a copy, or find a form that needs no "
        "cutting.",
        ("    decay = ", "    np.clip(x, -500, 500, out=x)\n    decay = "),
    ),
    mistake("not_one_number", NOT_ONE_NUMBER, (OUT, "1 if x > 0 else 0")),
    mistake("only_2d", ONLY_2D, ("    decay = ", "    rows, columns = x.shape\n    decay = ")),
    mistake(
        "falls_where_positive",
        "The output is right for negative x and falls for positive x. Which of the two forms "
        "belongs to which sign?",
        ("np.where(x > 0, 1, decay) / (1 + decay)", "decay / (1 + decay)"),
    ),
    mistake(
        "minus_where_negative",
        "Negative x give outputs that are too large: look at the denominator of the form for "
        "negative numbers.",
        (
            "np.where(x > 0, 1, decay) / (1 + decay)",
            "np.where(x > 0, 1 / (1 + decay), decay / np.where(x < 0, 1 - decay, 2))",
        ),
    ),
]

DX = "dout * out * (1 - out)"

mistake = mistakes_in("sigmoid_backward", "activations:sigmoid_backward")
SIGMOID_BACKWARD = [
    mistake("no_dout", NO_DOUT, (DX, "out * (1 - out)")),
    mistake(
        "sigmoid_again",
        "The sigmoid was applied once more. The cache does not hold x: it holds the output.",
        (DX, "dout * np.exp(-out) / (1 + np.exp(-out)) ** 2"),
    ),
    mistake(
        "x_worked_out_again",
        "The input was worked out from the output again. At -1000 and 1000 that cannot be done: "
        "the output alone is enough for the slope.",
        (
            f"dx = {DX}",
            "x = -np.log(1 / out - 1)\n    dx = dout * np.exp(-x) / (1 + np.exp(-x)) ** 2",
        ),
    ),
    mistake(
        "slope_of_tanh",
        "This is the slope of tanh, which is 1 in the middle. What is the sigmoid's there?",
        (DX, "dout * (1 - out**2)"),
    ),
    mistake(
        "one_factor",
        "The slope has two factors, and one of them is missing: it is close to 0 at both ends.",
        (DX, "dout * out"),
    ),
    mistake(
        "other_factor",
        "The slope has two factors, and one of them is missing: it is small for very negative "
        "numbers, too.",
        (DX, "dout * (1 - out)"),
    ),
    mistake(
        "sign",
        "Every gradient points the wrong way. The sigmoid rises everywhere.",
        (DX, "dout * out * (out - 1)"),
    ),
    mistake(
        "plus",
        "The slope is largest where the unit is saturated. Check the sign in the second factor.",
        (DX, "dout * out * (1 + out)"),
    ),
    mistake(
        "quarter_everywhere",
        "The slope is a quarter everywhere. That is only its largest value, in the middle.",
        (DX, "0.25 * dout"),
    ),
    mistake(
        "passed_on",
        "dx is dout: the slope of the sigmoid is missing.",
        (DX, "dout.copy()"),
    ),
    mistake(
        "dout_in_slope",
        "The slope was taken at dout. It belongs to the point at which the forward pass was.",
        (DX, "dout * (1 - dout)"),
    ),
    mistake(
        "times_output_again",
        "There is a factor too many: two factors made of the output, and dout, are enough.",
        (DX, "dout * out**2 * (1 - out)"),
    ),
    mistake("averaged", AVERAGED, (DX, f"{DX} / out.shape[0]")),
    mistake("only_2d", ONLY_2D, (f"dx = {DX}", f"rows, columns = out.shape\n    dx = {DX}")),
    mistake(
        "square_in_slope",
        "The slope of the sigmoid is mixed up with that of tanh: a square is there that the "
        "sigmoid's slope does not have.",
        ("(1 - out)", "(1 - out**2)"),
    ),
]

mistake = mistakes_in("tanh_forward", "activations:tanh_forward")
TANH_FORWARD = [
    mistake(
        "by_hand",
        "At -1000 and 1000 the output is no number: infinity was divided by infinity. NumPy has "
        "a function that takes care of this.",
        ("np.tanh(x)", "(np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))"),
    ),
    mistake(
        "sigmoid",
        "No output is negative. Which range does tanh squash numbers to?",
        ("np.tanh(x)", "0.5 * (1 + np.tanh(x / 2))"),
    ),
    mistake(
        "half_the_argument",
        "The curve is too wide. If you build tanh from a sigmoid, the argument has to be doubled.",
        ("np.tanh(x)", "np.tanh(x / 2)"),
    ),
    mistake(
        "no_shift",
        "The output lies between 0 and 2. If you build tanh from a sigmoid, stretching it is not "
        "all: where is its centre?",
        ("np.tanh(x)", "1 + np.tanh(x)"),
    ),
    mistake(
        "tan",
        "The output has no bounds and jumps. This is a function of trigonometry; the name of the "
        "one you want ends in h.",
        ("np.tanh(x)", "np.tan(x)"),
    ),
    mistake(
        "arctan",
        "The shape is similar, the bounds are not: the output goes beyond 1.",
        ("np.tanh(x)", "np.arctan(x)"),
    ),
    mistake(
        "sinh",
        "The output has no bounds. What is the hyperbolic sine divided by?",
        ("np.tanh(x)", "np.sinh(x)"),
    ),
    mistake(
        "clipped",
        "The output is cut off at -1 and 1. tanh gets there gradually.",
        ("np.tanh(x)", "np.clip(x, -1, 1)"),
    ),
    mistake(
        "step",
        "The output is only -1 or 1. tanh gets from one to the other gradually.",
        ("np.tanh(x)", "np.sign(x)"),
    ),
    mistake(
        "in_place",
        "The caller's x holds the outputs now. Give them an array of their own.",
        ("np.tanh(x)", "np.tanh(x, out=x)"),
    ),
    mistake("only_2d", ONLY_2D, ("    out = np", "    rows, columns = x.shape\n    out = np")),
    mistake(
        "upside_down",
        "The quotient is upside down: what is it of a large number, and what of 0?",
        ("out = np.tanh(x)", "out = 1 / np.tanh(x)"),
    ),
]

DX = "dout * (1 - out**2)"

mistake = mistakes_in("tanh_backward", "activations:tanh_backward")
TANH_BACKWARD = [
    mistake("no_dout", NO_DOUT, (DX, "1 - out**2")),
    mistake(
        "tanh_again",
        "Here tanh was applied once more. The cache does not hold x: it holds the output.",
        (DX, "dout * (1 - np.tanh(out) ** 2)"),
    ),
    mistake(
        "no_square",
        "The slope has to be the same at x and at minus x. What makes it so?",
        (DX, "dout * (1 - out)"),
    ),
    mistake(
        "square_of_difference",
        "The square reaches too far. Is it the output that is squared, or a difference?",
        (DX, "dout * (1 - out) ** 2"),
    ),
    mistake(
        "slope_of_sigmoid",
        "This is the slope of the sigmoid. What is the slope of tanh in the middle?",
        (DX, "dout * out * (1 - out)"),
    ),
    mistake(
        "plus",
        "The slope is largest where the unit is saturated. Check the sign.",
        (DX, "dout * (1 + out**2)"),
    ),
    mistake(
        "square_alone",
        "The slope is 0 in the middle, where tanh is steepest. Something is missing.",
        (DX, "dout * out**2"),
    ),
    mistake(
        "sign",
        "Every gradient points the wrong way. tanh rises everywhere.",
        (DX, "dout * (out**2 - 1)"),
    ),
    mistake(
        "parentheses",
        "Only a part of the slope is multiplied by dout. Where do the parentheses begin?",
        (DX, "dout - out**2"),
    ),
    mistake(
        "passed_on",
        "dx is dout: the slope of tanh is missing.",
        (DX, "dout.copy()"),
    ),
    mistake(
        "dout_in_slope",
        "The slope was taken at dout. It belongs to the point at which the forward pass was.",
        (DX, "dout * (1 - dout**2)"),
    ),
    mistake("averaged", AVERAGED, (DX, f"{DX} / out.shape[0]")),
    mistake("only_2d", ONLY_2D, (f"dx = {DX}", f"rows, columns = out.shape\n    dx = {DX}")),
]

SMOOTH = [*SIGMOID_FORWARD, *SIGMOID_BACKWARD, *TANH_FORWARD, *TANH_BACKWARD]
