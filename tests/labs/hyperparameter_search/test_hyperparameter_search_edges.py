"""Attempts that are right for the usual and wrong at an edge of a docstring lose a part."""

# ruff: noqa: E501 - an attempt is a line of code on a line

import pytest
from wrong_attempts import attempt, lost

from autograder import labs
from autograder.oracle import Oracle, reference_package
from autograder.student.checking.program import run
from autograder.student.checking.verdict import findings

LAB = labs.load("hyperparameter_search")
SEEDS = (3, 4)

SAMPLES = "samples = np.exp(np.random.uniform(np.log(low), np.log(high), size))"
VALUES = "values = np.geomspace(low, high, num)"
COMBINATIONS = "for combination in itertools.product(*values.values()):"
APPEND = "trials.append((settings, evaluate(settings)))"
COLUMNS = "columns = {knob: draw(low, high, num_trials) for knob, (low, high) in ranges.items()}"
BEST = "best = max(trials, key=lambda trial: np.nan_to_num(trial[1], nan=-np.inf))"
PLACE = "place = np.log(value / low) / np.log(high / low)"
SIDE = "side = at_boundary(best, low, high)"
STAGES = "for num_epochs in epochs:"
RANGES = "ranges = {knob: next_range(best[knob], *ends) for knob, ends in ranges.items()}"
BEGIN = "trials.append((dict(start), evaluate(start)))"
TURN = "for knob, values in knobs.items():"
LOOK = "score = find_score(settings)"
COUNT = "count = len({settings[knob] for settings, _ in trials})"
FOLLOW = "best_scores = np.fmax.accumulate(scores)"
ASK = "if should_stop(loss_history[:count]):"


def then(old, new, indent="    "):
    return old, f"{old}\n{indent}{new}"


MAGNITUDE = [
    ("log_uniform", then(SAMPLES, "samples = np.clip(samples, 1e-8, 900)")),
    ("log_grid", then(VALUES, "values = np.round(values, 6)")),
    ("log_grid", then(VALUES, "values = np.maximum(values, 1e-7)")),
    ("next_range", ("    side = at", "    low = max(low, 1e-8)\n    side = at")),
    ("next_range", ("return new_low, new_high", "return max(new_low, 1e-12), new_high")),
    ("best_trial", (BEST, BEST.replace("np.nan_to_num(trial[1], nan=-np.inf)", "np.round(np.nan_to_num(trial[1], nan=-np.inf), 4)"))),
    ("best_trial", (BEST, BEST.replace("nan=-np.inf", "nan=-0.5"))),
    ("best_so_far", then(FOLLOW, "best_scores = np.minimum(best_scores, 1.0)")),
    ("best_so_far", then(FOLLOW, "best_scores = np.maximum(best_scores, 0.0)")),
    ("distinct_values", (COUNT, COUNT.replace("settings[knob] for", "round(settings[knob], 6) for"))),
]  # fmt: skip
SIZE = [
    ("log_uniform", then(SAMPLES, "samples = samples.item() if np.size(samples) == 1 and size else samples")),
    ("log_uniform", (SAMPLES, "size = min(size, 1000) if size else size\n    " + SAMPLES)),
    ("log_grid", then(VALUES, "values = values[:10]")),
    ("grid_search", (COMBINATIONS, "for combination in itertools.islice(itertools.product(*values.values()), 10):")),
    ("grid_search", (COMBINATIONS, "if len(values) < 2: return trials\n    " + COMBINATIONS)),
    ("grid_search", (COMBINATIONS, "values = dict(list(values.items())[:4])\n    " + COMBINATIONS)),
    ("random_search", (COLUMNS, "num_trials = min(num_trials, 10)\n    " + COLUMNS)),
    ("random_search", (COLUMNS, "assert num_trials > 1\n    " + COLUMNS)),
    ("best_trial", (BEST, BEST.replace("max(trials", "max(trials[:10]"))),
    ("best_trial", (BEST, "assert len(trials) > 1\n    " + BEST)),
    ("coarse_to_fine", (STAGES, "for num_epochs in epochs[:10]:")),
    ("coarse_to_fine", (RANGES, "ranges = {knob: next_range(best[knob], *ranges[knob]) for knob in ('learning_rate', 'reg')}")),
    ("greedy_search", (TURN, "for knob, values in list(knobs.items())[:3]:")),
    ("greedy_search", ("for value in values:", "for value in values[:10]:")),
    ("distinct_values", (COUNT, "count = min(10, len({settings[knob] for settings, _ in trials}))")),
    ("best_so_far", ("scores = [trial[1] for trial in trials]", "scores = [trial[1] for trial in trials[:10]]")),
    ("stopping_iteration", ("range(1, len(loss_history))", "range(1, min(20, len(loss_history)))")),
]  # fmt: skip
EDGES = [
    ("grid_search", (APPEND, "score = evaluate(settings)\n        if score: trials.append((settings, score))")),
    ("grid_search", (APPEND, "score = evaluate(settings)\n        if score == score: trials.append((settings, score))")),
    ("grid_search", (APPEND, "trials.append((settings, max(0, evaluate(settings))))")),
    ("random_search", (APPEND, "score = evaluate(settings)\n        if score: trials.append((settings, score))")),
    ("random_search", (APPEND, "score = evaluate(settings)\n        if score >= 0: trials.append((settings, score))")),
    ("random_search", (COLUMNS, COLUMNS.replace("in ranges.items()", "in [(k, list(r) if isinstance(r, list) else 1) for k, r in ranges.items()]"))),
    ("at_boundary", (PLACE, "margin = margin or 0.1\n    " + PLACE)),
    ("at_boundary", (PLACE, "margin = min(margin, 0.3)\n    " + PLACE)),
    ("at_boundary", (PLACE, "assert low < value < high\n    " + PLACE)),
    ("at_boundary", then(PLACE, "place = 1 if place == 0 else place")),
    ("next_range", then(SIDE, "low, high = min(low, best), max(high, best)")),
    ("next_range", (SIDE, "side = 'inside' if best in (low, high) else at_boundary(best, low, high)")),
    ("next_range", (SIDE, "side = at_boundary(best, low, high, margin=0.01)")),
    ("greedy_search", (BEGIN, "trials.append((dict(start), evaluate(start) or -1.0))")),
    ("greedy_search", (APPEND, "trials.append((settings, max(0.0, evaluate(settings))))")),
    ("best_trial", (BEST, "best = max(trials, key=lambda trial: np.nan_to_num(trial[1] or -np.inf, nan=-np.inf))")),
    ("best_trial", (BEST, "best = max([t for t in trials if t[1] == t[1]], key=lambda trial: trial[1])")),
    ("evaluate_once", ("if score is None:", "if score is None or score < 0:")),
    ("stopping_iteration", (ASK, "if should_stop(loss_history[:count]) is True:")),
    ("stopping_iteration", ("range(1, len(loss_history))", "range(2, len(loss_history))")),
    ("stopping_iteration", ("iterations = len(loss_history)", "iterations = len(loss_history) - 1")),
    ("best_so_far", (FOLLOW, "best_scores = np.maximum.accumulate(scores)")),
]  # fmt: skip
STATE = [
    ("log_uniform", (SAMPLES, "samples = globals().setdefault('drawn', {}).setdefault((low, high, size), np.exp(np.random.uniform(np.log(low), np.log(high), size)))")),
    ("log_uniform", (SAMPLES, "np.random.seed(0)\n    " + SAMPLES)),
    ("log_uniform", (SAMPLES, "samples = np.resize(np.exp(np.random.uniform(np.log(low), np.log(high), min(size or 1, 1000))), size or ())")),
    ("random_search", (COLUMNS, "drawn = {}\n    columns = {knob: drawn.setdefault(tuple(r), draw(*r, num_trials)) for knob, r in ranges.items()}")),
    ("evaluate_once", (LOOK, "score = globals().setdefault('log', {}).setdefault(len(settings), find_score(settings))")),
]  # fmt: skip
SHARING = [
    ("grid_search", ("    return trials", "    values.clear()\n    return trials")),
    ("grid_search", (COMBINATIONS, "for column in values.values(): column.sort(reverse=True)\n    " + COMBINATIONS)),
    ("random_search", ("    return trials", "    ranges.clear()\n    return trials")),
    ("best_trial", (BEST, "trials.sort(key=lambda trial: -np.nan_to_num(trial[1], nan=-np.inf))\n    best = trials[0]")),
    ("best_trial", then(BEST, "best[0]['best'] = best[0].pop('reg')\n    best[0]['reg'] = best[0].pop('best') * 2")),
    ("coarse_to_fine", (STAGES, "epochs.append(epochs[-1])\n    for num_epochs in epochs[:-1]:")),
    ("greedy_search", (TURN, "for knob in list(knobs):\n        values = knobs.pop(knob)")),
    ("evaluate_once", (LOOK, LOOK + "\n    settings['seen'] = 1")),
    ("distinct_values", (COUNT, "trials.sort(key=lambda trial: trial[0][knob])\n    " + COUNT)),
    ("best_so_far", (FOLLOW, "trials.reverse()\n    " + FOLLOW)),
    ("stopping_iteration", ("iterations = len(loss_history)", "iterations = len(loss_history)\n    loss_history *= 1.1")),
]  # fmt: skip
KINDS = {"magnitude": MAGNITUDE, "size": SIZE, "edges": EDGES, "state": STATE, "sharing": SHARING}


