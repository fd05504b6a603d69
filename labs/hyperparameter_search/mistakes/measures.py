"""Mistakes students make in measuring a search: values tried, best so far, what a stop saves."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("distinct_values", "search_measures:distinct_values")
VALUES = "{settings[knob] for settings, _ in trials}"
COUNT = f"len({VALUES})"
DISTINCT = [
    mistake(
        "trials_counted",
        "There are as many as trials: a value that was tried three times counts three times, or "
        "something other than the knob is counted.",
        (COUNT, "len(trials)"),
    ),
    mistake(
        "settings_counted",
        "Different settings are counted. Many of them may share a value of this knob.",
        (VALUES, "{tuple(settings.values()) for settings, _ in trials}"),
    ),
    mistake(
        "knob_fixed",
        "It is always the learning rate whose values are counted. Which knob is asked about?",
        ("settings[knob]", 'settings["learning_rate"]'),
    ),
    mistake(
        "scores_counted",
        "Different scores are counted, not different values of the knob.",
        (VALUES, "{score for _, score in trials}"),
    ),
    mistake(
        "values_returned",
        "The values come out. How many are they?",
        (COUNT, "np.unique([settings[knob] for settings, _ in trials])"),
    ),
    mistake(
        "changes_counted",
        "It is counted how often the value changes from trial to trial. One that comes back later "
        "is no new one.",
        (
            COUNT,
            "1 + sum(one[0][knob] != other[0][knob] for one, other in zip(trials, trials[1:]))",
        ),
    ),
    mistake(
        "once_only",
        "Only values that were tried a single time are counted.",
        (
            COUNT,
            "sum([settings[knob] for settings, _ in trials].count(value) == 1 for value in "
            f"{VALUES})",
        ),
    ),
]

mistake = mistakes_in("best_so_far", "search_measures:best_so_far")
BEST = "np.fmax.accumulate(scores)"
SO_FAR = [
    mistake(
        "scores_themselves",
        "The scores themselves come out. The best score so far never falls.",
        (BEST, "scores"),
    ),
    mistake(
        "nan_spreads",
        "From the first nan on everything is nan: NumPy has two kinds of maximum, and one of them "
        "passes nan on.",
        (BEST, "np.maximum.accumulate(scores)"),
    ),
    mistake(
        "final_best",
        "A single number comes out, the best of all. After each trial the best so far is asked "
        "for.",
        (BEST, "np.nanmax(scores)"),
    ),
    mistake(
        "final_best_throughout",
        "The best of all trials stands there from the beginning, when it was not known yet.",
        (BEST, "np.full(len(scores), np.nanmax(scores))"),
    ),
    mistake(
        "sorted",
        "The scores are sorted, as if the search had gone from bad to good.",
        (BEST, "np.sort(np.nan_to_num(scores, nan=-1e9))"),
    ),
    mistake(
        "lowest",
        "The lowest score so far comes out. A score is an accuracy: high is good.",
        (BEST, "np.fmin.accumulate(scores)"),
    ),
    mistake(
        "one_behind",
        "The best score before each trial comes out, not after it.",
        (BEST, f"[scores[0], *{BEST}[:-1]]"),
    ),
    mistake(
        "starts_at_zero",
        "Scores below 0 come out as 0: what is the first score compared with?",
        (BEST, "np.fmax.accumulate([0.0, *scores])[1:]"),
    ),
    mistake(
        "running_mean",
        "The average so far comes out, not the best.",
        (BEST, "np.cumsum(scores) / np.arange(1, len(scores) + 1)"),
    ),
    mistake(
        "diverged_left_out",
        "Trials that diverged are left out. They took their turn, too: one number for each trial.",
        (BEST, "np.fmax.accumulate([score for score in scores if score == score])"),
    ),
    mistake(
        "scores_sorted",
        "The scores are sorted. The best one so far is asked for after each trial, in the"
        " order of the trials.",
        ("best_scores = np.fmax.accumulate(scores)", "best_scores = np.sort(scores)"),
    ),
]

mistake = mistakes_in("stopping_iteration", "search_measures:stopping_iteration")
LOOP = "range(1, len(loss_history))"
ASK = "should_stop(loss_history[:count])"
FOUND = "iterations = count\n            break"
STOPPING = [
    mistake(
        "counted_from_zero",
        "It is one iteration too few: the place of the loss in the array, counted from 0. How many "
        "iterations were run?",
        (FOUND, "iterations = count - 1\n            break"),
    ),
    mistake(
        "one_too_late",
        "The stop comes an iteration late: the newest loss is not among those shown.",
        (LOOP, "range(2, len(loss_history) + 1)"),
        (ASK, "should_stop(loss_history[: count - 1])"),
    ),
    mistake(
        "one_loss_at_a_time",
        "A single loss is shown to should_stop each time. It needs all losses so far, to compare "
        "with the first.",
        (ASK, "should_stop(loss_history[count - 1 : count])"),
    ),
    mistake(
        "whole_curve_shown",
        "The whole curve is shown to should_stop each time, with losses that are still to come.",
        (ASK, "should_stop(loss_history)"),
    ),
    mistake(
        "never_broken_off",
        "The run goes on after the first yes of should_stop.",
        (FOUND, "iterations = count"),
    ),
    mistake(
        "nothing_stops_it",
        "A run that nothing stops comes out with 0 iterations. It takes all of them.",
        ("iterations = len(loss_history)", "iterations = 0"),
    ),
    mistake(
        "iterations_saved",
        "The iterations that are saved come out. Those that were run are asked for.",
        (FOUND, "iterations = len(loss_history) - count\n            break"),
    ),
    mistake(
        "share",
        "A share of the iterations comes out. Their number is asked for.",
        (FOUND, "iterations = count / len(loss_history)\n            break"),
    ),
    mistake(
        "last_losses_only",
        "Only the newest losses are shown to should_stop, without the one the run began with.",
        (ASK, "should_stop(loss_history[max(0, count - 3) : count])"),
    ),
    mistake(
        "place_in_place_of_count",
        "This is the place of the iteration, counted from 0. How many iterations have been "
        "run by then?",
        ("        iterations = count\n", "        iterations = count - 1\n"),
    ),
]

MEASURES = [*DISTINCT, *SO_FAR, *STOPPING]
