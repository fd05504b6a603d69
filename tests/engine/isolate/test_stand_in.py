"""Stand-ins for modules that are not installed: inert, except where their meaning is plain."""

import numpy as np
import pytest

from autograder.isolate.inside.stand_in import Bars, Inert, InertModule


@pytest.fixture
def torch():
    return InertModule("torch")


def test_what_stands_in_is_false_and_accepts_everything(torch):
    assert not torch.cuda.is_available()
    assert not torch.cuda.device_count() > 1
    assert not isinstance(3, torch.Tensor)
    assert f"{torch.__version__} {torch.nn.__version__} %d" % torch.cuda.device_count() == "0 0 0"
    torch.backends.cudnn.benchmark = True
    torch.rcParams["figure.figsize"] = (10, 8)
    with torch.no_grad() as nothing:
        assert list(nothing) == []
    assert isinstance(2 * torch.ones(1) + 1, Inert)


def test_it_can_be_a_base_class_and_a_decorator(torch):
    class Net(torch.nn.Module, torch.Other):
        def __init__(self):
            super().__init__()

    def function():
        return 7

    assert Net.__mro__ == (Net, object)
    assert torch.jit(function) is function
    assert torch.jit(nopython=True)(function)() == 7


def test_numpy_refuses_it_and_says_what_it_is(torch):
    with pytest.raises(TypeError, match="stand-in for torch, which is not installed here"):
        np.exp(torch.ones(1))


def test_progress_bars_and_ranges_are_what_they_go_round():
    tqdm, numba, past = InertModule("tqdm.auto"), InertModule("numba"), InertModule("past.builtins")
    assert isinstance(tqdm.tqdm, Bars)
    bar = tqdm.tqdm([1, 2], desc="epoch")
    bar.set_description("loss 2.3")
    assert list(bar) == [1, 2]
    assert list(tqdm.trange(2, 4)) == [2, 3]
    assert list(numba.prange(3)) == list(past.xrange(3)) == [0, 1, 2]
