"""Stacks, recursion and dictionaries: what the lab asks, and its known mistakes."""
