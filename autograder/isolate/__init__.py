"""Isolation: the sandbox that student code runs in. Start at `sandbox.py`."""
