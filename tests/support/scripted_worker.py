"""A sandbox whose worker says what a test tells it to."""

from autograder.isolate.inside import wire
from autograder.isolate.sandbox import Limits

PROGRAM = {"steps": [], "outputs": {"out": [0]}, "watched": {"x": [1]}, "seed": 0}
READY = {"ready": True, "failed": {}, "left_out": [], "stand_ins": []}


class Scripted:
    """A sandbox whose only worker says what it is told to say."""

    limits = Limits(question_seconds=0.5)

    def __init__(self, frames):
        self.frames = (wire.packed(frame)[4:] for frame in frames)
        self.sent = []

    def worker(self, sources, changed=None):
        return self

    def send(self, message, deadline):
        self.sent.append(message)

    def send_frame(self, frame, deadline):
        self.sent.append(wire.unpack(frame[4:]))

    def receive(self, deadline):
        return wire.unpack(self.receive_body(deadline))

    def receive_body(self, deadline):
        try:
            return next(self.frames)
        except StopIteration:
            raise wire.OutOfTime from None

    def excused(self):
        return 0.0

    def end(self):
        return {"signal": 0, "status": 0}
