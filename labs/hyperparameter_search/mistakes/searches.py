"""Mistakes students make in grid search and random search, and in finding the best trial."""

from autograder.misconception import mistakes_in

APPEND = "trials.append((settings, evaluate(settings)))"
ONE_DICTIONARY = (
    "All trials hold the same settings, those of the last one: a single dictionary stands in the "
    "list many times. When is a new one made?"
)
EVALUATED_TWICE = "Every setting is evaluated twice, which takes twice the time. Keep the score."
SCORE_FIRST = "A trial is a tuple of the settings and the score, in this order."
SCORES_ONLY = "Only scores are returned: nobody knows any more which settings they belong to."

mistake = mistakes_in("grid_search", "search:grid_search")
SETTINGS = "settings = dict(zip(values, combination))"
PRODUCT = "itertools.product(*values.values())"
GRID = [
    mistake(
        "side_by_side",
        "The lists are walked through side by side: the first values together, then the second "
        "ones. Every value has to meet every other.",
        (PRODUCT, "zip(*values.values())"),
    ),
    mistake(
        "two_knobs_only",
        "Only the first two knobs are combined. There may be more, or fewer.",
        (PRODUCT, "itertools.product(*list(values.values())[:2])"),
    ),
    mistake(
        "one_dictionary",
        ONE_DICTIONARY,
        (
            SETTINGS,
            "settings = trials[0][0] if trials else dict()\n        "
            "settings.update(zip(values, combination))",
        ),
    ),
    mistake(
        "evaluated_twice",
        EVALUATED_TWICE,
        (APPEND, f"evaluate(settings)\n        {APPEND}"),
    ),
    mistake("score_first", SCORE_FIRST, (APPEND, "trials.append((evaluate(settings), settings))")),
    mistake("scores_only", SCORES_ONLY, (APPEND, "trials.append(evaluate(settings))")),
    mistake(
        "best_only",
        "Only the best trial is returned. The others say where the score is low, and how flat the "
        "top is.",
        (APPEND, f"{APPEND}\n    trials = [max(trials, key=lambda trial: trial[1])]"),
    ),
    mistake(
        "last_values_missing",
        "The last value of each knob is never tried.",
        (PRODUCT, "itertools.product(*(column[:-1] for column in values.values()))"),
    ),
    mistake(
        "values_for_settings",
        "The values alone are given to evaluate. It looks them up by the names of the knobs.",
        (APPEND, "trials.append((settings, evaluate(combination)))"),
    ),
    mistake(
        "one_knob_at_a_time",
        "Only one knob at a time leaves its first value. A grid holds all combinations.",
        (
            PRODUCT,
            "dict.fromkeys(tuple(value if name == knob else column[0] for name, column in "
            "values.items()) for knob in values for value in values[knob])",
        ),
    ),
]

mistake = mistakes_in("random_search", "search:random_search")
COLUMNS = "{knob: draw(low, high, num_trials) for knob, (low, high) in ranges.items()}"
ROW = "{knob: column[number] for knob, column in columns.items()}"
RANDOM = [
    mistake(
        "drawn_between_trainings",
        "Each setting is drawn after the training before it, which may have set a seed: then all "
        "trials but the first get the same numbers. Draw all settings first.",
        (COLUMNS, "ranges"),
        (ROW, "{knob: draw(low, high) for knob, (low, high) in columns.items()}"),
    ),
    mistake(
        "one_draw_for_all",
        "All trials get the same settings: how often is each knob drawn?",
        (COLUMNS, COLUMNS.replace("draw(low, high, num_trials)", "[draw(low, high)] * num_trials")),
    ),
    mistake(
        "own_draws",
        "The settings do not come from draw: how values are drawn is the caller's choice.",
        (COLUMNS, COLUMNS.replace("draw(", "log_uniform(")),
    ),
    mistake(
        "uniform_draws",
        "The settings do not come from draw, but are spread evenly between low and high. How "
        "values are drawn is the caller's choice.",
        (COLUMNS, COLUMNS.replace("draw(", "np.random.uniform(")),
    ),
    mistake(
        "all_combinations",
        "Every number drawn for one knob is combined with every one of the other: that is a grid "
        "again, at random places.",
        (
            "range(num_trials)",
            "range(num_trials ** len(columns))",
        ),
        (
            ROW,
            "{knob: column[number // num_trials ** place % num_trials] for place, (knob, column) "
            "in enumerate(columns.items())}",
        ),
    ),
    mistake(
        "other_ends",
        "The ends that draw was called with are not the low and the high of the ranges, in this "
        "order.",
        (COLUMNS, COLUMNS.replace("draw(low, high", "draw(high, low")),
    ),
    mistake(
        "logarithms_handed_over",
        "The ends that draw was called with are not those of the ranges: taking logarithms is its "
        "own affair.",
        (COLUMNS, COLUMNS.replace("draw(low, high", "draw(np.log(low), np.log(high)")),
    ),
    mistake(
        "one_too_few",
        "There is a trial less than asked for.",
        ("range(num_trials)", "range(1, num_trials)"),
    ),
    mistake(
        "one_dictionary",
        ONE_DICTIONARY,
        (
            f"settings = {ROW}",
            f"settings = trials[0][0] if trials else dict()\n        settings.update({ROW})",
        ),
    ),
    mistake("evaluated_twice", EVALUATED_TWICE, (APPEND, f"evaluate(settings)\n        {APPEND}")),
    mistake("score_first", SCORE_FIRST, (APPEND, "trials.append((evaluate(settings), settings))")),
    mistake(
        "best_only",
        "Only the best trial is returned. The others say where the score is low, and how flat the "
        "top is.",
        (APPEND, f"{APPEND}\n    trials = [max(trials, key=lambda trial: trial[1])]"),
    ),
    mistake(
        "one_knob_drawn",
        "Only the first knob changes from trial to trial; the others keep their first number.",
        (
            ROW,
            "{knob: column[number if knob == list(columns)[0] else 0] for knob, column in "
            "columns.items()}",
        ),
    ),
    mistake(
        "one_trial_too_many",
        "There is one trial more than asked for. Where does counting start, and end?",
        ("draw(low, high, num_trials)", "draw(low, high, num_trials + 1)"),
        ("range(num_trials)", "range(num_trials + 1)"),
    ),
    mistake(
        "uniform_draw",
        "The values are drawn uniformly, without the function draw that was handed over.",
        ("draw(low, high, num_trials)", "np.random.uniform(low, high, num_trials)"),
    ),
    mistake(
        "own_log_uniform",
        "The values are drawn by log_uniform, whichever function draw was handed over.",
        ("draw(low, high, num_trials)", "log_uniform(low, high, num_trials)"),
    ),
]

