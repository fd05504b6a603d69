import numpy as np


def gradient_descent(evaluate_gradient, X, y, w, step_size, num_steps):
    weights = np.array(w, dtype=float)
    losses = []
    for _ in range(num_steps):
        loss, weights_grad = evaluate_gradient(X, y, weights)
        losses.append(loss)
        weights += -step_size * weights_grad
    return weights, losses


def epoch_batches(num_examples, batch_size, permutation=np.random.permutation):
    order = permutation(num_examples)
    return np.split(order, np.arange(batch_size, num_examples, batch_size))


def minibatch_sgd(evaluate_gradient, X, y, w, batches, update):
    w = w.copy()
    losses = []
    for batch in batches:
        loss, dw = evaluate_gradient(np.take(X, batch, axis=0), np.take(y, batch), w)
        losses.append(loss)
        w[...] = update(w, dw)
    return w, losses


def momentum_step(w, dw, velocity, learning_rate, momentum=0.9):
    w, velocity = w.copy(), velocity.copy()
    velocity *= momentum
    velocity -= learning_rate * dw
    w += velocity
    return w, velocity


def decayed_rates(learning_rate, lr_decay, num_epochs, steps_per_epoch):
    rates = np.empty((num_epochs, steps_per_epoch))
    for epoch in range(num_epochs):
        rates[epoch] = learning_rate
        learning_rate = learning_rate * lr_decay
    return rates.ravel()
