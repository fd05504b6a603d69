"""The lab babysitting: what it asks, and its known mistakes."""
