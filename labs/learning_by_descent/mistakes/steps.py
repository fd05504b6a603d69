"""Mistakes students make in a step with momentum and in letting the learning rate decay."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("momentum_step", "descent:momentum_step")
VELOCITY = "next_velocity = momentum * velocity - learning_rate * dw"
MOVE = "next_w = w + next_velocity"
MOMENTUM = [
    mistake(
        "plain_sgd",
        "That is plain SGD: the velocity of the step before has no effect.",
        (VELOCITY, "next_velocity = -learning_rate * dw"),
    ),
    mistake(
        "old_velocity",
        "The weights move by the old velocity. The gradient should push them in this very step.",
        (MOVE, "next_w = w + velocity"),
    ),
    mistake(
        "uphill",
        "The gradient pushes uphill.",
        (VELOCITY, "next_velocity = momentum * velocity + learning_rate * dw"),
    ),
    mistake(
        "subtracted",
        "The velocity is subtracted. It has the minus sign of the gradient in it already.",
        (MOVE, "next_w = w - next_velocity"),
    ),
    mistake(
        "rate_on_the_velocity",
        "The learning rate multiplies the whole velocity when the weights move. That is another "
        "common form, and it is no longer the same once the rate changes; here the rate belongs to "
        "the gradient.",
        (VELOCITY, "next_velocity = momentum * velocity + dw"),
        (MOVE, "next_w = w - learning_rate * next_velocity"),
    ),
    mistake(
        "average",
        "The gradient is weighted with 1 - momentum, as in a running average. Here its weight is "
        "the learning rate alone.",
        (VELOCITY, "next_velocity = momentum * velocity - (1 - momentum) * learning_rate * dw"),
    ),
    mistake(
        "velocity_undamped",
        "The velocity never gets smaller by itself: the momentum is missing.",
        (VELOCITY, "next_velocity = velocity - learning_rate * dw"),
    ),
    mistake(
        "momentum_on_the_gradient",
        "The momentum multiplies the gradient. It is the share that the velocity keeps.",
        (VELOCITY, "next_velocity = velocity - momentum * learning_rate * dw"),
    ),
    mistake(
        "momentum_on_both",
        "The momentum multiplies the gradient as well. It is the share that the velocity keeps.",
        (VELOCITY, "next_velocity = momentum * (velocity - learning_rate * dw)"),
    ),
    mistake(
        "rate_left_out",
        "The learning rate has no effect.",
        (VELOCITY, "next_velocity = momentum * velocity - dw"),
    ),
    mistake(
        "velocity_not_returned",
        "The old velocity comes back, so that the next step knows nothing of this one.",
        (MOVE, "next_w = w + next_velocity\n    next_velocity = velocity"),
    ),
    mistake(
        "momentum_fixed",
        "The momentum is always 0.9, whatever the caller says.",
        (VELOCITY, "next_velocity = 0.9 * velocity - learning_rate * dw"),
    ),
    mistake(
        "nesterov",
        "That is Nesterov's momentum, which looks ahead by one more step. Here the weights move by "
        "the new velocity.",
        (MOVE, "next_w = w - momentum * velocity + (1 + momentum) * next_velocity"),
    ),
    mistake(
        "gradient_twice",
        "The gradient pushes twice: once in the velocity, and once more at the weights.",
        (MOVE, "next_w = w + next_velocity - learning_rate * dw"),
    ),
]

mistake = mistakes_in("decayed_rates", "descent:decayed_rates")
EPOCHS = "epochs = np.repeat(np.arange(num_epochs), steps_per_epoch)"
RATES = "rates = learning_rate * lr_decay**epochs"
DECAY = [
    mistake(
        "every_step",
        "The rate decays after every step. Within an epoch it stays the same.",
        (EPOCHS, "epochs = np.arange(num_epochs * steps_per_epoch)"),
    ),
    mistake(
        "from_the_first_epoch",
        "The rate has decayed before the first step. In the first epoch it is learning_rate.",
        ("np.arange(num_epochs)", "np.arange(1, num_epochs + 1)"),
    ),
    mistake(
        "one_rate_an_epoch",
        "There is one rate for each epoch. One for each step is asked for.",
        (EPOCHS, "epochs = np.arange(num_epochs)"),
    ),
    mistake(
        "linear",
        "The rate falls by the same amount each time. It is multiplied by lr_decay.",
        (RATES, "rates = learning_rate * (1 - (1 - lr_decay) * epochs)"),
    ),
    mistake(
        "never",
        "The rate never decays.",
        (RATES, "rates = np.full(num_epochs * steps_per_epoch, float(learning_rate))"),
    ),
    mistake(
        "once",
        "The rate decays once and then no more.",
        (RATES, "rates = learning_rate * np.where(epochs > 0, lr_decay, 1.0)"),
    ),
    mistake(
        "repeated_over",
        "The rates of the epochs come one after the other, again and again. The steps of an epoch "
        "stand together.",
        (EPOCHS, "epochs = np.tile(np.arange(num_epochs), steps_per_epoch)"),
    ),
    mistake(
        "inverse",
        "The rate is divided by the number of the epoch. It is multiplied by lr_decay after each.",
        (RATES, "rates = learning_rate / (1 + lr_decay * epochs)"),
    ),
    mistake(
        "exponential",
        "The rate falls like a power of e. It is multiplied by lr_decay after each epoch.",
        (RATES, "rates = learning_rate * np.exp(-lr_decay * epochs)"),
    ),
    mistake(
        "grows",
        "The rate grows: it is divided by lr_decay.",
        (RATES, "rates = learning_rate / lr_decay**epochs"),
    ),
    mistake(
        "factors_only",
        "The factors come out, without the learning rate.",
        (RATES, "rates = lr_decay ** epochs.astype(float)"),
    ),
]

STEPS = [*MOMENTUM, *DECAY]
