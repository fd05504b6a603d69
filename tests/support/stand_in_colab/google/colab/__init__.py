"""Stands in for Colab's own module, with the signatures of the real one."""
