"""Recursion: a problem is solved by means of a smaller one of its kind."""


def flatten(nested):
    """List what lies in lists, and in lists inside of them, as deep as they go.

    Inputs:
    - nested: a list of numbers and of such lists; it stays as it is

    Returns:
    - flat: a list of the numbers, from left to right
    """
    flat = None
    ###########################################################################
    # TODO: Go through the items. What is to be done with one that is a list?  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return flat


def fibonacci(n):
    """Return the n-th Fibonacci number: 0, 1, 1, 2, 3, 5, 8 …, each the sum of the two before.

    Inputs:
    - n: an int from 0 to 300; fibonacci(0) is 0

    Returns:
    - number: an int
    """
    number = None
    ###########################################################################
    # TODO: Work it out; for n = 300, too, and in less than a second.          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return number


def hanoi(n, source, spare, target):
    """Move a tower of n discs, one disc at a time and never a larger one on a smaller one.

    Inputs:
    - n: an int, 0 or more
    - source, spare, target: names of the three places

    Returns:
    - moves: a list of (from, to), as few as can be
    """
    moves = None
    ###########################################################################
    # TODO: When may the largest disc be moved, and where are the others then? #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return moves


def subsets(items):
    """List all choices of some of the items, none of them and all of them included.

    Inputs:
    - items: a list without repetitions

    Returns:
    - choices: a list of lists, in any order; in each, the items stand in the order they are given
    """
    choices = None
    ###########################################################################
    # TODO: The first item is in a choice or is not. What of the others?       #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return choices
