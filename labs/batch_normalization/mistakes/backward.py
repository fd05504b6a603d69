"""Mistakes students make in the two backward passes of batch normalisation."""

from autograder.misconception import mistakes_in

DBETA = "dbeta = dout.sum(axis=0)"
DGAMMA = "dgamma = (dout * x_hat).sum(axis=0)"

mistake = mistakes_in("batchnorm_backward", "normalization:batchnorm_backward")
DX_HAT = "dx_hat = dout * gamma"
DSTD = "dstd = -(dx_hat * centred).sum(axis=0) / std**2"
DVAR = "dvar = dstd / (2 * std)"
DSQUARED = "dsquared = np.ones_like(dout) * dvar / N"
DCENTRED = "dcentred = dx_hat / std + 2 * centred * dsquared"
DMEAN = "dmean = -dcentred.sum(axis=0)"
DX = "dx = dcentred + dmean / N"
GRAPH = [
    mistake(
        "only_the_direct_way",
        "dx looks as if mean and standard deviation were constants. Both are made of x, and each "
        "is another way back.",
        (DX, "dx = dx_hat / std"),
    ),
    mistake(
        "way_through_the_mean_missing",
        "The way back through the mean is missing: each number of dx should feel all others of its "
        "column.",
        (DX, "dx = dcentred"),
    ),
    mistake(
        "way_through_the_variance_missing",
        "The way back through the variance is missing: the differences from the mean were used "
        "twice.",
        (DCENTRED, "dcentred = dx_hat / std"),
    ),
    mistake(
        "second_way_overwrites_the_first",
        "Only the way through the variance is left: where two gradients meet they add up.",
        (DCENTRED, "dcentred = dx_hat / std\n    dcentred = 2 * centred * dsquared"),
    ),
    mistake(
        "no_gamma",
        "dx does not depend on gamma. Which product is the first node on the way back?",
        (DX_HAT, "dx_hat = dout"),
    ),
    mistake(
        "divided_by_gamma",
        "dout was divided by gamma. What is the slope of a product in its other factor?",
        (DX_HAT, "dx_hat = dout / gamma"),
    ),
    mistake(
        "dx_hat_from_x_hat",
        "dout was multiplied by x_hat where gamma belongs. Which factor is it the gradient of?",
        (DX_HAT, "dx_hat = dout * x_hat"),
    ),
    mistake(
        "dstd_sign",
        "The way through the variance has the wrong sign: does a quotient grow with its divisor?",
        (DSTD, "dstd = (dx_hat * centred).sum(axis=0) / std**2"),
    ),
    mistake(
        "dstd_not_squared",
        "The slope of a quotient in its divisor has the square of the divisor below the line.",
        (DSTD, "dstd = -(dx_hat * centred).sum(axis=0) / std"),
    ),
    mistake(
        "dstd_from_x_hat",
        "The way through the standard deviation has one division too many: is it the differences "
        "or x_hat that stand above the line?",
        (DSTD, "dstd = -(dx_hat * x_hat).sum(axis=0) / std**2"),
    ),
    mistake(
        "dstd_not_summed",
        "The standard deviation of a feature is used by every example: what has to happen to their "
        "gradients?",
        (DSTD, "dstd = -(dx_hat * centred) / std**2"),
    ),
    mistake(
        "root_without_half",
        "The way through the variance is twice too large: what is the slope of a square root?",
        (DVAR, "dvar = dstd / std"),
    ),
    mistake(
        "root_not_divided",
        "The slope of a root depends on the root itself. Which division is missing?",
        (DVAR, "dvar = dstd / 2"),
    ),
    mistake(
        "squares_not_averaged",
        "The variance is a mean of squares: its gradient is shared among N of them.",
        (DSQUARED, "dsquared = np.ones_like(dout) * dvar"),
    ),
    mistake(
        "square_without_two",
        "The way through the variance is too small by half: what is the slope of a square?",
        (DCENTRED, "dcentred = dx_hat / std + centred * dsquared"),
    ),
    mistake(
        "square_without_its_number",
        "The slope of a square depends on the number that was squared. Where are the differences?",
        (DCENTRED, "dcentred = dx_hat / std + 2 * dsquared"),
    ),
    mistake(
        "dcentred_not_divided",
        "On the direct way a division is missing: x_hat is a quotient.",
        (DCENTRED, "dcentred = dx_hat + 2 * centred * dsquared"),
    ),
    mistake(
        "dmean_sign",
        "The way through the mean has the wrong sign: the mean was subtracted.",
        (DMEAN, "dmean = dcentred.sum(axis=0)"),
    ),
    mistake(
        "dmean_not_averaged",
        "The way through the mean is N times too large: a mean gives each number one share in N.",
        (DX, "dx = dcentred + dmean"),
    ),
    mistake(
        "dmean_over_all",
        "The gradient of the means became a single number. Each feature has its own mean.",
        (DMEAN, "dmean = -dcentred.sum()"),
    ),
    mistake(
        "divided_by_features",
        "The averages divide by the number of features. Over which axis do the examples lie?",
        ("N = dout.shape[0]", "N = dout.shape[1]"),
    ),
    mistake(
        "everything_averaged",
        "All three gradients are too small by the batch size. The loss has taken its average "
        "already; a layer must not do it again.",
        ("N = dout.shape[0]", "N = dout.shape[0]\n    dout = dout / N"),
    ),
    mistake(
        "dx_sign",
        "dx points the wrong way. A layer passes gradients on; taking a step against them comes "
        "later.",
        (DX, "dx = -(dcentred + dmean / N)"),
    ),
    mistake(
        "dbeta_not_summed",
        "dbeta still has a row for every example: what has to happen to them?",
        (DBETA, "dbeta = dout"),
    ),
    mistake(
        "dbeta_averaged",
        "dbeta is too small by the batch size. Where has the average been taken already?",
        (DBETA, "dbeta = dout.mean(axis=0)"),
    ),
    mistake(
        "dbeta_wrong_axis",
        "dbeta has a number for each example, not for each feature.",
        (DBETA, "dbeta = dout.sum(axis=1)"),
    ),
    mistake(
        "dgamma_without_x_hat",
        "dgamma does not depend on x: with what was gamma multiplied in the forward pass?",
        (DGAMMA, "dgamma = dout.sum(axis=0)"),
    ),
    mistake(
        "dgamma_from_centred",
        "dgamma was made with the differences from the mean. gamma multiplies them only after the "
        "division.",
        (DGAMMA, "dgamma = (dout * centred).sum(axis=0)"),
    ),
    mistake(
        "dgamma_not_summed",
        "dgamma still has a row for every example: what has to happen to them?",
        (DGAMMA, "dgamma = dout * x_hat"),
    ),
    mistake(
        "dgamma_averaged",
        "dgamma is too small by the batch size. Where has the average been taken already?",
        (DGAMMA, "dgamma = (dout * x_hat).mean(axis=0)"),
    ),
    mistake(
        "dgamma_wrong_axis",
        "dgamma has a number for each example, not for each feature.",
        (DGAMMA, "dgamma = (dout * x_hat).sum(axis=1)"),
    ),
    mistake(
        "dgamma_from_dx_hat",
        "dgamma depends on gamma itself. By how much does the output change when gamma changes "
        "by 1?",
        (DGAMMA, "dgamma = (dout * gamma * x_hat).sum(axis=0)"),
    ),
    mistake(
        "dgamma_and_dbeta_exchanged",
        "dgamma and dbeta are exchanged: which of them multiplies x_hat?",
        (DGAMMA, "dbeta = (dout * x_hat).sum(axis=0)"),
        (DBETA, "dgamma = dout.sum(axis=0)"),
    ),
    mistake(
        "kept_axis",
        "The numbers of dgamma and dbeta are right, their shapes are not: the axis of the examples "
        "was kept.",
        (DGAMMA, "dgamma = (dout * x_hat).sum(axis=0, keepdims=True)"),
        (DBETA, "dbeta = dout.sum(axis=0, keepdims=True)"),
    ),
    mistake(
        "variance_term_over_all",
        "The way through the variance is summed over all features at once. Each feature "
        "has a variance of its own.",
        ("dstd = -(dx_hat * centred).sum(axis=0) / std**2", "dstd = -np.sum(dx_hat * x_hat) / std"),
    ),
    mistake(
        "dgamma_of_gamma",
        "dgamma is made of gamma itself. What does gamma multiply in the forward pass?",
        ("dgamma = (dout * x_hat).sum(axis=0)", "dgamma = dout.sum(axis=0) * gamma"),
    ),
    mistake(
        "dvar_one_number",
        "The gradient of the variance is summed over all features. Each feature has a "
        "variance of its own.",
        ("dvar = dstd / (2 * std)", "dvar = np.sum(dstd / (2 * std))"),
    ),
    mistake(
        "direct_way_not_divided",
        "On the direct way from x to x_hat the division by the standard deviation is missing.",
        ("dx = dcentred + dmean / N", "dx = dcentred + dmean / N + dx_hat - dx_hat / std"),
    ),
    mistake(
        "direct_way_by_variance",
        "On the direct way from x to x_hat dout is divided by the variance, not by its root.",
        ("dx = dcentred + dmean / N", "dx = dcentred + dmean / N + dx_hat / std**2 - dx_hat / std"),
    ),
]

