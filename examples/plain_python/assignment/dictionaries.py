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
    counts = {}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
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
    owners = {}
    for key, value in table.items():
        owners.setdefault(value, set()).add(key)
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
    order = []
    while len(order) < len(needs):
        ready = [s for s in needs if s not in order and all(n in order for n in needs[s])]
        if not ready:
            raise ValueError("some subjects need each other")
        order += ready
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return order
