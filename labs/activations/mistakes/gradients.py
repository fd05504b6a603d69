"""Mistakes students make when they measure what activations do to gradients and their path."""

from autograder.misconception import mistakes_in

MODULE = "activation_measurements"
COUNTED = "This is a count. A share is a part of the whole, from 0 to 1."
PERCENT = "This is a percentage. A share lies between 0 and 1."

SHARE = "np.mean(slope < threshold)"
SENT_BACK = "np.ones_like(out)"

mistake = mistakes_in("saturated_share", f"{MODULE}:saturated_share")
SATURATED = [
    mistake("counted", COUNTED, (SHARE, "np.sum(slope < threshold)")),
    mistake("percent", PERCENT, (SHARE, "100 * np.mean(slope < threshold)")),
    mistake(
        "not_saturated",
        "You counted the others: a saturated unit has a slope below the threshold.",
        (SHARE, "np.mean(slope > threshold)"),
    ),
    mistake(
        "input_sent_back",
        "The inputs were sent back through the activation. What has to be sent back so that what "
        "arrives is the slope alone?",
        (SENT_BACK, "x"),
    ),
    mistake(
        "output_sent_back",
        "The outputs were sent back through the activation. What has to be sent back so that what "
        "arrives is the slope alone?",
        (SENT_BACK, "out"),
    ),
    mistake(
        "zeros_sent_back",
        "Every slope seems to be 0: nothing was sent back, so nothing arrives.",
        (SENT_BACK, "np.zeros_like(out)"),
    ),
    mistake(
        "outputs_compared",
        "The outputs were compared with the threshold. It is meant for the slopes: a unit can "
        "saturate at either end.",
        (SHARE, "np.mean(out < threshold)"),
    ),
    mistake(
        "inputs_compared",
        "The inputs were compared with the threshold. It is meant for the slopes.",
        (SHARE, "np.mean(x < threshold)"),
    ),
    mistake(
        "fixed_threshold",
        "It works for the usual threshold only. Is there a number in your code that should be the "
        "argument?",
        (SHARE, "np.mean(slope < 0.01)"),
    ),
    mistake(
        "whole_columns",
        "Only columns count in which every number is saturated. Here each number counts by itself.",
        (SHARE, "np.mean(np.all(slope < threshold, axis=0))"),
    ),
    mistake(
        "any_in_column",
        "A single saturated number makes its whole column count. Here each number counts by "
        "itself.",
        (SHARE, "np.mean(np.any(slope < threshold, axis=0))"),
    ),
    mistake(
        "mean_slope_compared",
        "The slopes were averaged before they were compared, so the answer can only be yes or no.",
        (SHARE, "float(np.mean(slope) < threshold)"),
    ),
]

