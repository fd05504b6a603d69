"""What several topics of the two-layer-net lab share: properties, and a distance to keep."""

N_D = "inputs of more dimensions"
ONE = "one example (N = 1)"

CLEAR = 0.01  # how far inputs keep from where the slope of a loss or a ReLU jumps
