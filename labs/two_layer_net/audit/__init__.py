"""What only this lab adds to its audit (`autograder/audit/own.py`)."""

from labs.two_layer_net.audit.attacks import ATTACKS
from labs.two_layer_net.audit.rewrites import REWRITES

__all__ = ["ATTACKS", "REWRITES"]
