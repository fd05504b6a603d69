"""`diagnose_loss_curve` against recorded runs, and what no diagnosis may depend on."""

from collections import Counter

import numpy as np
import pytest
from recorded_curves import record

from assignment import recorded_curves
from assignment.diagnostics import (
    BAD_INITIALISATION,
    DIVERGED,
    GOOD,
    TOO_HIGH,
    TOO_LOW,
    diagnose_loss_curve,
    should_stop,
)
from autograder.lab import Case
from labs.babysitting.loss_curves import SHAPES, curve

LABELS = (DIVERGED, TOO_HIGH, TOO_LOW, BAD_INITIALISATION, GOOD)
ALL = {name: record.read(name) for name in ("design", "held_out", "practice")}
DRAWN = {
    "good": GOOD,
    "early bump": GOOD,
    "early bump, then flat": TOO_LOW,
    "flat": TOO_LOW,
    "late": BAD_INITIALISATION,
    "jumping": TOO_HIGH,
    "jumping, then dead": TOO_HIGH,
    "rising": TOO_HIGH,
    "diverged": DIVERGED,
    "one explosion": DIVERGED,
    "nan": DIVERGED,
    "inf": DIVERGED,
    "short": DIVERGED,
}


def curves(*names):
    return [
        pytest.param(label, costs, id=f"{name}-{number}-{label}")
        for name in names
        for number, (label, _, costs) in enumerate(ALL[name])
    ]


# ---- recorded runs


@pytest.mark.parametrize(("label", "costs"), curves("design", "held_out", "practice"))
def test_a_recorded_curve_is_told(label, costs):
    assert diagnose_loss_curve(costs) == label


def test_there_are_enough_of_each_kind_in_both_sets():
    for name in ("design", "held_out"):
        counted = Counter(label for label, _, _ in ALL[name])
        assert set(counted) == set(LABELS)
        assert min(counted.values()) >= 10
        assert sum(counted.values()) >= 60


def test_the_held_out_runs_share_neither_seeds_nor_settings_with_the_others():
    """Half of them were trained on other images altogether, CIFAR-10."""
    seeds = {name: {run.seed for _, run, _ in found} for name, found in ALL.items()}
    assert not seeds["held_out"] & (seeds["design"] | seeds["practice"])
    assert {run.data for _, run, _ in ALL["design"]} == {"stand-in"}
    assert Counter(run.data for _, run, _ in ALL["held_out"])["cifar10"] >= 40


def test_the_borders_lie_between_the_kinds_on_which_they_were_chosen():
    """Of the design and practice runs: what each border has on its two sides."""
    highest, last, second = {}, {}, {}
    for label, _, costs in [*ALL["design"], *ALL["practice"]]:
        if label == DIVERGED:
            continue
        shares, tenth = costs / costs[0], len(costs) // 10 + 1
        highest.setdefault(label, []).append(shares[tenth:].max())
        last.setdefault(label, []).append(shares[-tenth:].mean())
        second.setdefault(label, []).append(shares[tenth : 2 * tenth].mean())
    others = [*highest[GOOD], *highest[TOO_LOW], *highest[BAD_INITIALISATION]]
    assert max(others) < 1.15 < min(highest[TOO_HIGH])
    assert max(*last[GOOD], *last[BAD_INITIALISATION]) < 0.9 < min(last[TOO_LOW])
    assert max(second[GOOD]) < 0.96 < min(second[BAD_INITIALISATION])


def test_the_students_curves_are_recorded_ones():
    for letter, truth in recorded_curves.TRUTH.items():
        costs = recorded_curves.practice_curve(letter)
        found = [c for label, _, c in ALL["practice"] if label == truth]
        assert any(np.array_equal(costs, recorded, equal_nan=True) for recorded in found)
    assert Counter(recorded_curves.TRUTH.values()) == dict.fromkeys(LABELS, 2)


@pytest.mark.parametrize("label", [TOO_LOW, BAD_INITIALISATION, GOOD])
def test_a_quiet_run_can_be_recorded_again(label):
    """The same settings give the same costs; those of restless runs hang on every rounding."""
    run, costs = next((run, costs) for found, run, costs in ALL["design"] if found == label)
    again = record.costs(run)[:60]
    np.testing.assert_allclose(again, costs[:60], rtol=2e-3)


@pytest.mark.claims
def test_a_quiet_run_on_cifar10_can_be_recorded_again():
    run, costs = next((r, c) for found, r, c in ALL["held_out"] if found == GOOD)
    np.testing.assert_allclose(record.costs(run)[:60], costs[:60], rtol=2e-3)


# ---- what a diagnosis may not depend on


def drawn(kind, seed, **settings):
    case = Case(kind, **{"steps": 300, **settings})
    case.reseed(seed)
    return curve(case, kind)


@pytest.mark.parametrize("kind", DRAWN)
def test_a_drawn_curve_is_told_whatever_its_noise(kind):
    assert {diagnose_loss_curve(drawn(kind, seed)) for seed in range(30)} == {DRAWN[kind]}


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("scale", [1e-6, 0.01, 37.0, 1e6])
def test_units_do_not_matter(kind, scale):
    assert diagnose_loss_curve(scale * drawn(kind, 1)) == DRAWN[kind]


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("steps", [50, 51, 99, 1000])
def test_the_length_does_not_matter(kind, steps):
    assert diagnose_loss_curve(drawn(kind, 2, steps=steps)) == DRAWN[kind]


@pytest.mark.parametrize(("label", "costs"), curves("practice"))
def test_every_third_cost_tells_the_same_of_quiet_runs(label, costs):
    if label != TOO_HIGH:  # its jumps may fall between
        assert diagnose_loss_curve(costs[::3]) == label


@pytest.mark.parametrize("kind", DRAWN)
def test_a_list_is_as_good_as_an_array_and_nothing_is_changed(kind):
    costs = drawn(kind, 3)
    before = costs.copy()
    assert diagnose_loss_curve(costs.tolist()) == diagnose_loss_curve(costs)
    np.testing.assert_array_equal(costs, before)


@pytest.mark.parametrize("kind", DRAWN)
def test_a_curve_has_diverged_just_when_it_should_be_stopped(kind):
    costs = drawn(kind, 4)
    assert should_stop(costs) == (diagnose_loss_curve(costs) == DIVERGED)


# ---- the hidden cases keep clear of every border


@pytest.mark.parametrize("kind", sorted(set(SHAPES) - {"nan", "inf"}))
@pytest.mark.parametrize("steps", [60, 300, 3000])
def test_drawn_curves_keep_clear_of_every_border(kind, steps):
    """Wherever a tenth is taken to end, and whether levels are averages, medians or lowest."""
    for seed in range(20):
        shares = drawn(kind, seed, steps=steps)
        shares = shares / shares[0]
        if DRAWN[kind] == DIVERGED:
            assert shares.max() > 3.5
            continue
        tenth = steps // 10
        jump = shares[int(0.8 * tenth) :].max()
        assert jump < 1.1 or 1.3 < jump < 2.7
        if DRAWN[kind] == TOO_HIGH:
            continue
        last, second = shares[-2 * tenth // 3 :], shares[tenth : 2 * tenth]
        assert last.max() < 0.88 or last.min() > 0.93
        assert second.min() < 0.94 or np.mean(second) > 0.985
        assert np.mean(second) < 0.94 or np.mean(second) > 0.985
