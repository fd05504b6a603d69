"""The template: a warm, confined process that forks a worker for each submission.

Starting Python with NumPy takes many times as long as grading a submission, so it is done
once. The template loads NumPy and what student code may import, confines itself, and then
obeys the grader over a control socket:

    {"fork": limits} with a socket attached   fork a worker that serves this socket
    {"kill": pid}                             kill a worker's whole group, answer how it ended

Workers inherit the template's memory, so nothing secret is ever loaded here.
"""

import array
import importlib
import os
import signal
import socket
import sys
from typing import Any

PRELOADED = [
    "abc",
    "argparse",
    "array",
    "base64",
    "bisect",
    "builtins",
    "cmath",
    "collections",
    "collections.abc",
    "contextlib",
    "copy",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "gc",
    "glob",
    "gzip",
    "hashlib",
    "heapq",
    "inspect",
    "io",
    "itertools",
    "json",
    "logging",
    "math",
    "numbers",
    "operator",
    "os",
    "os.path",
    "pathlib",
    "pdb",
    "pickle",
    "platform",
    "pprint",
    "queue",
    "random",
    "re",
    "shutil",
    "statistics",
    "string",
    "struct",
    "sys",
    "tempfile",
    "textwrap",
    "threading",
    "time",
    "timeit",
    "traceback",
    "types",
    "typing",
    "unittest",
    "urllib.request",
    "uuid",
    "warnings",
    "weakref",
    "zipfile",
    "numpy",
    "numpy.fft",
    "numpy.linalg",
    "numpy.ma",
    "numpy.matlib",
    "numpy.polynomial",
    "numpy.random",
    "numpy.testing",
]


def main(control_fd: int, settings: dict[str, Any]) -> None:
    """Serve the grader until it hangs up. `settings`: readable paths, whether to confine."""
    control = socket.socket(fileno=control_fd)
    # msgpack and the worker's own code are imported before the paths to them are closed.
    from autograder.isolate.inside import confine, wire
    from autograder.isolate.inside.answer import serve
    from autograder.isolate.inside.package import forget_package

    preload()
    forget_package()
    sys.path[:] = [path for path in sys.path if path not in settings["private_paths"]]
    if settings["confine"]:
        confine.confine_template(settings["readable"])
    wire.send(control, {"started": sys.version.split()[0]})

    while True:
        try:
            request, channel = receive_with_socket(control)
        except (wire.Closed, EOFError):
            return
        if "fork" in request:
            assert channel is not None
            pid = os.fork()
            if pid == 0:
                run_worker(serve, control, channel, request["fork"], settings["confine"])
            channel.close()
            wire.send(control, {"pid": pid})
        else:
            wire.send(control, {"ended": end(request["kill"])})


def preload() -> None:
    """Import what student code may want, while its files can still be read."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in PRELOADED:
            try:
                importlib.import_module(name)
            except ImportError:
                continue


def receive_with_socket(control: socket.socket) -> tuple[Any, socket.socket | None]:
    """Receive one request, and the socket that came with it, if any."""
    from autograder.isolate.inside import wire

    size = array.array("i").itemsize
    marker, ancillary, _, _ = control.recvmsg(1, socket.CMSG_LEN(size))
    if not marker:
        raise EOFError
    channel = None
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            channel = socket.socket(fileno=array.array("i", data[:size])[0])
    return wire.receive(control), channel


def run_worker(
    serve: Any, control: socket.socket, channel: socket.socket, limits: Any, confined: bool
) -> None:
    """Become a worker; never returns."""
    status = 1
    try:
        os.setsid()
        control.close()
        fd = channel.fileno()
        os.closerange(3, fd)
        os.closerange(fd + 1, 1024)
        if confined:
            from autograder.isolate.inside.confine import confine_worker

            confine_worker(limits)
        serve(channel)
        status = 0
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def end(pid: int) -> dict[str, int]:
    """Kill a worker and its group; return the signal or exit status it ended with."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return {"signal": -code if code < 0 else 0, "status": max(code, 0)}
