"""Too much of everything: memory, processes, files, output, text."""

from autograder.audit.attacks_corpus.attack import LAST, OLD_LAST, refused, side
from autograder.audit.target import Part

ATTACKS = [
    refused(
        "resources of the machine",
        "[syscall(206, 1, id(x)) for x in range(9)]",  # io_setup
        "[syscall(222, 0, 0, id([])) for _ in range(9)]",  # timer_create
        "syscall(283, 0, 0)",  # timerfd_create
        "syscall(425, 1, id([]))",  # io_uring_setup
        "syscall(467, -100, 0, 0)",  # open_tree_attr
        "syscall(428, -100, 0, 0)",  # open_tree
        "syscall(319, id('x'), 0)",  # memfd_create
        "syscall(149, id([]), 4096)",  # mlock
        "syscall(162)",  # sync
        "syscall(278, 1, 0, 0, 0)",  # vmsplice
        "fcntl.fcntl(os.pipe()[1], 1031, 2**20)",  # F_SETPIPE_SZ
        "syscall(253)",  # inotify_init
        setup="import fcntl",
    ),
    side(
        "time: every question sleeps",
        "for name in @FUNCTIONS@: globals()[name] = lambda *a, **k: time.sleep(60)\n",
        in_class="for owner, name in @METHODS@:\n"
        "    setattr(owner, name, lambda *a, **k: __import__('time').sleep(60))\n",
        loses=(Part.FUNCTIONS, Part.CLASSES),
        unsure=(Part.CODE, Part.WEIGHTS),
    ),
    side(
        "text that XML cannot hold",
        LAST + "raise ValueError('\\uffff\\ufffe\\x00\\x1b')",
        shows="ValueError",
    ),
    side("memory: a list without end", LAST + "a = []\n    while True: a.append(bytearray(2**24))"),
    side("memory: an array of 100 GB", LAST + "return np.ones(10**10)", shows="MemoryError"),
    side("memory at import", "a = np.ones(10**10)", loses=(), shows="MemoryError"),
    side(
        "memory: mapped pages",
        "import mmap\n" + LAST + "a = []\n    while True: a.append(mmap.mmap(-1, 2**28))",
    ),
    side(
        "memory: by catching every MemoryError",
        LAST + "a = []\n    while True:\n        try: a.append(bytearray(2**20))\n"
        "        except MemoryError: pass",
    ),
    refused(
        "processes: a fork bomb",
        "[os.fork() for _ in range(20)]",
        "os.forkpty()",
        "syscall(57)",
        "syscall(58)",
        "syscall(56, 17, 0, 0, 0, 0)",
        "syscall(435, 0, 0)",
        "os.posix_spawn(sys.executable or '/bin/sh', ['x'], {})",
        "os.execv('/bin/sh', ['sh'])",
        "subprocess.run(['/bin/true'])",
        "multiprocessing.get_context('fork').Process(target=print).start()",
        setup="import subprocess, multiprocessing",
    ),
    side(
        "a daemon left behind",
        "def daemon():\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(10**6)\n"
        "attempt(daemon)\n",
        loses=(),
    ),
    side(
        "threads without end",
        LAST + "import _thread\n    while True: attempt(lambda: "
        "_thread.start_new_thread(time.sleep, (99,)))",
        shows="did not finish",
    ),
    side(
        "output: 200 MB on standard output",
        OLD_LAST + "for _ in range(200): print('x' * 2**20)\n    return old(*args, **kwargs)",
        loses=(),
        unsure=(Part.LAST,),
    ),
    side(
        "output: standard error filled up",
        OLD_LAST + "for _ in range(3): os.write(2, b'x' * 2**20)\n    return old(*args, **kwargs)",
        loses=(),
    ),
    side(
        "output: a million warnings",
        "import warnings\n" + OLD_LAST + "warnings.simplefilter('always')\n"
        "    for _ in range(3000): warnings.warn('x' * 200)\n    return old(*args, **kwargs)",
        loses=(),
        unsure=(Part.LAST,),
    ),
    refused(
        "disk",
        "open('/tmp/flood', 'w')",
        "open('flood', 'w')",
        "open('/dev/shm/flood', 'w')",
        "open('/var/tmp/flood', 'w')",
        "open('@SECRET_FILE@', 'a')",
        "open('@ROOT@/assignment/@FILE@', 'a')",
        "os.mkdir('/tmp/flood')",
        "os.symlink('/', '/tmp/flood')",
        "os.mkfifo('/tmp/flood')",
        "os.rename('@SECRET_FILE@', '@SECRET_FILE@.old')",
        "os.link('@SECRET_FILE@', '/tmp/flood')",
        "os.unlink('@SECRET_FILE@')",
        "os.rmdir('@OTHER@')",
        "tempfile.NamedTemporaryFile()",
        "np.save('/tmp/flood.npy', np.ones(3))",
        setup="import tempfile",
    ),
    refused(
        "files' attributes",
        "os.chmod('@SECRET_FILE@', 0)",
        "os.chmod('@ROOT@/assignment/@FILE@', 0)",
        "os.chown('@OTHER@', 65534, 65534)",
        "os.utime('@SECRET_FILE@')",
        "os.truncate('@SECRET_FILE@', 0)",
        "os.setxattr('@SECRET_FILE@', 'user.x', b'1')",
        "os.removexattr('@SECRET_FILE@', 'user.x')",
        "syscall(254, 0, b'/', 2)",
        "syscall(294, 0)",
    ),
    side(
        "file descriptors",
        "FDS = []\ndef more():\n    while True: FDS.append(os.open('/dev/null', 0))\n"
        "TRIED = [attempt(more)]\n",
        loses=(),
    ),
    refused(
        "raised limits",
        "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (10**4, 10**4))",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))",
        "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))",
        "resource.prlimit(1, resource.RLIMIT_CPU, (1, 1))",
        "os.nice(-5)",
        "os.sched_setaffinity(0, {0})",
        "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))",
    ),
    side("an exception text of 50 MB", LAST + "raise ValueError('A' * 50_000_000)", shows="AAAA"),
    side(
        "an exception type of a long name",
        LAST + "raise type('E' * 10_000_000, (Exception,), {})('x')",
        shows="EEEE",
    ),
    side(
        "an exception whose text never ends",
        "class Endless(Exception):\n    def __str__(self):\n        while True: pass\n"
        + LAST
        + "raise Endless",
        shows="did not finish",
    ),
    side(
        "an exception whose text is an exception",
        "class Bad(Exception):\n    def __str__(self): raise Bad\n" + LAST + "raise Bad",
        shows="Bad",
    ),
    side(
        "an exception whose text ends the process",
        "class Bad(Exception):\n    def __str__(self): os._exit(0)\n" + LAST + "raise Bad",
    ),
    side(
        "half surrogates in an exception",
        LAST + "raise ValueError('\\ud800' * 100)",
        shows="ValueError",
    ),
    side(
        "an array that claims 10^12 elements",
        OLD_LAST + "made = old(*args, **kwargs)\n    huge = np.broadcast_to(0.0, (10**12,))\n"
        "    return (huge,) * len(made) if type(made) is tuple else huge",
        shows="far too large",
    ),
    side("an output of 10^7 lists", LAST + "return [[] for _ in range(10**6)], 0"),
    side(
        "an output that contains itself", LAST + "a = []\n    a.append(a)\n    return a, {'a': a}"
    ),
    side(
        "an output 10^5 deep", LAST + "a = 0\n    for _ in range(10**5): a = (a,)\n    return a, a"
    ),
]
