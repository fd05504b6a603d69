"""The master, which authors write: what it must be, and what is made of each of its files."""
