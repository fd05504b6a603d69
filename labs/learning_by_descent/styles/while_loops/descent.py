import numpy as np


class Momentum:
    def __init__(self, velocity, momentum):
        self.velocity = velocity
        self.momentum = momentum

    def push(self, dw, learning_rate):
        self.velocity = self.momentum * self.velocity - learning_rate * dw
        return self.velocity


def gradient_descent(evaluate_gradient, X, y, w, step_size, num_steps):
    step = 0
    loss_history = []
    while True:
        if step == num_steps:
            break
        loss, weights_grad = evaluate_gradient(X, y, w)
        loss_history.append(loss)
        w = np.subtract(w, np.multiply(step_size, weights_grad))
        step += 1
    return w, loss_history


def epoch_batches(num_examples, batch_size, permutation=np.random.permutation):
    order = permutation(num_examples)
    start = 0
    batches = []
    while start < num_examples:
        stop = min(start + batch_size, num_examples)
        batches.append(order[start:stop])
        start = stop
    return batches


def minibatch_sgd(evaluate_gradient, X, y, w, batches, update):
    queue = list(batches)
    loss_history = []
    while queue:
        batch = queue.pop(0)
        loss, dw = evaluate_gradient(X[batch, :], y[batch], w)
        loss_history = loss_history + [loss]
        w = update(w, dw)
    return w, loss_history


def momentum_step(w, dw, velocity, learning_rate, momentum=0.9):
    rolling = Momentum(velocity, momentum)
    next_w = w + rolling.push(dw, learning_rate)
    return next_w, rolling.velocity


def decayed_rates(learning_rate, lr_decay, num_epochs, steps_per_epoch):
    per_epoch = learning_rate * np.cumprod([1.0] + [lr_decay] * (num_epochs - 1))
    return np.repeat(per_epoch, steps_per_epoch)
