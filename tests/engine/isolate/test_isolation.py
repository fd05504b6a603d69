"""What student code cannot do, tried from inside under each isolation."""

import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from inside import AS_IT_IS, TRY, call, run_inside

from autograder.course import current
from autograder.isolate.inside import template, wire
from autograder.isolate.inside.confine import NOBODY
from autograder.isolate.levels import available
from autograder.isolate.sandbox import Limits, Sandbox, SandboxError, choose

ROOT = current().folder

SECRET = "a-secret-of-the-graders-environment"


@pytest.fixture(scope="module")
def sandbox(confined):
    os.environ["GRADER_TOKEN"] = SECRET
    with Sandbox(confined, Limits(memory_mib=512)) as sandbox:
        yield sandbox


@pytest.fixture
def inside(sandbox):
    """Evaluate an expression inside; return what became of it."""
    return lambda action: run_inside(sandbox, TRY, [call(action)])[0]["outputs"]["result"]


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "assignment" / "layers.py",
        ROOT / "labs" / "two_layer_net" / "layers.py",
        ROOT / "autograder" / "oracle.py",
        Path("/etc/passwd"),
        Path("/proc/self/environ"),
        Path("/proc/1/cmdline"),
        Path.home() / ".bashrc",
    ],
)
def test_files_of_the_grader_and_the_machine_cannot_be_read(inside, path):
    assert inside(f"open({str(path)!r}).read()") in ("PermissionError", "FileNotFoundError")


@pytest.mark.parametrize(
    "action",
    [
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "subprocess.run(['/bin/true'])",
        "1 / (os.system('true') == 0)",
        "os.execv('/bin/true', ['true'])",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "os.kill(os.getppid(), signal.SIGKILL)",
        "os.kill(1, signal.SIGKILL)",
        "os.killpg(0, signal.SIGKILL)",
        "os.setsid()",
        "os.memfd_create('x')",
        "open('/tmp/left-behind', 'w')",
        "os.mkdir('/tmp/left-behind')",
        "os.listdir('/')",
        "os.setuid(0)",
        "os.chroot('/')",
        "bytearray(1 << 30)",
        "__import__('resource').setrlimit(9, (-1, -1))",
        "__import__('resource').prlimit(os.getppid(), 9, (1, 1))",
        "1 / (1 + ctypes.CDLL(None).prctl(1, 0, 0, 0, 0))",  # would outlive the grader
        "1 / (1 + ctypes.CDLL(None).prctl(4, 1, 0, 0, 0))",
        "__import__('fcntl').fcntl(0, 8, os.getppid())",  # signals by asynchronous input
        "__import__('fcntl').fcntl(0, 10, 9)",
        "1 / (1 + ctypes.CDLL(None).inotify_init())",
    ],
)
def test_it_is_refused(inside, action):
    assert not inside(action).startswith("done"), action


@pytest.mark.parametrize(
    "action", ["chmod({}, 0)", "utime({})", "truncate({}, 0)", "chown({}, 65534, 65534)"]
)
def test_attributes_of_its_users_files_cannot_be_changed(inside, action):
    """Landlock says nothing of them, and without root student code runs as the grader's user."""
    folder = Path(tempfile.mkdtemp())
    try:
        file = folder / "marks.csv"
        file.write_text("92")
        folder.chmod(0o755)
        if os.geteuid() == 0:
            os.chown(file, NOBODY, NOBODY)
        before = file.stat()
        assert not inside("os." + action.format(repr(str(file)))).startswith("done")
        assert file.stat() == before
    finally:
        shutil.rmtree(folder)


def test_a_full_standard_error_is_nobodys_trouble(sandbox):
    for _ in range(2):
        (answer,) = run_inside(
            sandbox, TRY, [call("[os.write(2, bytes(2**16)) for _ in range(9)]")]
        )
        assert answer["outputs"]["result"].startswith("done")


def test_a_worker_that_cannot_be_confined_is_the_sandboxs_failure(confined):
    with Sandbox(confined, Limits(memory_mib=None)) as sandbox:
        with pytest.raises(SandboxError, match="could not be confined"):
            sandbox.worker({"layers.py": TRY})


def test_workers_end_with_a_grader_that_is_killed(confined):
    """The template sees its grader hang up; a worker that loops does not."""
    with Sandbox(confined) as sandbox:
        worker = sandbox.worker({"layers.py": "while True: pass"})
        request = {"imports": ["layers"], "programs": [], "version": AS_IT_IS}
        worker.send(request, time.monotonic() + 10)
        sandbox._control.close()
        sandbox._control = None
        with pytest.raises(wire.Closed):
            worker.receive(time.monotonic() + 10)


