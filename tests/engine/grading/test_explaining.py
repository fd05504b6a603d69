"""Explanations: general relations are found in any question, and nothing is told that is not so.

Answers are made from the reference's own, changed in one way, and judged without a sandbox.
"""

import ast

import numpy as np
import pytest

from autograder import labs
from autograder.grading.answers import Failure
from autograder.grading.explaining.explain import diagnosis_of
from autograder.grading.explaining.in_part import ranged
from autograder.grading.explaining.slip_edits import with_ticks
from autograder.grading.explaining.slips import Version, answered, slips_of
from autograder.isolate.inside import wire
from autograder.oracle import oracle_of, reference_package
from autograder.student.checking.program import run


@pytest.fixture(scope="module")
def oracle():
    return oracle_of(labs.load("two_layer_net"))


def told(oracle, question_id, change):
    """Return what is told of a question where `change(name, value, case)` makes each answer."""
    question = oracle.lab[question_id]
    sent = []
    for case in oracle.asked(question_id):
        outputs = {
            name: change(name.partition(" (")[0], value, case)
            for name, value in case.expected.outputs.items()
        }
        outputs = {name: as_sent(value) for name, value in outputs.items()}
        frame = {"outputs": outputs, "watched": dict(case.expected.watched)}
        sent.append(wire.packed(frame)[4:])
    found = diagnosis_of(oracle, question, tuple(sent), ())
    return found.id if found else None


def as_sent(value):
    """Return an output as a worker sends it."""
    return value.item() if np.ndim(value) == 0 and isinstance(value, np.generic) else value


def only(output, change):
    """Change one output alone."""
    return lambda name, value, case: change(value) if name == output else value


@pytest.mark.parametrize(
    ("output", "change", "expected"),
    [
        ("dw", lambda v: 2 * v, "relation.factor"),
        ("dw", lambda v: 1.7 * v, "relation.factor"),
        ("dx", lambda v: -v, "relation.sign"),
        ("dx", np.zeros_like, "relation.zero"),
        ("db", lambda v: v[:, None], "relation.axis_kept"),
        ("db", lambda v: v[None], "db_keepdims"),
        ("dx", lambda v: v.reshape(len(v), -1), "dx_not_reshaped"),
        ("dw", lambda v: v.ravel(), "relation.flattened"),
        ("dw", lambda v: v.T.copy(), "dw_transposed"),
        ("dw", lambda v: v.T.reshape(v.shape), "relation.reshaped"),
        ("dw", lambda v: v + 0.25, "relation.constant_added"),
        ("dw", lambda v: v + np.arange(v.shape[1]), "relation.constant_added_to_columns"),
        ("dw", lambda v: v * np.arange(1, 1 + v.shape[1]), "relation.factor_of_columns"),
        ("dw", lambda v: v * np.arange(1, 1 + len(v))[:, None], "relation.factor_of_rows"),
        ("dw", np.trunc, "relation.whole"),
        ("dw", lambda v: np.round(v, 2), "relation.rounded"),
        ("dw", lambda v: np.clip(v, None, 0.5), "relation.clipped"),
        ("dw", np.abs, "relation.absolute"),
        ("dw", np.square, "relation.squared"),
        ("dw", lambda v: np.where(np.arange(len(v))[:, None] < 2, v, 7), "relation.first_only"),
        ("dw", lambda v: np.concatenate([v, v[:1] * 0]), "relation.too_many_at_end"),
        ("dw", lambda v: np.where(v > 0.5, 0, v), "relation.some_zero"),
        ("dw", lambda v: np.where(v > 0.5, 1.7 * v, v), "relation.factor_in_part"),
        ("dw", lambda v: np.where(v > 0.5, v + 0.3, v), "relation.constant_in_part"),
        ("dw", lambda v: np.where((v > 0.5) | (v < -2), -v, v), "relation.some_signs"),
        ("dw", lambda v: np.cumsum(v, axis=0), "relation.cumulated"),
    ],
)  # fmt: skip
def test_a_relation_is_found_in_one_output(oracle, output, change, expected):
    found = told(oracle, "affine_backward", only(output, change))
    assert found and found.endswith(expected)


def test_two_outputs_in_each_others_place_are_seen(oracle):
    def change(name, value, case):
        outputs = case.expected.outputs
        call = next(full for full, right in outputs.items() if right is value)[len(name) :]
        return outputs[{"dx": "dw", "dw": "dx"}.get(name, name) + call]

    assert told(oracle, "affine_backward", change) == "relation.other_output"


@pytest.mark.parametrize("seed", range(12))
def test_numbers_without_a_relation_are_told_nothing(oracle, seed):
    """What is not so is not said: noise, on all numbers, on some, on some cases or in part."""
    random = np.random.RandomState(seed)

    def change(name, value, case):
        value = np.asarray(value, float)
        noise = random.standard_normal(value.shape) * random.choice([0.01, 1, 100])
        if seed % 3 == 1:
            noise = noise * (random.uniform(size=value.shape) < 0.5)
        if seed % 3 == 2:
            noise = noise + 0.3 * value
        return value + noise

    for question in ("affine_forward", "affine_backward", "relu_backward", "softmax_loss"):
        assert told(oracle, question, change) is None


def test_a_single_number_shows_only_what_is_listed(oracle):
    """A loss that is 1.7 times too large has no name; twice, N times and 1/N have one."""

    def factor(of):
        return only("loss", lambda value: value * of)

    assert told(oracle, "softmax_loss", factor(1.7)) is None
    assert told(oracle, "softmax_loss", factor(2.0)) == "relation.factor"
    assert told(oracle, "softmax_loss", factor(1 / np.log(2))) == "relation.base"

    def not_averaged(name, value, case):
        gradient = next(v for n, v in case.expected.outputs.items() if n.startswith("dx"))
        return value * len(gradient) if name == "loss" else value

    assert told(oracle, "softmax_loss", not_averaged).endswith("loss_not_averaged")


