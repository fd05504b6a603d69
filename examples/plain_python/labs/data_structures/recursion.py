"""Questions on recursion."""

from autograder.lab import UNCHANGED, Case, Questions

questions = Questions()


@questions.add(
    "flatten",
    title="Lists in lists",
    function="recursion:flatten",
    properties={"flat": 8, UNCHANGED: 2},
    cases=[
        Case("two deep", nested=[1, [2, 3], [], [4, [5]]], public=True),
        Case("nothing", nested=[], public=True),
        Case("deep", nested=[[[[[1]], 2]], 3, [[4]]]),
        Case("flat already", nested=[3, 1, 2]),
    ],
    next_steps={"flat": "What does your function give for [1, [2, [3]]]?"},
)
def flatten(code, case):
    (nested,) = code.watch(nested=case.nested)
    return {"flat": code.recursion.flatten(nested)}


@questions.add(
    "fibonacci",
    title="Fibonacci numbers",
    function="recursion:fibonacci",
    properties={"number": 6},
    cases=[
        Case("n = 0", n=0, public=True),
        Case("n = 10", n=10, public=True),
        Case("n = 1", n=1),
    ],
    next_steps={"number": "Write the first ten down by hand."},
)
def fibonacci(code, case):
    return {"number": code.recursion.fibonacci(case.n)}


@questions.add(
    "fibonacci_of_300",
    title="Fibonacci numbers of 63 digits",
    function="recursion:fibonacci",
    properties={"number": 4},
    cases=[Case("n = 80", n=80, public=True), Case("n = 300", n=300)],
    next_steps={"number": "How often does your function work out fibonacci(2)?"},
)
def fibonacci_of_300(code, case):
    return {"number": code.recursion.fibonacci(case.n)}


@questions.add(
    "hanoi",
    title="The tower of Hanoi",
    function="recursion:hanoi",
    properties={"moves": 12},
    cases=[
        Case("one disc", n=1, places=("left", "middle", "right"), public=True),
        Case("three discs", n=3, places=("A", "B", "C"), public=True),
        Case("no disc", n=0, places=("A", "B", "C")),
        Case("six discs", n=6, places=(1, 2, 3)),
    ],
    next_steps={"moves": "Move two discs by hand: where does the small one go first?"},
)
def hanoi(code, case):
    return {"moves": code.recursion.hanoi(case.n, *case.places)}


@questions.add(
    "subsets",
    title="All choices",
    function="recursion:subsets",
    properties={"choices": 8},
    compare={"choices": {"kind": "set"}},
    cases=[
        Case("three items", items=["a", "b", "c"], public=True),
        Case("no item", items=[], public=True),
        Case("five items", items=[5, 3, 1, 2, 4]),
    ],
    next_steps={"choices": "How many choices are there of three items, and which are missing?"},
)
def subsets(code, case):
    return {"choices": code.recursion.subsets(case.items)}
