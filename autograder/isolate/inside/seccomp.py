"""seccomp: system calls that a worker may not make.

A small BPF filter refuses (EPERM) what Landlock and the limits leave open: new processes,
sockets, signals to others, tracing, changing what a file may do or when it was changed, and
kernel interfaces no numerical code needs. Threads stay allowed. See seccomp(2).
"""

import ctypes
import errno
import functools
import struct

from autograder.isolate.inside.kernel import (
    MACHINE,
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    PR_SET_SECCOMP,
    prctl,
)

# Refused outright. Numbers: x86_64, aarch64 (None: does not exist there).
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # processes and programs
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "setsid": (112, 157),
    "setpgid": (109, 154),
    # signals, tracing and other processes' memory or settings
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    # sockets and shared memory
    "socket": (41, 198),
    "socketpair": (53, 199),
    "bind": (49, 200),
    "connect": (42, 203),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "semctl": (66, 191),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # files, where Landlock has no say: it knows of contents and names, not of attributes, and
    # before its third version not of sizes. A grader without root shares its files' owner.
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "inotify_add_watch": (254, 27),
    # namespaces, mounts, keys, and the kernel itself
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "fanotify_init": (300, 262),
    "personality": (135, 92),
    "reboot": (169, 142),
    "syslog": (103, 116),
    "swapon": (167, 224),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
}
# Refused when an argument has one of these values. Numbers, index of the argument, values.
_REFUSED_WITH: dict[str, tuple[tuple[int, int], int, tuple[int, ...]]] = {
    # what confine.py has set: to die with the template, and to be nobody's to inspect
    "prctl": ((157, 167), 0, (PR_SET_PDEATHSIG, PR_SET_DUMPABLE)),
    # F_SETOWN, F_SETSIG, F_SETOWN_EX; FIOSETOWN, SIOCSPGRP: signals on input and output
    "fcntl": ((72, 25), 1, (8, 10, 15)),
    "ioctl": ((16, 29), 1, (0x8901, 0x8902)),
}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_PRLIMIT64 = {"x86_64": 302, "aarch64": 261}
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT = 0x40000000

_CLONE_THREAD = 0x00010000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data; arguments of 8 bytes
_FILTER_MODE = 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def supported() -> bool:
    """Whether the table of system calls covers this processor."""
    return MACHINE in _AUDIT_ARCH


def refuse_system_calls() -> None:
    """Install the filter in this process, for ever. Raises OSError if the kernel will not."""
    if not supported():
        raise OSError(f"no system-call table for {MACHINE}")
    code = filter_code()
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program))


@functools.cache
def filter_code() -> bytes:
    """Return the filter's BPF instructions."""
    column = 0 if MACHINE == "x86_64" else 1
    refuse = _op(_RETURN, 0, 0, _REFUSE | errno.EPERM)
    lines = [
        _op(_LOAD, 0, 0, _ARCH),
        _op(_JUMP_EQUAL, 1, 0, _AUDIT_ARCH[MACHINE]),
        _op(_RETURN, 0, 0, _KILL),
        _op(_LOAD, 0, 0, _NUMBER),
    ]
    if MACHINE == "x86_64":  # the x32 table would go round every number below
        lines += [_op(_JUMP_AT_LEAST, 0, 1, _X32_BIT), _op(_RETURN, 0, 0, _KILL)]
    for numbers in _REFUSED.values():
        number = numbers[column]
        if number is not None:
            lines += [_op(_JUMP_EQUAL, 0, 1, number), refuse]
    for pair, index, values in _REFUSED_WITH.values():
        tests = [line for value in values for line in (_op(_JUMP_EQUAL, 0, 1, value), refuse)]
        lines += [
            _op(_JUMP_EQUAL, 0, len(tests) + 2, pair[column]),
            _op(_LOAD, 0, 0, _ARGUMENTS + 8 * index),
            *tests,
            _op(_RETURN, 0, 0, _ALLOW),
        ]
    # glibc falls back from clone3, whose flags a filter cannot see, to clone.
    lines += [_op(_JUMP_EQUAL, 0, 1, _CLONE3), _op(_RETURN, 0, 0, _REFUSE | errno.ENOSYS)]
    lines += [
        _op(_JUMP_EQUAL, 0, 3, _CLONE[MACHINE]),
        _op(_LOAD, 0, 0, _ARGUMENTS),
        _op(_JUMP_BITS, 5, 0, _CLONE_THREAD),  # a thread: allow
        refuse,
        _op(_JUMP_EQUAL, 0, 3, _PRLIMIT64[MACHINE]),
        _op(_LOAD, 0, 0, _ARGUMENTS),
        _op(_JUMP_EQUAL, 1, 0, 0),  # one's own limits: allow
        refuse,
        _op(_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(lines)


def _op(code: int, if_true: int, if_false: int, value: int) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)