mistake = mistakes_in("slope_product", f"{MODULE}:slope_product")
PRODUCT = [
    mistake(
        "slope_at_x_only",
        "Every slope was taken at x. What enters the second activation is the output of the first.",
        ("h, cache = forward(h)", "_, cache = forward(x)"),
    ),
    mistake(
        "one_too_many",
        "There is one activation too many in the chain.",
        ("range(depth)", "range(depth + 1)"),
    ),
    mistake(
        "one_too_few",
        "There is one activation too few in the chain.",
        ("range(depth)", "range(depth - 1)"),
    ),
    mistake(
        "sum",
        "The slopes were added up. What does the chain rule do with them?",
        (
            "product = backward(product, cache)",
            "product = product + backward(np.ones_like(x), cache)",
        ),
    ),
    mistake(
        "one_slope_only",
        "Only the slope of one activation is left. What comes back from one activation has to be "
        "sent on to the one before it.",
        ("product = backward(product, cache)", "product = backward(np.ones_like(x), cache)"),
    ),
    mistake(
        "starts_from_x",
        "The way back began with x. A gradient of what, with respect to itself, stands at the end "
        "of the chain?",
        ("product = np.ones_like(x)", "product = x.copy()"),
    ),
    mistake(
        "starts_from_output",
        "The way back began with the output of the chain. What is its gradient with respect to "
        "itself?",
        ("product = np.ones_like(x)", "product = h.copy()"),
    ),
    mistake(
        "output_returned",
        "This is the output of the chain. The way back is missing.",
        ("product = backward(product, cache)", "product = h"),
    ),
    mistake(
        "last_cache_for_all",
        "Every step back used the cache of the last activation. Each has one of its own.",
        ("product = backward(product, cache)", "product = backward(product, caches[-1])"),
    ),
    mistake(
        "averaged",
        "The product became a single number. Each element of x has a chain of its own.",
        ("    return product", "    product = np.mean(product)\n    return product"),
    ),
    mistake(
        "bound",
        "A quarter for each activation is only the most a sigmoid can let through. Measure what "
        "really comes back.",
        ("product = backward(product, cache)", "product = product / 4"),
    ),
    mistake(
        "in_place",
        "The caller's x was overwritten. The gradient needs an array of its own.",
        ("product = np.ones_like(x)", "x[...] = 1\n    product = x.copy()"),
    ),
    mistake(
        "slopes_multiplied_in_again",
        "The function backward already multiplies its slope with what is sent in. Here it is "
        "multiplied in once more at each layer.",
        ("product = backward(product, cache)", "product = product * backward(product, cache)"),
    ),
]

SHARE = "np.mean(positive | negative)"

mistake = mistakes_in("one_sign_share", f"{MODULE}:one_sign_share")
ONE_SIGN = [
    mistake(
        "positive_only",
        "Units whose numbers are all negative have a single sign, too.",
        (SHARE, "np.mean(positive)"),
    ),
    mistake(
        "negative_only",
        "Units whose numbers are all positive have a single sign, too.",
        (SHARE, "np.mean(negative)"),
    ),
    mistake(
        "rows",
        "You looked along the rows. The weights of one unit are a column.",
        ("np.all(dw > 0, axis=0)", "np.all(dw > 0, axis=1)"),
        ("np.all(dw < 0, axis=0)", "np.all(dw < 0, axis=1)"),
    ),
    mistake(
        "any",
        "One number of a sign is not enough: all numbers of a unit have to share it.",
        ("np.all(dw > 0, axis=0)", "np.any(dw > 0, axis=0)"),
        ("np.all(dw < 0, axis=0)", "np.any(dw < 0, axis=0)"),
    ),
    mistake("counted", COUNTED, (SHARE, "np.sum(positive | negative)")),
    mistake("percent", PERCENT, (SHARE, "100 * np.mean(positive | negative)")),
    mistake(
        "whole_layer",
        "All units were judged at once, so the answer can only be yes or no.",
        ("np.all(dw > 0, axis=0)", "np.all(dw > 0)"),
        ("np.all(dw < 0, axis=0)", "np.all(dw < 0)"),
    ),
    mistake(
        "both_signs_at_once",
        "No unit can be all positive and all negative at once. Either is enough.",
        (SHARE, "np.mean(positive & negative)"),
    ),
    mistake(
        "mixed",
        "You counted the others: those with both signs.",
        (SHARE, "1 - np.mean(positive | negative)"),
    ),
    mistake(
        "positive_numbers",
        "This is the share of positive numbers. What is asked for is a share of units.",
        (SHARE, "np.mean(dw > 0)"),
    ),
    mistake(
        "sign_of_sum",
        "A sum or an average has one sign whatever it is made of. Look at each number.",
        (SHARE, "np.mean(dw.sum(axis=0) > 0)"),
    ),
    mistake(
        "sign_of_product",
        "A product of two negative numbers is positive, so it cannot tell one sign from two.",
        (SHARE, "np.mean(np.prod(dw, axis=0) > 0)"),
    ),
]

UPDATE = "w = w - learning_rate * error * x[i]"

