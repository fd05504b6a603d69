"""The template: a warm, confined process that forks a worker for each submission.

Starting Python with NumPy takes many times as long as grading a submission, so it is done
once. The template loads NumPy and what student code may import, confines itself, and then
obeys the grader over a control socket:

    {"given": {file: text}, "graded": [...],  compile the files of the kit that every package has,
     "aliases": [...]}                        hear which functions are graded, and its other names
    {"fork": limits, "serves": what} with a socket attached   fork a worker that serves this
                                              socket: "programs", "studies", or "readings"
    {"kill": pid}                             kill a worker's whole group, answer how it ended

When the grader hangs up, because it is done or was killed, every worker is killed.

Workers inherit the template's memory, so nothing secret is ever loaded here.
"""

import array
import functools
import gc
import itertools
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

DYING_SECONDS = 5.0


def main(control_fd: int, settings: dict[str, Any]) -> None:
    """Serve the grader until it hangs up.

    settings  readable paths, whether to confine, whether the standard library is within reach then,
              the libraries of the lab
    """
    control = socket.socket(fileno=control_fd)
    # msgpack and the worker's own code are imported before the paths to them are closed.
    from autograder.isolate.inside import confine, libraries, reading, study, wire
    from autograder.isolate.inside.answer import serve
    from autograder.isolate.inside.notebook_names import add_names
    from autograder.isolate.inside.old_numpy import put_back
    from autograder.isolate.inside.package import Given
    from autograder.isolate.inside.preload import preload

    preload(everything=not settings["library_within_reach"])
    libraries.load(settings["libraries"])
    put_back()
    add_names()
    sys.path[:] = [path for path in sys.path if path not in settings["private_paths"]]
    sys.argv[:], sys.orig_argv[:] = [""], [""]  # where the kit lies is nobody's business
    rules = None
    if settings["confine"]:
        rules = confine.confine_template(settings["readable"], settings["system_calls"])
    given = Given({})
    gc.freeze()  # a worker's garbage collector would touch, and so copy, every page of the heap
    wire.send(control, {"started": sys.version.split()[0]})

    workers: set[int] = set()
    while True:
        try:
            request, channel = receive_with_socket(control)
        except (wire.Closed, EOFError):
            for pid in workers:
                kill(pid)
            return
        if "given" in request:
            given = Given(request["given"], request["graded"], request["aliases"])
            gc.freeze()
            wire.send(control, {"given": len(given.code)})
        elif "fork" in request:
            assert channel is not None
            pid = os.fork()
            if pid == 0:
                control.close()
                work = functools.partial(serve, channel, given)
                if request["serves"] == "readings":
                    work = functools.partial(reading.serve, channel)
                elif request["serves"] == "studies":
                    work = functools.partial(study.serve, channel, given)
                run_worker(work, channel, request["fork"], rules)
            channel.close()
            workers.add(pid)
            wire.send(control, {"pid": pid})
        else:
            pid = request["kill"]
            ended = end(pid) if pid in workers else {"signal": signal.SIGKILL, "status": 0}
            workers.discard(pid)  # one that is not there was another template's, and died with it
            wire.send(control, {"ended": ended})


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
    serve: Callable[[], None], channel: socket.socket, limits: Any, rules: int | None
) -> None:
    """Become a worker; never returns. `rules` is None where nothing is confined."""
    from autograder.isolate.inside.confine import confine_worker

    status = 1
    try:
        os.setsid()
        keep = sorted({2, channel.fileno(), rules or 2, 1024})
        for low, high in itertools.pairwise(keep):
            os.closerange(low + 1, high)
        # What student code prints to stderr is nobody's: an unread pipe would fill and block it.
        os.dup2(1, 2)
        if rules is not None:
            confine_worker(limits, rules)
        serve()
        status = 0
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def end(pid: int) -> dict[str, int]:
    """Kill a worker and its group; return the signal or exit status it ended with.

    A worker stuck inside the kernel dies when the kernel lets it; nobody waits for that.
    """
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        kill(pid)
        watched = os.pidfd_open(pid)
        select.select([watched], [], [], DYING_SECONDS)
        os.close(watched)
        done, status = os.waitpid(pid, os.WNOHANG)
    code = os.waitstatus_to_exitcode(status) if done else -signal.SIGKILL
    return {"signal": -code if code < 0 else 0, "status": max(code, 0)}


def kill(pid: int) -> None:
    """Send SIGKILL to a worker and its group."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(pid, signal.SIGKILL)
