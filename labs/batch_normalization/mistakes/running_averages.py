"""Mistakes students make in the running averages of batch normalisation."""

from autograder.misconception import mistakes_in
from labs.batch_normalization.mistakes.forward import (
    NEXT_MEAN,
    NEXT_VAR,
    STATISTICS,
    STD,
)

mistake = mistakes_in("batchnorm_running_averages", "normalization:batchnorm_forward")
RUNNING = [
    mistake(
        "momentum_reversed",
        "The shares are exchanged: momentum is the share of the old average that is kept. Some "
        "libraries mean the other share by that name.",
        (NEXT_MEAN, "running_mean = (1 - momentum) * running_mean + momentum * mean"),
        (NEXT_VAR, "running_var = (1 - momentum) * running_var + momentum * var"),
    ),
    mistake(
        "eps_inside_running_var",
        "The running variance is too large by eps: it averages variances. eps belongs to the place "
        "where a variance is used.",
        (NEXT_VAR, "running_var = momentum * running_var + (1 - momentum) * (var + eps)"),
    ),
    mistake(
        "std_stored",
        "The running variance averages standard deviations. Which of the two will test mode take "
        "the root of?",
        (NEXT_VAR, "running_var = momentum * running_var + (1 - momentum) * std"),
    ),
    mistake(
        "std_stored_and_read",
        "Training stores standard deviations under the name of a variance, and test mode takes "
        "them for what they are. The name is a promise to everybody who reads it: store variances.",
        (NEXT_VAR, "running_var = momentum * running_var + (1 - momentum) * std"),
        (STD, 'std = np.sqrt(var + eps) if mode == "train" else var'),
        fails=("batchnorm_forward",),
    ),
    mistake(
        "kept_axis",
        "The numbers are right, the shape is not: the running averages have kept the axis of the "
        "examples.",
        (STATISTICS, "x.mean(axis=0, keepdims=True), x.var(axis=0, keepdims=True)"),
    ),
    mistake(
        "momentum_hard_coded",
        "The share that is kept is a fixed number, whatever the layer's settings say.",
        (NEXT_MEAN, "running_mean = 0.9 * running_mean + (1 - 0.9) * mean"),
        (NEXT_VAR, "running_var = 0.9 * running_var + (1 - 0.9) * var"),
    ),
    mistake(
        "unbiased_running_var",
        "The running variance divides by one less than N. Some libraries store it so; here it "
        "averages the very variances that normalise the minibatch.",
        (
            NEXT_VAR,
            "running_var = momentum * running_var + (1 - momentum) * var * len(x) / (len(x) - 1)",
        ),
    ),
    mistake(
        "not_updated",
        "Both running averages stay what they were. Do your results reach the variables "
        "running_mean and running_var?",
        (NEXT_MEAN, "new_mean = momentum * running_mean + (1 - momentum) * mean"),
        (NEXT_VAR, "new_var = momentum * running_var + (1 - momentum) * var"),
    ),
    mistake(
        "mean_not_updated",
        "The running mean stays what it was. There are two averages to bring up to date.",
        (NEXT_MEAN, "new_mean = momentum * running_mean + (1 - momentum) * mean"),
    ),
    mistake(
        "var_not_updated",
        "The running variance stays what it was. There are two averages to bring up to date.",
        (NEXT_VAR, "new_var = momentum * running_var + (1 - momentum) * var"),
    ),
    mistake(
        "last_minibatch_only",
        "What is stored are the statistics of the last minibatch alone. Which share of the old "
        "average is kept?",
        (NEXT_MEAN, "running_mean = mean"),
        (NEXT_VAR, "running_var = var"),
    ),
    mistake(
        "added_in_full",
        "The minibatch is added in full on top of what is kept. The two shares of an average add "
        "up to 1.",
        (NEXT_MEAN, "running_mean = momentum * running_mean + mean"),
        (NEXT_VAR, "running_var = momentum * running_var + var"),
    ),
    mistake(
        "old_average_kept_in_full",
        "The old average is kept in full, and a share of the minibatch comes on top. The two "
        "shares of an average add up to 1.",
        (NEXT_MEAN, "running_mean = running_mean + (1 - momentum) * mean"),
        (NEXT_VAR, "running_var = running_var + (1 - momentum) * var"),
    ),
    mistake(
        "plain_average_of_two",
        "Old average and minibatch count the same. Which setting says how much of the old one is "
        "kept?",
        (NEXT_MEAN, "running_mean = (running_mean + mean) / 2"),
        (NEXT_VAR, "running_var = (running_var + var) / 2"),
    ),
    mistake(
        "statistics_of_the_output",
        "The averages are taken of the output of the layer. It is the input that test mode has to "
        "normalise with them.",
        (NEXT_MEAN, "running_mean = momentum * running_mean + (1 - momentum) * out.mean(axis=0)"),
        (NEXT_VAR, "running_var = momentum * running_var + (1 - momentum) * out.var(axis=0)"),
    ),
    mistake(
        "mean_and_variance_exchanged",
        "Mean and variance are stored under each other's name.",
        (NEXT_MEAN, "running_mean = momentum * running_mean + (1 - momentum) * var"),
        (NEXT_VAR, "running_var = momentum * running_var + (1 - momentum) * mean"),
    ),
    mistake(
        "var_about_the_running_mean",
        "The running variance measures distances from the running mean. Each minibatch has a mean "
        "of its own.",
        (
            NEXT_VAR,
            "running_var = momentum * running_var"
            " + (1 - momentum) * ((x - running_mean) ** 2).mean(axis=0)",
        ),
    ),
    mistake(
        "test_calls_counted",
        "A call in test mode changes the running averages. Only training may teach a layer "
        "anything.",
        (
            STD,
            'if mode == "test":\n'
            "        new_mean = momentum * running_mean + (1 - momentum) * x.mean(axis=0)\n"
            "        new_var = momentum * running_var + (1 - momentum) * x.var(axis=0)\n"
            '        bn_param["running_mean"], bn_param["running_var"] = new_mean, new_var\n'
            "    std = np.sqrt(var + eps)",
        ),
    ),
]
