"""Tensors for the checks: made of the case's random numbers where the code runs."""


def tensor(code, values, dtype="float32"):
    """Return values as a tensor."""
    return code.apply("torch:tensor", values.astype(dtype))


def fill(code, case, layer, weight_shape, bias_shape):
    """Give a layer other parameters than it starts with."""
    layer.weight.data = tensor(code, case.randn(*weight_shape))
    layer.bias.data = tensor(code, case.randn(*bias_shape))
