"""The commands: a module for each group of them, and what they share. `cli.py` gathers them."""
