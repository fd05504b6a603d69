"""The lab hyperparameter_search: what it asks, and its known mistakes."""
