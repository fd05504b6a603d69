import numpy as np


def gradient_descent(evaluate_gradient, X, y, w, step_size, num_steps):
    path = [w]
    losses = []
    while len(losses) < num_steps:
        loss, dw = evaluate_gradient(X, y, path[-1])
        losses.append(float(loss))
        path.append(path[-1] - step_size * dw)
    return path[-1], tuple(losses)


def epoch_batches(num_examples, batch_size, permutation=np.random.permutation):
    order = list(permutation(num_examples))
    batches = []
    while order:
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


def minibatch_sgd(evaluate_gradient, X, y, w, batches, update):
    losses = []
    for batch in batches:
        rows = list(batch)
        loss, dw = evaluate_gradient(X[rows], y[rows], w)
        losses.append(float(loss))
        w = update(w, dw)
    return [w, losses]


def momentum_step(w, dw, velocity, learning_rate, momentum=0.9):
    new = velocity * momentum + dw * -learning_rate
    return [w + new, new]


def decayed_rates(learning_rate, lr_decay, num_epochs, steps_per_epoch):
    return [
        learning_rate * lr_decay**epoch
        for epoch in range(num_epochs)
        for _ in range(steps_per_epoch)
    ]
