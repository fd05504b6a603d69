"""The data: CIFAR-10 where `get_datasets.sh` has put it, else the generated stand-in.

CIFAR-10 is 60000 colour images of 32 x 32 pixels in ten classes (Krizhevsky, "Learning
multiple layers of features from tiny images", 2009). Both layouts its author publishes
are read, the binary records first. A file is used only if it has the published checksum:
a pickle can run any program when it is read.
"""

import hashlib
import os
import pickle
import warnings
from pathlib import Path

import numpy as np

from .language import _
from .standin import make_standin

BINARY, PICKLED = "cifar-10-batches-bin", "cifar-10-batches-py"
TRAIN_BATCHES = tuple(f"data_batch_{i}" for i in range(1, 6))
TEST_BATCH = "test_batch"
IMAGES_PER_BATCH = 10000
IMAGE_BYTES = 3 * 32 * 32
BINARY_SHA1 = {
    "data_batch_1.bin": "aadd24acce27caa71bf4b10992e9e7b2d74c2540",
    "data_batch_2.bin": "c0ba65cce70568cd57b4e03e9ac8d2a5367c1795",
    "data_batch_3.bin": "1dd00a74ab1d17a6e7d73e185b69dbf31242f295",
    "data_batch_4.bin": "aab85764eb3584312d3c7f65fd2fd016e36a258e",
    "data_batch_5.bin": "26e2849e66a845b7f1e4614ae70f4889ae604628",
    "test_batch.bin": "67eb016db431130d61cd03c7ad570b013799c88c",
}
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
    """Load the data and split it for training: the first images train, the next validate.

    The folder is $CIFAR10_DIR where that is set, else `datasets/` beside this package.
    Where CIFAR-10 is in neither, that is said and the stand-in used (see `standin.py`).

    Inputs:
    - num_training, num_validation: integers, together 50000 or fewer
    - num_test: integer, 10000 or fewer
    - subtract_mean: whether the mean image of the training split is taken from all images
    - source: "cifar10" or "stand-in"; None for CIFAR-10 where it is, else the stand-in

    Returns a dictionary of:
    - X_train, X_val, X_test: float32 arrays of shape (N, 3, 32, 32); grey levels from 0 to
      255 before the mean is subtracted
    - y_train, y_val, y_test: int64 arrays of shape (N,), labels from 0 to 9

    Raises ValueError for more images than there are, an unknown source, or a file that is
    not what CIFAR-10 has, FileNotFoundError for a missing file or data set.
    """
    num_labelled = num_training + num_validation
    sizes = (num_training, num_validation, num_test)
    if min(sizes) < 0 or num_training == 0 or num_labelled > 50000 or num_test > 10000:
        raise ValueError(
            _(
                "get_CIFAR10_data: asked for {num_training} + {num_validation} images for training "
                "and validation and {num_test} for the test, expected 1 to 50000 together and 0 to "
                "10000. Ask for fewer."
            ).format(num_training=num_training, num_validation=num_validation, num_test=num_test)
        )
    if source not in (None, "cifar10", "stand-in"):
        raise ValueError(
            _(
                'get_CIFAR10_data: source is {source!r}, expected "cifar10", "stand-in" or None. '
                "Check the spelling."
            ).format(source=source)
        )
    folder = None if source == "stand-in" else _cifar10_folder()
    if folder is None and source == "cifar10":
        raise FileNotFoundError(
            _("CIFAR-10 is not in {folder}. To get it, run get_datasets.sh.").format(
                folder=_data_folder()
            )
        )
    if folder is None and source is None:
        print(
            _(
                "CIFAR-10 is not in {folder}: using the generated stand-in data. "
                "To get CIFAR-10, run get_datasets.sh."
            ).format(folder=_data_folder())
        )
    if folder is None:
        X, y, X_test, y_test = make_standin(num_labelled, num_test)
    else:
        X, y, X_test, y_test = load_CIFAR10(folder)
    data = {
        "X_train": X[:num_training].astype(np.float32),
        "y_train": y[:num_training].copy(),
        "X_val": X[num_training:num_labelled].astype(np.float32),
        "y_val": y[num_training:num_labelled].copy(),
        "X_test": X_test[:num_test].astype(np.float32),
        "y_test": y_test[:num_test].copy(),
    }
    if subtract_mean:
        # Summed as whole numbers, the mean is exact, and so the same on every computer.
        total = X[:num_training].sum(axis=0, dtype=np.int64)  # (3, 32, 32)
        mean_image = (total / num_training).astype(np.float32)
        for name in ("X_train", "X_val", "X_test"):
            data[name] -= mean_image
    return data