def test_the_constant_in_a_logarithm_is_worked_out(oracle):
    def change(name, value, case):
        if name != "loss":
            return value
        outputs = case.expected.outputs
        call = next(full for full, right in outputs.items() if right is value)[len(name) :]
        gradient = outputs["dx" + call]
        right_class = gradient.argmin(axis=1)  # the one where it is negative
        p = 1 + len(gradient) * gradient[np.arange(len(gradient)), right_class].astype(float)
        return float(-np.mean(np.log(p + 1e-4)))

    assert told(oracle, "softmax_loss", change) == "relation.constant_in_logarithm"


def of_error(oracle, question_id, kind, message, function):
    frames = (("assignment/layers.py", 7),)
    failure = Failure("error", kind, message, function, frames if function else ())
    count = len(oracle.programs(question_id))
    found = diagnosis_of(oracle, oracle.lab[question_id], (failure,) * count, ())
    return found and (found.id, str(found.hint))


@pytest.mark.parametrize(
    ("kind", "message", "id"),
    [
        ("NameError", "name 'flat' is not defined", "error.misspelt_name"),
        ("UnboundLocalError", "cannot access local variable 'dx' where …", "error.set_too_late"),
        ("KeyError", "'W1'", "error.missing_key"),
        ("TypeError", "unsupported operand type(s) for @: 'tuple' and 'float'",
         "error.tuple_not_unpacked"),
        ("AttributeError", "'NoneType' object has no attribute 'T'", "error.none_used"),
        ("ValueError", "operands could not be broadcast together with shapes (3,4) (3,) ",
         "error.shapes"),
        ("SyntaxError", "invalid syntax", "error.syntax"),
        ("IndexError", "index 9 is out of bounds for axis 0 with size 3", "error.index_too_large"),
    ],
)  # fmt: skip
def test_an_error_tells_what_its_message_states(oracle, kind, message, id):
    found, hint = of_error(oracle, "affine_forward", kind, message, "affine_forward")
    assert found == id and hint.startswith("assignment/layers.py, line 7: ")


@pytest.mark.parametrize("kind", ["ValueError", "IndexError", "RuntimeError", "Exception"])
def test_the_type_of_an_error_alone_tells_nothing(oracle, kind):
    assert of_error(oracle, "affine_forward", kind, "", "affine_forward") is None
    assert of_error(oracle, "affine_forward", kind, "todo", "affine_forward") is None


def test_an_error_of_the_check_is_no_error_of_the_students(oracle):
    """It reads a name of what came: whether that is there is what there is to say."""
    missing = of_error(oracle, "two_layer_net_gradients", "NotThere", "W1|dict|", "")
    named = of_error(oracle, "two_layer_net_gradients", "NotThere", "W1|dict|dW1, b1", "")
    assert missing[0] == "error.not_returned" and named[0] == "error.name_missing"
    assert of_error(oracle, "two_layer_net_gradients", "KeyError", "'W1'", "") is None


def slip(oracle, question_id, old, new):
    """Return what is told of a question answered by the reference with one line of it changed."""
    question = oracle.lab[question_id]
    file = question.module.replace(".", "/") + ".py"
    assert oracle.sources[file].count(old) == 1
    sources = {**oracle.sources, file: oracle.sources[file].replace(old, new)}
    sent = []
    with reference_package(sources) as package:
        for case in oracle.asked(question_id):
            outputs, watched = run(case.program, package.import_module)
            outputs = {name: as_sent(value) for name, value in outputs.items()}
            sent.append(wire.packed({"outputs": outputs, "watched": watched})[4:])
    return diagnosis_of(oracle, question, tuple(sent), ())


@pytest.mark.parametrize(
    ("question", "old", "new", "expected"),
    [
        ("softmax_loss", "dx[rows, y] -= 1", "dx[rows, y] += 1", "slip.sign"),
        ("svm_loss", "x - correct + 1.0", "x - correct + 2.0", "slip.number"),
        ("svm_loss", "dx[rows, y] -= dx.sum(axis=1)", "dx[rows, y] -= dx.max(axis=1)", None),
    ],
)
def test_a_slip_is_told_where_right_code_with_it_gives_the_same(
    oracle, question, old, new, expected
):
    """The last one is no slip that is looked for, and nothing else it could be."""
    found = slip(oracle, question, old, new)
    assert (found.id if found else None) == expected


def test_a_slip_that_loops_for_ever_is_stopped(oracle):
    """What a change makes endless ends, and the reference is as it was afterwards."""
    slips = slips_of(oracle, oracle.lab["affine_forward"])
    tree = ast.parse("def affine_forward(x, w, b):\n    while True:\n        pass")
    endless = compile(ast.Module([with_ticks(tree.body[0])], []), "reference/layers.py", "exec")
    before = oracle.reference.import_module("layers").affine_forward
    signs, _ = answered(slips, Version("count", (), endless), 0, slips.most_turns(0))
    assert signs["error"]["kind"] == "TooLong"
    assert oracle.reference.import_module("layers").affine_forward is before


def test_a_range_of_an_input_tells_wrong_from_right():
    random = np.random.RandomState(0)
    x = random.randn(60)
    assert ranged(x[x < 0.3], x[x >= 0.3])[0] == "in_part.below"
    inside = (x > -1) & (x < 0.4)
    assert ranged(x[inside], x[~inside])[0] == "in_part.between"
    assert ranged(x[~inside], x[inside])[0] == "in_part.outside"
    assert ranged(x[:30], x[30:]) is None
    assert ranged(x[x > 2], x[x <= 2]) is None  # too few to be sure
