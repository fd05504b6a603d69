"""Given functions: the reference's answers where a submission's own earlier functions are wrong.

The reference answers in a confined worker of its own, never in that of a submission. The worker
serves one submission after another: it runs nothing but the reference, on plain data, and no call
leaves anything behind.
"""

import time
from collections.abc import Mapping
from typing import Any

from autograder.grading.answers import mapping
from autograder.grading.request import AS_HANDED_IN, request
from autograder.isolate.inside import wire
from autograder.isolate.sandbox import Sandbox, Worker

LOST = {
    "error": "the reference has no answer to these arguments",
    "type": "ValueError",
    "function": "",
}


class GivenFunctions:
    """Answers calls of the reference's functions.

    sandbox  where its worker is forked when it is first needed
    sources  the package with the reference's files in it
    """

    def __init__(self, sandbox: Sandbox, sources: Mapping[str, str]) -> None:
        self.sandbox = sandbox
        self.sources = dict(sources)
        self._worker: Worker | None = None

    def end(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            self._worker.forget()
            self._worker = None

    def excused(self) -> float:
        """Return for how long the machine had no processor for the worker, as `Worker.excused`."""
        return self._worker.excused() if self._worker is not None else 0.0

    def answer(self, frame: Mapping[str, Any], until: float) -> dict[str, Any]:
        """Return what a given function returns, or which error it raises.

        frame  the name of the function and its arguments, as a worker sent them
        until  when whoever asks has no more time, of `time.monotonic()`

        With it come back the dictionaries among the arguments, as the call left them: pairs of a
        position or keyword and a dictionary. Raises WireError for a frame that was forged.
        """
        module, _, name = str(frame["given"]).partition(":")
        owner, _, method = name.partition(".")
        args, kwargs = frame["args"], mapping(frame["kwargs"])
        if type(args) is not tuple:
            raise wire.WireError("arguments that are no tuple")
        values = [*args, *kwargs.values()]
        operands = [{"ref": [register]} for register in range(len(values))]
        call = {
            "do": "call",
            "what": [module, {"attr": owner}],
            "args": operands[: len(args)],
            "kwargs": dict(zip(kwargs, operands[len(args) :])),
            "unpack": None,
        }
        attributes = [{"attr": "__dict__"}] if method == "__init__" else []
        outputs: dict[str, Any] = {"value": [len(values), *attributes]}
        dictionaries = [i for i, value in enumerate(values) if type(value) is dict]
        outputs |= {str(i): [i] for i in dictionaries}
        steps = [*({"do": "value", "value": value} for value in values), call]
        program = {"steps": steps, "outputs": outputs, "watched": {}, "seed": 0}
        reply = self._reply(module, program, until)
        if reply is None:
            return LOST
        if "error" in reply:
            error = reply["error"]
            told = {"type": error["type"], "function": error["function"]}
            return {"error": error["message"], **told}
        places = [*range(len(args)), *kwargs]
        left = [(places[i], reply["outputs"][str(i)]) for i in dictionaries]
        return {
            "value": reply["outputs"]["value"],
            "dictionaries": [(place, after) for place, after in left if type(after) is dict],
        }

    def _reply(self, module: str, program: Mapping[str, Any], until: float) -> Any:
        """Run a program; return None if it ends the worker or does not end.

        A worker that has served before may have used up its time, so a new one tries again.
        """
        frame = request([module], [program], AS_HANDED_IN)
        served_before = self._worker is not None
        if self._worker is None:
            self._worker = self.sandbox.worker(self.sources)
        deadline = min(time.monotonic() + self.sandbox.limits.question_seconds, until)
        try:
            self._worker.send_frame(frame, deadline)
            self._worker.receive(deadline)
            return self._worker.receive(deadline)
        except (wire.Closed, wire.OutOfTime, wire.WireError) as error:
            self.end()
            if served_before and isinstance(error, wire.Closed):
                return self._reply(module, program, until)
            return None
