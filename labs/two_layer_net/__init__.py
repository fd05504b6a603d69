"""The lab two_layer_net: what it asks, and its known mistakes."""
