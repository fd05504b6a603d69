"""Mistakes students make in centring and scaling, and in the covariance matrix."""

from autograder.misconception import mistakes_in

TOGETHER = "np.concatenate([X_train, X])"

mistake = mistakes_in("zero_center", "preprocessing:zero_center")
ZERO_CENTER = [
    mistake(
        "own_mean",
        "Each split is shifted by its own mean. The network was trained on numbers shifted by the "
        "training mean: what must the same number mean to it later?",
        ("X_train.mean(axis=0)", "X.mean(axis=0)"),
    ),
    mistake(
        "leak",
        "The validation data had a say in the mean. Then they are no longer data nobody has seen: "
        "from which split alone may statistics come?",
        ("X_train.mean(axis=0)", f"{TOGETHER}.mean(axis=0)"),
    ),
    mistake(
        "one_mean",
        "One number is subtracted from everything. How many features are there, and how many "
        "means?",
        ("X_train.mean(axis=0)", "X_train.mean()"),
    ),
    mistake(
        "mean_of_each_example",
        "Every example is shifted by the mean of its own features. Along which axis do the "
        "examples lie?",
        ("X_train.mean(axis=0)", "X.mean(axis=1, keepdims=True)"),
    ),
    mistake(
        "shapes_do_not_fit",
        "There is a mean for each example instead of each feature, so the shapes do not fit. "
        "Print the shape of the mean: it should be that of one row.",
        ("X_train.mean(axis=0)", "X_train.mean(axis=1)"),
    ),
    mistake(
        "added",
        "The data moved away from 0: look at the sign.",
        ("X - X_train", "X + X_train"),
    ),
    mistake(
        "mean_taken_from",
        "All signs are turned: what is taken from what?",
        ("X - X_train.mean(axis=0)", "X_train.mean(axis=0) - X"),
    ),
    mistake(
        "mean_returned",
        "The mean came back instead of the data. It is only on the way.",
        ("X - X_train.mean(axis=0)", "X_train.mean(axis=0)"),
    ),
    mistake(
        "training_split_returned",
        "The training split came back, whichever split was asked for.",
        ("X - X_train.mean(axis=0)", "X_train - X_train.mean(axis=0)"),
    ),
    mistake(
        "in_place",
        "The caller's data were shifted along with yours. Make an array of your own.",
        (
            "out = X - X_train.mean(axis=0)",
            "X -= X_train.mean(axis=0)\n    out = X",
        ),
    ),
    mistake(
        "median",
        "The middle number of each feature is subtracted. Where is its mean?",
        ("X_train.mean(axis=0)", "np.median(X_train, axis=0)"),
    ),
    mistake(
        "smallest_subtracted",
        "The smallest number of each feature became 0. Which number should?",
        ("X_train.mean(axis=0)", "X_train.min(axis=0)"),
    ),
    mistake(
        "scaled_as_well",
        "The data were also divided by something. Centring only shifts; scaling is the next step.",
        (
            "out = X - X_train.mean(axis=0)",
            "out = (X - X_train.mean(axis=0)) / X_train.std(axis=0)",
        ),
    ),
    mistake(
        "divided_by_one_less",
        "The mean is a little too large: its sum is divided by one example too few.",
        ("X_train.mean(axis=0)", "X_train.sum(axis=0) / max(1, len(X_train) - 1)"),
    ),
]

