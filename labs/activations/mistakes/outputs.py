"""Mistakes students make when they measure time, dead units, mean activations and progress."""

from autograder.misconception import mistakes_in
from labs.activations.mistakes.gradients import COUNTED, MODULE, PERCENT

SECONDS = "min(times) / x.size"
TIMED = """\
        start = clock()
        function(x)
        times.append(clock() - start)
"""

mistake = mistakes_in("seconds_per_element", f"{MODULE}:seconds_per_element")
SECONDS_PER_ELEMENT = [
    mistake(
        "mean",
        "This is the average time. A call that was disturbed makes it longer: which call was "
        "disturbed least?",
        (SECONDS, "sum(times) / len(times) / x.size"),
    ),
    mistake(
        "median",
        "This is the middle one of the times. Which call was disturbed least?",
        (SECONDS, "np.median(times) / x.size"),
    ),
    mistake(
        "slowest",
        "This is the slowest call. Which one was disturbed least?",
        (SECONDS, "max(times) / x.size"),
    ),
    mistake(
        "total",
        "This is the time of all calls together.",
        (SECONDS, "sum(times) / x.size"),
    ),
    mistake(
        "first",
        "This is the time of the first call. The others count, too.",
        (SECONDS, "times[0] / x.size"),
    ),
    mistake(
        "last",
        "This is the time of the last call. The others count, too.",
        (SECONDS, "times[-1] / x.size"),
    ),
    mistake(
        "for_the_whole_array",
        "This is the time of a whole call. How many elements did it work on?",
        (SECONDS, "min(times)"),
    ),
    mistake(
        "for_a_row",
        "This is the time of one row of x. How many elements does the whole array have?",
        (SECONDS, "min(times) / len(x)"),
    ),
    mistake(
        "multiplied",
        "More elements made the answer larger. What is the time of one of them?",
        (SECONDS, "min(times) * x.size"),
    ),
    mistake(
        "nanoseconds",
        "This is in nanoseconds. The answer is wanted in seconds.",
        (SECONDS, "1e9 * min(times) / x.size"),
    ),
    mistake(
        "nothing_timed",
        "No time has passed between your two looks at the clock. What has to happen in between?",
        (
            TIMED,
            "        function(x)\n        start = clock()\n        times.append(clock() - start)\n",
        ),
    ),
    mistake(
        "divided_by_repeats",
        "The time of the fastest call was divided by the number of calls. It is the time of one "
        "call already.",
        (SECONDS, "min(times) / repeats / x.size"),
    ),
    mistake(
        "negative",
        "The time is negative. Which of the two looks at the clock came first?",
        ("clock() - start", "start - clock()"),
    ),
]

mistake = mistakes_in("dead_share", f"{MODULE}:dead_share")
DEAD = [
    mistake(
        "rows",
        "You looked for examples that no unit answers to. A dead unit is a column.",
        ("np.all(out == 0, axis=0)", "np.all(out == 0, axis=1)"),
    ),
    mistake(
        "any_zero",
        "One 0 does not make a unit dead: a ReLU is silent for many examples.",
        ("np.all(out == 0, axis=0)", "np.any(out == 0, axis=0)"),
    ),
    mistake(
        "zeros",
        "This is the share of zeros. A ReLU is silent for many examples without being dead.",
        ("np.mean(dead)", "np.mean(out == 0)"),
    ),
    mistake("counted", COUNTED, ("np.mean(dead)", "np.sum(dead)")),
    mistake("percent", PERCENT, ("np.mean(dead)", "100 * np.mean(dead)")),
    mistake(
        "alive",
        "You counted the others: those that are alive.",
        ("np.mean(dead)", "1 - np.mean(dead)"),
    ),
    mistake(
        "whole_layer",
        "All units were judged at once, so the answer can only be yes or no.",
        ("np.all(out == 0, axis=0)", "np.all(out == 0)"),
    ),
    mistake(
        "last_example",
        "You looked at one example only. A dead unit is silent for all of them.",
        ("np.all(out == 0, axis=0)", "out[-1] == 0"),
    ),
    mistake(
        "nearly_silent",
        "Units that answer little were counted, too. A dead one answers nothing at all.",
        ("np.all(out == 0, axis=0)", "np.mean(out, axis=0) < 0.5"),
    ),
    mistake(
        "mostly_silent",
        "Units that are silent for most examples were counted, too. A dead one is silent for all.",
        ("np.all(out == 0, axis=0)", "np.mean(out == 0, axis=0) > 0.5"),
    ),
]

LAYER = "h, _ = forward(h @ w)"

