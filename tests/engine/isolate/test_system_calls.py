"""The system-call filter: what it allows is listed, what it refuses is everything else."""

import ctypes
import errno
import re
import struct
import time
from pathlib import Path

import pytest
from inside import TRY, call, run_inside

from autograder.isolate.inside import seccomp, system_calls
from autograder.isolate.sandbox import Sandbox, SandboxError

TABLES = (
    system_calls.ALLOWED,
    system_calls.MISSING,
    system_calls.FOR_LIBRARIES,
    *(
        {name: rule[0] for name, rule in table.items()}
        for table in (system_calls.ALLOWED_WITH, system_calls.ALLOWED_WITH_BITS)
    ),
)
EVERY = {name: numbers for table in TABLES for name, numbers in table.items()}
HEADERS = (
    Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    Path("/usr/include/asm-generic/unistd.h"),
)
MACHINES = ("x86_64", "aarch64")
ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, KILL = 0x7FFF0000, 0x80000000

REFUSED = {  # x86_64
    "io_uring_setup": 425,
    "io_setup": 206,
    "timer_create": 222,
    "timerfd_create": 283,
    "open_tree": 428,
    "open_tree_attr": 467,
    "fork": 57,
    "execve": 59,
    "socket": 41,
    "memfd_create": 319,
    "shmget": 29,
    "semget": 64,
    "mq_open": 240,
    "kill": 62,
    "ptrace": 101,
    "unshare": 272,
    "mount": 165,
    "keyctl": 250,
    "bpf": 321,
    "userfaultfd": 323,
    "perf_event_open": 298,
    "sync": 162,
    "vmsplice": 278,
    "mlock": 149,
    "inotify_init1": 294,
    "fanotify_init": 300,
    "chmod": 90,
    "utimensat": 280,
    "seccomp": 317,
    "landlock_create_ruleset": 444,
    "sendmsg": 46,
    "setuid": 105,
}


def answer(code, machine, number, arguments=()):
    """Return what a filter says to a call, by the rules of BPF."""
    lines = [struct.unpack("<HBBI", code[i : i + 8]) for i in range(0, len(code), 8)]
    data = struct.pack("<IIQ", number, ARCH[machine], 0)
    data += struct.pack("<6Q", *(*arguments, *[0] * (6 - len(arguments))))
    place, value = 0, 0
    while True:
        operation, if_true, if_false, k = lines[place]
        place += 1
        if operation == 0x20:
            (value,) = struct.unpack_from("<I", data, k)
        elif operation == 0x06:
            return k
        elif operation == 0x05:
            place += k
        else:
            holds = {0x15: value == k, 0x35: value >= k, 0x45: value & k != 0}[operation]
            place += if_true if holds else if_false


@pytest.mark.parametrize("column", [0, 1], ids=MACHINES)
def test_each_name_has_the_number_of_the_kernels_headers(column):
    if not HEADERS[column].exists():
        pytest.skip("needs linux-libc-dev")
    text = HEADERS[column].read_text()
    text = text.replace("3264_fstatat ", "_newfstatat ").replace("__NR3264_", "__NR_")
    known = {name: int(n) for name, n in re.findall(r"define __NR_(\w+)\s+(\d+)$", text, re.M)}
    ours = {name: numbers[column] for name, numbers in EVERY.items()}
    assert {name: n for name, n in ours.items() if known.get(name) != n} == {}


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_listed_is_allowed_what_exists_is_refused_what_does_not_is_missing(machine):
    column = MACHINES.index(machine)
    code = seccomp.filter_code(machine=machine)
    allowed = {numbers[column] for numbers in system_calls.ALLOWED.values()} - {None}
    special = {numbers[column] for table in TABLES[3:] for numbers in table.values()}
    missing = {numbers[column] for numbers in system_calls.MISSING.values()}
    existing = {n for first, last in system_calls.EXISTING[column] for n in range(first, last + 1)}
    for number in set(range(600)) - special:
        said = answer(code, machine, number)
        if number in allowed:
            assert said == ALLOW, number
        elif number in existing - missing:
            assert said == 0x50000 | errno.EPERM, number
        else:
            assert said == 0x50000 | errno.ENOSYS, number


@pytest.mark.parametrize("machine", MACHINES)
def test_a_call_that_is_allowed_with_some_arguments_is_refused_with_others(machine):
    column = MACHINES.index(machine)
    code = seccomp.filter_code(machine=machine)
    refused = 0x50000 | errno.EPERM
    for numbers, index, values in system_calls.ALLOWED_WITH.values():
        for value in range(2000):
            arguments = [0] * index + [value]
            said = answer(code, machine, numbers[column], arguments)
            assert said == (ALLOW if value in values else refused)
    ((numbers, _, bit),) = system_calls.ALLOWED_WITH_BITS.values()
    assert answer(code, machine, numbers[column], [bit | 17]) == ALLOW
    assert answer(code, machine, numbers[column], [17]) == refused


