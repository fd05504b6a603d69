"""Dictionaries: what belongs to what."""


def word_counts(text):
    """Count how often each word stands in a text.

    Inputs:
    - text: a str; words are parted by white space, and "The" is the word "the"

    Returns:
    - counts: a dict, word in small letters to an int
    """
    counts = None
    ###########################################################################
    # TODO: Count the words.                                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    from collections import Counter

    counts = Counter(text.lower().split())
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return counts


def inverted(table):
    """Turn a table round: who has each value?

    Inputs:
    - table: a dict; it stays as it is

    Returns:
    - owners: a dict, value to the set of the keys that have it
    """
    owners = None
    ###########################################################################
    # TODO: Gather the keys of each value.                                     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    owners = {value: {k for k in table if table[k] == value} for value in table.values()}
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return owners


def study_order(needs):
    """Put subjects into an order in which they can be studied.

    Inputs:
    - needs: a dict, each subject to a list of the subjects that come before it; all are keys

    Returns:
    - order: a list of all subjects, each after those that it needs; any such order is right

    Raises ValueError where there is no such order.
    """
    order = None
    ###########################################################################
    # TODO: Which subjects can be studied first? And which once these are?     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    order, under_way = [], []

    def visit(subject):
        if subject in under_way:
            raise ValueError("a circle of needs")
        under_way.append(subject)
        for other in needs[subject]:
            if other not in order:
                visit(other)
        under_way.remove(subject)
        order.append(subject)

    for subject in needs:
        if subject not in order:
            visit(subject)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return order
