"""What several topics of the two-layer-net lab share: properties, sizes, and a distance to keep."""

from autograder.domain import between, hidden

N_D = "inputs of more dimensions"
RANGE = "all that the docstring allows"
CALLS = "calls that take turns"
CALLS_NEXT_STEP = (
    "Between the calls of one layer come those of others: is all it needs in its cache?"
)

# One of something, a few, and more than ten of them; examples by the thousand.
TEN = hidden(between(11, 15), public=11)
SIZES = [1, between(2, 9), TEN]
CLASSES = [2, between(3, 5), TEN]
MANY = hidden(between(1041, 1049), public=between(101, 103))
LAYOUTS = ["F", "[::2]", "[::-1]"]  # C order is what cases written by hand have


def is_quick(case, *sizes):
    """Whether loops over n examples are quick, and public cases, which are released, small."""
    return case.n * max(sizes) <= (2200 if case.n > 1000 else 210)


CLEAR = 0.01  # how far inputs keep from where the slope of a loss or a ReLU jumps
