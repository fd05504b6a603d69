"""Mistakes with recursion: each an edit of the reference, and a hint that says what to look at."""

from autograder.misconception import mistakes_in

flatten = mistakes_in("flatten", "recursion:flatten")
fibonacci = mistakes_in("fibonacci", "recursion:fibonacci")
hanoi = mistakes_in("hanoi", "recursion:hanoi")
subsets = mistakes_in("subsets", "recursion:subsets")
RECURSION = [
    flatten(
        "one_level",
        "Lists are opened once, and lists inside of them stay. Who flattens the inner list?",
        ("flat.extend(flatten(item))", "flat.extend(item)"),
    ),
    flatten(
        "lists_left_out",
        "What lies in inner lists is missing. What does your function do with its own result?",
        ("flat.extend(flatten(item))", "flatten(item)"),
    ),
    fibonacci(
        "one_too_far",
        "Each number is the next one. What are fibonacci(0) and fibonacci(1)?",
        ("range(n)", "range(n + 1)"),
    ),
    hanoi(
        "places_mixed_up",
        "The upper discs go straight to where the largest has to go. Where can they wait?",
        (
            "moves += hanoi(n - 1, source, target, spare)",
            "moves += hanoi(n - 1, source, spare, target)",
        ),
    ),
    hanoi(
        "never_put_back",
        "The upper discs stay on the spare place. What is to be done after the largest is moved?",
        ("moves += hanoi(n - 1, spare, source, target)", "moves += []"),
    ),
    subsets(
        "never_none",
        "The choice of nothing is missing. How many choices are there of no items?",
        (
            "choices += [[*choice, item] for choice in choices]",
            "choices += [[*choice, item] for choice in choices]\n    choices.remove([])",
        ),
    ),
    subsets(
        "only_beginnings",
        "Only choices that begin at the first item are there. May a choice leave it out?",
        ("choices += [[*choice, item] for choice in choices]", "choices += [[*choices[-1], item]]"),
    ),
]
