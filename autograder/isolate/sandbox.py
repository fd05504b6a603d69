"""Theory of operation.

Student code runs in a *worker*: a process forked, for one submission, from a warm *template*
that has Python and NumPy loaded and nothing else. The grader talks to the template over a
control socket (fork, kill) and to each worker over a channel of its own (programs out, plain
data back). It enforces every deadline from outside.

Two kinds of failure never mix. What a worker does (crash, hang, exit, send rubbish) is the
submission's failure and becomes a verdict. What the sandbox itself cannot do (no Landlock,
template lost) raises `SandboxError`: nobody's marks.
"""

import array
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from autograder.isolate import waiting
from autograder.isolate.command import command, environment
from autograder.isolate.inside import wire
from autograder.isolate.inside.system_calls import FOR_LIBRARIES
from autograder.isolate.levels import LEVELS, available, lacking, stepped_down
from autograder.isolate.runtime import Runtime, own
from autograder.told import Told

START_SECONDS = 60.0
CONFINING = LEVELS[: LEVELS.index("none")]


class SandboxError(Told):
    """The sandbox itself failed; no submission is to blame."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use, and how long a submission may take.

    question_seconds    of wall clock for each question
    submission_seconds  for all that is run of a submission, and read of it
    hasty_seconds       for each question once two have run out of time

    Seconds in which a worker could run and the machine had no processor for it do not count.
    """

    memory_mib: int = 1024
    cpu_seconds: int = 120
    question_seconds: float = 5.0
    submission_seconds: float = 20.0
    hasty_seconds: float = 1.0


# It serves one submission after another, each for seconds at most.
READER_LIMITS = Limits(memory_mib=400, cpu_seconds=3600)


def choose(level: str) -> str:
    """Return the level to use; "auto" means the strongest here. Raises SandboxError."""
    if level == "auto":
        strongest = next(level for level in LEVELS if not available(level))
        if strongest != "none":
            return strongest
        level = "landlock"
    problem = available(level)
    if problem:
        raise not_available(level, problem)
    return level


def not_available(level: str, problem: str) -> SandboxError:
    """Return that an isolation cannot be had here, why, and what to do."""
    return SandboxError(
        f"Isolation '{level}' is not available here: {problem}. "
        "See `autograder doctor`, or choose a weaker one with --isolation."
    )


