"""Mistakes students make with folds, with the noise of scores, and in comparing trainings."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("make_folds", "comparing_runs:make_folds")
PARTS = "parts = np.array_split(order, num_folds)"
TRAIN = "train = np.concatenate(parts[:number] + parts[number + 1 :])"
PAIR = "folds.append((train, val))"
FOLDS = [
    mistake(
        "all_train",
        "All examples train in each fold, those that validate as well: the score would be that of "
        "what was learnt by heart.",
        (TRAIN, "train = order"),
    ),
    mistake(
        "swapped",
        "The small part trains and the large one validates: train comes first in the tuple.",
        (PAIR, "folds.append((val, train))"),
    ),
    mistake(
        "rest_left_out",
        "Where the examples do not divide evenly, some are in no fold.",
        (PARTS, "parts = np.split(order[: len(order) // num_folds * num_folds], num_folds)"),
    ),
    mistake(
        "order_ignored",
        "The folds are runs of 0, 1, 2, …, and not of the order that is handed over: data often "
        "lie sorted.",
        (PARTS, "parts = np.array_split(np.arange(len(order)), num_folds)"),
    ),
    mistake(
        "only_earlier_parts",
        "A fold trains on the parts before its own only. Those behind it may train, too.",
        (TRAIN, "train = np.concatenate([order[:0]] + parts[:number])"),
    ),
    mistake(
        "always_the_first",
        "Every fold validates on the same examples: that is one split, several times.",
        (
            "for number, val in enumerate(parts):",
            "for number, val in enumerate([parts[0]] * num_folds):",
        ),
        (TRAIN, "train = np.concatenate(parts[1:])"),
    ),
    mistake(
        "every_kth",
        "The folds take every second, third, … example of the order. They are runs of it.",
        (PARTS, "parts = [order[number::num_folds] for number in range(num_folds)]"),
    ),
    mistake(
        "places_in_the_order",
        "The folds hold places in `order`, not what stands there.",
        (PAIR, "folds.append((np.argsort(order)[train], np.argsort(order)[val]))"),
    ),
    mistake(
        "longer_folds_last",
        "The last fold takes all that is left over. The first folds have one more each.",
        (
            PARTS,
            "size = len(order) // num_folds\n"
            "    parts = [order[n * size : (n + 1) * size] for n in range(num_folds - 1)]\n"
            "    parts.append(order[(num_folds - 1) * size :])",
        ),
    ),
    mistake(
        "next_part_only",
        "A fold trains on a single part. All parts but its own may train.",
        (TRAIN, "train = parts[(number + 1) % num_folds]"),
    ),
    mistake(
        "size_for_number",
        "The number of folds is taken for the size of a fold.",
        (PARTS, "parts = [order[n : n + num_folds] for n in range(0, len(order), num_folds)]"),
    ),
]

mistake = mistakes_in("cross_validate", "comparing_runs:cross_validate")
SCORE = "train_and_score(X[train], y[train], X[val], y[val])"
NOTE = f"scores.append({SCORE})"
VALIDATE = [
    mistake(
        "trained_on_all",
        "All examples train, those that validate as well: the score is of what was learnt by "
        "heart.",
        (SCORE, "train_and_score(X, y, X[val], y[val])"),
    ),
    mistake(
        "scored_on_training",
        "The net is scored on the examples that trained it.",
        (SCORE, "train_and_score(X[train], y[train], X[train], y[train])"),
    ),
    mistake(
        "swapped",
        "The examples that should validate train, and those that should train validate.",
        (SCORE, "train_and_score(X[val], y[val], X[train], y[train])"),
    ),
    mistake(
        "labels_of_others",
        "The labels are not those of the rows: they have to be taken at the same places.",
        (SCORE, "train_and_score(X[train], y[: len(train)], X[val], y[: len(val)])"),
    ),
    mistake(
        "first_fold_only",
        "Only the first fold is used, again and again.",
        (SCORE, "train_and_score(X[folds[0][0]], y[folds[0][0]], X[folds[0][1]], y[folds[0][1]])"),
    ),
    mistake(
        "mean_returned",
        "The mean of the scores comes out. One score for each fold is asked for.",
        ("return scores", "return np.mean(scores)"),
    ),
    mistake(
        "best_returned",
        "The best score comes out: the luckiest fold. One score for each fold is asked for.",
        ("return scores", "return np.max(scores)"),
    ),
    mistake(
        "scored_on_all",
        "The net is scored on all examples, most of which trained it.",
        (SCORE, "train_and_score(X[train], y[train], X, y)"),
    ),
    mistake(
        "running_mean",
        "The mean of the scores so far comes out for each fold. The score of each by itself is "
        "asked for.",
        ("return scores", "return np.cumsum(scores) / np.arange(1, len(scores) + 1)"),
    ),
]

mistake = mistakes_in("mean_and_spread", "comparing_runs:mean_and_spread")
SPREAD = "spread = np.std(scores, ddof=1)"
NOISE = [
    mistake(
        "divided_by_n",
        "The sum of squares is divided by n. A mean of so few scores lies closer to them than the "
        "true one: what does the docstring divide by?",
        (SPREAD, "spread = np.std(scores)"),
    ),
    mistake(
        "variance",
        "The variance comes out: the square root is missing.",
        (SPREAD, "spread = np.var(scores, ddof=1)"),
    ),
    mistake(
        "variance_by_n",
        "The variance comes out, with n in the denominator. The root is missing, and n - 1.",
        (SPREAD, "spread = np.var(scores)"),
    ),
    mistake(
        "error_of_the_mean",
        "The spread is divided by √n: that is how well the mean is known, not how far the scores "
        "lie apart.",
        (SPREAD, "spread = np.std(scores, ddof=1) / np.sqrt(len(scores))"),
    ),
    mistake(
        "range",
        "The distance from the lowest to the highest score comes out. It grows with the number of "
        "trainings.",
        (SPREAD, "spread = np.max(scores) - np.min(scores)"),
    ),
    mistake(
        "median",
        "The median comes out for the mean.",
        ("mean = np.mean(scores)", "mean = np.median(scores)"),
    ),
    mistake(
        "best",
        "The best score comes out for the mean. The best of several is lucky.",
        ("mean = np.mean(scores)", "mean = np.max(scores)"),
    ),
    mistake(
        "absolute",
        "The mean distance from the mean comes out, without squares.",
        (SPREAD, "spread = np.mean(np.abs(np.array(scores) - mean))"),
    ),
]

mistake = mistakes_in("compare_runs", "comparing_runs:compare_runs")
DIFFERENCE = "difference = second_mean - first_mean"
ERROR = "error = np.sqrt(first_spread**2 / len(first) + second_spread**2 / len(second))"
DECIDE = "abs(difference) > 2 * error"
NAME = 'verdict = "second" if difference > 0 else "first"'
COMPARE = [
    mistake(
        "the_other_way_round",
        "The difference is that of first over second. Which one is subtracted?",
        (DIFFERENCE, "difference = first_mean - second_mean"),
        (NAME, 'verdict = "first" if difference > 0 else "second"'),
    ),
    mistake(
        "sign_lost",
        "The difference has lost its sign.",
        (DIFFERENCE, "difference = abs(second_mean - first_mean)"),
        (NAME, 'verdict = "second" if second_mean > first_mean else "first"'),
    ),
    mistake(
        "spread_for_error",
        "The spreads of single scores are used. A mean of several is known better than each of "
        "them: where do their numbers come in?",
        (ERROR, "error = np.sqrt(first_spread**2 + second_spread**2)"),
    ),
    mistake(
        "errors_added",
        "The two errors are added. It is their squares that add up.",
        (
            ERROR,
            "error = first_spread / np.sqrt(len(first)) + second_spread / np.sqrt(len(second))",
        ),
    ),
    mistake(
        "root_missing",
        "The square of the error comes out: the root is missing.",
        (ERROR, "error = first_spread**2 / len(first) + second_spread**2 / len(second)"),
    ),
    mistake(
        "not_squared",
        "The spreads are not squared under the root.",
        (ERROR, "error = np.sqrt(first_spread / len(first) + second_spread / len(second))"),
    ),
    mistake(
        "one_number_of_scores",
        "Both are divided by the number of scores of the first. Each mean has its own.",
        (ERROR, "error = np.sqrt(first_spread**2 / len(first) + second_spread**2 / len(first))"),
    ),
    mistake(
        "always_decided",
        "The higher mean wins, however close it is. What is a difference worth that is smaller "
        "than its error?",
        (DECIDE, "True"),
    ),
    mistake(
        "one_error",
        "One standard error decides. Chance alone gets there once in three times; take two.",
        (DECIDE, "abs(difference) > error"),
    ),
    mistake(
        "only_one_side",
        'The verdict is never "first": a difference far below 0 is as real as one far above.',
        (DECIDE, "difference > 2 * error"),
    ),
    mistake(
        "winner_swapped",
        "The verdict names the other one. Higher is better.",
        (NAME, 'verdict = "first" if difference > 0 else "second"'),
    ),
    mistake(
        "spread_of_n",
        "The spreads are those with n in the denominator. mean_and_spread divides by n - 1.",
        (
            ERROR,
            "error = np.sqrt(np.var(first) / len(first) + np.var(second) / len(second))",
        ),
    ),
    mistake(
        "relative_difference",
        "The difference is divided by the first mean.",
        (DIFFERENCE, "difference = (second_mean - first_mean) / first_mean"),
    ),
]

COMPARING = [*FOLDS, *VALIDATE, *NOISE, *COMPARE]
