"""seccomp: the system calls that a worker may make; all others are refused.

A BPF filter allows what `system_calls.py` lists. What exists and is not listed gets EPERM. A
number that no kernel gave a meaning to when this was written gets ENOSYS, as on a kernel that is
older than a library: then the library does without. Threads are allowed, processes are not. See
seccomp(2).
"""

import ctypes
import errno
import struct
from collections.abc import Iterable, Sequence

from autograder.isolate.inside import system_calls
from autograder.isolate.inside.kernel import MACHINE, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, prctl

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_LOAD, _JUMP, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS = 0x20, 0x05, 0x15, 0x35, 0x45
_RETURN = 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data; arguments of 8 bytes
_FILTER_MODE = 2

Code = list[bytes]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def supported() -> bool:
    """Whether the table of system calls covers this processor."""
    return MACHINE in _AUDIT_ARCH


_prepared: list[_Program] = []  # by the template, once for all workers


def prepare(added: Sequence[str] = ()) -> None:
    """Build the filter that `refuse_system_calls` installs. Raises OSError without a table.

    added  names of FOR_LIBRARIES that are allowed, too
    """
    if not supported():
        raise OSError(f"no system-call table for {MACHINE}")
    code = filter_code(added)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    program.kept = buffer  # type: ignore[attr-defined]
    _prepared[:] = [program]


def refuse_system_calls() -> None:
    """Install the filter in this process, for ever. Raises OSError if the kernel will not."""
    if not _prepared:
        prepare()
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(_prepared[0]))


def filter_code(added: Iterable[str] = (), machine: str = MACHINE) -> bytes:
    """Return the filter's BPF instructions: a search tree of numbers, an answer at each leaf.

    The kernel runs it for every number when it is installed, so its depth is what a worker pays.
    """
    column = 0 if machine == "x86_64" else 1
    start = [
        _op(_LOAD, 0, 0, _ARCH),
        _op(_JUMP_EQUAL, 1, 0, _AUDIT_ARCH[machine]),
        _op(_RETURN, 0, 0, _KILL),
        _op(_LOAD, 0, 0, _NUMBER),
    ]
    return b"".join([*start, *_tree(_ranges(_answers(added, column), column))])


def _answers(added: Iterable[str], column: int) -> dict[int, Code]:
    """Return the instructions that answer the calls which are not simply refused, by number."""
    answers: dict[int, Code] = {}
    allow = [_op(_RETURN, 0, 0, _ALLOW)]
    refuse = _op(_RETURN, 0, 0, _REFUSE | errno.EPERM)
    allowed = system_calls.ALLOWED | {n: system_calls.FOR_LIBRARIES[n] for n in added}

    def put(numbers: system_calls.Numbers, code: Code) -> None:
        number = numbers[column]
        if number is not None:
            answers[number] = code

    for numbers in allowed.values():
        put(numbers, allow)
    for numbers in system_calls.MISSING.values():
        put(numbers, [_op(_RETURN, 0, 0, _REFUSE | errno.ENOSYS)])
    for numbers, index, values in system_calls.ALLOWED_WITH.values():
        tests = [line for value in values for line in (_op(_JUMP_EQUAL, 0, 1, value), *allow)]
        put(numbers, [_op(_LOAD, 0, 0, _ARGUMENTS + 8 * index), *tests, refuse])
    for numbers, index, bits in system_calls.ALLOWED_WITH_BITS.values():
        test = _op(_JUMP_BITS, 0, 1, bits)
        put(numbers, [_op(_LOAD, 0, 0, _ARGUMENTS + 8 * index), test, *allow, refuse])
    return answers


def _ranges(answers: dict[int, Code], column: int) -> list[tuple[int, Code]]:
    """Return the first number of each range of numbers with the same answer, and that answer."""
    refuse = [_op(_RETURN, 0, 0, _REFUSE | errno.EPERM)]
    missing = [_op(_RETURN, 0, 0, _REFUSE | errno.ENOSYS)]
    existing = system_calls.EXISTING[column]
    edges = {0}
    for first, last in existing:
        edges |= {first, last + 1}
    for number in answers:
        edges |= {number, number + 1}
    ranges: list[tuple[int, Code]] = []
    for edge in sorted(edges):
        exists = any(first <= edge <= last for first, last in existing)
        code = answers.get(edge, refuse if exists else missing)
        if not ranges or ranges[-1][1] != code:
            ranges.append((edge, code))
    if column == 0:  # the x32 table would go round every number here
        ranges.append((0x40000000, [_op(_RETURN, 0, 0, _KILL)]))
    return ranges


def _tree(ranges: Sequence[tuple[int, Code]]) -> Code:
    """Return the instructions that search ranges for the number that is loaded."""
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = _tree(ranges[:middle]), _tree(ranges[middle:])
    edge = ranges[middle][0]
    if len(below) <= 255:
        return [_op(_JUMP_AT_LEAST, len(below), 0, edge), *below, *above]
    return [_op(_JUMP_AT_LEAST, 0, 1, edge), _op(_JUMP, 0, 0, len(below)), *below, *above]


def _op(code: int, if_true: int, if_false: int, value: int) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)
