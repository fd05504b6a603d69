"""Questions on stacks."""

from autograder.lab import Case, Questions

questions = Questions()


@questions.add(
    "stack_push",
    title="Put on top",
    function="stacks:Stack.push",
    properties={"items": 6},
    cases=[
        Case("numbers", items=[3, 1, 2], public=True),
        Case("a list is one item", items=["a", ["b", "c"]], public=True),
        Case("nothing, and nothing again", items=[None, None, 0]),
    ],
    next_steps={"items": "Print stack.items after each push."},
)
def stack_push(code, case):
    stack = code.stacks.Stack()
    for item in case.items:
        stack.push(item)
    return {"items": stack.items}


@questions.add(
    "stack_pop",
    title="Take from the top",
    function="stacks:Stack.pop",
    properties={"item": 5, "items left": 3, "an empty stack": 4},
    cases=[
        Case("three items", items=[3, 1, 2], public=True),
        Case("one item", items=["last"]),
        Case("an empty stack", items=[], tests="an empty stack", public=True),
    ],
    next_steps={
        "item": "Which end of the list is the top?",
        "items left": "Print stack.items before and after.",
        "an empty stack": "Which error does the docstring promise?",
    },
    hints=(
        "What was put there last, and where in the list is it?",
        "A list has a method that takes its last item off and returns it.",
        "After push(1), push(2), push(3): pop() is 3, and 1 and 2 are left.",
    ),
)
def stack_pop(code, case):
    stack = code.stacks.Stack()
    stack.items = case.items
    if not case.items:
        return {"error raised": code.raises(stack.pop)}
    return {"item": stack.pop(), "items left": stack.items}


@questions.add(
    "balanced",
    title="Brackets that match",
    function="stacks:balanced",
    properties={"matches": 10},
    cases=[
        Case("a call", text="f(x[0], {1: (2, 3)})", public=True),
        Case("one that stays open", text="((1 + 2) * 3", public=True),
        Case("two that cross", text="([)]", public=True),
        Case("closed too early", text="a) + (b"),
        Case("no bracket at all", text="nothing"),
        Case("another kind", text="(1, 2]"),
        Case("side by side", text="()[]{}()"),
    ],
    next_steps={"matches": "Write down by hand which brackets are open after each sign."},
)
def balanced(code, case):
    return {"matches": code.stacks.balanced(case.text)}
