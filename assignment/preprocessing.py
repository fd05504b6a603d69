"""Preprocessing: what is done to the data once, before any training.

Every statistic (a mean, a standard deviation, a principal axis) comes from the training split
alone, and is then applied to whichever split is to be transformed. So most functions take two
arrays: `X_train`, which they learn from, and `X`, which they transform. `X` may be the training
split itself, the validation split, the test split, or one new example.

Shapes: D features an example, M examples in X_train, N in X; images are (N, C, H, W), C channels
of H x W pixels. Numbers are floating-point where nothing else is said, of any magnitude. Neither
array is changed: what is returned is new.
"""

import numpy as np


def zero_center(X_train, X):
    """Shift the data so that every feature of the training split has mean 0.

    Inputs:
    - X_train: training split, of shape (M, D)
    - X: the split to transform, of shape (N, D)

    Returns:
    - out: X less the mean of each feature over the training split, of shape (N, D)
    """
    out = None
    ###########################################################################
    # TODO: Shift X. Which axis counts the examples, and from which split does #
    # the mean come?                                                           #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    out = X - X_train.mean(axis=0)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out


def normalize(X_train, X):
    """Zero-centre the data and scale every feature of the training split to standard deviation 1.

    A feature that is constant in the training split has no spread to divide by. It is only
    centred. Rounding may leave such a feature a standard deviation of 1e-17 in place of 0, so
    everything below 1e-6 counts as constant.

    Inputs:
    - X_train: training split, of shape (M, D)
    - X: the split to transform, of shape (N, D)

    Returns:
    - out: the normalised data, of shape (N, D). Standard deviations are those of `np.std`, which
      divides by the number of examples.
    """
    out = None
    ###########################################################################
    # TODO: Centre X and divide it by the standard deviations. No nan and no    #
    # huge number may come out where a feature is constant.                    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    std = X_train.std(axis=0)
    out = zero_center(X_train, X) / np.where(std < 1e-6, 1.0, std)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out


def covariance(X):
    """Compute the covariance matrix of the features.

    Entry (i, j) is the mean over the examples of the product of features i and j, each less its
    own mean. So the variances stand on the diagonal. X need not be centred.

    Inputs:
    - X: data, of shape (N, D)

    Returns:
    - cov: of shape (D, D), divided by N
    """
    cov = None
    ###########################################################################
    # TODO: Compute the covariance matrix. One matrix product sums over the    #
    # examples for all pairs of features at once.                              #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    centered = zero_center(X, X)  # (N, D)
    cov = centered.T @ centered / X.shape[0]  # (D, D)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return cov


def pca(X_train, X):
    """Turn the data to the principal axes of the training split (principal component analysis).

    The principal axes are the eigenvectors of the training split's covariance matrix. Along them
    the training split is uncorrelated. The axis of the largest variance comes first.

    The training split has at least two different examples; there may be fewer than features.

    An eigenvector may point either way. Both signs are right: wherever columns are compared,
    `principal_signs.fix_signs` turns them the same way first.

    Inputs:
    - X_train: training split, of shape (M, D)
    - X: the split to transform, of shape (N, D)

    Returns:
    - out: the centred data in the new coordinates, of shape (N, D); column 0 has the largest
      variance
    """
    out = None
    ###########################################################################
    # TODO: Find the principal axes and project the centred data on them.      #
    # `np.linalg.eigh` is made for symmetric matrices. Look up which way it    #
    # sorts, and whether the vectors stand in rows or in columns.              #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    _, axes = np.linalg.eigh(covariance(X_train))  # (D, D), smallest variance first
    out = zero_center(X_train, X) @ axes[:, ::-1]  # (N, D)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out


def whiten(X_train, X):
    """Turn the data to the principal axes and scale each of them to variance 1.

    The whitened training split has the identity as its covariance matrix (divided by M). It has at
    least two different examples.

    Where the training split is flat (fewer examples than features, or features that depend on
    each other) some axes have variance 0, of which rounding leaves a little. They say nothing. An
    axis whose variance is less than 1e-5 of the largest gets the coordinate 0, in every split.

    Inputs:
    - X_train: training split, of shape (M, D)
    - X: the split to transform, of shape (N, D)

    Returns:
    - out: the whitened data, of shape (N, D); signs of columns are free as in `pca`
    """
    out = None
    ###########################################################################
    # TODO: Divide each principal coordinate by its standard deviation in the  #
    # training split, and set the flat ones to 0.                              #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    variances = pca(X_train, X_train).var(axis=0)  # (D,)
    kept = variances > 1e-5 * variances.max()  # (D,)
    out = np.zeros(X.shape)
    out[:, kept] = pca(X_train, X)[:, kept] / np.sqrt(variances[kept])
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out


def subtract_mean_image(X_train, X):
    """Subtract the mean image of the training split from every image, as AlexNet does.

    Inputs:
    - X_train: images of the training split, of shape (M, C, H, W), uint8 or floating point
    - X: the images to transform, of shape (N, C, H, W), uint8 or floating point

    Returns:
    - out: floating-point images, of shape (N, C, H, W)
    """
    out = None
    ###########################################################################
    # TODO: Subtract the mean image. It is one image: one number for each      #
    # channel of each pixel.                                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    out = X - X_train.mean(axis=0)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out


def subtract_channel_mean(X_train, X):
    """Subtract the mean of each colour channel of the training split, as VGGNet does.

    Inputs:
    - X_train: images of the training split, of shape (M, C, H, W), uint8 or floating point
    - X: the images to transform, of shape (N, C, H, W), uint8 or floating point

    Returns:
    - out: floating-point images, of shape (N, C, H, W)
    """
    out = None
    ###########################################################################
    # TODO: Subtract C numbers, one for each channel. Mind the axis that the   #
    # channels lie on when the shapes are stretched.                           #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    out = X - X_train.mean(axis=(0, 2, 3), keepdims=True)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out


def feature_std_range(X):
    """Measure how different the scales of the features are.

    Inputs:
    - X: data, of shape (N, D) or images (N, C, H, W); each channel of each pixel is a feature

    Returns a tuple of:
    - smallest: scalar, the smallest standard deviation of a feature over the examples
    - largest: scalar, the largest one
    """
    smallest, largest = None, None
    ###########################################################################
    # TODO: Compute the standard deviation of every feature and pick two.      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    stds = X.std(axis=0)
    smallest, largest = stds.min(), stds.max()
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return smallest, largest
