"""Mistakes with dictionaries: each an edit of the reference, and a hint that says where to look."""

from autograder.misconception import mistakes_in

word_counts = mistakes_in("word_counts", "dictionaries:word_counts")
inverted = mistakes_in("inverted", "dictionaries:inverted")
study_order = mistakes_in("study_order", "dictionaries:study_order")
DICTIONARIES = [
    word_counts(
        "capitals_apart",
        '"The" and "the" are counted apart. Which of them is the key?',
        ("text.lower().split()", "text.split()"),
    ),
    word_counts(
        "from_zero",
        "Every count is one too low. What is the count of a word that is seen for the first time?",
        ("counts.get(word, 0) + 1", "counts.get(word, -1) + 1"),
    ),
    inverted(
        "last_one_wins",
        "Each value has one key. What becomes of the first key when a second has the same value?",
        ("owners.setdefault(value, set()).add(key)", "owners[value] = {key}"),
    ),
    inverted(
        "lists",
        "The keys are gathered in lists. Which kind of collection does the docstring ask for?",
        ("owners.setdefault(value, set()).add(key)", "owners.setdefault(value, []).append(key)"),
    ),
    study_order(
        "as_given",
        "The subjects stand as they are given. Which of them can be studied first?",
        ("all(n in order for n in needs[s])", "True"),
    ),
    study_order(
        "unmet_needs_left_out",
        "What cannot be studied is left out without a word. What does the docstring promise then?",
        ('raise ValueError("some subjects need each other")', "break"),
    ),
]
