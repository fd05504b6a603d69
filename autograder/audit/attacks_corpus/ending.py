"""Ending the process, or never ending."""

from autograder.audit.attacks_corpus.attack import LAST, OLD_LAST, refused, side
from autograder.audit.target import Part

ATTACKS = [
    side("exits at import", "os._exit(0)", loses=(Part.FILE,)),
    side("raises SystemExit at import", "sys.exit(0)", loses=(), shows="SystemExit"),
    side("exits with success in a call", LAST + "os._exit(0)", shows="exited with status 0"),
    side("raises SystemExit in a call", LAST + "raise SystemExit(0)", shows="SystemExit"),
    side("raises KeyboardInterrupt", LAST + "raise KeyboardInterrupt", shows="KeyboardInterrupt"),
    side(
        "an atexit handler that prints marks",
        "import atexit\natexit.register(print, 'score: 92')\n" + LAST + "os._exit(0)",
    ),
    side("aborts", LAST + "os.abort()", shows="the process"),
    side("reads address 0", LAST + "return ctypes.string_at(0)", shows="segmentation fault"),
    side(
        "writes over its own memory",
        LAST + "ctypes.memset(id(args), 255, 10**6)\n    return len(args)",
        shows="the process",
    ),
    side(
        "recurses without end",
        "sys.setrecursionlimit(10**9)\ndef deeper(n): return deeper(n + 1)\n" + LAST + "deeper(0)",
    ),
    side(
        "recurses through repr",
        LAST + "a = []\n    for _ in range(10**6): a = [a]\n    return repr(a)",
    ),
    refused(
        "signals to parent, group, siblings and everybody",
        "os.kill(os.getppid(), 9)",
        "os.kill(os.getpid(), 9)",
        "os.killpg(0, 9)",
        "os.kill(-1, 9)",
        "os.kill(1, 9)",
        "[os.kill(pid, 9) for pid in range(2, 40000)]",
        "syscall(234, os.getppid(), os.getppid(), 9)",
        "syscall(200, os.getppid(), 9)",
        "syscall(434, os.getppid(), 0)",
        "signal.pidfd_send_signal(0, 9)",
        "signal.pthread_kill(threading.get_ident(), 9)",
    ),
    refused(
        "signals by way of asynchronous input",
        "fcntl.fcntl(0, 8, os.getppid())",
        "fcntl.fcntl(0, 10, 9)",
        "fcntl.ioctl(0, 0x8901, struct.pack('i', os.getppid()))",
        setup="import fcntl",
    ),
    refused(
        "outliving the grader",
        "os.setsid()",
        "os.setpgid(0, 0)",
        "syscall(157, 1, 0)",
        "syscall(157, 4, 1)",
    ),
    side("loops at import", "while True: pass", loses=(Part.FILE,), shows="did not finish"),
    side("sleeps at import", "time.sleep(10**6)", loses=(Part.FILE,), shows="did not finish"),
    side("loops in a call", LAST + "while True: pass", shows="did not finish"),
    side("sleeps in a call", LAST + "time.sleep(10**6)", shows="did not finish"),
    side(
        "a time bomb that waits for a call",
        "count = [0]\nold = @FIRST@\ndef @FIRST@(*args, **kwargs):\n    count[0] += 1\n"
        "    while count[0] > 2: pass\n    return old(*args, **kwargs)",
        loses=(),
        unsure=(Part.FIRST,),
    ),
    side(
        "a time bomb that waits for the next question",
        OLD_LAST
        + "threading.Timer(0.01, lambda: os._exit(0)).start()\n    return old(*args, **kwargs)",
        loses=(),
        unsure=(Part.LAST, Part.AFTER_LAST),
    ),
    side(
        "catches everything while it loops",
        LAST + "while True:\n        try:\n            time.sleep(1)\n        except "
        "BaseException: pass",
        shows="did not finish",
    ),
    side(
        "ignores signals and loops",
        "for s in range(1, 64):\n    attempt(lambda: signal.signal(s, signal.SIG_IGN))\n"
        "attempt(lambda: signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64)))\n"
        + LAST
        + "while True: pass",
        shows="did not finish",
    ),
    side("a loop in C: a power", LAST + "return 10 ** (10 ** 9)"),
    side(
        "a loop in C: a regular expression",
        LAST + "import re\n    return re.match('(a+)+$', 'a' * 60 + 'b')",
        shows="did not finish",
    ),
    side(
        "a loop in an object's end",
        "class Late:\n    def __del__(self):\n        while True: pass\n" + LAST + "Late()",
        shows="did not finish",
    ),
    side(
        "a deadlock",
        "lock = threading.Lock()\n" + LAST + "lock.acquire(); lock.acquire()",
        shows="did not finish",
    ),
    side(
        "threads left behind",
        "def stay():\n    while True: time.sleep(0.01)\n"
        "for _ in range(50): attempt(lambda: threading.Thread(target=stay).start())\n",
        loses=(),
    ),
    side(
        "fifty busy threads",
        LAST + "def burn():\n        while True: pass\n"
        "    for _ in range(50): attempt(lambda: threading.Thread(target=burn).start())\n"
        "    burn()",
        shows="did not finish",
    ),
    side(
        "takes all the time there is",
        "for name in @FUNCTIONS@: globals()[name] = lambda *a, **k: time.sleep(100)\n",
        loses=(Part.FUNCTIONS,),
        unsure=(Part.CODE,),
    ),
]