def test_the_other_tables_of_this_processor_are_no_way_round():
    code = seccomp.filter_code(machine="x86_64")
    assert answer(code, "x86_64", 0x40000000) == answer(code, "x86_64", 0x40000001) == KILL
    assert answer(code, "aarch64", 0) == KILL


@pytest.fixture(scope="module")
def sandbox(confined):
    with Sandbox(confined) as sandbox:
        yield sandbox


SYSCALL = """
def syscall(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    padded = [ctypes.c_long(a) for a in (*arguments, *[0] * (6 - len(arguments)))]
    return "done" if libc.syscall(ctypes.c_long(number), *padded) >= 0 else ctypes.get_errno()
"""


@pytest.fixture
def inside(sandbox):
    def evaluate(action):
        answers = run_inside(sandbox, TRY + SYSCALL, [call(action)])
        return answers[0]["outputs"]["result"]

    return evaluate


@pytest.mark.skipif(seccomp.MACHINE != "x86_64", reason="the numbers are of x86_64")
def test_known_calls_are_refused_and_unknown_ones_are_missing(sandbox):
    numbers = [*REFUSED.values(), 435, 437, 470, 999, 39]
    programs = [call(f"syscall({number})") for number in numbers]
    answers = run_inside(sandbox, TRY + SYSCALL, programs)
    said = [one["outputs"]["result"] for one in answers]
    words = [*[f"done: {errno.EPERM}"] * len(REFUSED), *[f"done: {errno.ENOSYS}"] * 4, "done: done"]
    assert dict(zip(numbers, said, strict=True)) == dict(zip(numbers, words, strict=True))


def test_threads_start_and_processes_do_not(inside):
    assert inside("(t := threading.Thread(target=print), t.start(), t.join())[-1]") == "done: None"
    assert inside("os.fork()") == "PermissionError"
    assert inside("subprocess.run(['true'])") == "PermissionError"


def test_an_alarm_of_ones_own_works(inside):
    """Some students bound their loops by one."""
    assert inside("(signal.alarm(100), signal.alarm(0))") == "done: (0, 100)"


def test_pipes_stay_small(inside):
    """No limit of memory counts what lies in a pipe."""
    assert inside("__import__('fcntl').fcntl(os.pipe()[1], 1031, 2**20)") == "PermissionError"
    everything = "[os.pipe() for _ in range(100)]"
    assert inside(everything) == "OSError"


@pytest.mark.skipif(seccomp.MACHINE != "x86_64", reason="the number is of x86_64")
def test_shared_mappings_count_as_memory(inside):
    """Of two gigabytes, readable and writable, shared and of no file."""
    assert inside("syscall(9, 0, 2**31, 3, 0x21, -1, 0)") == f"done: {errno.ENOMEM}"


def test_a_lab_may_add_what_its_library_needs(confined):
    number = system_calls.FOR_LIBRARIES["memfd_create"][0 if seccomp.MACHINE == "x86_64" else 1]
    with Sandbox(confined, system_calls=("memfd_create",)) as sandbox:
        answers = run_inside(sandbox, TRY + SYSCALL, [call(f"syscall({number}, id('x'))")])
    assert answers[0]["outputs"]["result"] == "done: done"
    with pytest.raises(SandboxError, match="no lab may allow the system calls execve"):
        Sandbox(confined, system_calls=("execve",))


def test_the_filter_costs_less_than_a_millisecond():
    """What is measured is the kernel's work on a filter, in a process of its own."""
    seccomp.prepare()
    costs = []
    for _ in range(20):
        costs.append(installed_seconds())
    assert sorted(costs)[10] < 0.001


def installed_seconds():
    import os

    receiving, sending = os.pipe()
    pid = os.fork()
    if pid == 0:
        start = time.thread_time()
        seccomp.refuse_system_calls()
        os.write(sending, struct.pack("d", time.thread_time() - start))
        os._exit(0)
    os.waitpid(pid, 0)
    (seconds,) = struct.unpack("d", os.read(receiving, 8))
    os.close(receiving)
    os.close(sending)
    return seconds


def test_the_program_of_the_filter_outlives_its_making():
    seccomp.prepare()
    assert ctypes.string_at(seccomp._prepared[0].filter, 8) == seccomp.filter_code()[:8]
