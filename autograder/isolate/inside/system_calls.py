"""System calls: those a worker may make, with the reason, and those a course may add.

What is not here is refused. Numbers are those of x86_64 and of aarch64 (None: does not exist
there), from the kernel's tables; a name that is wrong for one of them would let another call
through, so a test holds them to the headers.
"""

Numbers = tuple[int | None, int | None]

# Python, NumPy and BLAS at work: memory, threads of this process, time, randomness.
COMPUTING: dict[str, Numbers] = {
    "brk": (12, 214),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "madvise": (28, 233),
    "membarrier": (324, 283),
    "get_mempolicy": (239, 236),  # OpenBLAS looks where its memory lies
    "futex": (202, 98),
    "rseq": (334, 293),
    "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
    "arch_prctl": (158, None),
    "gettid": (186, 178),
    "getcpu": (309, 168),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getrandom": (318, 278),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "times": (100, 153),
    "getrusage": (98, 165),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
# Signals that a process sends itself by a fault, or handles; no call that sends one. An alarm of
# its own is how some students bound their loops.
SIGNALS: dict[str, Numbers] = {
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "rt_sigpending": (127, 136),
    "rt_sigtimedwait": (128, 137),
    "rt_sigsuspend": (130, 133),
    "sigaltstack": (131, 132),
    "pause": (34, None),
    "alarm": (37, None),
    "setitimer": (38, 103),
    "getitimer": (36, 102),
}
# Reading modules and the channel to the grader. Landlock says which files; nothing can be
# written but to /dev/null, a pipe of one's own and the channel. No socket can be made or named.
FILES: dict[str, Numbers] = {
    "open": (2, None),
    "openat": (257, 56),
    "close": (3, 57),
    "close_range": (436, 436),
    "read": (0, 63),
    "readv": (19, 65),
    "pread64": (17, 67),
    "write": (1, 64),
    "writev": (20, 66),
    "lseek": (8, 62),
    "stat": (4, None),
    "fstat": (5, 80),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getdents64": (217, 61),
    "getcwd": (79, 17),
    "chdir": (80, 49),
    "umask": (95, 166),
    "fadvise64": (221, 223),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "pipe": (22, None),
    "pipe2": (293, 59),
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "epoll_create1": (291, 20),
    "epoll_ctl": (233, 21),
    "epoll_wait": (232, None),
    "epoll_pwait": (281, 22),
    "eventfd2": (290, 19),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "shutdown": (48, 210),
    "getsockopt": (55, 209),
    "setsockopt": (54, 208),
    "getsockname": (51, 204),
    "getpeername": (52, 205),
}
# Who and where one is, which Python asks now and then; and what became of children one has not.
ASKING: dict[str, Numbers] = {
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getpgrp": (111, None),
    "getpgid": (121, 155),
    "getsid": (124, 156),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getresuid": (118, 148),
    "getresgid": (120, 150),
    "getgroups": (115, 158),
    "getpriority": (140, 141),
    "getrlimit": (97, 163),
    "setrlimit": (160, 164),  # one's own, and only down: the hard ones are set
    "wait4": (61, 260),
    "waitid": (247, 95),
}
ALLOWED = {**COMPUTING, **SIGNALS, **FILES, **ASKING}

# Allowed when an argument has one of these values: numbers, which argument, values.
ALLOWED_WITH: dict[str, tuple[Numbers, int, tuple[int, ...]]] = {
    # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA (glibc names its arenas); not what confine.py has set
    "prctl": ((157, 167), 0, (15, 16, 0x53564D41)),
    # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC; no signals on input and output,
    # and no larger pipes, which no limit of memory counts
    "fcntl": ((72, 25), 1, (0, 1, 2, 3, 4, 1030)),
    # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
    "ioctl": ((16, 29), 1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),
    "prlimit64": ((302, 261), 0, (0,)),  # one's own limits
}
# Allowed when an argument has all bits of a value: numbers, which argument, bits.
ALLOWED_WITH_BITS: dict[str, tuple[Numbers, int, int]] = {
    "clone": ((56, 220), 0, 0x00010000),  # CLONE_THREAD: a thread, and no process
}
# As if the kernel were too old for it, so that glibc takes what a filter can look into: the flags
# of clone3 stand in memory.
MISSING: dict[str, Numbers] = {"clone3": (435, 435), "openat2": (437, 437)}

# What a lab may add by name, for a library that needs it (`Lab.system_calls`). Each reaches a
# little further than this process; none makes processes, sockets or shared memory.
FOR_LIBRARIES: dict[str, Numbers] = {
    "mbind": (237, 235),
    "set_mempolicy": (238, 237),
    "mlock": (149, 228),
    "munlock": (150, 229),
    "msync": (26, 227),
    "mincore": (27, 232),
    "sched_setaffinity": (203, 122),
    "sched_getscheduler": (145, 120),
    "sched_getparam": (143, 121),
    "sched_get_priority_max": (146, 125),
    "sched_get_priority_min": (147, 126),
    "memfd_create": (319, 279),
    "ftruncate": (77, 46),
    "pwrite64": (18, 68),
    "flock": (73, 32),
    "recvmsg": (47, 212),
    "sendmsg": (46, 211),
}

# Numbers from the first to the last are of calls that exist, on each processor.
EXISTING: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]] = (
    ((0, 334), (424, 469)),
    ((0, 243), (260, 294), (424, 469)),
)
