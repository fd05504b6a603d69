"""The data of the labs: CIFAR-10 where it has been fetched, a generated stand-in where not.

`./get_datasets.sh` fetches CIFAR-10 (Krizhevsky, 2009) into `datasets/`. Both kinds of data have
the same shapes and go through the same preprocessing.
"""

import hashlib
import os
import pickle
from pathlib import Path

import numpy as np

from . import standin

CIFAR10_CLASSES = (
    "plane",
    "car",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
NUM_TRAIN, NUM_TEST = 50000, 10000
BATCH_ROWS = 10000
RECORD_BYTES = 1 + 3072

# Published MD5 sums of the Python version's files: a pickle is opened only if it is that one.
PICKLE_MD5 = {
    "data_batch_1": "c99cafc152244af753f735de768cd75f",
    "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
    "data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
    "data_batch_4": "634d18415352ddfa80567beed471001a",
    "data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
    "test_batch": "40351d587109b95175f43aff81a1287e",
}


def get_CIFAR10_data(
    num_training=49000, num_validation=1000, num_test=1000, subtract_mean=True, source=None
):
    """Return the training, validation and test splits, ready for a network.

    The validation split is taken from the end of the training images. The mean image of the
    training split is subtracted from every image: statistics come from the training split only.

    Inputs:
    - num_training, num_validation: integers, together at most 50000
    - num_test: integer, at most 10000
    - subtract_mean: whether to subtract the mean image
    - source: "cifar10" or "stand-in"; None for CIFAR-10 where it is, else the stand-in

    Returns a dictionary of arrays:
    - X_train, X_val, X_test: images, of shape (N, 3, 32, 32), float32
    - y_train, y_val, y_test: labels, of shape (N,), int64

    Raises ValueError if more images are asked for than there are, or a file is damaged.
    """
    if num_training + num_validation > NUM_TRAIN or num_test > NUM_TEST:
        raise ValueError(
            f"get_CIFAR10_data: {num_training} + {num_validation} training and validation images "
            f"and {num_test} test images asked for, there are {NUM_TRAIN} and {NUM_TEST}. "
            "Ask for fewer."
        )
    images, labels, test_images, test_labels = load(num_test, source)
    last = num_training + num_validation
    splits = {
        "train": (images[:num_training], labels[:num_training]),
        "val": (images[num_training:last], labels[num_training:last]),
        "test": (test_images[:num_test], test_labels[:num_test]),
    }
    data = {}
    for name, (X, y) in splits.items():
        data[f"X_{name}"] = X.astype(np.float32)
        data[f"y_{name}"] = y.astype(np.int64)
    if subtract_mean:
        mean_image = np.mean(data["X_train"], axis=0, dtype=np.float64).astype(np.float32)
        for name in splits:
            data[f"X_{name}"] -= mean_image
    return data


def load(num_test=NUM_TEST, source=None):
    """Return the raw data: training images and labels, test images and labels.

    Images are (N, 3, 32, 32) uint8. Of the stand-in, only `num_test` test images are made.
    """
    folder = cifar10_folder()
    if source == "cifar10" and folder is None:
        raise ValueError("CIFAR-10 is not in datasets/. To fetch it, run: bash get_datasets.sh")
    if folder is not None and source != "stand-in":
        return load_CIFAR10(folder)
    if source is None:
        print(
            "CIFAR-10 is not in datasets/: using the generated stand-in, which teaches the same "
            "lessons. To fetch CIFAR-10, run: bash get_datasets.sh"
        )
    return (*standin.make_split(NUM_TRAIN, seed=1), *standin.make_split(num_test, seed=2))


def data_source():
    """Return which data `get_CIFAR10_data` gives: "cifar10" or "stand-in"."""
    return "stand-in" if cifar10_folder() is None else "cifar10"


def class_names():
    """Return the names of the ten classes, in the order of their labels."""
    return standin.CLASSES if cifar10_folder() is None else CIFAR10_CLASSES


def datasets_folder():
    """Return where data sets are kept: $CIFAR10_DIR, else `datasets/` beside this package."""
    chosen = os.environ.get("CIFAR10_DIR")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[1] / "datasets"


def cifar10_folder():
    """Return the folder of CIFAR-10's files, None if it has not been fetched."""
    for name in ("cifar-10-batches-bin", "cifar-10-batches-py"):
        folder = datasets_folder() / name
        if folder.is_dir():
            return folder
    return None


def load_CIFAR10(folder):
    """Return training images and labels, test images and labels from CIFAR-10's own files.

    Inputs:
    - folder: `cifar-10-batches-bin` or `cifar-10-batches-py`

    Raises ValueError if a file is missing or not as it was published.
    """
    folder = Path(folder)
    read = read_records if (folder / "test_batch.bin").exists() else read_pickle
    names = [f"data_batch_{number}" for number in range(1, 6)]
    batches = [read(folder, name) for name in names]
    images = np.concatenate([images for images, _ in batches])
    labels = np.concatenate([labels for _, labels in batches])
    return (images, labels, *read(folder, "test_batch"))


def read_records(folder, name):
    """Return one batch of the binary version: a label byte and 3072 image bytes a row."""
    content = read_file(folder / f"{name}.bin")
    if len(content) != BATCH_ROWS * RECORD_BYTES:
        raise damaged(folder / f"{name}.bin", f"{len(content)} bytes")
    rows = np.frombuffer(content, dtype=np.uint8).reshape(BATCH_ROWS, RECORD_BYTES)
    if rows[:, 0].max() > 9:
        raise damaged(folder / f"{name}.bin", f"a label {rows[:, 0].max()}")
    return rows[:, 1:].reshape(-1, 3, 32, 32), rows[:, 0].astype(np.int64)


def read_pickle(folder, name):
    """Return one batch of the Python version, once it is known to be the published file."""
    content = read_file(folder / name)
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    if digest != PICKLE_MD5[name]:
        raise damaged(folder / name, f"MD5 {digest}")
    batch = pickle.loads(content, encoding="latin1")
    return batch["data"].reshape(-1, 3, 32, 32), np.array(batch["labels"], dtype=np.int64)


def read_file(path):
    """Return the bytes of a file of the data set."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise damaged(path, error.strerror) from error


def damaged(path, got):
    """Return the error that a file of the data set is not as published."""
    return ValueError(
        f"{path} is not the published file ({got}). "
        f"Remove the folder {path.parent} and run: bash get_datasets.sh"
    )
