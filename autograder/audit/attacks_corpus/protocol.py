"""Talking to the grader in the worker's place: forged, endless, costly and confusing frames."""

from autograder.audit.attacks_corpus.attack import Attack, cheat, side
from autograder.audit.target import Need, Part

FORGE = r"""
import msgpack

def frame(message, **options):
    body = message if isinstance(message, bytes) else msgpack.packb(message, **options)
    return struct.pack('<I', len(body)) + body

def everywhere(data):
    for fd in range(64):
        view = memoryview(data)
        try:
            while view: view = view[os.write(fd, view):]
        except OSError:
            pass

def array(values):
    values = np.asarray(values)
    head = (values.dtype.str, list(values.shape), False, values.tobytes())
    return msgpack.ExtType(1, msgpack.packb(head))

def tuples(depth):
    body = msgpack.packb(1)
    for _ in range(depth): body = msgpack.packb(msgpack.ExtType(3, b'\x91' + body))
    return body

READY = {'ready': True, 'failed': {}, 'stand_ins': []}
RIGHT = {'outputs': {n: array(np.ones((4, 3))) for n in '@OUTPUTS@'.split('|')}, 'watched': {}}

def channel():
    return next(s for s in gc.get_objects() if isinstance(s, socket.socket) and s.fileno() >= 0)
"""
LIE = "\ndef @FIRST@(*args, **kwargs):\n    attack()\n    return None, None\n"


def forged(name: str, attack: str) -> Attack:
    """A cheat that does something to the channel when one of its functions is called."""
    body = "".join(f"    {line}\n" for line in attack.splitlines())
    return cheat(name, FORGE + "def attack():\n" + body + LIE)


def at_import(name: str, attack: str) -> Attack:
    """A cheat that does something to the channel while it is imported."""
    return cheat(name, FORGE + attack)


# Asks for given functions: everything else is wrong, so the class is tried with the
# reference's in its place, and this runs then.
GIVEN_CLASS = """
from @FROM@ import *
from @FROM@ import FORGE, @GIVEN_NAMES@
exec(FORGE, globals())
import os, sys, gc, struct, socket
import numpy as np
def init(self, *args, **kwargs):
    self.params = {}
def method(self, *args, **kwargs):
    attack()
    return None if len(args) + len(kwargs) == 1 else (None, {})
for owner, name in @METHODS@: setattr(owner, name, init if name == '__init__' else method)
"""


def asking(name: str, attack: str) -> Attack:
    """A cheat that misuses the functions it is given, `given`."""
    body = "".join(f"    {line}\n" for line in attack.splitlines())
    in_class = GIVEN_CLASS + "def attack():\n    given = @GIVEN@\n" + body
    return cheat(name, f"FORGE = {FORGE!r}\n", in_class, needs=(Need.GIVEN,))


