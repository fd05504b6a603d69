"""Mistakes students make in searches of several steps: in stages, knob by knob, and resumed."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("coarse_to_fine", "search:coarse_to_fine")
RUN = "trials = search(ranges, num_epochs)"
KEEP = "stages.append((ranges, trials))"
FIND = "best, _ = best_trial(trials)"
REFINED = "{knob: next_range(best[knob], *ends) for knob, ends in ranges.items()}"
REFINE = f"ranges = {REFINED}"
COARSE = [
    mistake(
        "never_refined",
        "Every stage searches the same ranges. What has it learnt from the stage before?",
        (REFINE, "pass"),
    ),
    mistake(
        "refined_in_place",
        "The ranges of all stages come out the same, and the caller's have changed: one dictionary "
        "is changed again and again. Each stage needs one of its own.",
        (REFINE, f"ranges.update({REFINED})"),
    ),
    mistake(
        "best_of_all_stages",
        "An earlier stage had a higher score, and the search stays with it. Networks that were "
        "trained for different times cannot be compared: which stage counts?",
        (FIND, "best, _ = best_trial([trial for _, stage in stages for trial in stage])"),
    ),
    mistake(
        "refined_from_the_first",
        "The new ranges are made from those of the first stage, not of the stage just run.",
        (REFINE, REFINE.replace("ranges.items()", "stages[0][0].items()")),
    ),
    mistake(
        "same_epochs",
        "All stages train for the same number of epochs, the first of the list.",
        (RUN, "trials = search(ranges, epochs[0])"),
    ),
    mistake(
        "epochs_reversed",
        "The epochs are taken from the end of the list.",
        ("in epochs", "in epochs[::-1]"),
    ),
    mistake(
        "next_ranges_returned",
        "A stage comes with the ranges of the stage after it. Those it was run in are asked for.",
        (KEEP, "pass"),
        (REFINE, f"{REFINE}\n        {KEEP}"),
    ),
    mistake(
        "trials_only",
        "A stage is returned without its ranges.",
        (KEEP, "stages.append(trials)"),
    ),
    mistake(
        "last_stage_only",
        "Only the last stage is returned.",
        (KEEP, "stages[:] = [(ranges, trials)]"),
    ),
    mistake(
        "one_stage_too_few",
        "The last number of epochs is never used: a stage is missing.",
        ("in epochs", "in epochs[:-1]"),
    ),
    mistake(
        "last_trial",
        "The next stage is laid round the last trial instead of the best one.",
        (FIND, "best, _ = trials[-1]"),
    ),
    mistake(
        "lowest",
        "The next stage is laid round the trial with the lowest score.",
        (FIND, "best, _ = min(trials, key=lambda trial: trial[1])"),
    ),
    mistake(
        "first_knob_only",
        "Only the range of the first knob changes from stage to stage.",
        (REFINE, f"ranges = {{**ranges, **dict([next(iter({REFINED}.items()))])}}"),
    ),
    mistake(
        "settings_for_ranges",
        "From the second stage on the search is given values instead of ranges.",
        (REFINE, "ranges = best"),
    ),
    mistake(
        "number_of_the_stage",
        "A stage is run with its own number in place of its epochs.",
        ("for num_epochs in epochs:", "for num_epochs in range(len(epochs)):"),
    ),
]

mistake = mistakes_in("greedy_search", "search:greedy_search")
BEGIN = "trials.append((dict(start), evaluate(start)))"
BEST = "best, _ = best_trial(trials)"
SETTINGS = "settings = {**best, knob: value}"
APPEND = "trials.append((settings, evaluate(settings)))"
GREEDY = [
    mistake(
        "always_from_the_start",
        "Every knob is turned from the settings of the start: what was learnt from the knobs "
        "before is lost.",
        (SETTINGS, "settings = {**start, knob: value}"),
    ),
    mistake(
        "start_missing",
        "The settings of the start are not among the trials. Nobody knows whether anything is "
        "better than they are.",
        (BEGIN, "pass"),
        (BEST, "best = best_trial(trials)[0] if trials else start"),
    ),
    mistake(
        "last_value_kept",
        "The last value of each knob is kept, whether it was the best or not.",
        (BEST, "best, _ = trials[-1]"),
    ),
    mistake(
        "worst_kept",
        "The worst settings are kept. A score is an accuracy: high is good.",
        (BEST, "best, _ = min(trials, key=lambda trial: np.nan_to_num(trial[1], nan=np.inf))"),
    ),
    mistake(
        "start_given_up",
        "A knob leaves its value even if no other is better: the best of the new values is kept "
        "without a look at what there was.",
        (BEST, "best, _ = best_trial(trials[1:] or trials)"),
    ),
    mistake(
        "last_of_equals",
        "Settings that are only as good replace earlier ones.",
        (BEST, "best, _ = best_trial(trials[::-1])"),
    ),
    mistake(
        "nan_first",
        "A start that diverged stays the best: no score is greater than nan, as every comparison "
        "with it is false.",
        (BEST, "best, _ = max(trials, key=lambda trial: trial[1])"),
    ),
    mistake(
        "one_dictionary",
        "Several trials hold the same settings: one dictionary is changed again and again. Each "
        "trial needs one of its own.",
        (SETTINGS, "best[knob] = value\n            settings = best"),
    ),
    mistake(
        "start_overwritten",
        "The caller's settings are changed. They may be wanted once more.",
        (BEGIN, "trials.append((start.copy(), evaluate(start)))"),
        (APPEND, f"{APPEND}\n            start.update(settings)"),
    ),
    mistake(
        "best_trained_again",
        "The best settings are evaluated once more for every knob. Their score is known.",
        (BEST, f"{BEST}\n        evaluate(best)"),
    ),
    mistake(
        "other_knobs_dropped",
        "The settings hold only the knob that is turned. What are the others set to?",
        (SETTINGS, "settings = {knob: value}"),
    ),
    mistake(
        "first_value_only",
        "Only the first value of each knob is tried.",
        ("in values:", "in values[:1]:"),
    ),
    mistake(
        "first_knob_only",
        "Only the first knob is turned.",
        ("in knobs.items()", "in list(knobs.items())[:1]"),
    ),
    mistake(
        "stops_at_the_first_gain",
        "The other values of a knob are not tried once one is better than before.",
        (
            APPEND,
            f"{APPEND}\n            if best_trial(trials)[0] == settings:\n                break",
        ),
    ),
    mistake(
        "best_of_the_knob",
        "The best value of a knob is kept even where it is worse than the settings before. "
        "What is it compared with?",
        ("best, _ = best_trial(trials)", "best, _ = best_trial(trials[-tried:])"),
        (
            "trials.append((dict(start), evaluate(start)))",
            "trials.append((dict(start), evaluate(start)))\n    tried = 1",
        ),
        ("    for value in values:\n", "    tried = len(values)\n        for value in values:\n"),
    ),
]

mistake = mistakes_in("evaluate_once", "search:evaluate_once")
LOOK = "score = find_score(settings)"
UNLOGGED = "if score is None:"
RESUMED = [
    mistake(
        "zero_is_none",
        "A logged score of 0 counts as missing, and its settings are trained again. Python takes 0 "
        "for false.",
        (UNLOGGED, "if not score:"),
    ),
    mistake(
        "log_ignored",
        "Everything is trained, whatever the log holds.",
        (LOOK, "score = None"),
    ),
    mistake(
        "trained_before_looking",
        "Everything is trained, and only then looked up: the scores are right, the time is lost.",
        (LOOK, f"evaluate(settings)\n    {LOOK}"),
    ),
    mistake(
        "never_trained",
        "What the log does not hold is never trained.",
        (UNLOGGED, "if False:"),
    ),
    mistake(
        "turned_round",
        "What is logged is trained, and what is not is skipped: the condition is the wrong way "
        "round.",
        (UNLOGGED, "if score is not None:"),
    ),
    mistake(
        "trained_twice",
        "What the log does not hold is trained twice.",
        ("score = evaluate(settings)", "evaluate(settings)\n        score = evaluate(settings)"),
    ),
    mistake(
        "new_score_lost",
        "What the log does not hold is trained, but its score does not come out.",
        ("score = evaluate(settings)", "evaluate(settings)"),
    ),
]

STAGES = [*COARSE, *GREEDY, *RESUMED]
