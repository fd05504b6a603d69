"""Mistakes students make in the forward pass of batch normalisation and its running averages.

Both are questions about one function. `follows` names the running averages where they come out
wrong only because the statistics are; `fails` where the mistake is made once more.
"""

from autograder.misconception import mistakes_in

AVERAGES = ("batchnorm_running_averages",)
STATISTICS = "x.mean(axis=0), x.var(axis=0)"
STD = "std = np.sqrt(var + eps)"
X_HAT = "x_hat = (x - mean) / std"
OUT = "out = gamma * x_hat + beta"
NEXT_MEAN = "running_mean = momentum * running_mean + (1 - momentum) * mean"
NEXT_VAR = "running_var = momentum * running_var + (1 - momentum) * var"

mistake = mistakes_in("batchnorm_forward", "normalization:batchnorm_forward")
NORMALISED = [
    mistake(
        "eps_missing",
        "A feature that does not vary has a variance of 0. Which small number keeps the division "
        "possible?",
        (STD, "std = np.sqrt(var)"),
    ),
    mistake(
        "eps_missing_in_test_mode",
        "In training mode eps is there, in test mode it is not. The same formula holds in both.",
        (STD, 'std = np.sqrt(var + eps if mode == "train" else var)'),
    ),
    mistake(
        "eps_after_root",
        "Here eps is added to the standard deviation. The layer adds it to the variance, before "
        "the root is taken.",
        (STD, "std = np.sqrt(var) + eps"),
    ),
    mistake(
        "eps_after_root_in_test_mode",
        "In test mode eps is added after the root, in training mode before it. The same formula "
        "holds in both.",
        (STD, 'std = np.sqrt(var + eps) if mode == "train" else np.sqrt(var) + eps'),
    ),
    mistake(
        "eps_hard_coded",
        "Here eps is a fixed number, whatever the layer's settings say. Where is it read?",
        (STD, "std = np.sqrt(var + 1e-5)"),
    ),
    mistake(
        "batch_statistics_in_test_mode",
        "In test mode the answer for an example depends on the others it comes with. Whose mean "
        "and variance belong there?",
        ('if mode == "train":', "if True:"),
    ),
    mistake(
        "modes_exchanged",
        "The two modes are the wrong way round: which of them looks at the minibatch?",
        ('if mode == "train":', 'if mode == "test":'),
        follows=AVERAGES,
    ),
    mistake(
        "averages_in_training_mode",
        "In training mode x is normalised with the running averages. Whose mean and variance "
        "belong there?",
        ('if mode == "train":', "if False:"),
        follows=AVERAGES,
    ),
    mistake(
        "no_scale_and_shift_in_test_mode",
        "In test mode gamma and beta are left out. They are parameters of the layer in both modes.",
        (OUT, 'out = gamma * x_hat + beta if mode == "train" else x_hat'),
    ),
    mistake(
        "no_root_in_test_mode",
        "In test mode x is divided by the running variance. What is missing between a variance and "
        "a standard deviation?",
        (STD, 'std = np.sqrt(var + eps) if mode == "train" else var + eps'),
    ),
    mistake(
        "no_root",
        "You divide x by the variance. The result has another unit than x: divide by the standard "
        "deviation.",
        (STD, "std = var + eps"),
    ),
    mistake(
        "no_gamma",
        "The output does not depend on gamma. What follows after the normalisation?",
        (OUT, "out = x_hat + beta"),
    ),
    mistake(
        "no_beta",
        "The output does not depend on beta. What follows after the normalisation?",
        (OUT, "out = gamma * x_hat"),
    ),
    mistake(
        "only_normalised",
        "The output depends neither on gamma nor on beta: what lets the network undo the "
        "normalisation is missing.",
        (OUT, "out = x_hat"),
    ),
    mistake(
        "gamma_and_beta_exchanged",
        "Scale and shift are exchanged: which of the two multiplies?",
        (OUT, "out = beta * x_hat + gamma"),
    ),
    mistake(
        "shifted_before_scaling",
        "Your beta got multiplied by gamma. In which order do scale and shift happen?",
        (OUT, "out = gamma * (x_hat + beta)"),
    ),
    mistake(
        "not_centred",
        "You divide x while its mean is still there. What has to be taken away first?",
        (X_HAT, "x_hat = x / std"),
    ),
    mistake(
        "only_centred",
        "The mean is 0, the variance is still that of x. What comes after the subtraction?",
        (X_HAT, "x_hat = x - mean"),
    ),
    mistake(
        "sign",
        "The sign of x_hat is wrong: which of the two is subtracted from the other?",
        (X_HAT, "x_hat = (mean - x) / std"),
    ),
    mistake(
        "divided_before_the_mean_is_taken_away",
        "Only the mean got divided. In which order do subtraction and division happen?",
        (X_HAT, "x_hat = x - mean / std"),
    ),
    mistake(
        "unbiased_variance",
        "The variance divides by one less than N. Here it is the mean of the squared distances, so "
        "that a minibatch of one has a variance of 0.",
        (STATISTICS, "x.mean(axis=0), x.var(axis=0) * x.shape[0] / (x.shape[0] - np.ones(1))"),
        follows=AVERAGES,
    ),
    mistake(
        "std_as_variance",
        "The root is taken twice: what is computed first is a standard deviation already.",
        (STATISTICS, "x.mean(axis=0), x.std(axis=0)"),
        follows=AVERAGES,
    ),
    mistake(
        "each_example_normalised",
        "Each example is normalised by its own features: that is layer normalisation. Here each "
        "feature is normalised over the examples.",
        (STATISTICS, "x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)"),
        follows=AVERAGES,
    ),
    mistake(
        "shapes_do_not_fit",
        "The shapes never fit. The statistics need a number for each feature: over which axis do "
        "the examples lie?",
        (STATISTICS, "x.mean(axis=1), x.var(axis=1)"),
        follows=AVERAGES,
    ),
    mistake(
        "one_mean_for_all",
        "All features share one mean and one variance. Each of them needs its own.",
        (STATISTICS, "x.mean(), x.var()"),
        follows=AVERAGES,
    ),
    mistake(
        "variance_about_zero",
        "The variance is the mean of the squares of x itself. From where are distances measured?",
        (STATISTICS, "x.mean(axis=0), (x**2).mean(axis=0)"),
        follows=AVERAGES,
    ),
    mistake(
        "variance_not_averaged",
        "The variance is a sum over the minibatch. It should not grow with the number of examples.",
        (STATISTICS, "x.mean(axis=0), ((x - x.mean(axis=0)) ** 2).sum(axis=0)"),
        follows=AVERAGES,
    ),
    mistake(
        "absolute_deviation",
        "The spread is a mean of absolute distances, not of squared ones.",
        (STATISTICS, "x.mean(axis=0), np.abs(x - x.mean(axis=0)).mean(axis=0)"),
        follows=AVERAGES,
    ),
    mistake(
        "difference_of_squares",
        "Right near 0, wrong far from it: the mean of the squares and the square of the mean are "
        "both large, and their difference loses its digits. Take the mean away first.",
        (STATISTICS, "x.mean(axis=0), (x**2).mean(axis=0) - x.mean(axis=0) ** 2"),
    ),
    mistake(
        "normalised_by_the_blend",
        "In training mode x is normalised with the new running averages. It is the minibatch's own "
        "statistics that make it zero-mean and unit-variance.",
        (
            STD,
            'if mode == "train":\n'
            "        running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "        running_var = momentum * running_var + (1 - momentum) * var\n"
            "        mean, var = running_mean, running_var\n"
            "    std = np.sqrt(var + eps)",
        ),
        (f"    {NEXT_MEAN}\n    {NEXT_VAR}\n    # *****END", "    # *****END"),
    ),
    mistake(
        "x_centred_in_place",
        "The caller's x has lost its mean. An operation that assigns to its left side works on the "
        "array of the caller.",
        (X_HAT, "x -= mean\n    x_hat = x / std"),
    ),
    mistake(
        "x_becomes_the_output",
        "The caller's x was overwritten. Make an array of your own for the result.",
        (OUT, "out = gamma * x_hat + beta\n    x[:] = out"),
    ),
]

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
        fails=("batchnorm_forward",),
    ),
]

