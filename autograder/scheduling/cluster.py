"""A cluster: grading by the workers of a Dask scheduler, on this machine or on many.

The engine is Dask's: it hands a lost worker's submissions to others and has a dashboard. What is
done here is to ask it as the local processes are asked, and to go on when a scheduler that was
lost is back. Workers need this kit, and the folders of submissions and results under the same
paths.

    dask scheduler                                  (prints its address)
    dask worker ADDRESS --nthreads 1 --nworkers 8   (on each machine, in the kit's environment)
    autograder grade LAB PATH... --out DIR --scheduler ADDRESS
"""

import logging
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from typing import Any

from autograder.grading.grade import Grader
from autograder.isolate.sandbox import SandboxError
from autograder.scheduling.job import Done, Job, WrongPlace, as_done, give_up

CONNECT_SECONDS = 5
PATIENCE_SECONDS = 120  # for a scheduler that was lost, and for the first worker


def grade_all(
    address: str,
    grader: Grader,
    paths: list[Path],
    out: Path,
    isolation: str,
    older: Mapping[Path, str],
) -> Iterator[Done]:
    """Yield every submission as it is done.

    grader  this process's, which tells the workers' versions by it
    older   path to the names of the student's other submissions

    Raises SandboxError, BadResult and CannotWrite.
    """
    from distributed.scheduler import KilledWorker

    quiet()
    names = {str(path.absolute()): names for path, names in older.items()}
    language = grader.language.code
    here = str(grader.lab.course.folder)
    job = Job(grader.lab.name, isolation, str(out.resolve()), grader.basis, language, names, here)
    todo = {str(path.absolute()) for path in paths}
    patience = CONNECT_SECONDS  # until it was there once
    while todo:
        client = connect(address, patience)
        patience = PATIENCE_SECONDS
        try:
            executor = client.get_executor(pure=False)
            for path, future in as_done(executor, job, sorted(todo), partial(threads, client)):
                try:
                    done = future.result()
                except KilledWorker:  # Dask has tried it on several
                    done = give_up(grader.lab, Path(path), out)
                todo.discard(path)
                yield done
        except WrongPlace as error:
            raise SandboxError(str(error)) from error
        except (CancelledError, OSError):  # the scheduler is gone; perhaps it comes back
            continue
        finally:
            client.close()


def check_address(address: str) -> None:
    """Raise ValueError, in words for whoever typed it, if this can be no scheduler's address.

    Dask would find out with half a client made, which complains once more when it is collected.
    """
    from distributed.comm.addressing import get_address_host_port
    from distributed.security import Security

    scheme, found, _ = address.partition("://")
    try:
        get_address_host_port(address if found else f"tcp://{address}", strict=True)
    except ValueError as error:
        raise ValueError(
            f"--scheduler {address}: expected an address such as tcp://HOST:8786, as "
            "`dask scheduler` prints it."
        ) from error
    if scheme in ("tls", "wss") and not Security().get_connection_args("client")["ssl_context"]:
        raise ValueError(
            f"--scheduler {address}: {scheme} needs certificates. Name them in Dask's "
            "configuration, under distributed.comm.tls."
        )


def connect(address: str, patience: float) -> Any:
    """Return a client of a scheduler that has a worker; its address was checked.

    Raises SandboxError.
    """
    from distributed import Client

    until = time.monotonic() + patience
    while True:
        try:
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except OSError as error:
            if time.monotonic() < until:
                time.sleep(1)
                continue
            raise SandboxError(
                f"there is no Dask scheduler at {address} ({type(error).__name__}). What is graded "
                "is kept: start it (`dask scheduler`) and run the same command again."
            ) from error
        try:
            client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
        except TimeoutError as error:
            client.close()
            raise SandboxError(
                f"the scheduler at {address} has no workers. Start some: "
                f"`dask worker {address} --nthreads 1 --nworkers 2`."
            ) from error
        return client


def threads(client: Any) -> int:
    """Return how many submissions the workers that are there now grade at once."""
    return sum(client.nthreads().values())


def quiet() -> None:
    """Keep Dask's log from the terminal: what matters is said by the exceptions here."""
    import distributed  # noqa: F401 - sets its loggers up when it is imported

    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