@pytest.fixture(scope="module", params=SEEDS)
def oracle(request):
    return Oracle(LAB, request.param)


@pytest.mark.parametrize("kind", KINDS)
def test_each_attempt_at_the_edge_loses_a_part(oracle, kind):
    kept = [
        f"{question}: {edits}"
        for question, *edits in KINDS[kind]
        if not lost(oracle, LAB[question], *edits)
    ]
    assert not kept, "\n".join(kept)


def test_what_is_wrong_for_more_than_ten_loses_one_property(oracle):
    attempts = [attempt for attempt in SIZE if "[:10]" in attempt[1][1]]
    for question, *edits in attempts:
        assert lost(oracle, LAB[question], *edits) == {"all that the docstring allows"}
    assert len(attempts) > 3


def message_of(oracle, question, *edits):
    """Return the first message on a property that the attempt loses in its first case."""
    with reference_package(attempt(question, *edits).apply(oracle.sources)) as package:
        prepared = oracle.cases[question.id][0]
        outputs, watched = run(prepared.program, package.import_module)
        found = findings(question.name, prepared.expected, outputs, watched, lambda name: "")
    return str(next(one.message for one in found if not one.holds))


def test_messages_speak_of_what_the_student_returned(oracle):
    """Not of the table that the check has made of it, and not of an axis without a name."""
    grid, draw = LAB["grid_search"], LAB["log_uniform"]
    said = message_of(oracle, grid, (APPEND, "trials.append(settings)"))
    assert "a list of tuples (settings, score) with every knob" in said and "shape" not in said
    said = message_of(oracle, grid, ("    return trials", "    return trials[:-1]"))
    assert "settings has 5 entries, expected 6." in said
    said = message_of(oracle, draw, (SAMPLES, "samples = np.random.uniform(low, high, size)"))
    assert "samples (the places on the logarithmic axis, as normal scores) has" in said
    said = message_of(oracle, draw, (SAMPLES, "samples = 0.1"))
    assert "has shape ()" in said