STD = "std = X_train.std(axis=0)"
SAFE = "zero_center(X_train, X) / np.where(std < 1e-6, 1.0, std)"
mistake = mistakes_in("normalize", "preprocessing:normalize")
NORMALIZE = [
    mistake(
        "own_statistics",
        "Each split is normalised by its own mean and spread. The same measurement would then mean "
        "one thing in training and another in validation.",
        (STD, "std = X.std(axis=0)"),
        ("zero_center(X_train, X)", "zero_center(X, X)"),
    ),
    mistake(
        "own_spread",
        "The mean comes from the training split, the spread from the split itself. Both are "
        "statistics.",
        (STD, "std = X.std(axis=0)"),
    ),
    mistake(
        "own_mean",
        "The spread comes from the training split, the mean from the split itself. Both are "
        "statistics.",
        ("zero_center(X_train, X)", "zero_center(X, X)"),
    ),
    mistake(
        "leak",
        "The validation data had a say in mean and spread. From which split alone may statistics "
        "come?",
        (STD, f"std = {TOGETHER}.std(axis=0)"),
        ("zero_center(X_train, X)", f"zero_center({TOGETHER}, X)"),
    ),
    mistake(
        "no_guard",
        "A constant feature is divided by its standard deviation, 0. What should become of it?",
        ("np.where(std < 1e-6, 1.0, std)", "std"),
    ),
    mistake(
        "compared_with_zero",
        "Rounding leaves some constant features a standard deviation of 1e-16. Is that equal to 0?",
        ("std < 1e-6", "std == 0"),
    ),
    mistake(
        "small_number_added",
        "Where the training split is constant and a later example is not, a huge number comes out: "
        "a tiny divisor is no better than 0.",
        ("np.where(std < 1e-6, 1.0, std)", "(std + 1e-8)"),
    ),
    mistake(
        "nan_replaced",
        "Divisions by 0 are patched up afterwards. What came out of them besides nan?",
        (SAFE, "np.nan_to_num(zero_center(X_train, X) / std)"),
    ),
    mistake(
        "constant_set_to_zero",
        "A constant feature is wiped out. Where a later example differs from the training split, "
        "that should still be seen.",
        (SAFE, "np.where(std < 1e-6, 0.0, zero_center(X_train, X) / np.maximum(std, 1e-6))"),
    ),
    mistake(
        "variance",
        "The spread of your result depends on the units of the data: is it divided by a variance?",
        (STD, "std = X_train.var(axis=0)"),
    ),
    mistake(
        "divided_by_one_less",
        "The standard deviations are a little too large: how many numbers is the sum of squares "
        "divided by, all of them or one less?",
        (STD, f"{STD} * np.sqrt(len(X_train) / np.float64(len(X_train) - 1))"),
    ),
    mistake(
        "not_centred",
        "The spread is right, the mean is not 0. Both steps belong to normalising.",
        ("zero_center(X_train, X)", "X"),
    ),
    mistake(
        "centred_afterwards",
        "The mean is subtracted after the division, in other units than it was measured in.",
        (
            SAFE,
            "X / np.where(std < 1e-6, 1.0, std) - X_train.mean(axis=0)",
        ),
    ),
    mistake(
        "one_spread",
        "Everything is divided by one number. Features in different units have different spreads.",
        (STD, "std = X_train.std()"),
    ),
    mistake(
        "spread_of_each_example",
        "The spread is that of the features of each example, so the shapes do not fit. Along "
        "which axis do the examples lie?",
        (STD, "std = X_train.std(axis=1)"),
    ),
    mistake(
        "range",
        "The data are divided by the distance from the smallest to the largest number. Which "
        "measure of spread is asked for?",
        (STD, "std = np.ptp(X_train, axis=0)"),
    ),
    mistake(
        "in_place",
        "The caller's data were normalised along with yours. Make an array of your own.",
        (
            f"out = {SAFE}",
            "mean = X_train.mean(axis=0)\n"
            "    X -= mean\n"
            "    X /= np.where(std < 1e-6, 1.0, std)\n"
            "    out = X",
        ),
    ),
    mistake(
        "least_and_largest",
        "The features are brought between 0 and 1 by their least and largest number. "
        "Which two measures are asked for?",
        (
            "out = zero_center(X_train, X) / np.where(std < 1e-6, 1.0, std)",
            "low, high = X_train.min(axis=0), X_train.max(axis=0)\n"
            "    out = (X - low) / np.where(high > low, high - low, 1)",
        ),
    ),
    mistake(
        "mean_divided_alone",
        "Only the mean is divided by the standard deviation. What does the division bind to "
        "without parentheses?",
        (
            "zero_center(X_train, X) / np.where(std < 1e-6, 1.0, std)",
            "X - X_train.mean(axis=0) / np.where(std < 1e-6, 1.0, std)",
        ),
    ),
]

mistake = mistakes_in("covariance", "preprocessing:covariance")
COVARIANCE = [
    mistake(
        "divided_by_one_less",
        "All entries are a little too large: divide by the number of examples, not by one less. "
        "NumPy's own function for covariances takes one less.",
        ("/ X.shape[0]", "/ (X.shape[0] - np.float64(1))"),
    ),
    mistake(
        "not_divided",
        "The entries grow with the number of examples. A covariance is a mean of products.",
        ("centered.T @ centered / X.shape[0]", "centered.T @ centered"),
    ),
    mistake(
        "not_centred",
        "The products are those of the data as they are. What has to be subtracted before?",
        ("centered = zero_center(X, X)", "centered = X"),
    ),
    mistake(
        "of_examples",
        "The matrix has a row for each example. It should say how features go together.",
        ("centered.T @ centered / X.shape[0]", "centered @ centered.T / X.shape[0]"),
    ),
    mistake(
        "of_examples_divided_by_features",
        "Examples and features are exchanged throughout. The matrix should say how features go "
        "together.",
        ("centered.T @ centered / X.shape[0]", "centered @ centered.T / X.shape[1]"),
    ),
    mistake(
        "divided_by_features",
        "The sum runs over the examples. What is its mean divided by?",
        ("X.shape[0]", "X.shape[1]"),
    ),
    mistake(
        "correlation",
        "The diagonal is 1 everywhere: that is the correlation matrix, where the spreads have been "
        "divided out.",
        (
            "cov = centered.T @ centered / X.shape[0]",
            "cov = centered.T @ centered / X.shape[0]\n"
            "    cov = cov / np.outer(X.std(axis=0), X.std(axis=0))",
        ),
    ),
    mistake(
        "variances_only",
        "There is a variance for each feature, and nothing of how two features go together.",
        ("centered.T @ centered / X.shape[0]", "X.var(axis=0)"),
    ),
    mistake(
        "off_diagonal_missing",
        "Only the diagonal is filled. Two features that rise together have a covariance, too.",
        ("centered.T @ centered / X.shape[0]", "np.diag(X.var(axis=0))"),
    ),
    mistake(
        "examples_centred",
        "Each example was shifted by the mean of its features. Whose mean is to become 0?",
        ("centered = zero_center(X, X)", "centered = X - X.mean(axis=1, keepdims=True)"),
    ),
    mistake(
        "one_mean",
        "One mean was subtracted from all features. Each has its own.",
        ("centered = zero_center(X, X)", "centered = X - X.mean()"),
    ),
    mistake(
        "in_place",
        "The caller's data were centred along the way. Make an array of your own.",
        ("centered = zero_center(X, X)", "X -= X.mean(axis=0)\n    centered = X"),
    ),
    mistake(
        "correlations",
        "The diagonal is 1 throughout: these are correlations. Covariances are not divided by "
        "the standard deviations.",
        ("cov = centered.T @ centered / X.shape[0]", "cov = np.corrcoef(X.T)"),
    ),
]

SCALING = [*ZERO_CENTER, *NORMALIZE, *COVARIANCE]