mistake = mistakes_in("best_trial", "search:best_trial")
BEST = "max(trials, key=lambda trial: np.nan_to_num(trial[1], nan=-np.inf))"
BEST_TRIAL = [
    mistake(
        "lowest",
        "The trial with the lowest score comes out. A score is an accuracy: high is good.",
        (BEST, "min(trials, key=lambda trial: np.nan_to_num(trial[1], nan=np.inf))"),
    ),
    mistake(
        "nan_first",
        "A score of nan that comes first is never replaced: no number is greater than nan, as "
        "every comparison with it is false.",
        (BEST, "max(trials, key=lambda trial: trial[1])"),
    ),
    mistake(
        "nan_wins",
        "A score of nan wins wherever it stands: NumPy takes it for the largest.",
        (BEST, "trials[np.argmax([score for _, score in trials])]"),
    ),
    mistake(
        "nan_for_zero",
        "A score of nan is taken for a score of 0, and beats scores below 0.",
        (BEST, "max(trials, key=lambda trial: np.nan_to_num(trial[1]))"),
    ),
    mistake(
        "last_of_equals",
        "Of equal scores the last one wins: the first is asked for.",
        (BEST, BEST.replace("max(trials", "max(trials[::-1]")),
    ),
    mistake(
        "better_than_zero",
        "Nothing is found where all scores are below 0: what is the first score compared with?",
        (
            BEST,
            "max((trial for trial in trials if trial[1] > 0), key=lambda trial: trial[1], "
            "default=None)",
        ),
    ),
    mistake(
        "largest_size",
        "The score farthest from 0 wins, whatever its sign.",
        (BEST, "max(trials, key=lambda trial: abs(np.nan_to_num(trial[1])))"),
    ),
    mistake(
        "score_only",
        "Not a whole trial comes out: both its settings and its score are asked for.",
        (BEST, f"{BEST}[1]"),
    ),
    mistake(
        "settings_only",
        "The settings come out without their score: a whole trial is asked for.",
        (BEST, f"[{BEST}[0]]"),
    ),
    mistake(
        "dictionaries_compared",
        "The trials themselves are compared, which begin with a dictionary. By which part of a "
        "trial should they be?",
        (BEST, "max(trials)"),
    ),
    mistake(
        "score_first",
        "Settings and score are exchanged: a trial begins with its settings.",
        (BEST, f"{BEST}[::-1]"),
    ),
    mistake(
        "last_trial",
        "The last trial comes out, whatever its score.",
        (BEST, "trials[-1]"),
    ),
    mistake(
        "sorted_with_nan",
        "Sorting puts nan in no right place, since every comparison with it is false.",
        (
            "max(trials, key=lambda trial: np.nan_to_num(trial[1], nan=-np.inf))",
            "sorted(trials, key=lambda trial: trial[1])[-1]",
        ),
    ),
]

SEARCHES = [*GRID, *RANDOM, *BEST_TRIAL]
