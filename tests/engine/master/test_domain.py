"""Domains: every edge under every seed, whatever else is drawn, and only what is allowed."""

import itertools

import numpy as np
import pytest

from autograder import labs
from autograder.case import Case, Manner, laid_out
from autograder.course import current
from autograder.domain import Domain, arrays, between, hidden, like, manner

SEEDS = range(60)
SIZES = Domain(
    n=[1, between(2, 9), like("m"), hidden(1001, public=101)],
    m=[1, between(2, 9), between(11, 15)],
    x=arrays("n", "m", scale=[1e-3, 1, 100], dtype=["float64", hidden("float32")]),
    allowed=lambda case: case.n * case.m <= 9 * 1001,
)


def settings_of(domain, seed, *, public=False):
    """The settings of the cases of a domain under a seed."""
    cases = [case for case in domain.cases("edges") if case.public == public]
    for case in cases:
        case.reseed(seed)
    return [dict(case.settings) for case in cases]


def test_every_level_is_met_under_every_seed():
    for seed in SEEDS:
        dealt = settings_of(SIZES, seed)
        rows, columns = [each["n"] for each in dealt], [each["m"] for each in dealt]
        assert len(dealt) == 4
        assert {1, 1001} <= {*rows}
        assert any(2 <= n <= 9 for n in rows)
        assert any(n == m != 1 for n, m in zip(rows, columns))
        assert 1 in columns and any(2 <= m <= 9 for m in columns) and max(columns) >= 11
        manners = [each["x"] for each in dealt]
        assert {manner.scale for manner in manners} == {1e-3, 1, 100}
        assert {manner.dtype for manner in manners} == {"float64", "float32"}
        assert {manner.layout for manner in manners} == {"C", "F", "[::2]", "[::-1]"}


def test_what_is_drawn_from_a_range_is_in_it_and_reaches_both_ends():
    domain = Domain(whole=[between(3, 5)], broken=[between(0.5, 2.0)], pair=[(between(1, 2), 7)])
    dealt = [each for seed in SEEDS for each in settings_of(domain, seed)]
    assert {each["whole"] for each in dealt} == {3, 4, 5}
    assert {each["pair"] for each in dealt} == {(1, 7), (2, 7)}
    broken = [each["broken"] for each in dealt]
    assert all(type(number) is float for number in broken)
    assert 0.5 <= min(broken) < 0.6 and 1.9 < max(broken) <= 2.0


def test_two_seeds_seldom_share_a_combination():
    combinations = [{repr(each) for each in settings_of(SIZES, seed)} for seed in range(40)]
    pairs = [*itertools.combinations(combinations, 2)]
    assert sum(bool(one & other) for one, other in pairs) < len(pairs) / 10


@pytest.mark.parametrize("name", labs.names())
def test_seeds_of_a_lab_seldom_share_the_cases_of_a_question(name):
    """Of the questions whose domains have much to draw: three settings or more."""
    seen = 0
    for question in labs.load(name).checked.values():
        drawn = [case for case in question.cases if hasattr(case, "dealt") and not case.public]
        wide = [case for case in drawn if len(case.dealt.domain.settings) > 2]
        if not wide:
            continue
        deals = set()
        for seed in range(10):
            for case in wide:
                case.reseed(seed)
            deals.add(repr([case.settings for case in wide]))
        assert len(deals) >= 8, question.id
        seen += 1
    assert seen >= 3 or name not in current().rules.labs


def test_what_is_to_meet_meets_under_every_seed_in_a_hidden_case_of_its_own():
    also = [{"n": between(3, 5), "m": like("n"), "x": manner(1e-4)}, {"n": 7, "m": 2, "calls": 2}]
    domain = Domain(also=also, **SIZES.settings)
    for seed in SEEDS:
        *dealt, square, twice = settings_of(domain, seed)
        assert len(dealt) == 4
        assert square["n"] == square["m"] in (3, 4, 5) and square["x"] == Manner(1e-4)
        assert twice == {"n": 7, "m": 2, "x": Manner(), "calls": 2}
        assert len(settings_of(domain, seed, public=True)) == 4
    assert len({settings_of(domain, seed)[4]["n"] for seed in SEEDS}) == 3


def test_two_calls_take_turns_where_rows_are_few_if_there_is_such_a_case():
    domain = Domain(n=[1, 2000, 1], m=[1])
    for seed in SEEDS:
        twice = [each["n"] for each in settings_of(domain, seed) if "calls" in each]
        assert twice == [1]


def test_the_same_seed_deals_the_same():
    assert settings_of(SIZES, 7) == settings_of(SIZES, 7) != settings_of(SIZES, 8)


