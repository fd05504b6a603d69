import numpy as np


def activate(z, activation):
    return {"tanh": np.tanh(z), "relu": (z + np.abs(z)) / 2}[activation]


def constant(fan_in, fan_out, value=0.01):
    return np.tile(value, (fan_in, fan_out))


def count_distinct_units(w):
    groups = []
    for j in range(w.shape[1]):
        for group in groups:
            if np.allclose(w[:, j], w[:, group[0]], rtol=0, atol=1e-6):
                group.append(j)
                break
        else:
            groups.append([j])
    return len(groups)


def small_random(fan_in, fan_out, std=0.01):
    return np.random.normal(0, std, [fan_in, fan_out])


def xavier(fan_in, fan_out):
    return np.random.normal(0, np.power(fan_in, -0.5), [fan_in, fan_out])


def he(fan_in, fan_out):
    # the form of the notes, put right
    return np.random.randn(fan_in, fan_out) / np.sqrt(fan_in / 2)


def layer_outputs(x, weights, activation):
    outputs, h = [], x
    for w in weights:
        outputs += [h := activate(np.matmul(h, w), activation)]
    return tuple(outputs)


def activation_statistics(x, weights, activation):
    table = [(np.mean(h), np.std(h)) for h in layer_outputs(x, weights, activation)]
    return tuple(np.array(table).T)


def layer_gradients(dout, x, weights, activation):
    outs = layer_outputs(x, weights, activation)
    ins = (x,) + outs[:-1]
    gradients = []
    for w, h, out in list(zip(weights, ins, outs))[::-1]:
        dz = np.multiply(dout, 1 - out * out) if activation == "tanh" else dout * (out != 0)
        dout = np.matmul(dz, w.T)
        gradients = [(dout, np.matmul(h.T, dz))] + gradients
    dxs, dws = zip(*gradients)
    return dxs, dws


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)
    return np.fromiter(map(np.std, dxs), float), np.fromiter(map(np.std, dws), float)
