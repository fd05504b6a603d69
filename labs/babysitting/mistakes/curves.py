"""Mistakes students make in the babysitting lab: stopping, reading curves, the rough range."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("should_stop", "diagnostics:should_stop")
COSTS = "np.asarray(losses, dtype=float)"
FINITE = "np.all(np.isfinite(costs))"
EXPLODED = "costs.max() > factor * costs[0]"
STOPPING = [
    mistake(
        "nan_overlooked",
        "A curve of nan goes on for ever. What does a comparison with nan give, even with nan "
        "itself?",
        (FINITE, "not np.any(costs == np.nan)"),
    ),
    mistake(
        "inf_overlooked",
        "Only nan is looked for. A curve that begins with inf is no better.",
        (FINITE, "not np.any(np.isnan(costs))"),
    ),
    mistake(
        "only_newest_finite",
        "A cost that is nan or inf counts, one that is too large does not.",
        (f"not finite or {EXPLODED}", "not finite"),
    ),
    mistake(
        "newest_only",
        "Only the newest cost is looked at. A run that exploded a few steps ago has exploded, too.",
        (FINITE, "np.isfinite(costs[-1])"),
        (EXPLODED, "costs[-1] > factor * costs[0]"),
    ),
    mistake(
        "against_the_lowest",
        "A run is stopped because it was once very good: the newest cost is compared with the "
        "lowest so far. Which cost is the measure?",
        (EXPLODED, "costs.max() > factor * costs.min()"),
    ),
    mistake(
        "against_the_step_before",
        "Only a sudden rise counts, from one step to the next. What of a run that grows steadily?",
        (EXPLODED, "np.any(costs[1:] > factor * costs[:-1])"),
    ),
    mistake(
        "average_compared",
        "It is the average of the costs that is compared, and a single explosion drowns in it.",
        (EXPLODED, "costs.mean() > factor * costs[0]"),
    ),
    mistake(
        "against_the_average",
        "The measure is the average of all the costs, and an explosion raises that as well.",
        (EXPLODED, "costs.max() > factor * costs.mean()"),
    ),
    mistake(
        "three_fixed",
        "The factor is always three. Where does the argument come in?",
        (EXPLODED, "costs.max() > 3 * costs[0]"),
    ),
    mistake(
        "factor_missing",
        "Any cost above the first one stops the run. Where does the factor come in?",
        (EXPLODED, "costs.max() > costs[0]"),
    ),
    mistake(
        "factor_alone",
        "The costs are compared with the factor itself. It is a multiple of the first cost.",
        (EXPLODED, "costs.max() > factor"),
    ),
    mistake(
        "factor_added",
        "The factor is added to the first cost. It is a multiple of it.",
        (EXPLODED, "costs.max() > factor + costs[0]"),
    ),
    mistake(
        "ten_classes",
        "The measure is the first loss of a net for ten classes, whatever the first cost of this "
        "curve is.",
        (EXPLODED, "costs.max() > factor * np.log(10)"),
    ),
    mistake(
        "falling_stops",
        "Runs are stopped that fall, not those that explode: which cost belongs on which side?",
        (EXPLODED, "costs[0] > factor * costs.min()"),
    ),
    mistake(
        "reversed",
        "The answer says whether to go on. What is asked is whether to stop.",
        (f"bool(not finite or {EXPLODED})", f"bool(finite and not {EXPLODED})"),
    ),
    mistake(
        "both_needed",
        "Only a run that is not finite and far too large at once would be stopped. Either is "
        "enough.",
        (f"not finite or {EXPLODED}", f"not finite and {EXPLODED}"),
    ),
    mistake(
        "list_unknown",
        "This works for arrays only. A Solver keeps its costs in a list.",
        (COSTS, "losses"),
    ),
]

mistake = mistakes_in("diagnose_loss_curve", "diagnostics:diagnose_loss_curve")
SHARES = "np.asarray(losses, dtype=float) / losses[0]"
TENTH = "len(shares) // 10 + 1"
EXPLODED_LINE = "exploded = should_stop(losses)"
HIGHEST = "shares[tenth:].max()"
LAST = "shares[-tenth:].mean()"
SECOND = "shares[tenth : 2 * tenth].mean()"
ASKED = "if exploded\n"
JUMPS = "if jumps\n"
FLAT = "if hardly_falls\n"
STILL_FLAT = "if flat_at_first\n"
READING = [
    mistake(
        "divergence_not_looked_for",
        "A curve that has exploded gets another name. Which sign comes first?",
        (ASKED, "if False\n"),
    ),
    mistake(
        "nan_overlooked",
        "A curve that ends in nan gets another name: no comparison with nan is ever true.",
        (EXPLODED_LINE, "exploded = np.max(shares) > 3"),
    ),
    mistake(
        "end_only",
        "Only the last cost tells whether a curve has diverged. What of one that exploded and "
        "came back?",
        (EXPLODED_LINE, "exploded = not shares[-1] <= 3"),
    ),
    mistake(
        "jumps_before_divergence",
        "Every curve that explodes also jumps: so the one must be asked for before the other.",
        (
            f"DIVERGED\n        {ASKED}        else TOO_HIGH\n        {JUMPS}",
            f"TOO_HIGH\n        {JUMPS}        else DIVERGED\n        {ASKED}",
        ),
    ),
    mistake(
        "jumps_not_looked_for",
        "A curve that jumps gets another name. How high is its highest cost?",
        (JUMPS, "if False\n"),
    ),
    mistake(
        "jumps_after_flatness",
        "A curve that jumps may well end as high as it began. Which sign comes first?",
        (
            f"TOO_HIGH\n        {JUMPS}        else TOO_LOW\n        {FLAT}",
            f"TOO_LOW\n        {FLAT}        else TOO_HIGH\n        {JUMPS}",
        ),
    ),
    mistake(
        "jumps_in_level_only",
        "The highest average is looked at, where a single high cost is meant: a short jump drowns "
        "in an average.",
        (HIGHEST, "np.convolve(shares, np.ones(tenth) / tenth).max()"),
    ),
    mistake(
        "start_counts_as_jump",
        "A jump within the first tenth of the steps counts. Many a good run is restless there.",
        (HIGHEST, "shares.max()"),
    ),
    mistake(
        "end_tells_jumps",
        "Only the end of a curve is searched for jumps. They may come anywhere after the first "
        "tenth.",
        (HIGHEST, "shares[-tenth:].max()"),
    ),
    mistake(
        "flatness_not_looked_for",
        "A curve that hardly falls gets another name. How high is it at the end?",
        (FLAT, "if False\n"),
    ),
    mistake(
        "flat_unless_halved",
        "Curves that fall well are called flat: how far must a curve fall?",
        (f"{LAST} > 0.9", f"{LAST} > 0.5"),
    ),
    mistake(
        "average_of_all_for_the_end",
        "The average of the whole curve is taken for its level at the end.",
        (LAST, "shares.mean()"),
    ),
    mistake(
        "late_before_flat",
        "A curve that stays flat to the end is flat in its second tenth as well. Which sign comes "
        "first?",
        (
            f"TOO_LOW\n        {FLAT}        else BAD_INITIALISATION\n        {STILL_FLAT}",
            f"BAD_INITIALISATION\n        {STILL_FLAT}        else TOO_LOW\n        {FLAT}",
        ),
    ),
    mistake(
        "late_not_looked_for",
        "A curve that is flat at first gets another name. What does its second tenth look like?",
        (STILL_FLAT, "if False\n"),
    ),
    mistake(
        "late_by_first_tenth",
        "Whether a curve is flat at first is told from its very first steps, where every curve is "
        "near its first cost.",
        (SECOND, "shares[: tenth // 4 + 1].mean()"),
    ),
    mistake(
        "late_by_whole_first_tenth",
        "Whether a curve is flat at first is told from its first tenth. The second one is asked "
        "for.",
        (SECOND, "shares[:tenth].mean()"),
    ),
    mistake(
        "late_by_the_middle",
        "Whether a curve is flat at first is told from its middle. By then it may be falling.",
        (SECOND, "shares[len(shares) // 2 :][:tenth].mean()"),
    ),
    mistake(
        "late_and_flat_exchanged",
        "Two names are exchanged: a curve that never falls, and one that falls late.",
        ("else TOO_LOW\n", "else BAD_INITIALISATION\n"),
        (f"else BAD_INITIALISATION\n        {STILL_FLAT}", f"else TOO_LOW\n        {STILL_FLAT}"),
    ),
    mistake(
        "low_and_high_exchanged",
        "Two names are exchanged: which learning rate makes a curve jump, and which leaves it "
        "flat?",
        ("else TOO_LOW\n", "else TOO_HIGH\n"),
        (f"else TOO_HIGH\n        {JUMPS}", f"else TOO_LOW\n        {JUMPS}"),
    ),
    mistake(
        "own_words",
        "A diagnosis has other words than the texts at the top of the file. Use their names.",
        ("TOO_LOW\n", '"too low"\n'),
        ("TOO_HIGH\n", '"too high"\n'),
    ),
    mistake(
        "costs_not_shares",
        "The costs themselves are compared with borders that are meant for shares of the first "
        "cost.",
        (SHARES, COSTS),
    ),
    mistake(
        "shares_of_ten_classes",
        "All costs are seen as shares of the first loss for ten classes. Curves in other units "
        "are misread.",
        (SHARES, f"{COSTS} / np.log(10)"),
    ),
    mistake(
        "shares_of_the_highest",
        "All costs are seen as shares of the highest one. The first one is the measure.",
        (SHARES, f"{COSTS} / np.max(losses)"),
    ),
    mistake(
        "shares_of_the_last",
        "All costs are seen as shares of the last one. The first one is the measure.",
        (SHARES, f"{COSTS} / losses[-1]"),
    ),
    mistake(
        "ten_steps_fixed",
        "Stretches of ten costs are averaged, however long the curve is. How many steps are a "
        "tenth of it?",
        (TENTH, "10"),
    ),
    mistake(
        "hundred_steps_fixed",
        "Stretches of a hundred costs are averaged, however long the curve is. How many steps are "
        "a tenth of it?",
        (TENTH, "100"),
    ),
    mistake(
        "list_unknown",
        "This works for arrays only. A Solver keeps its costs in a list.",
        (SHARES, "losses / losses[0]"),
    ),
    mistake(
        "changed_in_place",
        "The caller's curve has other numbers after the call. Work on an array of your own.",
        (
            f"shares = {SHARES}",
            "shares = np.asarray(losses)\n    shares /= shares[0]",
        ),
    ),
    mistake(
        "average_must_be_high",
        "A curve jumps when some single cost is too high; here their average has to be.",
        ("shares[tenth:].max()", "shares[tenth:].mean()"),
    ),
    mistake(
        "last_cost_alone",
        "Whether it has hardly fallen is read from the last cost alone, which is noisy. "
        "Average the last tenth.",
        ("shares[-tenth:].mean()", "shares[-1]"),
    ),
    mistake(
        "ten_steps_for_a_tenth",
        "A tenth of the steps is taken to be ten steps, however long the curve is.",
        ("len(shares) // 10 + 1", "10"),
    ),
    mistake(
        "never_diverged",
        "A curve that has diverged is read like any other. should_stop has to be asked first.",
        ("exploded = should_stop(losses)", "exploded = False"),
    ),
]

mistake = mistakes_in("rough_range", "diagnostics:rough_range")
GOOD = "if diagnose_loss_curve(curve) == GOOD"
ENDS = "min(good), max(good)"
RANGE = [
    mistake(
        "order_trusted",
        "The first and the last good rate are returned. The rates come in any order.",
        (ENDS, "good[0], good[-1]"),
    ),
    mistake(
        "swapped",
        "The two ends come back in the wrong order.",
        (ENDS, "max(good), min(good)"),
    ),
    mistake(
        "all_rates",
        "The range covers every rate that was tried, whatever became of it.",
        (f" {GOOD}", ""),
    ),
    mistake(
        "alive_is_enough",
        "The range covers every rate whose run did not diverge. Only those that are GOOD count.",
        (GOOD, "if diagnose_loss_curve(curve) != DIVERGED"),
    ),
    mistake(
        "too_low_counts",
        "The range also covers rates at which the cost hardly fell.",
        (GOOD, "if diagnose_loss_curve(curve) in (GOOD, TOO_LOW)"),
    ),
    mistake(
        "too_high_counts",
        "The range also covers rates at which the curve jumps.",
        (GOOD, "if diagnose_loss_curve(curve) in (GOOD, TOO_HIGH)"),
    ),
    mistake(
        "late_counts",
        "The range also covers rates whose curve was flat at first.",
        (GOOD, "if diagnose_loss_curve(curve) in (GOOD, BAD_INITIALISATION)"),
    ),
    mistake(
        "one_rate",
        "Both ends are the same rate. A range has a smallest and a largest good rate.",
        (ENDS, "min(good), min(good)"),
    ),
    mistake(
        "largest_twice",
        "Both ends are the largest good rate. A range has a smallest and a largest one.",
        (ENDS, "max(good), max(good)"),
    ),
    mistake(
        "places_returned",
        "These are places in the list of rates. The rates themselves are asked for.",
        (ENDS, "rates.index(min(good)), rates.index(max(good))"),
    ),
    mistake(
        "logarithms_returned",
        "These are exponents of ten. The rates themselves are asked for.",
        (ENDS, "np.log10(min(good)), np.log10(max(good))"),
    ),
    mistake(
        "places_of_rates",
        "These are the places of the learning rates in the list, and not the rates.",
        (
            "[rate for rate, curve in zip(rates, curves)",
            "[place for place, curve in enumerate(curves)",
        ),
    ),
]

CURVES = [*STOPPING, *READING, *RANGE]
