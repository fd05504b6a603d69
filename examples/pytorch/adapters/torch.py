"""Tensors become arrays."""

import torch


def to_plain(value):
    """Return a tensor as an array; modules and optimizers stay where they are."""
    if isinstance(value, torch.Tensor):
        return value.detach().cpu().resolve_conj().numpy()
    raise TypeError


def seed(number):
    """Start PyTorch's random numbers."""
    torch.manual_seed(number)


def warm():
    """Take a step: the first one loads much, and looks for a folder to write in."""
    parameter = torch.nn.Parameter(torch.zeros(1))
    parameter.grad = torch.zeros(1)
    for optimizer in (torch.optim.SGD, torch.optim.Adam):
        optimizer([parameter], 0.1).step()
