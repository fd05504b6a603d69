"""A lock on a folder of results: one run at a time writes into it.

The lock is the kernel's, so it ends with its process, however that ends; on NFS it holds for all
machines that share the folder. The file's text only says whose it is.
"""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.results import writing
from autograder.told import Told


class InUse(Told):
    """Another run writes into the folder; the message says which."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock on a folder, made if it is not there. Raises InUse and CannotWrite."""
    path = folder / ".lock"
    with writing(path):
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        with writing(path):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InUse(in_use(folder, file)) from None
            os.ftruncate(file, 0)
            os.pwrite(file, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        yield
        os.ftruncate(file, 0)
    finally:
        os.close(file)  # and with it the lock


def in_use(folder: Path, file: int) -> str:
    """Return the message that names the run which holds the lock."""
    holder = os.pread(file, 200, 0).decode("utf-8", "replace") or "another process"
    return (
        f"Another run is writing into {folder}: {holder}. "
        "Wait until it has ended, or grade into another folder."
    )
