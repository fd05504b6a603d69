"""Mistakes students make in the forward pass of batch normalisation.

The running averages are another question about the same function. `follows` names it where it
comes out wrong only because the statistics are; `fails` where the mistake is made once more.
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
    mistake(
        "eps_missing_in_training_mode",
        "In test mode eps is there, in training mode it is not. The same formula holds in both.",
        ("std = np.sqrt(var + eps)", 'std = np.sqrt(var + eps if mode == "test" else var)'),
    ),
]
