import numpy as np


def gradient_descent(evaluate_gradient, X, y, w, step_size, num_steps):
    loss_history = np.zeros(num_steps)
    for i in range(num_steps):
        loss, grad = evaluate_gradient(X, y, w)
        loss_history[i] = loss
        new_w = np.zeros(w.shape)
        for j in range(len(w)):
            new_w[j] = w[j] - step_size * grad[j]
        w = new_w
    return w, loss_history


def epoch_batches(num_examples, batch_size, permutation=np.random.permutation):
    indices = permutation(num_examples)
    batches = []
    batch = []
    for i in indices:
        batch.append(i)
        if len(batch) == batch_size:
            batches.append(np.array(batch))
            batch = []
    if len(batch) > 0:
        batches.append(np.array(batch))
    return batches


def minibatch_sgd(evaluate_gradient, X, y, w, batches, update):
    loss_history = []
    for i in range(len(batches)):
        idx = batches[i]
        X_batch = np.array([X[k] for k in idx])
        y_batch = np.array([y[k] for k in idx])
        loss, grad = evaluate_gradient(X_batch, y_batch, w)
        loss_history += [loss]
        w = update(w, grad)
    return w, loss_history


def momentum_step(w, dw, velocity, learning_rate, momentum=0.9):
    v = np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        v[place] = momentum * velocity[place] - learning_rate * dw[place]
    return w + v, v


def decayed_rates(learning_rate, lr_decay, num_epochs, steps_per_epoch):
    rates = []
    lr = learning_rate
    for epoch in range(num_epochs):
        for step in range(steps_per_epoch):
            rates.append(lr)
        lr *= lr_decay
    return np.array(rates)
