"""Mistakes with stacks: each an edit of the reference, and a hint that says what to look at."""

from autograder.misconception import mistakes_in

push = mistakes_in("stack_push", "stacks:Stack.push")
pop = mistakes_in("stack_pop", "stacks:Stack.pop")
balanced = mistakes_in("balanced", "stacks:balanced")
STACKS = [
    push(
        "spread_out",
        "A list that is pushed is spread out. How many items should one push add?",
        (
            "self.items.append(item)",
            "self.items.extend(item if isinstance(item, list) else [item])",
        ),
    ),
    push(
        "at_the_bottom",
        "New items go to the other end. Where does the docstring of the class say the top is?",
        ("self.items.append(item)", "self.items.insert(0, item)"),
    ),
    pop(
        "from_the_bottom",
        "What was put there first is taken first. Is that a stack, or a queue?",
        ("item = self.items.pop()", "item = self.items.pop(0)"),
    ),
    pop(
        "only_looked_at",
        "The item is returned and stays on top. What should be left after pop?",
        ("item = self.items.pop()", "item = self.items[-1]"),
    ),
    pop(
        "none_when_empty",
        "An empty stack gives None. What is to happen instead, by the docstring?",
        ('raise IndexError("nothing to pop: the stack is empty")', "return None"),
    ),
    balanced(
        "left_open",
        "Brackets that are never closed are not noticed. What is left on the stack at the end?",
        ("matches = matches and not opened", "matches = bool(matches)"),
    ),
    balanced(
        "any_kind",
        "Any bracket closes any other. Which one may a ] close?",
        (
            "(not opened or opened.pop() != PAIRS[sign])",
            "(not opened or opened.pop() not in PAIRS.values())",
        ),
    ),
]