def test_only_what_is_allowed_meets():
    for seed in SEEDS:
        domain = Domain(a=[0, 1, 2, 3], b=[0, 1, 2, 3], allowed=lambda case: case.a + case.b == 3)
        assert sorted((each["a"], each["b"]) for each in settings_of(domain, seed)) == [
            (0, 3),
            (1, 2),
            (2, 1),
            (3, 0),
        ]


def test_where_nothing_is_allowed_is_an_error_that_names_the_settings():
    domain = Domain(rows=[1, 2], columns=[3], allowed=lambda case: case.rows > 1)
    with pytest.raises(ValueError, match="allowed: rows, columns"):
        domain.cases("edges")[0].reseed(0)


def test_like_is_the_other_setting_and_never_one_of_one():
    for seed in SEEDS:
        domain = Domain(n=[like("m"), 4], m=[1, between(2, 5)])
        dealt = settings_of(domain, seed)
        assert any(each["n"] == each["m"] for each in dealt)
        (one,) = [each for each in dealt if each["m"] == 1]
        assert one["n"] == 4


def test_a_hidden_level_is_in_no_public_case():
    for seed in SEEDS:
        assert {each["n"] for each in settings_of(SIZES, seed)} >= {1001}
    public = settings_of(SIZES, 0, public=True)
    assert 101 in {each["n"] for each in public}
    assert 1001 not in {each["n"] for each in public}
    assert {each["x"].dtype for each in public} == {"float64"}


def test_a_question_may_have_no_public_cases():
    assert not [case for case in SIZES.cases("edges", public=False) if case.public]
    assert [case for case in SIZES.cases("edges") if case.public]


def test_public_cases_are_dealt_once_and_for_all():
    """The grader and the release take them with seed 0, whatever the course's seed is."""
    assert all(case.practice == case.public for case in SIZES.cases("edges"))
    first = settings_of(SIZES, 0, public=True)
    assert first == settings_of(SIZES, 0, public=True)


def test_public_cases_have_every_level_of_theirs():
    public = settings_of(SIZES, 0, public=True)
    assert {1, 101} <= {each["n"] for each in public}
    assert {each["x"].scale for each in public} == {1e-3, 1, 100}
    assert {each["x"].layout for each in public} == {"C", "F", "[::2]", "[::-1]"}


def test_a_layout_is_dealt_only_where_it_shows():
    for seed in SEEDS:
        for each in settings_of(SIZES, seed):
            layout, n, m = each["x"].layout, each["n"], each["m"]
            array = laid_out(np.zeros((n, m)), layout)
            assert array.shape == (n, m)
            assert layout == "C" or array.strides != np.zeros((n, m)).strides
            assert layout != "F" or (n > 1 and m > 1)
            assert layout != "[::-1]" or n > 1


@pytest.mark.parametrize(
    ("layout", "strides"),
    [("C", (24, 8)), ("F", (8, 32)), ("[::2]", (48, 16)), ("[::-1]", (-24, 8))],
)
def test_a_layout_has_its_strides_and_the_same_numbers(layout, strides):
    values = np.arange(12.0).reshape(4, 3)
    array = laid_out(values, layout)
    assert array.strides == strides
    np.testing.assert_array_equal(array, values)
    assert not np.shares_memory(array, values) or layout == "C"


def test_there_is_no_other_layout():
    with pytest.raises(ValueError, match="no memory layout 'G'"):
        laid_out(np.zeros(3), "G")


def test_a_case_makes_its_array_in_the_manner_that_is_dealt():
    case = Case("large", x=Manner(scale=100.0, dtype="float32", layout="F"))
    x = case.array("x", 30, 20)
    assert x.dtype == np.float32 and x.flags.f_contiguous and not x.flags.c_contiguous
    assert 80 < x.std() < 120
    assert np.abs(x).min() >= 0.99, "none within a hundredth of the scale"
    usual = Case("as usual").array("x", 3, 2)
    assert usual.dtype == np.float64 and usual.flags.c_contiguous


def test_what_is_drawn_is_told_in_a_students_words():
    (case,) = Domain(n=[3], x=arrays("n", scale=[100.0], layout=["[::2]"])).cases(
        "edges", public=False
    )
    case.reseed(0)
    assert case.drawn == "n = 3, x ~ 100 [::2]"
    assert case.name == case.tests == "edges"


def test_cases_of_one_domain_differ_in_their_random_numbers():
    one, other = Domain(n=[5, 5]).cases("edges", public=False)
    for case in (one, other):
        case.reseed(3)
    assert not np.array_equal(one.randn(5), other.randn(5))