mistake = mistakes_in("identity_parameters", "normalization:identity_parameters")
GAMMA = "gamma = np.sqrt(x.var(axis=0) + eps)"
BETA = "beta = x.mean(axis=0)"
IDENTITY = [
    mistake(
        "eps_missing",
        "Nearly the identity, not exactly: the layer has divided by a little more than the "
        "standard deviation.",
        (GAMMA, "gamma = x.std(axis=0)"),
    ),
    mistake(
        "variance_as_gamma",
        "Your gamma is a variance. What did the layer divide x by?",
        (GAMMA, "gamma = x.var(axis=0) + eps"),
    ),
    mistake(
        "plain_variance_as_gamma",
        "Your gamma is a variance, and eps is missing. What did the layer divide x by?",
        (GAMMA, "gamma = x.var(axis=0)"),
    ),
    mistake(
        "eps_after_root",
        "Here eps is added after the root. The layer adds it to the variance.",
        (GAMMA, "gamma = x.std(axis=0) + eps"),
    ),
    mistake(
        "eps_hard_coded",
        "Here eps is a fixed number, whatever the caller asks for.",
        (GAMMA, "gamma = np.sqrt(x.var(axis=0) + 1e-5)"),
    ),
    mistake(
        "exchanged",
        "Scale and shift are exchanged: which of the two multiplies?",
        (GAMMA, "beta = np.sqrt(x.var(axis=0) + eps)"),
        (BETA, "gamma = x.mean(axis=0)"),
    ),
    mistake(
        "reciprocal",
        "Your gamma divides once more instead of undoing the division.",
        (GAMMA, "gamma = 1 / np.sqrt(x.var(axis=0) + eps)"),
    ),
    mistake(
        "beta_sign",
        "Your beta takes the mean away a second time instead of giving it back.",
        (BETA, "beta = -x.mean(axis=0)"),
    ),
    mistake(
        "nothing_changed",
        "A scale of 1 and a shift of 0 leave the normalised x as it is. The identity has to undo "
        "the normalisation.",
        (GAMMA, "gamma = np.ones(x.shape[1])"),
        (BETA, "beta = np.zeros(x.shape[1])"),
    ),
    mistake(
        "unbiased_variance",
        "The variance divides by one less than N. The layer divides by N.",
        (GAMMA, "gamma = np.sqrt(x.var(axis=0) * len(x) / (len(x) - 1) + eps)"),
    ),
    mistake(
        "wrong_axis",
        "There is a number for each example, not for each feature. Over which axis do the examples "
        "lie?",
        (GAMMA, "gamma = np.sqrt(x.var(axis=1) + eps)"),
        (BETA, "beta = x.mean(axis=1)"),
    ),
    mistake(
        "one_for_all",
        "All features share one scale and one shift. Each of them needs its own.",
        (GAMMA, "gamma = np.sqrt(x.var() + eps)"),
        (BETA, "beta = x.mean()"),
    ),
    mistake(
        "kept_axis",
        "The numbers are right, the shape is not: the axis of the examples was kept.",
        (GAMMA, "gamma = np.sqrt(x.var(axis=0, keepdims=True) + eps)"),
        (BETA, "beta = x.mean(axis=0, keepdims=True)"),
    ),
    mistake(
        "beta_divided",
        "Your beta was divided by the standard deviation. It is added after the scaling, so it "
        "comes through as it is.",
        (BETA, "beta = x.mean(axis=0) / gamma"),
    ),
    mistake(
        "x_centred_in_place",
        "The caller's x has lost its mean. An operation that assigns to its left side works on the "
        "array of the caller.",
        (BETA, "beta = x.mean(axis=0)\n    x -= beta"),
    ),
]

# The running averages first: what is wrong in them alone should be named first there.
FORWARD = [*RUNNING, *NORMALISED, *IDENTITY]
