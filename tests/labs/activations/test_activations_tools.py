"""What the activations lab is graded with: its tools, and inputs that are fair."""

import numpy as np

from assignment.activations import leaky_relu_backward, sigmoid_forward
from assignment.float_warnings import backward_warns, forward_warns
from assignment.pretended_clock import PretendedClock
from assignment.ready import ready
from autograder import labs
from labs.activations.cases import numbers, upstream
from labs.activations.maxout import has_equal_maps, maxout_case
from labs.activations.squashing import AWAY, slopes_of

LAB = labs.load("activations")

# ---- the tools


def naive_sigmoid_forward(x):
    out = 1 / (1 + np.exp(-x))
    return out, (x, out)


def naive_sigmoid_backward(dout, cache):
    x, _ = cache
    return dout * np.exp(-x) / (1 + np.exp(-x)) ** 2


def test_overflow_is_seen_even_where_the_values_are_right():
    huge = np.array([-1000.0, 1.0])
    assert forward_warns(naive_sigmoid_forward, huge) == 1
    assert forward_warns(naive_sigmoid_forward, np.array([-3.0, 4.0])) == 0
    assert forward_warns(sigmoid_forward, huge) == 0


def test_overflow_of_the_forward_pass_is_not_held_against_backward():
    huge, dout = np.array([-1000.0, 1.0]), np.ones(2)
    assert backward_warns(naive_sigmoid_forward, naive_sigmoid_backward, huge, dout) == 1
    assert (
        backward_warns(
            naive_sigmoid_forward, lambda dout, cache: dout * cache[1] * (1 - cache[1]), huge, dout
        )
        == 0
    )


def test_warnings_that_have_nothing_to_do_with_size_do_not_count():
    def noisy_forward(x):
        np.log(np.zeros(2))
        return sigmoid_forward(x)

    assert forward_warns(noisy_forward, np.array([-1000.0, 1000.0])) == 0


def test_the_pretended_clock_moves_only_while_work_is_done():
    clock = PretendedClock([0.5, 2.0])
    start = clock()
    assert clock() == start
    clock.work(np.ones(4))
    assert clock() - start == 2.0
    clock.work(np.ones((2, 3)))
    assert clock() - start == 14.0


def test_ready_names_what_is_not_written(tmp_path, monkeypatch, capsys):
    (tmp_path / "half_done.py").write_text(
        "def empty():\n"
        "    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****\n"
        "    pass\n"
        "    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    from half_done import empty

    assert ready(sigmoid_forward, leaky_relu_backward)
    assert capsys.readouterr().out == ""
    assert not ready(sigmoid_forward, empty)
    told = "empty is not written yet. Write it in half_done.py first.\n"
    assert capsys.readouterr().out == told


# ---- fair inputs


def cases_of(question_id):
    """Every case of a question, with each of 100 seeds in turn."""
    for case in LAB[question_id].cases:
        for seed in range(100):
            case.reseed(seed)
            yield case


def test_no_two_maps_of_maxout_are_so_close_that_rounding_decides():
    for case in cases_of("maxout_backward"):
        x, W1, b1, W2, b2 = maxout_case(case)
        apart = np.abs(x @ W1 + b1 - x @ W2 - b2)
        equal = np.all(W1 == W2, axis=0) & (b1 == b2)
        # Where they are to be close, rounding is still a millionth of that.
        clear = 1e-6 if len(x) == 12 else 0.019
        assert np.all(equal | (apart > clear * case.manner("x").scale))
        assert equal.any() == has_equal_maps(case)


def test_the_moved_slopes_keep_clear_of_the_threshold():
    """Inputs whose slope is close to it are moved to half a unit from 0, where it is not."""
    for case in cases_of("saturated_share"):
        threshold = getattr(case, "threshold", "default")
        if threshold != "met":
            moved = slopes_of(case.layer, np.array([-AWAY, AWAY]))
            assert np.all(np.abs(moved / (0.01 if threshold == "default" else threshold) - 1) > 0.1)


def test_inputs_keep_clear_of_the_kink():
    for case in cases_of("elu_backward"):
        x = numbers(case)
        assert np.abs(x[x != 0]).min(initial=1) >= 0.01 * case.manner("x").scale
        assert np.all(upstream(case, x)[x == 0] == 0)
