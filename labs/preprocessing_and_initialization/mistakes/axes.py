"""Mistakes students make in turning data to their principal axes, and in whitening."""

from autograder.misconception import mistakes_in

TOGETHER = "np.concatenate([X_train, X])"
OF_TRAINING = "covariance(X_train)"
PROJECTION = "zero_center(X_train, X) @ axes[:, ::-1]"

mistake = mistakes_in("pca", "preprocessing:pca")
PCA = [
    mistake(
        "own_axes",
        "Each split is turned to its own axes. Then the first column of one split and the first of "
        "another measure different things.",
        (OF_TRAINING, "covariance(X)"),
        ("zero_center(X_train, X)", "zero_center(X, X)"),
    ),
    mistake(
        "own_axes_training_mean",
        "The mean comes from the training split, the axes from the split itself. Both are "
        "statistics.",
        (OF_TRAINING, "covariance(X)"),
    ),
    mistake(
        "own_mean",
        "The axes come from the training split, the mean from the split itself. Both are "
        "statistics.",
        ("zero_center(X_train, X)", "zero_center(X, X)"),
    ),
    mistake(
        "leak",
        "The validation data had a say in mean and axes. From which split alone may statistics "
        "come?",
        (OF_TRAINING, f"covariance({TOGETHER})"),
        ("zero_center(X_train, X)", f"zero_center({TOGETHER}, X)"),
    ),
    mistake(
        "smallest_first",
        "The columns come in the opposite order: the axis of the largest variance is to be the "
        "first. In which order does the function you use return eigenvalues?",
        ("axes[:, ::-1]", "axes"),
    ),
    mistake(
        "axes_in_rows",
        "The rows of the matrix of eigenvectors were taken for the axes. Look up where NumPy puts "
        "each vector.",
        ("axes[:, ::-1]", "axes.T[:, ::-1]"),
    ),
    mistake(
        "rows_reversed",
        "The entries of each axis were put in another order instead of the axes themselves. Which "
        "of the two directions counts the axes?",
        ("axes[:, ::-1]", "axes[::-1]"),
    ),
    mistake(
        "rows_and_columns_reversed",
        "The axes are in the right order, their own entries no longer are: one direction too many "
        "was reversed.",
        ("axes[:, ::-1]", "axes[::-1, ::-1]"),
    ),
    mistake(
        "not_centred",
        "The data were turned and not centred: a constant is left in every column.",
        ("zero_center(X_train, X)", "X"),
    ),
    mistake(
        "axes_of_uncentred_data",
        "The axes point to where the data lie, not along their spread: something was not centred "
        "before its axes were found.",
        (OF_TRAINING, "X_train.T @ X_train"),
    ),
    mistake(
        "turned_back",
        "The data were turned and turned back: what comes out are the centred data.",
        (PROJECTION, "zero_center(X_train, X) @ axes @ axes.T"),
    ),
    mistake(
        "one_axis",
        "Only one column came back. A projection on fewer axes comes later; here all are kept.",
        ("axes[:, ::-1]", "axes[:, -1:]"),
    ),
    mistake(
        "axes_returned",
        "The axes came back instead of the data along them.",
        (PROJECTION, "axes[:, ::-1]"),
    ),
    mistake(
        "scaled_as_well",
        "All columns have the same spread: that is whitening. Turning the data leaves every "
        "distance as it is.",
        (
            PROJECTION,
            "zero_center(X_train, X) @ axes[:, ::-1]\n"
            "    out = out / (zero_center(X_train, X_train) @ axes[:, ::-1]).std(axis=0)",
        ),
    ),
    mistake(
        "of_correlation",
        "These are the axes of the correlation matrix, whose features have been scaled before.",
        (OF_TRAINING, "np.corrcoef(X_train.T)"),
    ),
    mistake(
        "thin_decomposition",
        "With fewer examples than features some columns are missing: your decomposition left out "
        "axes along which the training split is flat. There is a column for each feature.",
        (
            "_, axes = np.linalg.eigh(covariance(X_train))",
            "axes = np.linalg.svd(zero_center(X_train, X_train), full_matrices=False)[2].T",
        ),
        ("axes[:, ::-1]", "axes"),
    ),
    mistake(
        "in_place",
        "The caller's data were centred along the way. Make an array of your own.",
        ("zero_center(X_train, X) @", "np.subtract(X, X_train.mean(axis=0), out=X) @"),
    ),
]

