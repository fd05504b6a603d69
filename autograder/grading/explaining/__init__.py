"""Explain: why answers are wrong, as far as that is certain.

What explains is looked for in this order, and the first that explains every wrong answer is told:

    known mistakes   the oracle's, which give just these answers (`oracle.explain`)
    errors           what Python itself tells surely of how the code ended
    relations        what came is twice, the transpose, a part … of what was expected
    combinations     two known mistakes at once, or one of them and a relation
    slips            right code with one small change in it gives just these answers
    ranges           an output is wrong where an input is in some range, and right elsewhere

Nothing here decides a mark.
"""
