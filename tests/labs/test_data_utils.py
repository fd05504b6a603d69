"""CIFAR-10 is read from either of its published layouts; what is damaged is said, not replaced."""

import hashlib
import pickle
import tracemalloc
import warnings

import numpy as np
import pytest

from assignment import data_utils
from assignment.data_utils import data_source, get_CIFAR10_data, load_CIFAR10

ROWS = 8  # images of a small batch
BATCHES = ("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty folder for data sets, whose batches are small."""
    monkeypatch.setenv("CIFAR10_DIR", str(tmp_path))
    monkeypatch.setattr(data_utils, "IMAGES_PER_BATCH", ROWS)
    return tmp_path


@pytest.fixture
def batches():
    """{name: (pixels (ROWS, 3072) uint8, labels (ROWS,))} of made-up batches."""
    rng = np.random.default_rng(0)
    return {
        name: (rng.integers(0, 256, (ROWS, 3072), np.uint8), rng.integers(0, 10, ROWS))
        for name in (*BATCHES, "test_batch")
    }


def write_records(folder, batches, monkeypatch):
    """Write the binary version, as if these were the published files; return its folder."""
    records = folder / "cifar-10-batches-bin"
    records.mkdir()
    for name, (pixels, labels) in batches.items():
        rows = np.concatenate([labels[:, None].astype(np.uint8), pixels], axis=1)
        (records / f"{name}.bin").write_bytes(rows.tobytes())
        digest = hashlib.sha1(rows.tobytes()).hexdigest()
        monkeypatch.setitem(data_utils.BINARY_SHA1, f"{name}.bin", digest)
    return records


def write_pickles(folder, batches, monkeypatch):
    """Write the Python version, as if these were the published files; return its folder."""
    pickles = folder / "cifar-10-batches-py"
    pickles.mkdir()
    for name, (pixels, labels) in batches.items():
        content = pickle.dumps({"data": pixels, "labels": labels.tolist()}, protocol=2)
        (pickles / name).write_bytes(content)
        monkeypatch.setitem(data_utils.PICKLE_MD5, name, hashlib.md5(content).hexdigest())
    return pickles


@pytest.fixture(params=["records", "pickles"])
def cifar10(request, folder, batches, monkeypatch):
    """The folder of a small CIFAR-10, in each layout."""
    write = write_records if request.param == "records" else write_pickles
    return write(folder, batches, monkeypatch)


def small(**settings):
    return get_CIFAR10_data(**{"num_training": 30, "num_validation": 10, "num_test": 5, **settings})


def all_images(batches):
    """The images of the training batches, (5 ROWS, 3, 32, 32) uint8."""
    return np.concatenate([batches[name][0] for name in BATCHES]).reshape(-1, 3, 32, 32)


# --- what is read


def test_both_layouts_give_the_images_and_labels_in_order(cifar10, batches):
    X, y, X_test, y_test = load_CIFAR10(cifar10)
    np.testing.assert_array_equal(X, all_images(batches))
    np.testing.assert_array_equal(y, np.concatenate([batches[name][1] for name in BATCHES]))
    np.testing.assert_array_equal(X_test.reshape(ROWS, -1), batches["test_batch"][0])
    np.testing.assert_array_equal(y_test, batches["test_batch"][1])
    assert (X.dtype, y.dtype, X_test.dtype, y_test.dtype) == (np.uint8, np.int64) * 2


def test_a_row_is_the_red_then_the_green_then_the_blue_plane(cifar10, batches):
    X, _, _, _ = load_CIFAR10(cifar10)
    row = batches["data_batch_1"][0][0]
    assert X[0, 1, 2, 3] == row[1 * 1024 + 2 * 32 + 3]


def test_the_splits_follow_each_other(cifar10, batches):
    data = small(subtract_mean=False)
    X = all_images(batches)
    np.testing.assert_array_equal(data["X_train"], X[:30])
    np.testing.assert_array_equal(data["X_val"], X[30:])
    np.testing.assert_array_equal(data["X_test"].reshape(5, -1), batches["test_batch"][0][:5])
    assert {name: array.dtype for name, array in data.items()} == {
        **{f"X_{split}": np.float32 for split in ("train", "val", "test")},
        **{f"y_{split}": np.int64 for split in ("train", "val", "test")},
    }


def test_the_mean_is_that_of_the_training_split_only(cifar10, batches):
    """Validation and test images must not leak into the preprocessing."""
    X = all_images(batches).astype(np.float64)
    mean_image = X[:30].mean(axis=0)
    data = small()
    np.testing.assert_allclose(data["X_train"].mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(data["X_val"], X[30:] - mean_image, atol=1e-4)
    test = batches["test_batch"][0][:5].reshape(5, 3, 32, 32)
    np.testing.assert_allclose(data["X_test"], test - mean_image, atol=1e-4)


def test_the_binary_version_is_read_where_both_are(folder, batches, monkeypatch):
    write_records(folder, batches, monkeypatch)
    (write_pickles(folder, batches, monkeypatch) / "data_batch_1").write_bytes(b"damaged")
    assert len(small()["X_train"]) == 30


# --- which data


def test_cifar10_is_used_where_it_is(cifar10, capsys):
    assert data_source() == "cifar10"
    small()
    assert "stand-in" not in capsys.readouterr().out


def test_the_stand_in_is_used_where_it_is_not_and_said(capsys):
    assert data_source() == "stand-in"
    assert small()["X_train"].shape == (30, 3, 32, 32)
    said = capsys.readouterr().out
    assert "stand-in" in said and "get_datasets.sh" in said


def test_the_stand_in_can_be_had_beside_cifar10(cifar10, capsys):
    standin = small(source="stand-in", subtract_mean=False)["X_train"]
    assert not np.array_equal(standin, small(subtract_mean=False)["X_train"])
    assert capsys.readouterr().out == ""


def test_cifar10_asked_for_and_not_there_is_an_error():
    with pytest.raises(FileNotFoundError, match=r"get_datasets\.sh"):
        small(source="cifar10")


def test_a_part_of_a_download_is_not_a_data_set(folder):
    (folder / "cifar-10-python.tar.gz.part").write_bytes(b"\x1f\x8b")
    assert data_source() == "stand-in"


@pytest.mark.parametrize(
    "sizes",
    [
        {"num_training": 49500},
        {"num_test": 10001},
        {"num_training": 0},
        {"num_training": 100, "num_validation": -1},
    ],
)
def test_sizes_that_cannot_be_had_are_refused(sizes):
    with pytest.raises(ValueError, match=r"get_CIFAR10_data: .* Ask for fewer"):
        get_CIFAR10_data(**sizes)


# --- what is damaged


def test_a_missing_file_is_named_and_the_stand_in_not_used(cifar10):
    file = sorted(cifar10.iterdir())[2]
    file.unlink()
    with pytest.raises(FileNotFoundError, match=rf"{file.name} is missing .*get_datasets\.sh"):
        small()


def test_an_empty_folder_is_not_taken_for_no_folder(folder):
    (folder / "cifar-10-batches-bin").mkdir()
    with pytest.raises(FileNotFoundError, match="data_batch_1"):
        small()


@pytest.mark.parametrize("damage", [b"", b"other bytes", "truncated", "one bit"])
def test_a_damaged_file_is_named_and_the_stand_in_not_used(cifar10, damage):
    file = sorted(cifar10.iterdir())[1]
    content = file.read_bytes()
    if damage == "truncated":
        damage = content[:-1]
    elif damage == "one bit":
        damage = content[:-1] + bytes([content[-1] ^ 1])
    file.write_bytes(damage)
    with pytest.raises(ValueError, match=rf"{file.name} is damaged: .*get_datasets\.sh"):
        small()


def test_a_pickle_that_is_not_the_published_one_is_never_opened(
    folder, batches, monkeypatch, tmp_path
):
    """Opening a pickle runs what is in it."""

    class Evil:
        def __reduce__(self):
            return (tmp_path.joinpath("was here").touch, ())

    pickles = write_pickles(folder, batches, monkeypatch)
    (pickles / "data_batch_1").write_bytes(pickle.dumps(Evil()))
    with pytest.raises(ValueError, match="data_batch_1 is damaged"):
        small()
    assert not (tmp_path / "was here").exists()


# --- the published pickles


def python2_pickle(images, labels):
    """Pickle a batch as Python 2 and the NumPy of 2009 did, which is how CIFAR-10 comes."""

    def text(value):
        return b"T" + len(value).to_bytes(4, "little") + value

    dtype = b"cnumpy\ndtype\n(" + text(b"u1") + b"K\x00K\x01tR"
    dtype += b"(K\x03" + text(b"|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
    shape = b"(" + b"".join(b"M" + size.to_bytes(2, "little") for size in images.shape) + b"t"
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\nK\x00\x85" + text(b"b") + b"tR"
    )
    array += b"(K\x01" + shape + dtype + b"\x89" + text(images.tobytes()) + b"tb"
    numbers = b"](" + b"".join(b"K" + bytes([label]) for label in labels) + b"e"
    return b"\x80\x02}(" + text(b"data") + array + text(b"labels") + numbers + b"u."


def test_pickles_of_python_2_are_read_without_a_warning(folder, batches, monkeypatch):
    """NumPy 2.4.0 warns of how they write a type, which students would see in the notebook."""
    pickles = write_pickles(folder, batches, monkeypatch)
    for name, batch in batches.items():
        content = python2_pickle(*batch)
        (pickles / name).write_bytes(content)
        monkeypatch.setitem(data_utils.PICKLE_MD5, name, hashlib.md5(content).hexdigest())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        X, y, _, _ = load_CIFAR10(pickles)
    np.testing.assert_array_equal(X, all_images(batches))
    np.testing.assert_array_equal(y[:ROWS], batches["data_batch_1"][1])


def test_the_batches_may_lie_in_the_data_folder_itself(folder, batches, monkeypatch):
    for file in write_records(folder, batches, monkeypatch).iterdir():
        file.rename(folder / file.name)
    file.parent.rmdir()
    assert data_source() == "cifar10"
    assert len(small()["X_train"]) == 30


def test_a_misspelt_source_is_an_error(cifar10):
    with pytest.raises(ValueError, match="Check the spelling"):
        small(source="standin")


def test_all_the_data_is_loaded_in_modest_memory():
    """A grader and a free notebook have little: the images as floats may be there only once."""
    tracemalloc.start()
    try:
        data = get_CIFAR10_data(source="stand-in")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert data["X_train"].nbytes > 6e8
    assert peak < 9.5e8
