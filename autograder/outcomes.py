"""What can become of a question, and of a submission.

Both are texts, in JSON and wherever they are shown, and compare equal to them.
"""

from enum import Enum


class _Named(str, Enum):
    """A text of a few; `StrEnum`, which Python 3.10 does not have."""

    def __str__(self) -> str:
        return str(self.value)


class Outcome(_Named):
    """What became of a question.

    PARTIAL          some of its properties hold
    FAILED           none does, though the code runs
    ERROR            it ran in no case, or what is handed in cannot be read
    NOT_IMPLEMENTED  its blank is as it was released
    MANUAL           a person grades it
    UNGRADED         nothing is known of it: on pages only, in no file
    """

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    NOT_IMPLEMENTED = "not_implemented"
    MANUAL = "manual"
    UNGRADED = "ungraded"


class Status(_Named):
    """What became of a submission.

    REJECTED  it could not be read, and scores 0
    FAILED    the grader failed on it: there is no score
    ABSENT    nothing was handed in, and a person gave a mark: on pages only, in no file
    """

    GRADED = "graded"
    REJECTED = "rejected"
    FAILED = "failed"
    ABSENT = "absent"
