"""Code run inside a sandbox, and what became of it."""

import time

from autograder.grading.request import AS_HANDED_IN

AS_IT_IS = vars(AS_HANDED_IN)
TRY = '''
import os, socket, subprocess, sys, signal, ctypes, threading

def attempt(action):
    """What became of an action: its result, or the exception it met."""
    try:
        return "done: " + str(eval(action))[:200]
    except BaseException as error:
        return type(error).__name__
'''


def call(action):
    what = ["layers", {"attr": "attempt"}]
    step = {"do": "call", "what": what, "args": [{"value": action}], "kwargs": {}, "unpack": None}
    return {"steps": [step], "outputs": {"result": [0]}, "watched": {}, "seed": 0}


def run_inside(sandbox, source, programs, seconds=10):
    worker = sandbox.worker({"layers.py": source})
    worker.send(
        {"imports": ["layers"], "programs": programs, "version": AS_IT_IS},
        time.monotonic() + 10,
    )
    deadline = time.monotonic() + seconds
    try:
        assert "ready" in worker.receive(deadline)
        return [worker.receive(deadline) for _ in programs]
    finally:
        worker.end()
