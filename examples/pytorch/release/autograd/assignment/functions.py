"""Functions whose gradients are asked for."""

import torch


def bowl(x):
    """Return the sum of the squares."""
    return (x**2).sum()


def waves(x):
    """Return the sum of sin(x) times the numbers before."""
    return (torch.sin(x) * torch.cumsum(x, 0)).sum()