ATTACKS = [
    at_import(
        "forged answers on every descriptor, at import",
        "everywhere(frame(READY) + frame(RIGHT) * 20)",
    ),
    forged("forged answers on every descriptor, in a call", "everywhere(frame(RIGHT) * 20)"),
    forged("forged answers, then silence", "everywhere(frame(RIGHT))\ntime.sleep(10**6)"),
    forged("forged answers, then an exit", "everywhere(frame(RIGHT))\nos._exit(0)"),
    at_import("answers before it is ready, without end", "while True: everywhere(frame(RIGHT))"),
    forged("ready again and again", "for _ in range(100): everywhere(frame(READY))"),
    at_import("two answers before it is ready", "everywhere(frame(RIGHT) * 2 + frame(READY))"),
    at_import(
        "claims that files of the kit failed",
        "everywhere(frame({'ready': True, 'stand_ins': ['<b>x</b>' * 10**5] * 5000,"
        " 'failed': {n: {'type': 'E', 'message': '', 'file': '', 'line': 0}"
        " for n in ('solver', '@MODULE@', '@OTHER_MODULE@', '')}}))",
    ),
    at_import(
        "a failed import in line True, which equals line 1",
        "everywhere(frame({'ready': True, 'stand_ins': [], 'failed': {n: {'type': 'E',"
        " 'message': 'm', 'file': 'assignment/@FILE@', 'line': True}"
        " for n in ('@MODULE@', '@OTHER_MODULE@')}}))",
    ),
    asking(
        "given functions asked for end to end, so that the inbox is never empty",
        "one = frame({'given': '@MODULE@:@FIRST@', 'args': [], 'kwargs': {'x': 'x' * 2**20}})\n"
        "everywhere(one[:9])\nfor _ in range(3000): everywhere(one[9:] + one[:9])",
    ),
    forged(
        "sixteen megabytes of texts of two letters",
        "everywhere(frame({'outputs': {'out': [['ab'] * 9000] * 600}, 'watched': {}}) * 20)",
    ),
    at_import("a list where a dictionary belongs", "everywhere(frame([1, 2, 3]) * 9)"),
    forged("a number where a dictionary belongs", "everywhere(frame(7))"),
    forged("text where a dictionary belongs", "everywhere(frame('ready given error outputs'))"),
    forged("an array where a dictionary belongs", "everywhere(frame(array(np.zeros(3))))"),
    forged(
        "outputs that are a list of pairs",
        "everywhere(frame({'outputs': [[1, 2], ['out', 3], [None, 4]], 'watched': []}))",
    ),
    forged("outputs without names", "everywhere(frame({'outputs': None, 'watched': None}))"),
    forged(
        "names that are bytes, and very long",
        "everywhere(frame({'outputs': {b'out': 1, 'o' * 10**6: 2}, 'watched': {}}))",
    ),
    forged("an error that is a number", "everywhere(frame({'error': 5}))"),
    forged(
        "an error of lists and numbers",
        "everywhere(frame({'error': {'type': [[1] * 9999] * 99, 'message': {'a': 2**63}, "
        "'file': None,"
        " 'line': 2**63}}))",
    ),
    forged(
        "an error of ten megabytes",
        "everywhere(frame({'error': {'type': 'E' * 10**7, 'message': '', 'file': '', "
        "'line': -1}}))",
    ),
    forged("a giant length", "everywhere(struct.pack('<I', 2**32 - 1) + b'x' * 1000)"),
    forged("a length of nothing", "everywhere(struct.pack('<I', 0) * 1000)"),
    forged(
        "a frame that never ends",
        "everywhere(struct.pack('<I', 2**20))\nwhile True:\n"
        "    everywhere(b'x')\n    time.sleep(0.05)",
    ),
    forged("half a length", "everywhere(b'\\x01\\x00')\ntime.sleep(10**6)"),
    forged("random bytes", "everywhere(os.urandom(100000))"),
    forged("lists nested 10^6 deep", "everywhere(frame(b'\\x91' * 10**6 + b'\\x01'))"),
    forged("tuples nested 900 deep", "everywhere(frame(tuples(900)))"),
    forged(
        "ten million lists",
        "everywhere(frame(b'\\xdd' + struct.pack('>I', 10**7) + b'\\x90' * 10**7))",
    ),
    forged(
        "five million nothings in many lists",
        "part = b'\\xdc' + struct.pack('>H', 9999) + b'\\xc0' * 9999\n"
        "everywhere(frame(b'\\xdc' + struct.pack('>H', 999) + part * 999))",
    ),
    forged(
        "a million arrays",
        "everywhere(frame({'outputs': {'out': [[array(1.0)] * 9000] * 50}, 'watched': {}}))",
    ),
    forged(
        "arrays of forty megabytes, again and again",
        "for _ in range(50): everywhere(frame({'outputs': {'out': array(np.zeros(2 * 10**6, '?'))},"
        " 'watched': {}}))",
    ),
    forged(
        "arrays whose shape lies",
        "for shape in ([2**62, 4], [-1], [0, 2**63], [1.5], ['x'], [[1]], None, [1] * 65):\n"
        "    body = msgpack.packb(('<f8', shape, False, b'\\0' * 8))\n"
        "    everywhere(frame({'outputs': {'out': msgpack.ExtType(1, body)}, 'watched': {}}))",
    ),
    forged(
        "arrays whose type lies",
        "for kind in ('O', '|O8', 'V8', 'f8,f8', '<M8', '|S0', 'x' * 10**5, 5, None, "
        "['f8'], '<f99'):\n"
        "    body = msgpack.packb((kind, [1], False, b'\\0' * 8))\n"
        "    everywhere(frame({'outputs': {'out': msgpack.ExtType(1, body)}, 'watched': {}}))",
    ),
    forged(
        "unknown extensions and times",
        "for code in (-1, 0, 4, 5, 127):\n"
        "    everywhere(frame({'outputs': {'out': msgpack.ExtType(code, b'1234') if code >= 0"
        " else msgpack.Timestamp(1, 1)}, 'watched': {}}))",
    ),
    forged(
        "a call of a function that is not given",
        "everywhere(frame({'given': '@MODULE@:@LAST@', 'args': [], 'kwargs': {}}))",
    ),
    forged(
        "a call of the function under test",
        "everywhere(frame({'given': '@MODULE@:@FIRST@', 'args': [array(np.ones(3))],"
        " 'kwargs': {}}))",
    ),
    forged(
        "a call of a function named by an array",
        "everywhere(frame({'given': array(np.ones(3)), 'args': [], 'kwargs': {}}))",
    ),
    cheat(
        "asks the grader through the worker's own modules",
        FORGE + "\nask = sys.modules['autograder.isolate.inside.answer'].ask_grader\n"
        "def asking(name):\n"
        "    return lambda *args: ask(channel(), '@MODULE@:' + name)(*args)\n"
        "for name in @FUNCTIONS@: globals()[name] = asking(name)\n",
    ),
    asking(
        "asks a given function for arrays of gigabytes",
        "wide, tall = np.ones((1, 10**5)), np.ones((10**5, 1))\n"
        "for _ in range(50):\n"
        "    for ask in given:\n"
        "        try: ask(np.ones((700, 700)), np.ones((700, 700)), np.ones(700))\n"
        "        except Exception: pass\n"
        "        try: ask(tall, wide, np.ones(10**5))\n"
        "        except Exception: pass",
    ),
    asking(
        "asks and never reads the answers",
        "body = {'given': '@MODULE@:@FIRST@', 'kwargs': {}, 'args':"
        " [array(np.ones((500, 1))), array(np.ones((1, 500))), array(np.ones(500))]}\n"
        "everywhere(frame(body) * 50)\ntime.sleep(10**6)",
    ),
    asking(
        "asks ten thousand times",
        "while True:\n"
        "    for ask in given:\n"
        "        try: ask(np.ones(3))\n"
        "        except Exception: pass",
    ),
    asking(
        "asks with what is no argument",
        "for args in ([], [None], [{'a': 1}], ['x' * 10**4], [[1, [2, [3]]]], "
        "[object()], [1e400]):\n"
        "    for ask in given:\n"
        "        try: ask(*args)\n        except Exception: pass",
    ),
    asking(
        "asks for methods, attributes and other modules",
        "for name in ('@MODULE@:__builtins__', '@MODULE@:np.save', 'os:system', "
        "'@MODULE@:@FIRST@.__globals__', ':', '', '@OTHER_MODULE@:@METHOD@'):\n"
        "    everywhere(frame({'given': name, 'args': [], 'kwargs': {}}))",
    ),
    asking(
        "asks with arguments of a hundred levels",
        "body = b'\\x83' + msgpack.packb('given') + msgpack.packb('@MODULE@:@FIRST@')"
        " + msgpack.packb('args') + b'\\x91' * 600 + b'\\xc0' + msgpack.packb('kwargs') "
        "+ b'\\x80'\n"
        "everywhere(frame(body))",
    ),
    asking(
        "makes the reference fail",
        "for bad in (np.full((3, 3), 10**18), np.array([2**62]), np.array([9, 9, 9])):\n"
        "    for ask in given:\n"
        "        try: ask(np.ones((3, 3)), bad)\n        except Exception: pass",
    ),
    forged(
        "sends descriptors along",
        "import array as arrays\nfor _ in range(300):\n"
        "    attempt(lambda: channel().sendmsg([frame(RIGHT)], [(socket.SOL_SOCKET,"
        " socket.SCM_RIGHTS, arrays.array('i', [0, 1, 2]))]))",
    ),
    forged("closes every descriptor", "os.closerange(0, 64)"),
    forged("shuts the channel one way", "channel().shutdown(socket.SHUT_WR)\ntime.sleep(10**6)"),
    forged(
        "puts something else in the channel's place",
        "for fd in range(3, 64): attempt(lambda: os.dup2(0, fd))",
    ),
    side(
        "answers every question ahead of time, then reads no more",
        FORGE + "\ndef @LAST@(*args, **kwargs):\n    everywhere(frame(RIGHT) * 100)\n"
        "    time.sleep(10**6)\n",
        unsure=(Part.AFTER_LAST,),
    ),
]
