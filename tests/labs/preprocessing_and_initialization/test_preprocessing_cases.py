"""The inputs of the cases hang on no rounding: axes, signs, thresholds and kinks are clear."""

import numpy as np
import pytest

from assignment.preprocessing import pca, whiten
from autograder import labs
from autograder.domain import DrawnCase
from labs.preprocessing_and_initialization.axes import cloud_splits, drawn_splits
from labs.preprocessing_and_initialization.depth import (
    CLEAR,
    DRAWN_CLEAR,
    close_to_zero,
    stack,
    units,
)
from labs.preprocessing_and_initialization.tables import table_splits
from labs.preprocessing_and_initialization.weights import (
    copied_units,
    units_apart,
)

LAB = labs.load("preprocessing_and_initialization")
SEEDS, FEWER = range(60), range(20)


def cases_of(*question_ids):
    """Every case written by hand of some questions, with each seed in turn."""
    for question_id in question_ids:
        for case in LAB[question_id].cases:
            for seed in SEEDS if not isinstance(case, DrawnCase) else ():
                case.reseed(seed)
                yield case


def drawn_cases_of(*question_ids):
    """Every case that is drawn from a domain: hidden ones with each seed, public as released."""
    for question_id in question_ids:
        for case in LAB[question_id].cases:
            for seed in (FEWER if not case.public else (0,)) if isinstance(case, DrawnCase) else ():
                case.reseed(seed)
                yield case


def test_a_constant_feature_is_told_by_every_threshold_and_by_no_comparison_with_zero():
    seen = 0
    for case in cases_of("normalize"):
        X_train, _ = table_splits(case)
        std = X_train.std(axis=0)
        if getattr(case, "flat", False):
            assert 0 < std[0] < 1e-15 and std[1] == 0
            assert X_train.astype(np.float32).std(axis=0)[0] < 1e-6 / 2
            std, seen = std[2:], seen + 1
        if case.m > 1:
            assert std.min() > 1e-3
    assert seen == len(SEEDS)


def test_where_cases_are_drawn_no_feature_is_close_to_the_threshold():
    for case in drawn_cases_of("normalize"):
        std = table_splits(case)[0].std(axis=0)
        if hasattr(case, "spread"):
            assert np.isclose(std[-1], case.spread) and not 5e-7 < std[-1] < 2e-6
            std = std[:-1]
        assert std.min() > 5e-6


def test_a_validation_split_has_other_statistics_than_the_training_split():
    for case in cases_of("zero_center"):
        X_train, X = table_splits(case)
        if X is not None:
            assert np.abs(X.mean(axis=0) - X_train.mean(axis=0)).max() > 0.1


@pytest.mark.parametrize("question_id", ["pca", "whiten"])
def test_variances_are_far_from_each_other_and_from_the_threshold(question_id):
    for case in cases_of(question_id):
        X_train, _ = cloud_splits(case)
        variances = np.linalg.eigvalsh(np.cov(X_train.T))[::-1] / np.cov(X_train.T).trace()
        kept = variances[variances > 1e-3]
        flat = variances[len(kept) :]
        assert np.all(kept[1:] < 0.61 * kept[:-1])
        assert np.all(np.abs(flat) < 1e-9)
    for case in drawn_cases_of(question_id):
        X_train, _ = drawn_splits(case)
        variances = np.linalg.eigvalsh(np.atleast_2d(np.cov(X_train.T)))[::-1]
        shares = variances / variances[0]
        kept = shares[shares > 1e-3]
        assert np.all(kept[1:] < 0.82 * kept[:-1])  # of twelve axes each has a tenth less spread
        assert np.all(shares[len(kept) :] < 8e-6)


@pytest.mark.parametrize("question_id", ["pca", "whiten"])
def test_no_sign_of_a_column_hangs_on_a_tie(question_id):
    for case in cases_of(question_id):
        X_train, X = cloud_splits(case)
        for step in (pca, whiten):
            out = step(X_train, X_train if X is None else X)
            significant = np.abs(out).max(axis=0) > 1e-4 * np.abs(out).max()
            lead = np.abs(out.max(axis=0) + out.min(axis=0)) / np.abs(out).max(axis=0).clip(1e-30)
            assert np.all(lead[significant] > 0.04)
    for case in drawn_cases_of(question_id):
        X_train, X = drawn_splits(case)
        out = pca(X_train, X)[:, : case.m - 1]  # the others are 0
        assert np.all(np.abs(out.max(axis=0) + out.min(axis=0)) > 0.04 * np.abs(out).max(axis=0))


def count_apart(case):
    """How many units of a case that is about to draw are different."""
    state = case.random.get_state()
    share = case.random.rand() if case.share == "any" else case.share
    case.random.set_state(state)
    return max(1, int(share * case.h))


def test_as_many_units_differ_as_a_case_says():
    for case in cases_of("count_distinct_units"):
        w = copied_units(case)
        assert w.shape == (case.d, case.h)
        gaps = np.abs(w[:, :, None] - w[:, None, :]).max(axis=0)
        assert not np.any((gaps > 1e-7) & (gaps < 5e-5))
        assert len(np.unique(gaps < 1e-6, axis=0)) == case.distinct
    for case in drawn_cases_of("count_distinct_units"):
        distinct = count_apart(case)
        w = units_apart(case)
        gaps = np.abs(w[:, :, None] - w[:, None, :]).max(axis=0)
        assert not np.any((gaps > 5e-7) & (gaps < 2e-6))
        assert len(np.unique(gaps < 1e-6, axis=0)) == distinct


def test_no_unit_is_on_the_kink_of_relu_and_in_every_layer_some_are_on_and_some_off():
    for case in cases_of("layer_outputs", "layer_gradients"):
        h, weights = stack(case)
        for w in weights:
            z = h @ w
            assert np.abs(z).min() > CLEAR
            assert 0.2 < np.mean(z > 0) < 0.9
            h = np.tanh(z) if case.activation == "tanh" else np.maximum(z, 0)
    for case in drawn_cases_of("layer_outputs"):
        x, weights = stack(case)
        if case.activation == "relu":
            inputs = units(case, x, weights)
            assert not close_to_zero(inputs, drawn=True).any() and DRAWN_CLEAR > 1e-5
            assert all(np.mean(z > 0) > 0.2 for z in inputs)
