"""Mistakes students make in the measurements of the batch normalisation lab."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("batch_mean_noise", "normalization_measurements:batch_mean_noise")
NUMBER = "num_batches = x.shape[0] // batch_size"
CUT = "x[: num_batches * batch_size].reshape(num_batches, batch_size, x.shape[1])"
SPREAD = "noise = batches.mean(axis=1).std(axis=0)"
NOISE = [
    mistake(
        "spread_within",
        "That is the spread within the minibatches. Asked for is the spread of their means.",
        (SPREAD, "noise = batches.std(axis=1).mean(axis=0)"),
    ),
    mistake(
        "spread_of_the_data",
        "That is the spread of the data, whatever the size of a minibatch.",
        (SPREAD, "noise = x.std(axis=0)"),
    ),
    mistake(
        "spread_by_theory",
        "That is what theory expects: the spread of the data over a root. Here it is to be "
        "measured.",
        (SPREAD, "noise = x.std(axis=0) / np.sqrt(batch_size)"),
    ),
    mistake(
        "variance",
        "That is a variance. A standard deviation has the unit of the data.",
        (SPREAD, "noise = batches.mean(axis=1).var(axis=0)"),
    ),
    mistake(
        "unbiased",
        "The spread divides by one less than the number of minibatches; the docstring says by what "
        "to divide.",
        (SPREAD, "noise = batches.mean(axis=1).std(axis=0, ddof=1)"),
    ),
    mistake(
        "axes_exchanged",
        "Means were taken over the minibatches, and the spread within one: which of the two axes "
        "runs over the rows of a minibatch?",
        (SPREAD, "noise = batches.mean(axis=0).std(axis=0)"),
    ),
    mistake(
        "every_so_many_rows",
        "Each minibatch took rows from all over the data. Rows that follow each other belong "
        "together.",
        (
            CUT,
            "x[: num_batches * batch_size].reshape(batch_size, num_batches, x.shape[1])"
            ".swapaxes(0, 1)",
        ),
    ),
    mistake(
        "one_number",
        "There is a single number. Each feature has its own noise.",
        (SPREAD, "noise = batches.mean(axis=1).std()"),
    ),
    mistake(
        "averaged_over_features",
        "The noise was averaged over the features. Each of them has its own.",
        (SPREAD, "noise = batches.mean(axis=1).std(axis=0).mean()"),
    ),
    mistake(
        "left_over_rows_counted",
        "The rows that were left over became a smaller minibatch. They are to be left out.",
        (
            SPREAD,
            "noise = np.array(\n"
            "        [x[i : i + batch_size].mean(axis=0) for i in range(0, len(x), batch_size)]\n"
            "    ).std(axis=0)",
        ),
    ),
    mistake(
        "must_divide",
        "This works only if the minibatches take up all rows. What is left over is left out.",
        (CUT, "x.reshape(num_batches, batch_size, x.shape[1])"),
    ),
    mistake(
        "first_rows_left_out",
        "The wrong rows were left out: those of the beginning.",
        (CUT, CUT.replace("x[: num_batches * batch_size]", "x[-num_batches * batch_size :]")),
    ),
    mistake(
        "size_for_number",
        "The size of a minibatch and the number of minibatches are exchanged.",
        (NUMBER, "num_batches, batch_size = batch_size, x.shape[0] // batch_size"),
    ),
    mistake(
        "x_centred_in_place",
        "The caller's x has lost its mean. Work on an array of your own.",
        (NUMBER, f"x -= x.mean(axis=0)\n    {NUMBER}"),
    ),
    mistake(
        "overlapping_minibatches",
        "The minibatches overlap: each begins one row after the one before it. Where should "
        "the next one begin?",
        (
            "batches.mean(axis=1)",
            "np.array([x[i : i + batch_size].mean(axis=0) for i in range(num_batches)])",
        ),
    ),
]

mistake = mistakes_in("gradient_sizes", "normalization_measurements:gradient_sizes")
COUNT = 'num_layers = sum(name.startswith("W") for name in grads)'
WEIGHTS = 'weights = [grads[f"W{i}"] for i in range(1, num_layers + 1)]'
SIZES = "sizes = [np.sqrt(np.mean(dW**2)) for dW in weights]"
GRADIENT_SIZES = [
    mistake(
        "sorted_as_texts",
        "With ten layers or more the order is wrong: as a text W10 comes before W2.",
        (WEIGHTS, 'weights = [grads[name] for name in sorted(grads) if name.startswith("W")]'),
    ),
    mistake(
        "order_of_the_dictionary",
        "The sizes stand in the order of the dictionary. The first layer's comes first.",
        (WEIGHTS, 'weights = [grads[name] for name in grads if name.startswith("W")]'),
    ),
    mistake(
        "last_layer_first",
        "The sizes stand in the order of the way back. The first layer's comes first.",
        (WEIGHTS, 'weights = [grads[f"W{i}"] for i in range(num_layers, 0, -1)]'),
    ),
    mistake(
        "norm",
        "The squares are added up and not averaged: then a layer seems large because it has many "
        "weights.",
        (SIZES, "sizes = [np.sqrt(np.sum(dW**2)) for dW in weights]"),
    ),
    mistake(
        "no_root",
        "The root is missing: a mean of squares has another unit than the gradient.",
        (SIZES, "sizes = [np.mean(dW**2) for dW in weights]"),
    ),
    mistake(
        "mean",
        "Positive and negative numbers cancel. What makes all of them count?",
        (SIZES, "sizes = [np.mean(dW) for dW in weights]"),
    ),
    mistake(
        "mean_absolute",
        "That is a mean of absolute values. Asked for is the root of the mean of the squares.",
        (SIZES, "sizes = [np.mean(np.abs(dW)) for dW in weights]"),
    ),
    mistake(
        "largest",
        "That is the largest number of each gradient. Asked for is the root of the mean of the "
        "squares.",
        (SIZES, "sizes = [np.max(np.abs(dW)) for dW in weights]"),
    ),
    mistake(
        "standard_deviation",
        "The mean was taken away before squaring. A gradient that is the same everywhere is not 0.",
        (SIZES, "sizes = [np.std(dW) for dW in weights]"),
    ),
    mistake(
        "last_layer_missing",
        "The last layer is missing.",
        (WEIGHTS, 'weights = [grads[f"W{i}"] for i in range(1, num_layers)]'),
    ),
    mistake(
        "all_parameters",
        "Other parameters are in it, too. Only the gradients of the weights are asked for.",
        (WEIGHTS, "weights = list(grads.values())"),
    ),
    mistake(
        "single_number",
        "There is a single number. Each layer has its own.",
        (SIZES, "sizes = np.sqrt(np.mean([np.mean(dW**2) for dW in weights]))"),
    ),
    mistake(
        "three_layers",
        "The number of layers is a fixed number. Count the weights in grads.",
        (COUNT, "num_layers = 3"),
    ),
]

mistake = mistakes_in("largest_good_rate", "normalization_measurements:largest_good_rate")
GOOD = "good = losses <= goal"
LARGEST = "largest = rates[good].max(initial=0.0)"
RATES = [
    mistake(
        "best_rate",
        "That is the rate with the lowest loss. A larger one may be good enough, too.",
        (LARGEST, "largest = rates[np.nanargmin(losses)] if good.any() else 0.0"),
    ),
    mistake(
        "last_good_rate",
        "That is the good rate that comes last. The rates are in no order.",
        (LARGEST, "largest = rates[good][-1] if good.any() else 0.0"),
    ),
    mistake(
        "first_good_rate",
        "That is the good rate that comes first. The rates are in no order.",
        (LARGEST, "largest = rates[good][0] if good.any() else 0.0"),
    ),
    mistake(
        "smallest_good_rate",
        "That is the smallest good rate.",
        (LARGEST, "largest = rates[good].min(initial=np.inf) if good.any() else 0.0"),
    ),
    mistake(
        "largest_of_all",
        "That is the largest rate of all, good or not.",
        (LARGEST, "largest = rates.max()"),
    ),
    mistake(
        "bad_for_good",
        "Good is a rate whose loss is below the goal, not above it.",
        (GOOD, "good = losses >= goal"),
    ),
    mistake(
        "not_above_the_goal",
        "A run that diverged counts as good: nan is not above the goal, and not below it either.",
        (GOOD, "good = ~(losses > goal)"),
    ),
    mistake(
        "none_good_refused",
        "If no rate is good there is nothing to take the largest of. What is the answer then?",
        (LARGEST, "largest = rates[good].max()"),
    ),
    mistake(
        "none_good_is_nan",
        "If no rate is good the answer is a number all the same: see the docstring.",
        (LARGEST, "largest = rates[good].max() if good.any() else np.nan"),
    ),
    mistake(
        "none_good_is_none",
        "If no rate is good the answer is a number all the same: see the docstring.",
        (LARGEST, "largest = rates[good].max() if good.any() else None"),
    ),
    mistake(
        "loss_returned",
        "That is a loss. Asked for is the learning rate.",
        (LARGEST, "largest = losses[good].max(initial=0.0)"),
    ),
    mistake(
        "index_returned",
        "That is the place of the rate in the array. Asked for is the rate itself.",
        (LARGEST, "largest = int(np.argmax(np.where(good, rates, 0)))"),
    ),
    mistake(
        "losses_sorted",
        "Rates and losses have lost each other: sorting one of them alone moves its numbers away "
        "from their partners.",
        (GOOD, "good = np.sort(losses) <= goal"),
    ),
    mistake(
        "place_for_rate",
        "The place of the rate comes out instead of the rate that stands there.",
        ("largest = rates[good].max(initial=0.0)", "largest = np.flatnonzero(good).max(initial=0)"),
    ),
    mistake(
        "goal_itself_missed",
        "A loss that is exactly the goal counts as good, too.",
        ("good = losses <= goal", "good = losses < goal"),
    ),
    mistake(
        "loss_in_place_of_rate",
        "What comes back is the loss of a training run, and not its learning rate.",
        (
            "rates[good].max(initial=0.0)",
            "losses[good][np.argmax(rates[good])] if good.any() else 0.0",
        ),
    ),
    mistake(
        "largest_bad_rate",
        "This is the largest rate that did not reach the goal. Is a loss at or below the goal "
        "good or bad?",
        ("losses <= goal", "losses >= goal"),
    ),
]

MEASUREMENTS = [*NOISE, *GRADIENT_SIZES, *RATES]
