"""Reading what is not theirs: files, memory, other processes, the network."""

from autograder.audit.attacks_corpus.attack import LOOT, refused, side
from autograder.audit.target import Need, Part


def looking(body: str) -> str:
    """Return code whose last function looks for a secret, and then tells what it has found."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"\ndef look():\n{lines}{LOOT.replace('raise', 'look(); raise')}"


ATTACKS = [
    refused(
        "the reference's files",
        "open('@ROOT@/assignment/@FILE@').read()",
        "open('@ROOT@/assignment/@OTHER_FILE@').read()",
        "open('@ROOT@/labs/@LAB@/lab.py').read()",
        "os.open('@ROOT@/assignment/@FILE@', os.O_RDONLY)",
        "os.listdir('@ROOT@')",
        "os.scandir('@ROOT@/assignment')",
        "np.fromfile('@ROOT@/assignment/@FILE@', bool)",
        "syscall(2, b'@ROOT@/assignment/@FILE@', 0, 0)",
        "syscall(437, -100, b'@ROOT@/assignment/@FILE@', b'\\0' * 24, 24)",
        "syscall(303, -100, b'@ROOT@/assignment/@FILE@', 0, 0, 0)",
    ),
    refused(
        "the secrets beside the results, and other submissions",
        "open('@SECRET_FILE@').read()",
        "open('@OTHER@/assignment/@FILE@').read()",
        "os.listdir('@OTHER@')",
        "os.listdir('@OTHER@/..')",
        "os.listdir('/')",
        "open('/etc/passwd').read()",
        "open(os.path.expanduser('~/.bashrc')).read()",
        "open('/etc/shadow').read()",
    ),
    refused(
        "other processes through /proc",
        "open('/proc/self/environ').read()",
        "open('/proc/1/environ').read()",
        "open(f'/proc/{os.getppid()}/environ').read()",
        "open(f'/proc/{os.getppid()}/cmdline').read()",
        "open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
        "open('/proc/self/maps').read()",
        "open('/proc/self/mem', 'rb').read(1)",
        "os.listdir('/proc')",
        "os.listdir(f'/proc/{os.getppid()}/fd')",
        "os.readlink(f'/proc/{os.getppid()}/cwd')",
        "open('/proc/sysrq-trigger', 'w')",
    ),
    refused(
        "other processes' memory",
        "syscall(101, 16, os.getppid(), 0, 0)",
        "syscall(310, os.getppid(), 0, 0, 0, 0, 0)",
        "syscall(311, os.getppid(), 0, 0, 0, 0, 0)",
        "syscall(438, 3, 3, 0)",
        "syscall(312, os.getppid(), os.getpid(), 0, 0, 0)",
        "syscall(29, 0, 4096, 0o1600)",
        "syscall(31, 0, 0, 0)",
        "os.memfd_create('x')",
        "syscall(240, b'/x', 66, 0o600, 0)",
    ),
    refused(
        "the network and local sockets",
        "socket.socket()",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "socket.socketpair()",
        "socket.create_connection(('127.0.0.1', 80))",
        "urllib.request.urlopen('http://127.0.0.1')",
        "syscall(50, 3, 1)",
        "syscall(42, 3, 0, 0)",
        setup="import urllib.request",
    ),
    refused(
        "the kernel's odder doors",
        "os.setuid(0)",
        "os.chroot('/')",
        "syscall(165, 0, b'/', 0, 0, 0)",
        "syscall(272, 0x10000000)",
        "syscall(308, 0, 0)",
        "syscall(425, 8, 0)",
        "syscall(321, 0, 0, 0)",
        "syscall(323, 0)",
        "syscall(250, 0, 0)",
        "syscall(298, 0, 0, -1, -1, 0)",
        "syscall(169, 0, 0, 0, 0)",
        "syscall(155, b'/', b'/')",
        "syscall(304, 0, 0, 0)",
    ),
    side(
        "the environment",
        "TRIED = [dict(os.environ), os.getenv('GRADER_TOKEN')]" + LOOT,
        shows="tried",
    ),
    side(
        "names and arguments of the process",
        "TRIED = [sys.argv, sys.orig_argv, sys.path]" + LOOT,
        shows="tried",
    ),
    side(
        "every frame of the stack",
        looking(
            "frame = sys._getframe()\nwhile frame:\n"
            "    text = str(frame.f_locals) + str(frame.f_globals)\n"
            "    if 'canary' in text: TRIED.append(text[text.index('canary'):][:60])\n"
            "    frame = frame.f_back"
        ),
        shows="tried",
    ),
    side(
        "everything the garbage collector knows",
        looking(
            "for thing in gc.get_objects():\n"
            "    try: text = str(thing) if isinstance(thing, (dict, list, tuple)) else ''\n"
            "    except BaseException: continue\n"
            "    place = text.find('canary' + '-')\n"
            "    if place >= 0: TRIED.append(text[place:place + 60])"
        ),
        shows="tried",
        unsure=(Part.CODE,),
    ),
    side(
        "every loaded module",
        "def look():\n    for name, module in list(sys.modules.items()):\n"
        "        for key, value in list(vars(module).items()):\n"
        "            if isinstance(value, str) and 'canary' + '-' in value: TRIED.append(value)\n"
        "look()\n" + LOOT,
        shows="tried",
    ),
    side(
        "the grader's own modules",
        "for name in ('oracle', 'grading.grade', 'grading.run', 'grading.judge', 'labs',"
        " 'labs.@LAB@.lab'):\n"
        "    def look():\n        module = __import__('autograder.' + name, fromlist=['x'])\n"
        "        return [v for v in vars(module).values() if isinstance(v, str)]\n"
        "    TRIED.append(attempt(look))\n"
        "TRIED.append(attempt(\"__import__('runpy').run_path('@ROOT@/assignment/@FILE@')\"))\n"
        + LOOT,
        shows="tried",
    ),
    side(
        "its own memory, byte by byte",
        looking(
            "start = id(sys) & ~4095\n"
            "for page in range(start - 2**22, start + 2**22, 4096):\n"
            "    TRIED.append(ctypes.string_at(page, 4096).count(b'canary-'))"
        ),
    ),
    side(
        "the source of given functions",
        "for name in @FUNCTIONS@: globals()[name] = lambda *args, **kwargs: None\n",
        in_class="import inspect\nfrom @FROM@ import @GIVEN_NAMES@\n"
        "def read(self, *args, **kwargs):\n"
        "    raise RuntimeError([inspect.getsource(given) for given in @GIVEN@])\n"
        "for owner, name in @METHODS@: setattr(owner, name, read)\n",
        loses=(Part.FUNCTIONS, Part.CLASSES),
        needs=(Need.GIVEN,),
    ),
    side(
        "a trace function that watches its callers",
        "def spy(frame, event, arg):\n"
        "    try: text = repr(frame.f_locals)\n"
        "    except BaseException: text = ''\n"
        "    if 'canary' + '-' in text: TRIED.append(text[:60])\n"
        "    return spy\nsys.settrace(spy)\nthreading.settrace(spy)\nsys.setprofile(spy)\n" + LOOT,
        shows="",
        unsure=(Part.CODE,),
    ),
    side(
        "an audit hook that refuses everything",
        "def hook(event, args):\n    if event not in ('object.__getattr__',): raise "
        "OSError(event)\n"
        "sys.addaudithook(hook)\n",
        loses=(),
        unsure=(Part.CODE,),
    ),
    side(
        "a finder that answers every import",
        "class Finder:\n    def find_spec(self, name, path=None, target=None):\n"
        "        TRIED.append(name)\n        raise ImportError(name)\n"
        "sys.meta_path.insert(0, Finder())\n" + LOOT,
        shows="",
        unsure=(Part.CODE,),
    ),
]
