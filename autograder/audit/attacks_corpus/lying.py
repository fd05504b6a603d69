"""Answers that lie, and patches under the feet of whoever compares them."""

from autograder.audit.attacks_corpus.attack import EVERYWHERE, Attack, cheat, side
from autograder.audit.target import Need, Part


def lies(name: str, lie: str) -> Attack:
    """Return a cheat whose every function, and every class, answers with `lie()`."""
    return cheat(name, lie + EVERYWHERE, classes_lie=True)


PATCH = "\nlie = lambda: None\n" + EVERYWHERE

ATTACKS = [
    lies(
        "equal to everything",
        "class Equal:\n"
        "    def __eq__(self, other): return True\n"
        "    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True\n"
        "    __hash__ = lambda self: 0\n    __bool__ = lambda self: True\nlie = Equal",
    ),
    lies(
        "converts to what is asked for",
        "class Array:\n    shape, ndim, size, dtype = (4, 3), 2, 12, np.dtype(float)\n"
        "    def __array__(self, *a, **k): return np.zeros((4, 3))\n"
        "    __array_interface__ = {'shape': (4, 3), 'typestr': '<f8', 'version': 3, "
        "'data': (0, False)}\n"
        "lie = Array",
    ),
    lies(
        "a subclass of ndarray",
        "class Sub(np.ndarray):\n    def __eq__(self, o): return np.True_\n"
        "    def __sub__(self, o): return np.zeros(1)\n"
        "    __rsub__ = __sub__\n    def __abs__(self): return 0\n"
        "    def __array_finalize__(self, o): self.shape_ = (1,)\n"
        "    def tobytes(self, *a): return b'\\0' * 8\n"
        "def lie(): return np.ones((4, 3)).view(Sub)",
    ),
    lies(
        "a subclass of float",
        "class Sub(float):\n    def __eq__(self, o): return True\n"
        "    def __sub__(self, o): return 0.0\n    __rsub__ = __sub__\n    __hash__ = "
        "float.__hash__\n"
        "def lie(): return Sub(1)",
    ),
    lies(
        "a dictionary of lying length",
        "class Sub(dict):\n    def __len__(self): return 0\n"
        "    def items(self):\n        while True: yield 'k', 1\n    __iter__ = lambda "
        "self: iter(())\n"
        "def lie(): return Sub(a=1)",
    ),
    lies(
        "a list without end",
        "class Sub(list):\n    def __len__(self): return 2\n"
        "    def __iter__(self):\n        while True: yield 1.0\n"
        "def lie(): return Sub([1, 2])",
    ),
    lies("NaN everywhere", "def lie(): return np.full((4, 3), np.nan)"),
    lies("infinity everywhere", "def lie(): return np.full((4, 3), np.inf)"),
    lies("a NaN scalar", "def lie(): return float('nan')"),
    lies("integers of 10^400", "def lie(): return 10 ** 400"),
    lies("an empty array", "def lie(): return np.zeros((0,))"),
    lies(
        "an array of objects",
        "def lie():\n    a = np.empty((4, 3), object)\n    a[:] = None\n    return a",
    ),
    lies("an array of 32 axes", "def lie(): return np.ones((1,) * 32)"),
    lies("complex numbers", "def lie(): return np.full((4, 3), 1j)"),
    lies("True", "def lie(): return True"),
    lies("text", "def lie(): return '1.0'"),
    lies("bytes that look like an answer", "def lie(): return b'\\xc7\\x08\\x01'"),
    lies(
        "pickles that run when they are loaded",
        "class Bomb:\n    def __reduce__(self): return os.system, ('touch @SECRET_FILE@.owned',)\n"
        "lie = Bomb",
    ),
    lies(
        "a pickle in bytes",
        "import pickle\nclass Bomb:\n"
        "    def __reduce__(self): return os.system, ('touch @SECRET_FILE@.owned',)\n"
        "def lie(): return pickle.dumps(Bomb())",
    ),
    lies("a generator", "def lie(): yield 1"),
    lies("a module", "def lie(): return np"),
    lies(
        "a class that calls itself an array",
        "class ndarray:\n    shape = (1,)\nndarray.__module__ = 'numpy'\nlie = ndarray",
    ),
    lies("random numbers from the seeded generator", "def lie(): return np.random.randn(4, 3)"),
    lies("what stood in memory", "def lie(): return np.empty((4, 3))"),
    lies(
        "expected values from the stack",
        "def lie():\n    frame = sys._getframe()\n    while frame:\n"
        "        for name in ('expected', 'right', 'answer', 'outputs', 'recording'):\n"
        "            if name in frame.f_locals: return frame.f_locals[name]\n"
        "        frame = frame.f_back",
    ),
    lies(
        "the largest array of the program it is run by",
        "def lie():\n    frame = sys._getframe()\n    while frame:\n"
        "        program = frame.f_locals.get('program')\n"
        "        if program:\n"
        "            return [s['value'] for s in program['steps'] if s['do'] == 'value'][0]\n"
        "        frame = frame.f_back",
    ),
    cheat(
        "patches NumPy",
        "for name in 'allclose array_equal isclose array_equiv all any isfinite'.split():\n"
        "    setattr(np, name, lambda *a, **k: True)\n"
        "for name in 'abs max sum std mean'.split():\n"
        "    setattr(np, name, lambda *a, **k: 0.0)\n"
        "np.testing.assert_allclose = lambda *a, **k: None\n" + PATCH,
    ),
    cheat(
        "patches the builtins",
        "import builtins\n"
        "for name in 'isinstance all any callable hasattr issubclass'.split():\n"
        "    setattr(builtins, name, lambda *a, **k: True)\n"
        "builtins.abs = builtins.max = lambda *a, **k: 0\n" + PATCH,
    ),
    cheat(
        "patches msgpack",
        "import msgpack\ntrue = msgpack.packb\n"
        "msgpack.packb = lambda value, **k: true({'outputs': {}, 'watched': {}, 'passed': True})\n"
        + PATCH,
    ),
    cheat("patches the socket", "socket.socket.sendall = lambda self, data: None\n" + PATCH),
    cheat(
        "patches the worker's wire",
        "wire = sys.modules['autograder.isolate.inside.wire']\n"
        "wire.plain = lambda value, depth=0: {'out': np.ones((4, 3)), 'dx': np.ones((4, 3)),"
        " 'loss': 1.0}\n" + PATCH,
    ),
    cheat(
        "patches the worker's loop",
        "answer = sys.modules['autograder.isolate.inside.answer']\n"
        "answer.run = lambda program, load: ({n: np.ones(1) for n in program['outputs']}, {})\n"
        + PATCH,
    ),
    cheat(
        "replaces the worker's code through gc",
        "for thing in gc.get_objects():\n"
        "    if getattr(thing, '__name__', '') == 'run' and callable(thing):\n"
        "        try: thing.__code__ = (lambda program, load: ({}, {})).__code__\n"
        "        except BaseException: pass\n" + PATCH,
    ),
    cheat(
        "changes the programs it is given",
        "def lie():\n    frame = sys._getframe()\n    while frame:\n"
        "        for program in frame.f_locals.get('programs') or []:\n"
        "            program['outputs'] = {}\n            program['watched'] = {}\n"
        "        frame = frame.f_back\n" + EVERYWHERE,
    ),
    cheat(
        "calls itself carried and passed",
        "def lie(): return {'outcome': 'passed', 'points': 100, 'carried': True}\n" + EVERYWHERE,
    ),
    cheat("prints marks", 'print(\'{"score": 92, "outcome": "passed"}\', flush=True)\n' + PATCH),
    cheat(
        "raises what a passed test would",
        "class Passed(Exception): pass\ndef lie(): raise Passed('passed: 92 of 92')\n" + EVERYWHERE,
    ),
    cheat(
        "knows the public inputs' answers",
        "@KEY@\nPUBLIC = @PUBLIC@\n"
        "def look(name):\n"
        "    def known(*args, **kwargs):\n"
        "        arguments = (*args, *kwargs.values())\n"
        "        made = PUBLIC.get(f'{name}|{key(arguments)}', [0.0] * 3)\n"
        "        made = [arguments if v is None else np.array(v) if type(v) is list else v\n"
        "                for v in made]\n"
        "        return made[0] if len(made) == 1 else tuple(made)\n"
        "    return known\n@EVERY look@",
    ),
    cheat(
        "gives its arguments back",
        "def echo(name):\n"
        "    def same(*args, **kwargs):\n"
        "        arguments = (*args, *kwargs.values())\n"
        "        kinds = RESULTS[name].get(len(arguments), ('value',))\n"
        "        return arguments[0] if len(kinds) == 1 else (arguments * 3)[:len(kinds)]\n"
        "    return same\n@EVERY echo@",
    ),
    side(
        "right for the first three calls",
        "calls = {}\n"
        "def spoil(name, f):\n"
        "    def counted(*args, **kwargs):\n"
        "        calls[name] = calls.get(name, 0) + 1\n"
        "        if calls[name] <= 3: return f(*args, **kwargs)\n"
        "        raise ArithmeticError(name)\n"
        "    return counted\n"
        "for name in @FUNCTIONS@: globals()[name] = spoil(name, globals()[name])\n",
        loses=(),
        unsure=(Part.CODE, Part.WEIGHTS),
    ),
    side(
        "changes its arguments and shows the old ones",
        "old = @FIRST@\n"
        "def @FIRST@(*args, **kwargs):\n    made = old(*args, **kwargs)\n"
        "    for value in (*args, *kwargs.values()):\n"
        "        if isinstance(value, np.ndarray): value[...] = 0\n"
        "    return made\n",
        loses=(),
        unsure=(Part.FIRST, Part.AFTER_FIRST),
    ),
    side(
        "shuts the door behind itself",
        "sys.modules.clear()\n",
        loses=(),
        unsure=(Part.CODE, Part.WEIGHTS),
    ),
    side(
        "deletes NumPy for everybody",
        "def @LAST@(*args, **kwargs):\n    for name in list(vars(np)): attempt(lambda: delattr(np, name))\n"
        "    raise ValueError\n",
        unsure=(Part.AFTER_LAST,),
    ),
    side(
        "breaks its own answers' encoding",
        "sys.modules['autograder.isolate.inside.wire'].plain = None\n",
        loses=(),
        unsure=(Part.CODE, Part.WEIGHTS),
    ),
    cheat(
        "takes the reference's answers to earlier questions for later ones",
        "SEEN = []\n"
        "def seen(*args, **kwargs): return SEEN[-1] if SEEN else None\n"
        "for name in @FUNCTIONS@: globals()[name] = seen\n",
        in_class="from @FROM@ import SEEN, @GIVEN_NAMES@\n"
        "def ask(self, *args, **kwargs):\n"
        "    for given in @GIVEN@:\n"
        "        try: made = given(*args)\n"
        "        except Exception: continue\n"
        "        SEEN.append(made[0] if type(made) is tuple else made)\n"
        "    out = SEEN[-1]\n"
        "    return out if len(args) + len(kwargs) == 1 else (out, {k: out for k in self.params})\n"
        "for owner, name in @METHODS@:\n"
        "    if name != '__init__': setattr(owner, name, ask)\n",
        needs=(Need.GIVEN,),
    ),
]
