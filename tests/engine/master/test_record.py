"""Recording a check, and running the program it leaves."""

from types import SimpleNamespace

import numpy as np
import pytest

from autograder.lab import Case, Checked
from autograder.record import Code, Recorder, record
from autograder.student.checking.program import Machine, WrongCount, call, modules_used, run


def package(**functions):
    """An import_module of a package whose only module is "layers"."""
    return lambda name: SimpleNamespace(**functions)


def recorded(check, case, reference):
    question = Checked("q", "Q", 1, check, "layers:halve", {}, (case,))
    return record(question, case, 0, reference)


def halve(code, case):
    (x,) = code.watch(x=case.randn(3))
    out, cache = code.layers.halve(x)
    return {"out": out, "kept": cache["x"]}


RIGHT = package(halve=lambda x: (x / 2, {"x": x}))


def test_a_program_gives_on_the_reference_what_was_expected():
    recording = recorded(halve, Case("three numbers"), RIGHT)
    outputs, watched = run(recording.program, RIGHT)
    np.testing.assert_array_equal(outputs["out"], recording.expected["out"])
    np.testing.assert_array_equal(watched["x"], recording.watched["x"])


def test_a_program_calls_whatever_version_it_is_given():
    recording = recorded(halve, Case("three numbers"), RIGHT)
    outputs, _ = run(recording.program, package(halve=lambda x: (x * 2, {"x": None})))
    np.testing.assert_allclose(outputs["out"], 4 * recording.expected["out"])
    assert outputs["kept"] is None


def test_every_run_has_fresh_arguments():
    def spoil(x):
        x[:] = 0
        return x, {"x": x}

    recording = recorded(halve, Case("three numbers"), RIGHT)
    _, watched = run(recording.program, package(halve=spoil))
    assert not watched["x"].any()
    outputs, _ = run(recording.program, RIGHT)
    np.testing.assert_array_equal(outputs["out"], recording.expected["out"])


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (None, "returned None"),
        (np.zeros(3), "returned one value"),
        ((1, 2, 3), "returned 3 values"),
    ],
)
def test_a_wrong_number_of_values_is_told(result, words):
    recording = recorded(halve, Case("three numbers"), RIGHT)
    with pytest.raises(WrongCount, match=f"{words}.*, expected 2"):
        run(recording.program, package(halve=lambda x: result))


class TooSmall(ValueError):
    """An error of a package's own."""


def refuse(error):
    def function(x):
        raise error

    return function


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (refuse(ValueError("no")), "ValueError"),
        (refuse(TooSmall("no")), "ValueError"),
        (refuse(IndexError("no")), "IndexError"),
        (lambda x: x, "no error"),
    ],
)
def test_a_call_that_should_refuse_answers_with_the_name_of_its_error(code, name):
    def check(code, case):
        return {"raised": code.raises(code.layers.size, 3)}

    reference = package(size=refuse(ValueError("does not fit")))
    recording = recorded(check, Case("too small"), reference)
    assert recording.expected == {"raised": "ValueError"}
    assert modules_used(recording.program) == ["layers"]
    assert run(recording.program, package(size=code))[0] == {"raised": name}


def test_attributes_and_items_of_what_was_made_can_be_set():
    class Net:
        def __init__(self):
            self.params = {"W": 0}
            self.reg = 0

        def loss(self):
            return self.params["W"] + self.reg

    def check(code, case):
        net = code.layers.Net()
        net.params["W"] = 3
        net.reg = 4
        return {"loss": net.loss()}

    recording = recorded(check, Case("a net"), package(Net=Net))
    assert recording.expected == {"loss": 7}
    assert run(recording.program, package(Net=Net))[0] == {"loss": 7}


def test_a_renamed_parameter_is_passed_by_position():
    def renamed(input_dim, hidden_dims):
        return input_dim, hidden_dims

    assert call(renamed, [], {"input_dim": 1, "hidden_dim": 2}) == (1, 2)


def test_an_argument_too_many_is_the_functions_own_error():
    with pytest.raises(TypeError):
        call(lambda x: x, [1, 2], {})


def test_memory_layout_is_kept():
    machine = Machine(lambda name: None)
    machine.execute({"do": "value", "value": np.asfortranarray(np.ones((2, 3)))})
    assert machine.registers[0].flags.f_contiguous and machine.registers[0].flags.writeable


def test_a_check_must_return_what_the_code_made():
    with pytest.raises(TypeError, match="a check returns what the code under test made"):
        recorded(lambda code, case: {"out": 3}, Case("nothing"), RIGHT)


def test_inputs_change_with_the_seed_and_only_with_it():
    case = Case("numbers")
    case.reseed(1)
    first = case.randn(4)
    case.reseed(2)
    assert not np.array_equal(first, case.randn(4))
    case.reseed(1)
    np.testing.assert_array_equal(first, case.randn(4))


def test_code_stands_for_modules_inside_packages():
    recorder = Recorder(Machine(lambda name: SimpleNamespace(found=lambda: name)))
    assert recorder.ref_of(Code(recorder).layers.found) == ["layers", {"attr": "found"}]


def test_a_package_that_is_left_gives_back_the_modules_it_hid():
    import sys

    from assignment import layers
    from autograder.isolate.inside.package import Package

    with Package({"layers.py": "mark = 1"}) as package:
        assert package.import_module("layers").mark == 1
    assert sys.modules["assignment.layers"] is layers


def test_every_run_has_fresh_lists_and_dictionaries_too():
    def use_up(sizes, options):
        sizes.pop(), options.clear()
        return len(sizes)

    def check(code, case):
        return {"left": code.layers.use_up([1, 2, (3, [4])], {"pad": [1]})}

    recording = recorded(check, Case("three sizes"), package(use_up=use_up))
    for _ in range(2):
        assert run(recording.program, package(use_up=use_up))[0] == {"left": 2}


def test_no_output_is_called_like_an_exception():
    def check(code, case):
        return {"error": code.layers.halve(1.0)}

    with pytest.raises(ValueError, match="an output cannot be called error"):
        recorded(check, Case("one"), package(halve=lambda x: x / 2))
