"""Mistakes students make in centring images, and in measuring the scales of features."""

from autograder.misconception import mistakes_in

TOGETHER = "np.concatenate([X_train, X])"
MEAN_IMAGE = "X_train.mean(axis=0)"

mistake = mistakes_in("subtract_mean_image", "preprocessing:subtract_mean_image")
SUBTRACT_MEAN_IMAGE = [
    mistake(
        "mean_of_each_image",
        "Every image is shifted by its own mean brightness. The mean image is an image: the mean "
        "over all training images, pixel by pixel.",
        (MEAN_IMAGE, "X.mean(axis=(1, 2, 3), keepdims=True)"),
    ),
    mistake(
        "own_mean",
        "The mean image was made from the images to transform. There is one for all splits: whose?",
        (MEAN_IMAGE, "X.mean(axis=0)"),
    ),
    mistake(
        "leak",
        "The validation images had a part in the mean image. From which split alone may it come?",
        (MEAN_IMAGE, f"{TOGETHER}.mean(axis=0)"),
    ),
    mistake(
        "one_number",
        "One number was subtracted from all pixels. The mean image has one for each channel of "
        "each pixel.",
        (MEAN_IMAGE, "X_train.mean()"),
    ),
    mistake(
        "channel_means",
        "One number was subtracted for each channel. That is the other recipe, VGGNet's; here "
        "each pixel has a mean of its own.",
        (MEAN_IMAGE, "X_train.mean(axis=(0, 2, 3), keepdims=True)"),
    ),
    mistake(
        "grey_mean_image",
        "The mean image has lost its colours: the channels were averaged, too.",
        (MEAN_IMAGE, "X_train.mean(axis=(0, 1))"),
    ),
    mistake(
        "whole_numbers",
        "For whole grey levels the mean was cut to whole numbers, and differences below 0 start "
        "again at 255. Which type should the result have?",
        (MEAN_IMAGE, "X_train.mean(axis=0).astype(X.dtype)"),
    ),
    mistake(
        "result_in_whole_numbers",
        "For whole grey levels the result was put back into their type, which has no numbers "
        "below 0.",
        ("X - X_train.mean(axis=0)", "(X - X_train.mean(axis=0)).astype(X.dtype)"),
    ),
    mistake(
        "added",
        "The images became brighter: look at the sign.",
        ("X - X_train", "X + X_train"),
    ),
    mistake(
        "scaled_as_well",
        "The images were also divided by something. The lecture's advice for images is to centre "
        "them and no more.",
        ("X - X_train.mean(axis=0)", "(X - X_train.mean(axis=0)) / 255"),
    ),
    mistake(
        "divided_by_spread",
        "The images were also divided by the standard deviation of each pixel. The lecture's "
        "advice for images is to centre them and no more.",
        ("X - X_train.mean(axis=0)", "(X - X_train.mean(axis=0)) / X_train.std(axis=0)"),
    ),
    mistake(
        "in_place",
        "The caller's images were changed, which fails for whole grey levels. Make an array of "
        "your own.",
        ("out = X - X_train.mean(axis=0)", "X -= X_train.mean(axis=0)\n    out = X"),
    ),
    mistake(
        "mean_of_whole_numbers",
        "The mean image has lost its fractions before it is subtracted. Of which type is it?",
        ("X_train.mean(axis=0)", "np.trunc(X_train.mean(axis=0))"),
    ),
]

