"""The lab batch_normalization: what it asks, and its known mistakes."""