VARIANCES = "pca(X_train, X_train).var(axis=0)"
KEPT = "kept = variances > 1e-5 * variances.max()"
SCALED = "pca(X_train, X)[:, kept] / np.sqrt(variances[kept])"
LAST = f"    out[:, kept] = {SCALED}\n"
mistake = mistakes_in("whiten", "preprocessing:whiten")
WHITEN = [
    mistake(
        "own_statistics",
        "Each split is whitened by its own mean, axes and spread. Then every split looks alike, "
        "and what sets it apart from the training split is lost.",
        (VARIANCES, "pca(X, X).var(axis=0)"),
        ("pca(X_train, X)[", "pca(X, X)["),
    ),
    mistake(
        "own_variances",
        "The axes come from the training split, the variances from the split itself. Both are "
        "statistics.",
        (VARIANCES, "pca(X_train, X).var(axis=0)"),
    ),
    mistake(
        "leak",
        "The validation data had a say in the axes and variances. From which split alone may "
        "statistics come?",
        (VARIANCES, f"pca({TOGETHER}, {TOGETHER}).var(axis=0)"),
        ("pca(X_train, X)[", f"pca({TOGETHER}, X)["),
    ),
    mistake(
        "no_guard",
        "Some axes have variance 0, and something is divided by its root. What do these axes say?",
        (LAST, "    out = pca(X_train, X) / np.sqrt(variances)\n"),
    ),
    mistake(
        "compared_with_zero",
        "An axis may be flat but for rounding. Is a variance of 1e-12 equal to 0?",
        (KEPT, "kept = variances != 0"),
    ),
    mistake(
        "small_number_in_root",
        "Along axes where the training split is flat a later example is made hundreds of times "
        "larger: a small number under the root is a small divisor. What was to become of them?",
        (LAST, "    out = pca(X_train, X) / np.sqrt(variances + 1e-5)\n"),
    ),
    mistake(
        "small_number_beside_root",
        "Along axes where the training split is flat a later example is made a huge number: the "
        "divisor is small there. What was to become of them?",
        (LAST, "    out = pca(X_train, X) / (np.sqrt(variances) + 1e-8)\n"),
    ),
    mistake(
        "absolute_threshold",
        "In small units all axes were taken for flat. The units of the data should not matter: "
        "with what is a variance to be compared?",
        (KEPT, "kept = variances > 1e-5"),
    ),
    mistake(
        "flat_axes_kept",
        "Axes along which the training split is flat keep their numbers. They are to become 0: "
        "nothing can be said about their scale.",
        ("out = np.zeros(X.shape)", "out = pca(X_train, X)"),
    ),
    mistake(
        "flat_axes_left_out",
        "Columns are missing. Axes along which the training split is flat keep their place and "
        "hold 0.",
        (LAST, f"    out = {SCALED}\n"),
    ),
    mistake(
        "divided_by_variances",
        "The spreads came out upside down: what is the standard deviation along an axis whose "
        "variance you know?",
        ("np.sqrt(variances[kept])", "variances[kept]"),
    ),
    mistake(
        "multiplied",
        "Long axes became longer. Which operation brings them to length 1?",
        (" / np.sqrt", " * np.sqrt"),
    ),
    mistake(
        "not_scaled",
        "The data were turned and not scaled: the covariance matrix is diagonal, but not yet the "
        "identity.",
        (" / np.sqrt(variances[kept])", ""),
    ),
    mistake(
        "not_turned",
        "Each feature was scaled without turning the data: the covariance matrix still has entries "
        "beside the diagonal.",
        (VARIANCES, "X_train.var(axis=0)"),
        ("pca(X_train, X)[", "zero_center(X_train, X)["),
    ),
    mistake(
        "scaled_before_turning",
        "The features were scaled first and turned then, which spoils it again: their axes have "
        "variances of their own.",
        (LAST, "    out = pca(normalize(X_train, X_train), normalize(X_train, X))\n"),
    ),
    mistake(
        "turned_back",
        "The data were turned back to the features afterwards. That is whitening as well, known as "
        "ZCA; here the principal coordinates are asked for.",
        (
            LAST,
            LAST + "    out = out @ np.linalg.eigh(covariance(X_train))[1][:, ::-1].T\n",
        ),
    ),
    mistake(
        "one_scale",
        "All axes were divided by the same number. Each has a standard deviation of its own.",
        ("np.sqrt(variances[kept])", "np.sqrt(variances.max())"),
    ),
    mistake(
        "divided_by_one_less",
        "The variances come out a little below 1: how many numbers is the sum of squares divided "
        "by, all of them or one less?",
        (VARIANCES, "pca(X_train, X_train).var(axis=0, ddof=1)"),
    ),
    mistake(
        "in_place",
        "The caller's data were centred along the way. Make an array of your own.",
        (
            LAST,
            "    mean = X_train.mean(axis=0)\n"
            "    train = X_train - mean\n"
            "    X -= mean\n"
            "    out[:, kept] = pca(train, X)[:, kept] / np.sqrt(variances[kept])\n",
        ),
    ),
    mistake(
        "smallest_first",
        "The axes are in the order of growing variance. Which one comes first in `pca`?",
        (
            "/ np.sqrt(variances[kept])",
            "/ np.sqrt(variances[kept])\n    out = out[:, ::-1]",
        ),
    ),
    mistake(
        "projected_uncentred",
        "The axes are right, but the data are not centred before they are projected on them.",
        (
            "pca(X_train, X)[:, kept] / np",
            "(pca(X_train, X) - pca(X_train, np.zeros_like(X)))[:, kept] / np",
        ),
    ),
]

AXES = [*PCA, *WHITEN]
