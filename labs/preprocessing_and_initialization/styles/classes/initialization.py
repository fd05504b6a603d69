"""Layers as objects that remember what went through them."""
import numpy as np


class Layer:
    def __init__(self, w, activation):
        self.w, self.activation = w, activation

    def forward(self, x):
        self.x = x
        z = x @ self.w
        self.out = np.tanh(z) if self.activation == "tanh" else np.maximum(0, z)
        return self.out

    def backward(self, dout):
        slope = 1 - self.out**2 if self.activation == "tanh" else self.out > 0
        dz = dout * slope
        self.dw = self.x.T @ dz
        self.dx = dz @ self.w.T
        return self.dx


class Stack:
    def __init__(self, weights, activation):
        self.layers = [Layer(w, activation) for w in weights]

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return self

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return self

    def collect(self, name):
        return [getattr(layer, name) for layer in self.layers]


class Normal:
    def __init__(self, std):
        self.std = std

    def __call__(self, *shape):
        return self.std * np.random.randn(*shape)


def constant(fan_in, fan_out, value=0.01):
    w = np.empty((fan_in, fan_out))
    w.fill(value)
    return w


def count_distinct_units(w):
    class Unit:
        def __init__(self, weights):
            self.weights = weights

        def __eq__(self, other):
            return bool(np.all(np.abs(self.weights - other.weights) <= 1e-6))

    seen = []
    for unit in (Unit(column) for column in w.T):
        if unit not in seen:
            seen.append(unit)
    return len(seen)


def small_random(fan_in, fan_out, std=0.01):
    return Normal(std)(fan_in, fan_out)


def xavier(fan_in, fan_out):
    return Normal(np.sqrt(1.0 / fan_in))(fan_in, fan_out)


def he(fan_in, fan_out):
    return Normal(np.sqrt(2.0 / fan_in))(fan_in, fan_out)


def layer_outputs(x, weights, activation):
    return Stack(weights, activation).forward(x).collect("out")


def activation_statistics(x, weights, activation):
    outputs = layer_outputs(x, weights, activation)
    return np.array([np.mean(o) for o in outputs]), np.array([np.std(o) for o in outputs])


def layer_gradients(dout, x, weights, activation):
    stack = Stack(weights, activation).forward(x).backward(dout)
    return stack.collect("dx"), stack.collect("dw")


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)
    return np.array([np.std(d) for d in dxs]), np.array([np.std(d) for d in dws])