mistake = mistakes_in("batchnorm_backward_alt", "normalization:batchnorm_backward_alt")
DX_ALT = "dx = gamma / std * (dout - (dbeta + x_hat * dgamma) / dout.shape[0])"
SIMPLIFIED = [
    mistake(
        "n_missing",
        "The two sums are not averaged: one division by the batch size is missing in dx.",
        (DX_ALT, "dx = gamma / std * (dout - dbeta - x_hat * dgamma)"),
    ),
    mistake(
        "n_times_too_large",
        "dx is N times too large: everything was multiplied out by N and never divided again.",
        (DX_ALT, "dx = gamma / std * (dout.shape[0] * dout - dbeta - x_hat * dgamma)"),
    ),
    mistake(
        "dout_divided_too",
        "dout itself got divided by the batch size. Which terms come from a mean?",
        (DX_ALT, "dx = gamma / std * (dout - dbeta - x_hat * dgamma) / dout.shape[0]"),
    ),
    mistake(
        "one_sum_averaged",
        "One of the two sums is averaged, the other is not.",
        (DX_ALT, "dx = gamma / std * (dout - dbeta - x_hat * dgamma / dout.shape[0])"),
    ),
    mistake(
        "other_sum_averaged",
        "Only the sum of dout is averaged, the other one is not.",
        (DX_ALT, "dx = gamma / std * (dout - dbeta / dout.shape[0] - x_hat * dgamma)"),
    ),
    mistake(
        "mean_term_missing",
        "The term of the mean is missing: shifting all of dout by one number must not change dx.",
        (DX_ALT, "dx = gamma / std * (dout - x_hat * dgamma / dout.shape[0])"),
    ),
    mistake(
        "variance_term_missing",
        "The term of the variance is missing. What of the graph leads through it?",
        (DX_ALT, "dx = gamma / std * (dout - dbeta / dout.shape[0])"),
    ),
    mistake(
        "only_the_direct_way",
        "dx looks as if mean and standard deviation were constants. Two terms are missing.",
        (DX_ALT, "dx = gamma / std * dout"),
    ),
    mistake(
        "variance_term_sign",
        "The term of the variance has the wrong sign.",
        (DX_ALT, "dx = gamma / std * (dout - (dbeta - x_hat * dgamma) / dout.shape[0])"),
    ),
    mistake(
        "mean_term_sign",
        "The term of the mean has the wrong sign.",
        (DX_ALT, "dx = gamma / std * (dout + (dbeta - x_hat * dgamma) / dout.shape[0])"),
    ),
    mistake(
        "x_hat_missing",
        "The term of the variance is the same for all examples. Which of them should feel it most?",
        (DX_ALT, "dx = gamma / std * (dout - (dbeta + dgamma) / dout.shape[0])"),
    ),
    mistake(
        "no_gamma",
        "dx does not depend on gamma.",
        (DX_ALT, "dx = (dout - (dbeta + x_hat * dgamma) / dout.shape[0]) / std"),
    ),
    mistake(
        "gamma_on_dout_only",
        "Here gamma multiplies dout and not the two sums. They are sums of what has passed gamma.",
        (DX_ALT, "dx = (gamma * dout - (dbeta + x_hat * dgamma) / dout.shape[0]) / std"),
    ),
    mistake(
        "not_divided_by_std",
        "dx does not depend on the standard deviation: if x were ten times as large, how would dx "
        "change?",
        (DX_ALT, "dx = gamma * (dout - (dbeta + x_hat * dgamma) / dout.shape[0])"),
    ),
    mistake(
        "divided_by_variance",
        "dx is divided by the variance. If x were ten times as large, how would dx change?",
        (DX_ALT, "dx = gamma / std**2 * (dout - (dbeta + x_hat * dgamma) / dout.shape[0])"),
    ),
    mistake(
        "multiplied_by_std",
        "dx grows with the standard deviation. If x were ten times as large, how would dx change?",
        (DX_ALT, "dx = gamma * std * (dout - (dbeta + x_hat * dgamma) / dout.shape[0])"),
    ),
    mistake(
        "differences_for_x_hat",
        "The term of the variance holds differences from the mean that were not divided.",
        (DX_ALT, "dx = gamma / std * (dout - (dbeta + x_hat * std * dgamma) / dout.shape[0])"),
    ),
    mistake(
        "divided_by_features",
        "The averages divide by the number of features. Over which axis do the examples lie?",
        (DX_ALT, "dx = gamma / std * (dout - (dbeta + x_hat * dgamma) / dout.shape[1])"),
    ),
    mistake(
        "averages_returned",
        "dgamma and dbeta are averages. dx is made of averages, the other two are plain sums.",
        (DBETA, "dbeta = dout.mean(axis=0)"),
        (DGAMMA, "dgamma = (dout * x_hat).mean(axis=0)"),
        (DX_ALT, "dx = gamma / std * (dout - dbeta - x_hat * dgamma)"),
    ),
    mistake(
        "dgamma_without_x_hat",
        "dgamma does not depend on x: with what was gamma multiplied in the forward pass?",
        (DGAMMA, "dgamma = dout.sum(axis=0)"),
    ),
    mistake(
        "dgamma_of_the_scaled_gradient",
        "dgamma and dbeta depend on gamma. The sums were taken after dout had been multiplied by "
        "it.",
        (DBETA, "dbeta = (dout * gamma).sum(axis=0)"),
        (DGAMMA, "dgamma = (dout * gamma * x_hat).sum(axis=0)"),
        (DX_ALT, "dx = (gamma * dout - (dbeta + x_hat * dgamma) / dout.shape[0]) / std"),
    ),
    mistake(
        "only_dx",
        "dgamma and dbeta are still None. All three gradients are asked for.",
        (DBETA, "sum_of_dout = dout.sum(axis=0)"),
        (DGAMMA, "other_sum = (dout * x_hat).sum(axis=0)"),
        (
            DX_ALT,
            "dx = gamma / std * (dout - (sum_of_dout + x_hat * other_sum) / dout.shape[0])",
        ),
    ),
    mistake(
        "dx_sign",
        "dx points the wrong way. A layer passes gradients on; taking a step against them comes "
        "later.",
        (DX_ALT, "dx = gamma / std * ((dbeta + x_hat * dgamma) / dout.shape[0] - dout)"),
    ),
    mistake(
        "kept_axis",
        "The numbers of dgamma and dbeta are right, their shapes are not: the axis of the examples "
        "was kept.",
        (DGAMMA, "dgamma = (dout * x_hat).sum(axis=0, keepdims=True)"),
        (DBETA, "dbeta = dout.sum(axis=0, keepdims=True)"),
    ),
    mistake(
        "sums_exchanged",
        "The two sums in dx have changed places: which of them belongs to the mean, and "
        "which to the normalised numbers?",
        ("(dbeta + x_hat * dgamma)", "(dgamma + x_hat * dbeta)"),
    ),
    mistake(
        "last_term_outside",
        "The factor in front belongs to the whole bracket; here the term with x_hat stands "
        "outside of it.",
        (
            "gamma / std * (dout - (dbeta + x_hat * dgamma) / dout.shape[0])",
            "gamma / std * (dout - dbeta / dout.shape[0]) - x_hat * dgamma",
        ),
    ),
]

BACKWARD = [*GRAPH, *SIMPLIFIED]