def data_source():
    """Tell which data `get_CIFAR10_data` gives here: "cifar10" or "stand-in"."""
    return "stand-in" if _cifar10_folder() is None else "cifar10"


def load_CIFAR10(folder):
    """Load all of CIFAR-10 from its binary records or from its pickles.

    Inputs:
    - folder: a folder with data_batch_1.bin and so on, or with data_batch_1 and so on

    Returns a tuple of:
    - X_train: uint8 array of shape (50000, 3, 32, 32), the colours red, green, blue
    - y_train: int64 array of shape (50000,), labels from 0 to 9
    - X_test, y_test: the same for the 10000 test images

    Raises FileNotFoundError for a missing file, ValueError for one that is damaged.
    """
    folder = Path(folder)
    binary = any(folder.glob("*.bin"))
    read, ending = (_read_records, ".bin") if binary else (_read_pickle, "")
    X = np.empty((len(TRAIN_BATCHES) * IMAGES_PER_BATCH, IMAGE_BYTES), np.uint8)
    y = np.empty(len(X), np.int64)
    for i, name in enumerate(TRAIN_BATCHES):
        batch = slice(i * IMAGES_PER_BATCH, (i + 1) * IMAGES_PER_BATCH)
        X[batch], y[batch] = read(folder / f"{name}{ending}")
    X_test, y_test = read(folder / f"{TEST_BATCH}{ending}")
    shape = (-1, 3, 32, 32)
    return X.reshape(shape), y, X_test.reshape(shape), y_test.astype(np.int64)


def _data_folder():
    beside_package = Path(__file__).resolve().parent.parent / "datasets"
    return Path(os.environ.get("CIFAR10_DIR") or beside_package)


def _cifar10_folder():
    """Return the folder of the batches, or None where there is no CIFAR-10."""
    folder = _data_folder()
    for batches in (folder / BINARY, folder / PICKLED):
        if batches.is_dir():
            return batches
    return folder if any(folder.glob("data_batch_*")) else None


def _read_records(path):
    """Read a file of binary records: a label byte, then a red, a green and a blue plane."""
    content = _read_published(path, "sha1", BINARY_SHA1)
    records = np.frombuffer(content, np.uint8).reshape(IMAGES_PER_BATCH, 1 + IMAGE_BYTES)
    return records[:, 1:], records[:, 0]


def _read_pickle(path):
    """Read a file of the python version, which Python 2 wrote."""
    content = _read_published(path, "md5", PICKLE_MD5)
    with warnings.catch_warnings():
        # NumPy 2.4.0 warns of the way these files write down a type.
        warnings.simplefilter("ignore")
        batch = pickle.loads(content, encoding="latin1")
    return batch["data"], np.array(batch["labels"])


def _read_published(path, algorithm, checksums):
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(
            _(
                "CIFAR-10: {file} is missing in {folder}, expected all six batches. "
                "Run get_datasets.sh again, or remove the folder to use the stand-in data."
            ).format(file=path.name, folder=path.parent)
        ) from None
    found, expected = hashlib.new(algorithm, content).hexdigest(), checksums[path.name]
    if found != expected:
        raise ValueError(
            _(
                "CIFAR-10: {path} is damaged: the {algorithm} of its {size:,} bytes is "
                "{found}, expected {expected}. "
                "Run get_datasets.sh again, or remove the folder to use the stand-in data."
            ).format(
                path=path, algorithm=algorithm, size=len(content), found=found, expected=expected
            )
        )
    return content