CHANNEL_MEANS = "X_train.mean(axis=(0, 2, 3), keepdims=True)"
mistake = mistakes_in("subtract_channel_mean", "preprocessing:subtract_channel_mean")
SUBTRACT_CHANNEL_MEAN = [
    mistake(
        "own_mean",
        "The means were taken from the images to transform. They belong to the training split.",
        (CHANNEL_MEANS, "X.mean(axis=(0, 2, 3), keepdims=True)"),
    ),
    mistake(
        "leak",
        "The validation images had a part in the means. From which split alone may they come?",
        (CHANNEL_MEANS, f"{TOGETHER}.mean(axis=(0, 2, 3), keepdims=True)"),
    ),
    mistake(
        "of_each_image",
        "Every image is shifted by means of its own. There is one mean for each channel, over all "
        "training images.",
        (CHANNEL_MEANS, "X.mean(axis=(2, 3), keepdims=True)"),
    ),
    mistake(
        "one_number",
        "One number was subtracted from everything. Red, green and blue have different means.",
        (CHANNEL_MEANS, "X_train.mean()"),
    ),
    mistake(
        "mean_image",
        "Each pixel has lost its own mean: that is the mean image. Here a channel has one number.",
        (CHANNEL_MEANS, "X_train.mean(axis=0)"),
    ),
    mistake(
        "channels_last",
        "There is a mean for each column of the images. In these arrays the channels do not lie on "
        "the last axis.",
        (CHANNEL_MEANS, "X_train.mean(axis=(0, 1, 2))"),
    ),
    mistake(
        "rows_of_pixels",
        "There is a mean for each row of pixels. Count the axes: which one are the channels?",
        (CHANNEL_MEANS, "X_train.mean(axis=(0, 1, 3), keepdims=True)"),
    ),
    mistake(
        "shapes_do_not_fit",
        "The means are right and were lined up with the wrong axis: NumPy matches shapes from the "
        "last axis on. What shape must they have to meet the channels?",
        (CHANNEL_MEANS, "X_train.mean(axis=(0, 2, 3))"),
    ),
    mistake(
        "whole_numbers",
        "For whole grey levels the means were cut to whole numbers, and differences below 0 start "
        "again at 255. Which type should the result have?",
        (CHANNEL_MEANS, f"{CHANNEL_MEANS}.astype(X.dtype)"),
    ),
    mistake(
        "result_in_whole_numbers",
        "For whole grey levels the result was put back into their type, which has no numbers "
        "below 0.",
        (f"X - {CHANNEL_MEANS}", f"(X - {CHANNEL_MEANS}).astype(X.dtype)"),
    ),
    mistake(
        "divided_by_spread",
        "The channels were also divided by their standard deviations. The lecture's advice for "
        "images is to centre them and no more.",
        (
            f"X - {CHANNEL_MEANS}",
            f"(X - {CHANNEL_MEANS}) / X_train.std(axis=(0, 2, 3), keepdims=True)",
        ),
    ),
    mistake(
        "added",
        "The images became brighter: look at the sign.",
        ("X - X_train", "X + X_train"),
    ),
    mistake(
        "in_place",
        "The caller's images were changed, which fails for whole grey levels. Make an array of "
        "your own.",
        (f"out = X - {CHANNEL_MEANS}", f"X -= {CHANNEL_MEANS}\n    out = X"),
    ),
    mistake(
        "mean_rounded",
        "The means are rounded before they are subtracted.",
        (
            "X_train.mean(axis=(0, 2, 3), keepdims=True)",
            "np.round(X_train.mean(axis=(0, 2, 3), keepdims=True))",
        ),
    ),
    mistake(
        "mean_cut",
        "The means have lost their fractions before they are subtracted. Of which type are they?",
        (
            "X_train.mean(axis=(0, 2, 3), keepdims=True)",
            "np.trunc(X_train.mean(axis=(0, 2, 3), keepdims=True))",
        ),
    ),
]

STDS = "X.std(axis=0)"
mistake = mistakes_in("feature_std_range", "preprocessing:feature_std_range")
FEATURE_STD_RANGE = [
    mistake(
        "of_examples",
        "The standard deviations are those within each example. How much does a feature vary from "
        "example to example?",
        (STDS, "X.std(axis=1)"),
    ),
    mistake(
        "of_everything",
        "Both numbers are the same: the standard deviation of all numbers together says nothing of "
        "how features differ.",
        (STDS, "X.std()"),
    ),
    mistake(
        "exchanged",
        "The larger number came first.",
        ("stds.min(), stds.max()", "stds.max(), stds.min()"),
    ),
    mistake(
        "variances",
        "These are variances. A standard deviation has the units of the feature.",
        (STDS, "X.var(axis=0)"),
    ),
    mistake(
        "of_values",
        "These are the smallest and the largest number in the data. What of the spread?",
        (STDS, "X"),
    ),
    mistake(
        "of_means",
        "These are the smallest and the largest mean. What of the spread?",
        (STDS, "X.mean(axis=0)"),
    ),
    mistake(
        "which_feature",
        "The numbers say which feature has the extreme spread, not how large it is.",
        ("stds.min(), stds.max()", "stds.argmin(), stds.argmax()"),
    ),
    mistake(
        "columns_of_pixels",
        "For images the pixels of a column were thrown together. Each channel of each pixel is a "
        "feature.",
        (STDS, "X.reshape(-1, X.shape[-1]).std(axis=0)"),
    ),
    mistake(
        "only_2d",
        "This works for tables only. What counts the examples in an array of images?",
        (STDS, "X.std(axis=0)\n    rows, columns = X.shape"),
    ),
    mistake(
        "divided_by_one_less",
        "Both are a little too large: how many numbers is the sum of squares divided by, all of "
        "them or one less?",
        (STDS, "X.std(axis=0, ddof=1)"),
    ),
    mistake(
        "averages",
        "The first number is the mean of the standard deviations, not the smallest of them.",
        ("stds.min(), stds.max()", "stds.mean(), stds.max()"),
    ),
    mistake(
        "extents",
        "That is how far the numbers of a feature lie apart at most, not their standard deviation.",
        ("stds = X.std(axis=0)", "stds = X.max(axis=0) - X.min(axis=0)"),
    ),
    mistake(
        "of_channels",
        "These are the spreads of whole channels. Each channel of each pixel is a feature.",
        ("stds = X.std(axis=0)", "stds = X.std(axis=(0, 2, 3)) if X.ndim == 4 else X.std(axis=0)"),
    ),
]

IMAGES = [*SUBTRACT_MEAN_IMAGE, *SUBTRACT_CHANNEL_MEAN, *FEATURE_STD_RANGE]
