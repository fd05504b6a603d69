"""Hints on demand, three a question: a question, what to look at, an example with other numbers.

In capitals, the formula that a question leads to, for those who have tried three times.
"""

BATCHNORM_BACKWARD_ALT = (
    "In each column, with x̂ for the normalised input, σ for √(variance + ε) and means over the N "
    "examples: ∂L/∂x = γ / σ · (dout − mean of dout − x̂ · mean of dout · x̂)."
)


batchnorm_forward = (
    "Over what are mean and variance taken: over the numbers of one example, or over the examples "
    "of one feature?",
    "Where does eps stand: under the root or beside it? Which statistics does each mode use?",
    "One feature with 1, 3, 8: the mean is 4, the squared distances are 9, 1, 16, so the variance "
    "is 26/3. Without eps the normalised numbers are −1.019, −0.340, 1.359; with gamma 2 and beta "
    "10 they become 7.96, 9.32, 12.72.",
)

batchnorm_running_averages = (
    "How much of the old average stays if the momentum is 0.9, and where does the rest come from?",
    "In which mode are they brought up to date, and in which read? The new ones have to be put "
    "where the next call finds them.",
    "With a momentum of 0.75, a running mean of 8 and a minibatch of mean 4 the new one is 7; the "
    "variance is blended alike.",
)

identity_parameters = (
    "What did the normalisation divide by, and what did it take away?",
    "The undoing has to be exact for any eps. So eps belongs into one of the two answers.",
    "A feature with 2 and 8 has the mean 5 and the variance 9. With eps = 7 the scale is 4 and "
    "the shift 5.",
)

batchnorm_backward = (
    "On how many ways does a number of x reach the output: directly, through the mean, and how "
    "else?",
    "Draw the graph with one box a step, and write under each arrow the gradient that comes back. "
    "What was shared by all rows gets a sum over the rows.",
    "A smaller graph: three numbers less their mean, upstream 6, 0, 0. The mean gets −6 in all "
    "and hands back −2 to each, so the numbers get 4, −2, −2: they add up to 0, as they must.",
)

batchnorm_backward_alt = (
    "What happens to x_hat if all numbers of a feature grow by the same amount? What does that "
    "say of the sum of dx?",
    "From dout two parts are removed: its mean, and what of it goes along with x_hat. Both can be "
    "had from dgamma and dbeta. Then comes one factor for the feature.",
    "Four rows, upstream 8, 0, 0, 0 and x_hat 1, 1, −1, −1: the mean is 2, the part along x_hat 2 "
    "· (1, 1, −1, −1). What remains is 4, −4, 0, 0, which is then scaled.",
)

spatial_batchnorm_forward = (
    "How many numbers does the mean of one channel average over?",
    "If each pixel is to be a row and each channel a column, the channels have to stand last "
    "before the table is made, and go back to their place afterwards.",
    "Two images of 1 × 2 pixels, one channel: (1, 3) and (5, 7). Its mean is 4 and its variance "
    "5, over four numbers.",
)

spatial_batchnorm_backward = (
    "Which arrangement of dout fits the cache that the forward function left?",
    "The way there and the way back are those of the forward function. What is per channel needs "
    "no rearranging.",
    "For images of shape (2, 3, 4, 5) the table has 40 rows and 3 columns; dx comes back as (2, "
    "3, 4, 5), the others with 3 numbers each.",
)

deep_net_init = (
    "How many weight matrices has a net with three hidden layers?",
    "Put all sizes from the input to the classes into one row: each matrix stands between two "
    "neighbours. Which layers are normalised, and what scale and shift leave things as they are "
    "at first?",
    "Sizes 6, 20, 9, 4 make matrices of (6, 20), (20, 9) and (9, 4). Normalised are the layers of "
    "20 and of 9, so there are two scales, all 1, and two shifts, all 0.",
)

deep_net_scores = (
    "In which order do the three functions of a hidden layer follow each other, and which of them "
    "has the last layer?",
    "A loop over the hidden layers hands its output on. Names carry the number of the layer, from "
    "1; lists count from 0.",
    "Without normalisation, weights −2, 3 and 5 in three layers of one unit: the input −4 gives "
    "8, then 24, then the score 120. The input 4 gives −8, cut to 0, and the score 0.",
)

deep_net_loss = (
    "Which parameters are held small by the regularization: all of them?",
    "Go through all layers, the last one included. Scales, shifts and biases are left alone.",
    "Three matrices whose squares add up to 5, 20 and 15 and a strength of 0.2: 4 comes on top of "
    "the data loss.",
)

deep_net_gradients = (
    "Which layer gets its gradient first, and which of a layer's three functions is undone first?",
    "What one layer returns for its input is the upstream gradient of the layer before. Each "
    "layer needs its own cache.",
    "Weights 3 and 5 without activations, input 2, upstream 1: the second gets 6, hands back 5, "
    "and the first gets 2 · 5 = 10. A strength of 0.1 adds 0.5 to the one and 0.3 to the other.",
)

batch_mean_noise = (
    "What is averaged first, and of what is the spread taken afterwards?",
    "Cut the rows into groups; what does not fill a group is left out. Each feature stays by "
    "itself.",
    "One feature 1, 3, 5, 11, 100 in minibatches of two: the means are 2 and 8, the 100 is left "
    "over, the spread is 3.",
)

gradient_sizes = (
    "Which of the names are weights, and in which order should their sizes come?",
    "Square, average, root: in this order, over the whole array. Sorted as texts, layer 10 comes "
    "before layer 2.",
    "A gradient with the numbers 3, −3, 1, 1 has the size √(20/4) = 2.236.",
)

largest_good_rate = (
    "Is the rate with the lowest loss the one that is asked for?",
    "First decide which rates are good, each by its own loss; the goal itself is good enough. "
    "What is the answer if none is left?",
    "Rates 0.3, 0.01, 0.1 with the losses nan, 0.5, 0.9 and the goal 0.9: the answer is 0.1. With "
    "the goal 0.4 it is 0.",
)
