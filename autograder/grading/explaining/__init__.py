"""Explain: why answers are wrong, as far as that is certain.

What explains is looked for in this order, and the first that explains every wrong answer is told:

    known mistakes   the oracle's, which give just these answers (`oracle.explain`)
    errors           what Python itself tells surely of how the code ended
    relations        what came is twice, the transpose, a part … of what was expected
    combinations     two known mistakes at once, or one of them and a relation

Nothing here decides a mark.
"""
