"""System calls that Python's library does not offer, through ctypes."""

import ctypes
import os
import platform

_libc = ctypes.CDLL(None, use_errno=True)

MACHINE = platform.machine()
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38


def syscall(number: int, *args: object) -> int:
    """Make a system call; raises OSError when the kernel says no."""
    result: int = _libc.syscall(number, *args)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def prctl(option: int, argument: object = 0, extra: object = 0) -> None:
    """Set an attribute of this process; raises OSError when the kernel says no."""
    if _libc.prctl(option, argument, extra, 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