mistake = mistakes_in("layer_means", f"{MODULE}:layer_means")
MEANS = [
    mistake(
        "no_weights",
        "The weights have no influence. What does a layer do before the activation?",
        (LAYER, "h, _ = forward(h)"),
    ),
    mistake(
        "no_activation",
        "The activation has no influence.",
        (LAYER, "h = h @ w"),
    ),
    mistake(
        "always_x",
        "Every layer was fed with x. What enters the second layer is the output of the first.",
        (LAYER, "h, _ = forward(x @ w)"),
    ),
    mistake(
        "activation_first",
        "The activation came before the weights.",
        (LAYER, "h = forward(h)[0] @ w"),
    ),
    mistake(
        "before_activation",
        "This is the mean before the activation. The outputs of a layer come after it.",
        (LAYER, "z = h @ w\n        h, _ = forward(z)"),
        ("np.mean(h)", "np.mean(z)"),
    ),
    mistake(
        "weights_transposed",
        "The weights were transposed. Which axis of a weight matrix meets the inputs?",
        (LAYER, "h, _ = forward(h @ w.T)"),
    ),
    mistake(
        "each_unit",
        "There is a mean for each unit. One for the whole layer is asked for.",
        ("np.mean(h)", "np.mean(h, axis=0)"),
    ),
    mistake(
        "each_example",
        "There is a mean for each example. One for the whole layer is asked for.",
        ("np.mean(h)", "np.mean(h, axis=1)"),
    ),
    mistake(
        "sizes",
        "The signs were taken away before averaging. How far from 0 a mean is depends on them.",
        ("np.mean(h)", "np.mean(np.abs(h))"),
    ),
    mistake("sum", "This is a sum. What makes a mean of it?", ("np.mean(h)", "np.sum(h)")),
    mistake(
        "spread",
        "This is the spread of the outputs. Where is their centre?",
        ("np.mean(h)", "np.std(h)"),
    ),
    mistake(
        "inputs_counted",
        "There is one mean too many: the inputs are not a layer.",
        ("h, means = x, []", "h, means = x, [np.mean(x)]"),
    ),
    mistake(
        "list",
        "The means are in a list. Make an array of it.",
        ("means = np.array(means)", "means = list(means)"),
    ),
    mistake(
        "last_only",
        "Only the last layer is left.",
        ("np.array(means)", "np.array(means[-1:])"),
    ),
    mistake(
        "one_for_all",
        "The means of all layers were averaged. One for each layer is asked for.",
        ("np.array(means)", "np.mean(means)"),
    ),
    mistake(
        "activation_not_passed_on",
        "A layer receives what the one before has computed before its activation. What "
        "does a layer pass on?",
        (
            "h, _ = forward(h @ w)\n        means.append(np.mean(h))",
            "h = h @ w\n        means.append(np.mean(forward(h)[0]))",
        ),
    ),
]

STEP = "int(reached[0]) if reached.size else -1"

mistake = mistakes_in("steps_to_reach", f"{MODULE}:steps_to_reach")
STEPS = [
    mistake(
        "last",
        "This is the last time. The first one is asked for.",
        (STEP, "int(reached[-1]) if reached.size else -1"),
    ),
    mistake(
        "counted",
        "This is how often the loss was low enough. When was it for the first time?",
        (STEP, "reached.size if reached.size else -1"),
    ),
    mistake(
        "counted_from_one",
        "The number is one too large: the loss before the first update has the number 0.",
        (STEP, "int(reached[0]) + 1 if reached.size else -1"),
    ),
    mistake(
        "above",
        "You looked for a loss above the level.",
        ("loss_history <= level", "loss_history >= level"),
    ),
    mistake(
        "lowest",
        "This is where the loss is lowest. The first time it is low enough may be much earlier.",
        (STEP, "int(np.argmin(loss_history)) if reached.size else -1"),
    ),
    mistake(
        "for_good",
        "You waited until the loss stayed low. The first time is asked for, even if it rises "
        "again.",
        (
            STEP,
            "int(np.flatnonzero(loss_history > level)[-1]) + 1 if reached.size else -1",
        ),
    ),
    mistake(
        "loss_returned",
        "This is a loss. At which step was it reached?",
        (STEP, "loss_history[reached[0]] if reached.size else -1"),
    ),
    mistake(
        "never_is_zero",
        "A level that is never reached gives 0, as if it had been there from the start.",
        (STEP, "int(reached[0]) if reached.size else 0"),
    ),
    mistake(
        "never_is_the_end",
        "A level that is never reached gives the number of steps, as if it had been reached then.",
        (STEP, "int(reached[0]) if reached.size else len(loss_history)"),
    ),
    mistake(
        "never_is_none",
        "A level that is never reached gives None. A number is asked for: which one?",
        (STEP, "int(reached[0]) if reached.size else None"),
    ),
    mistake(
        "never_fails",
        "A level that is never reached ends in an error: there is no first element.",
        (STEP, "int(reached[0])"),
    ),
    mistake(
        "strictly_below",
        "A loss that is exactly the level has reached it, too.",
        ("loss_history <= level", "loss_history < level"),
    ),
    mistake(
        "lowest_loss",
        "This is the step of the lowest loss. Asked for is the first one at which the loss is "
        "at most the level.",
        ("step = int(reached[0]) if reached.size else -1", "step = int(np.argmin(loss_history))"),
    ),
    mistake(
        "lowest_or_never",
        "This is the step of the lowest loss where the level is reached. Asked for is the "
        "first step that reaches it.",
        ("step = int(reached[0])", "step = int(np.argmin(loss_history))"),
    ),
]

OUTPUTS = [*SECONDS_PER_ELEMENT, *DEAD, *MEANS, *STEPS]