def test_a_worker_stuck_in_the_kernel_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr(template, "DYING_SECONDS", 0.1)
    monkeypatch.setattr(template, "kill", lambda pid: None)
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
        os._exit(0)
    try:
        assert template.end(pid) == {"signal": 9, "status": 0}
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)


def test_the_environment_holds_no_secret(inside):
    seen = inside("dict(os.environ)")
    assert seen.startswith("done")
    assert SECRET not in seen
    assert inside("os.environ['GRADER_TOKEN']") == "KeyError"


def test_the_reference_and_the_labs_are_not_loaded(inside):
    names = "[n for n in sys.modules if n.startswith(('autograder', 'assignment'))]"
    loaded = inside(names)
    assert "labs" not in loaded and "oracle" not in loaded and "lab'" not in loaded


def test_it_does_not_run_as_root(inside):
    assert inside("os.getuid()") != "done: 0"


def test_threads_are_allowed(inside):
    assert inside("threading.Thread(target=int).start()") == "done: None"


def test_a_shadow_module_is_never_imported(sandbox):
    sources = {"layers.py": TRY, "numpy.py": "raise SystemExit", "sitecustomize.py": "1/0"}
    worker = sandbox.worker(sources)
    program = call("__import__('numpy').__name__")
    worker.send(
        {"imports": ["layers"], "programs": [program], "version": AS_IT_IS},
        time.monotonic() + 10,
    )
    deadline = time.monotonic() + 10
    worker.receive(deadline)
    assert worker.receive(deadline)["outputs"]["result"] == "done: numpy"
    worker.end()


def test_workers_do_not_see_each_others_changes(sandbox):
    spoil = "setattr(__import__('numpy'), 'maximum', None)"
    run_inside(sandbox, TRY, [call(spoil)])
    (answer,) = run_inside(sandbox, TRY, [call("__import__('numpy').maximum(1, 2)")])
    assert answer["outputs"]["result"] == "done: 2"


def test_a_worker_that_hangs_is_killed_from_outside(sandbox):
    worker = sandbox.worker({"layers.py": "while True: pass"})
    worker.send({"imports": ["layers"], "programs": [], "version": AS_IT_IS}, time.monotonic() + 10)
    with pytest.raises(wire.OutOfTime):
        worker.receive(time.monotonic() + 0.3)
    assert worker.end()["signal"] == 9


def test_an_exit_is_the_workers_and_not_the_templates(sandbox):
    worker = sandbox.worker({"layers.py": "import os; os._exit(3)"})
    worker.send({"imports": ["layers"], "programs": [], "version": AS_IT_IS}, time.monotonic() + 10)
    with pytest.raises(wire.Closed):
        worker.receive(time.monotonic() + 5)
    assert worker.end() == {"signal": 0, "status": 3}
    (answer,) = run_inside(sandbox, TRY, [call("1 + 1")])
    assert answer["outputs"]["result"] == "done: 2"


def test_what_is_not_plain_data_stays_inside(sandbox):
    source = TRY + "class Odd:\n    def __reduce__(self): return os.system, ('true',)\n"
    (answer,) = run_inside(sandbox, source, [
        {
            "steps": [{"do": "call", "what": ["layers", {"attr": "Odd"}], "args": [], "kwargs": {},
                       "unpack": None}],
            "outputs": {"odd": [0]},
            "watched": {},
            "seed": 0,
        }
    ])  # fmt: skip
    assert answer["outputs"]["odd"] == wire.Opaque("Odd")


def test_a_lost_template_is_started_again(confined):
    with Sandbox(confined) as sandbox:
        sandbox._template.kill()
        sandbox._template.wait()
        (answer,) = run_inside(sandbox, TRY, [call("2 * 21")])
        assert answer["outputs"]["result"] == "done: 42"


def test_isolation_that_cannot_be_had_is_an_error_and_never_silent(monkeypatch):
    monkeypatch.setattr("autograder.isolate.levels.landlock.abi", lambda: 0)
    assert "no Landlock" in available("landlock")
    for level in ("auto", "landlock", "bubblewrap"):
        with pytest.raises(SandboxError, match="no Landlock"):
            choose(level)
    assert choose("none") == "none"