class Sandbox:
    """One template process and the workers forked from it. Use it as a context manager.

    level         of isolation; "auto": the strongest in which the template starts here
    given         files of the kit that every package has, by name; packages need not bring them
    graded        functions ("module:name") whose absence is told when they are called
    runtime       the Python and NumPy in it; None: those of the grader
    system_calls  that workers may make besides the usual ones: names of
                  `inside/system_calls.py`'s FOR_LIBRARIES
    aliases       other names of the package
    """

    def __init__(
        self,
        level: str = "auto",
        limits: Limits | None = None,
        given: Mapping[str, str] | None = None,
        graded: Sequence[str] = (),
        runtime: Runtime | None = None,
        system_calls: Sequence[str] = (),
        aliases: Sequence[str] = (),
    ) -> None:
        self.runtime = runtime or own()
        self.system_calls = tuple(system_calls)
        unknown = ", ".join(sorted(set(system_calls) - FOR_LIBRARIES.keys()))
        if unknown:
            raise SandboxError(
                f"no lab may allow the system calls {unknown}. Those that it may are "
                f"{', '.join(FOR_LIBRARIES)}."
            )
        # To try, the strongest first.
        self._levels = [level]
        if level == "auto":
            self._levels = [one for one in CONFINING if not lacking(one)] or [CONFINING[-1]]
        self.limits = limits or Limits()
        self.given = dict(given or {})
        self.graded = list(graded)
        self.aliases = list(aliases)
        self._template: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._started = False

    def __enter__(self) -> "Sandbox":
        self._start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._stop()

    @property
    def level(self) -> str:
        """The level of isolation. Where it is still to be found out, the template is started."""
        if len(self._levels) > 1:
            self._start()
        return self._levels[0]

    @property
    def stepped_down(self) -> str:
        """Why no stronger level is to be had here, "" where it is the strongest."""
        return stepped_down(self.level)

    def worker(
        self,
        sources: Mapping[str, str],
        changed: Mapping[str, str] | None = None,
        serves: str = "programs",
    ) -> "Worker":
        """Fork a confined worker and give it the source files of a package, beside the given.

        changed  other texts of given files, for versions of the package that ask for them
        serves   what it will be asked: "programs" to run, or "studies" of its functions
        """
        worker = self._fork(self.limits, serves)
        try:  # nothing of the student's has run yet, so what fails here is the sandbox
            package = {"sources": dict(sources), "changed": dict(changed or {})}
            worker.send(package, time.monotonic() + START_SECONDS)
        except wire.OutOfTime as error:
            raise SandboxError(f"a worker does not listen: {worker.end()}") from error
        return worker

    def reader(self) -> "Worker":
        """Fork a confined worker that runs nothing, but reads what is costly to read."""
        return self._fork(READER_LIMITS, "readings")

    def _fork(self, limits: Limits, serves: str) -> "Worker":
        if self._template is None or self._template.poll() is not None:
            self._stop()
            self._start()
        ours, theirs = socket.socketpair()
        reply = self._ask({"fork": asdict(limits), "serves": serves}, theirs)
        theirs.close()
        worker = Worker(self, ours, reply["pid"])
        try:
            worker.receive(time.monotonic() + START_SECONDS)
        except (wire.Closed, wire.OutOfTime, wire.WireError) as error:
            raise SandboxError(f"a worker could not be confined: {worker.end()}") from error
        return worker

    def end(self, pid: int) -> dict[str, int]:
        """Kill a worker if it still runs; return how it ended."""
        ended: dict[str, int] = self._ask({"kill": pid})["ended"]
        return ended

    def _ask(self, request: Any, attached: socket.socket | None = None) -> Any:
        assert self._control is not None
        attachment: Sequence[Any] = ()
        if attached is not None:
            fds = array.array("i", [attached.fileno()])
            attachment = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)]
        try:
            self._control.sendmsg([b"!"], attachment)
            deadline = time.monotonic() + START_SECONDS
            wire.send(self._control, request, deadline)
            return wire.receive(self._control, deadline)
        except (wire.Closed, wire.OutOfTime, wire.WireError, OSError) as error:
            raise SandboxError(f"the sandbox's template was lost ({error})") from error

    def begin(self) -> None:
        """Start the template's process, unless it runs, and do not wait for it."""
        if self._template is not None:
            return
        level = self._levels[0]
        if problem := lacking(level):
            raise not_available(level, problem)
        ours, theirs = socket.socketpair()
        self._control = ours
        self._template = subprocess.Popen(
            command(self.runtime, level, theirs.fileno(), self.system_calls),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd="/",
            start_new_session=True,
        )
        theirs.close()

    def _start(self) -> None:
        """Have a template that listens, at the strongest level at which it starts."""
        while not self._started:
            self.begin()
            try:
                self._listen()
            except SandboxError as error:
                self._stop()
                problem = available(self._levels[0])
                if not problem:
                    raise
                if len(self._levels) == 1:
                    raise not_available(self._levels[0], problem) from error
                del self._levels[0]
        del self._levels[1:]

    def _listen(self) -> None:
        """Wait until the template listens, and tell it what every package has."""
        assert self._template is not None and self._control is not None
        try:
            wire.receive(self._control, time.monotonic() + START_SECONDS)
        except (wire.Closed, wire.OutOfTime) as error:
            last = self._stop().strip().splitlines()[-1:] or [str(error)]
            level = self._levels[0]
            raise SandboxError(f"the sandbox ({level}) did not start: {last[0]}") from error
        self._ask({"given": self.given, "graded": self.graded, "aliases": self.aliases})
        self._started = True

    def _stop(self) -> str:
        """End the template, if there is one, and return what it said on its way."""
        self._started = False
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._template is not None:
            try:
                os.killpg(self._template.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            _, said = self._template.communicate()
            self._template = None
            return said.decode(errors="replace")
        return ""


class Worker:
    """One confined process, and the channel to it. It serves one submission."""

    def __init__(self, sandbox: Sandbox, channel: socket.socket, pid: int) -> None:
        self.sandbox = sandbox
        self.channel = channel
        self.inbox = wire.Inbox(channel)
        self.pid = pid
        self.alive = True
        self._began = time.monotonic()
        self._excused = 0.0

    def excused(self) -> float:
        """Return for how long the machine had no processor for it, since this was asked last.

        It has done nothing wrong meanwhile: a deadline that it missed is put off by so much.
        """
        template = self.sandbox._template
        pid = waiting.seen_from_here(template.pid, self.pid) if template else None
        waited = waiting.seconds(pid, time.monotonic() - self._began) if pid else 0.0
        excused = max(0.0, waited - self._excused)
        self._excused += excused
        return excused

    def send(self, message: Any, deadline: float) -> None:
        """Send a message before `deadline` (time.monotonic()), else raise `wire.OutOfTime`.

        A worker that is gone says so when its answer is awaited.
        """
        self.send_frame(wire.packed(message), deadline)

    def send_frame(self, frame: bytes, deadline: float) -> None:
        """Send what `wire.packed` made of a message, as `send` does."""
        try:
            wire.send_frame(self.channel, frame, deadline)
        except wire.Closed:
            pass

    def receive(self, deadline: float) -> Any:
        """Receive a message before `deadline` (time.monotonic()), else see `wire.Inbox`."""
        return self.inbox.receive(deadline)

    def receive_content(self, size: int, deadline: float) -> bytearray:
        """Receive bytes that are no message; see `wire.Inbox`."""
        return self.inbox.receive_content(size, deadline)

    def receive_body(self, deadline: float) -> bytes:
        """Receive a message that is not read yet; see `wire.Inbox`."""
        return self.inbox.receive_body(deadline)

    def end(self) -> dict[str, int]:
        """Kill the worker and all it started; return {"signal", "status"}."""
        if not self.alive:
            return {"signal": 0, "status": 0}
        self.alive = False
        self.channel.close()
        return self.sandbox.end(self.pid)

    def forget(self) -> None:
        """End the worker, of which nothing more is to be known, if it is there at all."""
        try:
            self.end()
        except SandboxError:  # the template is gone, and with it the worker
            pass
