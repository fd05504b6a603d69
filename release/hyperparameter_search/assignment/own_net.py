"""One network of your own design, made of what you wrote in all labs.

`inventory` says which of the functions it can use are yours, which are still the kit's blanks, and
which are not here: copy their files from the folders of the other labs.
Shapes: N images, D numbers each, C classes.
"""

import importlib
import inspect

import numpy as np

from .checking.stub import blanks, is_blank
from .language import N_, _

# What the network and its training can use, by file.
FUNCTIONS = {
    "layers": ("affine_forward affine_backward relu_forward relu_backward softmax_loss"),
    "activations": (
        "sigmoid_forward sigmoid_backward tanh_forward tanh_backward leaky_relu_forward "
        "leaky_relu_backward elu_forward elu_backward"
    ),
    "normalization": "batchnorm_forward batchnorm_backward_alt",
    "initialization": "small_random xavier he",
    "preprocessing": "subtract_mean_image subtract_channel_mean",
    "diagnostics": "expected_initial_loss should_stop accuracy_gap update_ratio",
}
YOURS, BLANK, MISSING = N_("yours"), N_("still the kit's blank"), N_("not here")
ACTIVATIONS = ("relu", "leaky_relu", "elu", "tanh", "sigmoid")


def inventory():
    """Return the state of each function, {(module, function): YOURS, BLANK or MISSING}."""
    found = {}
    for module, names in FUNCTIONS.items():
        for name in names.split():
            try:
                function = getattr(importlib.import_module(f"{__package__}.{module}"), name)
                lines = [lines for _first, lines in blanks(inspect.getsource(function))]
                found[module, name] = BLANK if any(map(is_blank, lines)) else YOURS
            except (ImportError, AttributeError, SyntaxError, OSError):
                found[module, name] = MISSING
    return found


def show_inventory():
    """Print which functions are yours, which still the kit's, and which are not here."""
    found = inventory()
    for module in FUNCTIONS:
        for state in (YOURS, BLANK, MISSING):
            names = [
                name for (file, name), value in found.items() if (file, value) == (module, state)
            ]
            if names:
                print(f"{module}.py, {_(state)}: {', '.join(names)}")
    count = sum(state == YOURS for state in found.values())
    print(_("{count} of {all} functions are yours.").format(count=count, all=len(found)))


class OwnNet:
    """affine - [batch normalisation] - activation, for each hidden layer, then affine - softmax.

    `params` and `loss` are what a Solver asks for. `used` lists the functions it calls, as
    "file.function".
    """

    def __init__(self, hidden, activation, normalization, initialization, reg, num_inputs):
        """Draw the weights.

        Inputs:
        - hidden: list of integers, the units of each hidden layer
        - activation: one of ACTIVATIONS
        - normalization: "batchnorm" or None
        - initialization: "he", "xavier" or "small_random"
        - reg: scalar, the L2 strength
        - num_inputs: integer D

        Raises ValueError where a function that the design needs is not yours yet.
        """
        self.activation, self.normalization, self.reg = activation, normalization, reg
        self.depth = len(hidden)
        file = "layers" if activation == "relu" else "activations"
        self.used = [f"layers.{name}" for name in ("affine_forward", "affine_backward")]
        self.used += ["layers.softmax_loss", f"initialization.{initialization}"]
        self.used += [f"{file}.{activation}_forward", f"{file}.{activation}_backward"]
        if normalization is not None:
            self.used += ["normalization.batchnorm_forward", "normalization.batchnorm_backward_alt"]
        states = inventory()
        lacking = [name for name in self.used if states[tuple(name.split("."))] != YOURS]
        if lacking:
            message = _("This design needs functions that are not yours yet: {names}.")
            raise ValueError(message.format(names=", ".join(lacking)))
        draw = self._function(f"initialization.{initialization}")
        widths = [num_inputs, *hidden, 10]
        self.params, self.bn_params = {}, []
        for i in range(1, len(widths)):
            self.params[f"W{i}"] = draw(widths[i - 1], widths[i])
            self.params[f"b{i}"] = np.zeros(widths[i])
            if normalization is not None and i <= self.depth:
                self.params[f"gamma{i}"] = np.ones(widths[i])
                self.params[f"beta{i}"] = np.zeros(widths[i])
                self.bn_params.append({"mode": "train", "eps": 1e-5, "momentum": 0.9})

    def _function(self, name):
        module, function = name.split(".")
        return getattr(importlib.import_module(f"{__package__}.{module}"), function)

    def loss(self, X, y=None):
        """Return the scores (N, C) of images X, or with labels y the loss and its gradients."""
        call = {name.split(".")[1]: self._function(name) for name in self.used}
        params, caches = self.params, []
        for i in range(1, self.depth + 2):
            X, affine_cache = call["affine_forward"](X, params[f"W{i}"], params[f"b{i}"])
            norm_cache = act_cache = None
            if i <= self.depth:
                if self.normalization is not None:
                    bn_param = self.bn_params[i - 1]
                    bn_param["mode"] = "test" if y is None else "train"
                    gamma, beta = params[f"gamma{i}"], params[f"beta{i}"]
                    X, norm_cache = call["batchnorm_forward"](X, gamma, beta, bn_param)
                X, act_cache = call[f"{self.activation}_forward"](X)
            caches.append((affine_cache, norm_cache, act_cache))
        if y is None:
            return X
        loss, dout = call["softmax_loss"](X, y)
        grads = {}
        for i in range(self.depth + 1, 0, -1):
            affine_cache, norm_cache, act_cache = caches[i - 1]
            if i <= self.depth:
                dout = call[f"{self.activation}_backward"](dout, act_cache)
                if self.normalization is not None:
                    back = call["batchnorm_backward_alt"](dout, norm_cache)
                    dout, grads[f"gamma{i}"], grads[f"beta{i}"] = back
            dout, dw, grads[f"b{i}"] = call["affine_backward"](dout, affine_cache)
            w = params[f"W{i}"]
            loss += self.reg / 2 * float(np.vdot(w, w))  # its gradient is the strength times w
            grads[f"W{i}"] = np.add(dw, np.multiply(w, self.reg))
        return loss, grads
