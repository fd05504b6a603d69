"""The lab activations: what it asks, and its known mistakes."""
