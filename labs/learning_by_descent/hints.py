"""Hints on demand, three a question: a question, what to look at, an example with other numbers."""

threshold_unit = (
    "Which number has to be above 0 for the unit to be on?",
    "Work out all sums at once, then turn them into zeros and ones. A comparison of an array with "
    "a number gives a truth value for each element.",
    "x = (2, 1), w = (3, -4), b = -1: the sum is 6 - 4 - 1 = 1, above 0, so the unit is on. With "
    "b = -2 the sum is exactly 0 and it is off.",
)

and_weights = (
    "With all weights 1, what is the weighted sum where all inputs are 1, and where one is 0?",
    "The bias has to bring the first of these sums above 0, and all others to 0 or below. Any "
    "number between will do.",
    "At least three of four inputs, with weights of 1: sums of 3 and 4 must be above 0, and 0, 1 "
    "and 2 must not. A bias of -2.5 does it.",
)

or_weights = (
    "With all weights 1, which sums does OR have to tell apart?",
    "Where all inputs are 0, the weights do not matter: what is left of the sum then?",
    "At least three of four inputs, with weights of 1: sums of 3 and 4 must be above 0, and 0, 1 "
    "and 2 must not. A bias of -2.5 does it.",
)

two_layers = (
    "What does the last unit get to see: the weighted sums of the hidden units, or their answers?",
    "You have written a function for units side by side. It does both layers, one after the other.",
    "One input x = 2, hidden units with weights (1, -1) and biases (-1, 1): their sums are 1 and "
    "-1, their answers 1 and 0. With w2 = (5, 7) and b2 = -6 the last sum is 5 - 6: off.",
)

xor_weights = (
    "How would you say XOR with the words AND, OR and NOT?",
    "Let each hidden unit find out one thing about both inputs, such as whether one of them is on. "
    "A negative weight means NOT.",
    '"The first input, and not the second" in one unit: weights (1, -1) and a bias of -0.5. Only '
    "for 10 is the sum above 0.",
)

one_layer = (
    "What does c · (c · (x W₁ + b₁) W₂ + b₂) look like without the brackets?",
    "Go from layer to layer and keep two things: the matrix that x has met so far, and the "
    "constant that has come together so far. What does the next layer do to each of them?",
    "Numbers in place of matrices, c = 2: first 2 · (3x + 1) = 6x + 2, then 2 · (5 · (6x + 2) + 4) "
    "= 60x + 28. So W is 60 and b is 28.",
)

gradient_descent = (
    "The gradient points uphill. Which way does a step go?",
    "Three things happen in each step, in this order: evaluate, note the loss, move. The next "
    "evaluation is at the new weights.",
    "Loss w², gradient 2w, from w = 4 with a step size of 0.25: to 4 - 0.25 · 8 = 2, then to "
    "2 - 0.25 · 4 = 1. The losses are 16 and 4.",
)

epoch_batches = (
    "What do you get when you cut a permutation into runs?",
    "range can count in steps. A slice that reaches beyond the end of an array gives what is "
    "there.",
    "The permutation 4 1 0 3 2 in batches of two: (4, 1), (0, 3) and (2).",
)

minibatch_sgd = (
    "A batch is a list of places. How do you take these rows of an array?",
    "For each batch: take its rows of X and of y, evaluate there, note the loss, update. Which "
    "weights does the next batch start from?",
    "Batches (3, 0) and (1, 2): the first gradient is that of the examples 3 and 0 at w, the "
    "second that of 1 and 2 at the weights after the first update.",
)

momentum_step = (
    "What happens to the velocity if the gradient is 0?",
    "The velocity shrinks to a share of itself, and the gradient is added with a minus sign and "
    "with the learning rate. Then the weights move by it.",
    "w = 10, velocity -2, gradient 4, rate 0.5, momentum 0.5: the new velocity is -1 - 2 = -3, and "
    "the new w is 7.",
)

decayed_rates = (
    "In which epoch is step 7, if an epoch has three steps?",
    "Count the epochs from 0: that is how often the rate has been multiplied. Each epoch has the "
    "same rate for all of its steps.",
    "A rate of 8, a decay of 0.5, two epochs of three steps: 8 8 8 4 4 4.",
)

make_folds = (
    "In how many folds does each example validate? In how many does it train?",
    "Cut the order into parts first. A fold validates on one part and trains on all others "
    "together. NumPy has a function that splits an array into parts that need not be equally long.",
    "The order 5 0 3 1 4 2 in two folds: the first validates on 5 0 3 and trains on 1 4 2, the "
    "second the other way round.",
)

cross_validate = (
    "Why must a net be scored on examples it was not trained on?",
    "A fold is a pair of lists of places. Take the rows of X and of y for both, and call the "
    "function once.",
    "With the fold (train 0 3, val 1 2) the call gets the rows 0 and 3 of X and of y, and the rows "
    "1 and 2 of both to score on.",
)

mean_and_spread = (
    "Through what does the docstring say to divide the sum of squares?",
    "NumPy's standard deviation has an argument for that; look for ddof in its documentation.",
    "The scores 2, 4, 9: the mean is 5, the squares add up to 9 + 1 + 16 = 26, and the spread is "
    "the square root of 13.",
)

compare_runs = (
    "Which of the three results needs the sign of the difference, and which only its size?",
    "Use mean_and_spread for each. Squares of errors add up, errors do not.",
    "Means 0.40 and 0.47, spreads 0.03 (of 9 scores) and 0.04 (of 4): the error is "
    "√(0.0001 + 0.0004) = 0.022, and 0.07 is more than twice that: the second is better.",
)
