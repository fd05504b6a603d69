"""Trained weights go to a file and come back."""

from types import SimpleNamespace

import numpy as np
import pytest

from assignment.weights import load_weights, save_weights


def network(scale=1.0):
    rng = np.random.default_rng(0)
    shapes = {"W1": (12, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}
    return SimpleNamespace(
        params={name: scale * rng.normal(size=shape) for name, shape in shapes.items()}
    )


def test_weights_come_back_with_the_name_of_their_data(tmp_path):
    model = network()
    save_weights(tmp_path / "model.npz", model, data="cifar10")
    params, data = load_weights(tmp_path / "model.npz")
    assert data == "cifar10"
    assert list(params) == ["W1", "b1", "W2", "b2"]
    for name, value in model.params.items():
        assert np.allclose(params[name], value, rtol=1e-6)


def test_without_a_name_the_data_in_use_is_written_down(tmp_path):
    save_weights(tmp_path / "model.npz", network())
    assert load_weights(tmp_path / "model.npz")[1] in ("cifar10", "stand-in")


def test_the_file_needs_no_unpickling(tmp_path):
    save_weights(tmp_path / "model.npz", network())
    with np.load(tmp_path / "model.npz", allow_pickle=False) as file:
        assert sorted(file.files) == ["W1", "W2", "b1", "b2", "data"]
        assert file["data"].dtype.kind == "U" and file["data"].shape == ()


def test_equal_weights_give_equal_files(tmp_path):
    save_weights(tmp_path / "a.npz", network(), data="stand-in")
    save_weights(tmp_path / "b.npz", network(), data="stand-in")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_model_without_parameters_is_not_saved(tmp_path):
    with pytest.raises(ValueError, match="no parameters"):
        save_weights(tmp_path / "model.npz", SimpleNamespace(params={}))
    assert not list(tmp_path.iterdir())


def test_diverged_weights_do_not_replace_good_ones(tmp_path):
    save_weights(tmp_path / "model.npz", network(), data="stand-in")
    before = (tmp_path / "model.npz").read_bytes()
    with pytest.raises(ValueError, match="W1 holds nan or inf"):
        save_weights(tmp_path / "model.npz", network(scale=np.nan))
    assert (tmp_path / "model.npz").read_bytes() == before


def test_a_file_with_pickled_objects_is_refused(tmp_path):
    np.savez(tmp_path / "bad.npz", W1=np.array([object()], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        load_weights(tmp_path / "bad.npz")
