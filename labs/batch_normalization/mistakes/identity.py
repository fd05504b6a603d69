"""Mistakes students make in undoing a normalisation."""

from autograder.misconception import mistakes_in

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
