"""The reference of the preprocessing: what each step makes of means, spreads and covariances."""

import numpy as np
import pytest

from assignment.preprocessing import (
    covariance,
    feature_std_range,
    normalize,
    pca,
    subtract_channel_mean,
    subtract_mean_image,
    whiten,
    zero_center,
)
from assignment.principal_signs import fix_signs

STEPS = (zero_center, normalize, pca, whiten)
IMAGE_STEPS = (subtract_mean_image, subtract_channel_mean)


@pytest.fixture
def rng():
    return np.random.RandomState(8)


@pytest.fixture
def splits(rng):
    """A training split and a validation split of another distribution."""
    mixing = rng.randn(4, 4)
    return rng.randn(50, 4) @ mixing + [5, -3, 0, 100], rng.rand(7, 4) * 10


@pytest.fixture
def images(rng):
    return rng.randint(0, 256, (6, 3, 4, 5)), rng.randint(0, 256, (2, 3, 4, 5))


# ---- what each step promises of the training split


def test_centring_makes_every_mean_zero_and_leaves_every_spread(splits):
    out = zero_center(splits[0], splits[0])
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(out.std(axis=0), splits[0].std(axis=0))


def test_normalising_makes_every_spread_one(splits):
    out = normalize(splits[0], splits[0])
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(out.std(axis=0), 1)


def test_the_covariance_matrix_is_numpys_divided_by_all_examples(splits):
    np.testing.assert_allclose(covariance(splits[0]), np.cov(splits[0].T, bias=True))


def test_pca_makes_the_covariance_matrix_diagonal_the_largest_variance_first(splits):
    cov = covariance(pca(splits[0], splits[0]))
    np.testing.assert_allclose(cov, np.diag(np.diag(cov)), atol=1e-12)
    assert np.all(np.diff(np.diag(cov)) < 0)


def test_pca_turns_and_does_not_stretch(splits):
    """Distances between examples stay, whichever split they are from."""
    X_train, X = splits
    out = pca(X_train, X)
    np.testing.assert_allclose(
        np.linalg.norm(out[0] - out[1]), np.linalg.norm(X[0] - X[1]), rtol=1e-12
    )


def test_whitening_makes_the_covariance_matrix_the_identity(splits):
    np.testing.assert_allclose(covariance(whiten(splits[0], splits[0])), np.eye(4), atol=1e-10)


# ---- statistics of the training split only


@pytest.mark.parametrize("step", STEPS)
def test_what_becomes_of_an_example_does_not_depend_on_its_split(splits, step):
    """Alone, among others, or in the training split: the same example, the same numbers."""
    X_train, X = splits
    alone = np.concatenate([step(X_train, X[i : i + 1]) for i in range(len(X))])
    np.testing.assert_allclose(step(X_train, X), alone, atol=1e-10)
    np.testing.assert_allclose(step(X_train, X_train[:3]), step(X_train, X_train)[:3], atol=1e-10)


@pytest.mark.parametrize("step", IMAGE_STEPS)
def test_what_becomes_of_an_image_does_not_depend_on_its_split(images, step):
    X_train, X = images
    np.testing.assert_allclose(step(X_train, X)[1:], step(X_train, X[1:]))
    np.testing.assert_allclose(step(X_train, X_train)[:2], step(X_train, X_train[:2]))


@pytest.mark.parametrize("step", (*STEPS, *IMAGE_STEPS))
def test_neither_split_is_changed(splits, images, step):
    X_train, X = images if step in IMAGE_STEPS else splits
    before = X_train.copy(), X.copy()
    step(X_train, X)
    assert np.array_equal(X_train, before[0]) and np.array_equal(X, before[1])


# ---- safe numerics


@pytest.mark.parametrize("constant", [0.0, 0.1, 0.7, 1e4])
def test_a_constant_feature_is_only_centred(rng, constant):
    """np.std of seven times 0.7 is 1e-16, not 0."""
    X_train, X = rng.randn(7, 2), rng.randn(3, 2)
    X_train[:, 0] = constant
    np.testing.assert_allclose(normalize(X_train, X_train)[:, 0], 0, atol=1e-12)
    np.testing.assert_allclose(normalize(X_train, X)[:, 0], X[:, 0] - constant, atol=1e-10)


def test_one_training_example_is_only_subtracted(rng):
    X_train, X = rng.randn(1, 3), rng.randn(4, 3)
    np.testing.assert_allclose(normalize(X_train, X), X - X_train)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_whitening_a_flat_split_keeps_the_axes_it_fills_and_clears_the_others(rng, scale):
    """Rank two in five dimensions, whatever the units; examples off the plane stay finite."""
    X_train = scale * (rng.randn(20, 2) @ rng.randn(2, 5) + 3)
    out = whiten(X_train, X_train)
    np.testing.assert_allclose(covariance(out), np.diag([1, 1, 0, 0, 0]), atol=1e-10)
    off_the_plane = whiten(X_train, X_train + scale * rng.randn(20, 5))
    assert np.all(off_the_plane[:, 2:] == 0) and np.all(np.isfinite(off_the_plane))


def test_fewer_examples_than_features_can_be_whitened(rng):
    X_train = rng.randn(3, 6)
    out = whiten(X_train, X_train)
    np.testing.assert_allclose(covariance(out), np.diag([1, 1, 0, 0, 0, 0]), atol=1e-10)


@pytest.mark.parametrize("step", IMAGE_STEPS)
def test_whole_grey_levels_become_floating_point_before_anything_is_subtracted(images, step):
    X_train, X = images
    exact = step(X_train.astype(float), X.astype(float))
    np.testing.assert_allclose(step(X_train.astype(np.uint8), X.astype(np.uint8)), exact)
    assert exact.min() < 0


# ---- images, and the scales of features


def test_the_mean_image_has_a_number_for_each_channel_of_each_pixel(images):
    out = subtract_mean_image(images[0], images[0])
    np.testing.assert_allclose(out.mean(axis=0), np.zeros((3, 4, 5)), atol=1e-12)


def test_the_channel_means_leave_differences_between_pixels(images):
    out = subtract_channel_mean(images[0], images[0])
    np.testing.assert_allclose(out.mean(axis=(0, 2, 3)), np.zeros(3), atol=1e-12)
    assert np.abs(out.mean(axis=0)).max() > 1


def test_the_range_of_scales_is_that_of_all_features():
    X = np.arange(12.0).reshape(4, 3) * [1, 10, 100]
    smallest, largest = feature_std_range(X)
    assert largest / smallest == pytest.approx(100)


def test_features_of_images_have_almost_the_same_scale():
    """Why the lecture only centres them; measured on the stand-in."""
    from assignment.data_utils import get_CIFAR10_data

    data = get_CIFAR10_data(1000, 0, 0, subtract_mean=False, source="stand-in")
    smallest, largest = feature_std_range(data["X_train"])
    assert 50 < smallest < largest < 1.3 * smallest


# ---- signs


def test_fixed_signs_make_every_right_answer_the_same(splits):
    out = pca(splits[0], splits[1])
    for signs in ([1, 1, 1, 1], [-1, 1, -1, 1], [-1, -1, -1, -1]):
        np.testing.assert_array_equal(fix_signs(out * signs), fix_signs(out))
    assert np.array_equal(np.abs(fix_signs(out)), np.abs(out))


@pytest.mark.parametrize("odd", [None, 3.0, np.zeros(3), np.zeros((0, 2)), "text", [1, 2]])
def test_what_has_no_columns_has_no_signs_to_fix(odd):
    assert fix_signs(odd) is odd
