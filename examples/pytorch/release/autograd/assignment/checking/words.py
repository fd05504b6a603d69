"""What differs from what is expected, in your words: what a comparison finds, by its id."""

from ..language import N_, know

SENTENCES = {
    # student/checking/comparisons/close.py
    "close.number_is": N_("{what} is {got:.6g}, expected {expected:.6g}."),
    "close.element_is": N_(
        "{what} [{index}] is {got:.6g}, expected {expected:.6g} ({wrong} of {size} elements "
        "differ)."
    ),
    "close.a_number": N_("a number"),
    "close.a_truth": N_("True or False"),
    "close.an_array": N_("an array of shape {shape}"),
    # student/checking/comparisons/exact.py
    # student/checking/comparisons/nested.py
    "nested.lacks_key": N_("{what} lacks the key {key}."),
    "nested.has_key_too": N_("{what} has the key {key}, which is not expected."),
    "nested.texts": N_("an array of texts"),
    "nested.fields": N_("a structured array"),
    # student/checking/comparisons/normal.py
    "normal.not_finite": N_("{what} holds numbers that are not finite."),
    "normal.spread": N_("{what} has standard deviation {got:.3g}, expected about {expected:.3g}."),
    "normal.mean": N_("{what} has mean {got:.3g}, expected about 0."),
    "normal.repeated": N_("{what} repeats the same numbers, expected a new draw for each weight."),
    "normal.no_tails": N_(
        "{what} has {got} of {size} numbers more than two standard deviations from 0, "
        "expected about {expected:.0f}."
    ),
    "normal.in_form": N_("{what} ({form})"),
    # student/checking/comparisons/set.py
    "set.lacks": N_("{what} lacks {member}."),
    "set.holds_too": N_("{what} holds {member}, which is not expected."),
    # student/checking/comparisons/text.py
    # student/checking/comparisons/wording.py
    "output.is": N_("{what} is {got}, expected {expected}."),
    "output.too_large": N_(
        "{what} is a whole number of more than {bits} binary digits, expected {expected}."
    ),
    "output.of_type": N_("{what} is of type {kind}, expected {expected}."),
    "output.has_shape": N_("{what} has shape {got}, expected {expected}."),
    "output.has_entries": N_("{what} has {got} entries, expected {expected}."),
    # student/checking/verdict.py
    "case.what": N_("{function} ({case}): {name}"),
    "case.changed": N_("{what} was changed by the call; it must be left as it was."),
}

know(SENTENCES)