mistake = mistakes_in("sgd_path", f"{MODULE}:sgd_path")
PATH = [
    mistake(
        "one_array_many_times",
        "Every row of the path is the same: one array was stored again and again while it "
        "changed. Each step needs an array of its own.",
        (UPDATE, "w -= learning_rate * error * x[i]"),
    ),
    mistake(
        "w_in_place",
        "The caller's w was changed by the updates.",
        ("path = [w]", "path = [w.copy()]"),
        (UPDATE, "w -= learning_rate * error * x[i]"),
        ("path.append(w)", "path.append(w.copy())"),
    ),
    mistake(
        "no_start",
        "The path has one row too few: where does it start?",
        ("path = [w]", "path = []"),
    ),
    mistake(
        "list",
        "The path is a list of arrays. Make one array of it, with a row for each of them.",
        ("path = np.array(path)", "path = list(path)"),
    ),
    mistake(
        "last_only",
        "Only the last weights are left. A path has a row for each step.",
        ("path = np.array(path)", "path = w"),
    ),
    mistake(
        "changes",
        "The rows are the changes. A path is made of the places they lead to.",
        ("path.append(w)", "path.append(-learning_rate * error * x[i])"),
    ),
    mistake(
        "uphill",
        "The loss grows: the steps go along the gradient, or the error has its sign reversed.",
        (UPDATE, "w = w + learning_rate * error * x[i]"),
    ),
    mistake(
        "no_learning_rate",
        "The steps do not depend on the learning rate.",
        (UPDATE, "w = w - error * x[i]"),
    ),
    mistake(
        "no_error",
        "The steps do not depend on how far the answer is off.",
        (UPDATE, "w = w - learning_rate * x[i]"),
    ),
    mistake(
        "no_input",
        "Every weight changes by the same amount. A weight is to blame as much as its input was "
        "large.",
        (UPDATE, "w = w - learning_rate * error"),
    ),
    mistake(
        "no_target",
        "The steps do not depend on y: the answer itself was taken for the error.",
        ("x[i] @ w - y[i]", "x[i] @ w"),
    ),
    mistake(
        "factor_two",
        "Every step is twice as long as it should be. Half of a square has which derivative?",
        (UPDATE, "w = w - 2 * learning_rate * error * x[i]"),
    ),
    mistake(
        "averaged",
        "Every step is too short by the number of examples. One example makes one step here.",
        (UPDATE, "w = w - learning_rate * error * x[i] / len(x)"),
    ),
    mistake(
        "all_examples",
        "Each step was made with all examples. Here one example makes one step.",
        (UPDATE, "w = w - learning_rate * (x @ w - y) @ x / len(x)"),
    ),
    mistake(
        "one_example_only",
        "Every step was made with the first example. The next step takes the next one.",
        ("step % len(x)", "0"),
    ),
    mistake(
        "second_example_first",
        "The first step was made with the wrong example: it takes example 0.",
        ("step % len(x)", "(step + 1) % len(x)"),
    ),
    mistake(
        "beyond_the_last",
        "There are more steps than examples: after the last comes the first again.",
        ("step % len(x)", "step"),
    ),
    mistake(
        "one_step_too_few",
        "There is one update too few.",
        ("range(steps)", "range(steps - 1)"),
    ),
    mistake(
        "one_step_too_many",
        "There is one update too many.",
        ("range(steps)", "range(steps + 1)"),
    ),
    mistake(
        "one_array_changed",
        "All later rows of the path are one and the same array, which goes on changing. What "
        "has to be put into the list at each step?",
        ("path = [w]", "w = w.copy()\n    path = [w.copy()]"),
        ("w = w - learning_rate * error * x[i]", "w -= learning_rate * error * x[i]"),
    ),
    mistake(
        "stays_at_the_last",
        "After the last example the first one comes again; here the last one is used over and "
        "over.",
        ("step % len(x)", "min(step, len(x) - 1)"),
    ),
]

GRADIENTS = [*SATURATED, *PRODUCT, *ONE_SIGN, *PATH]
