"""Hints on demand, three a question: a question, what to look at, an example with other numbers.

In capitals, the formula that some questions lead to, for those who have tried three times.
"""

AFFINE_BACKWARD = (
    "With X for x as rows: ∂L/∂X = dout · wᵀ, put back into the shape of x; ∂L/∂w = Xᵀ · dout; "
    "∂L/∂b = the sum of the rows of dout."
)
RELU_BACKWARD = "∂L/∂x is dout where x was positive, and 0 where it was negative."
SOFTMAX_LOSS = (
    "With p for the softmax of a row of scores and y for its right class: the loss is the mean "
    "over the N rows of −log p(y), and ∂L/∂x is p / N, less 1 / N at the right class."
)

affine_forward = (
    "Which axes of x belong to one example, and which one only counts examples?",
    "Write the shapes side by side: x as rows, w, the product, b. Each has to fit the next.",
    "One example of shape (2, 1) holding 3 and 5, two outputs with the weights (1, 2) for the 3 "
    "and (10, 20) for the 5, biases 100 and 200: as a row it is (3, 5), and the outputs are 3 + "
    "50 + 100 = 153 and 6 + 100 + 200 = 306.",
)

affine_backward = (
    "If one number of w grows a little, which outputs change, and by how much each?",
    "Each gradient has the shape of what it belongs to. From dout, x as rows and w, only one "
    "product has the shape of w, and only one that of the rows.",
    "Two examples with the inputs 3 and 5, one output with the weight 7, upstream gradients 10 "
    "and 1: the weight gets 3 · 10 + 5 · 1 = 35, the bias 10 + 1 = 11, the inputs 7 · 10 = 70 and "
    "7 · 1 = 7.",
)

relu_forward = (
    "What should a unit answer to −3, and what to 3?",
    "Every number is judged by itself and compared with zero; the array that was handed in stays "
    "whole, for the cache needs it.",
    "The row −8, 0.5, 12 becomes 0, 0.5, 12, and afterwards the input still reads −8, 0.5, 12.",
)

relu_backward = (
    "If an input of −3 becomes −2.9, does the output notice?",
    "Which array tells where the gradient may pass: what comes from above, or what went in? Look "
    "at the cache.",
    "Inputs −8, 0.5, 12 and upstream gradients 4, −5, 6: what comes back is 0, −5, 6. The sign of "
    "the gradient itself plays no part.",
)

softmax_loss = (
    "Which probability does the net give to the right class, and what does it cost if that is 1? "
    "If it is nearly 0?",
    "Three places: how large the numbers get before the exponential is taken, how the losses of "
    "the examples become one number, and by what the gradient at the right class differs from the "
    "probabilities.",
    "One example, scores ln 1, ln 3, ln 4: the probabilities are 1/8, 3/8, 4/8. If the second "
    "class is right, the loss is ln(8/3) = 0.981 and the gradient 0.125, −0.625, 0.5. With 1000 "
    "added to each score nothing changes.",
)

svm_loss = (
    "Which classes make an example pay, and does the right one ever pay for itself?",
    "Count for each example how many wrong classes come closer than the margin. This count stands "
    "in the gradient, with a sign, at one place of the row.",
    "Scores 5, 4.5, 9, 2 and the first class right: the others pay 0.5, 5 and 0, in all 5.5. The "
    "gradient of this example is −2, 1, 1, 0. With two examples in the minibatch each counts "
    "half.",
)

two_layer_net_init = (
    "What would two hidden units learn if they started with the very same weights?",
    "Four arrays under four names: what each multiplies or shifts gives its shape, and the "
    "arguments give its sizes and its spread.",
    "For 7 inputs, 4 hidden units and 3 classes the first weights have the shape (7, 4), the "
    "second (4, 3), and the biases (4,) and (3,), all zero. With a scale of 0.2 about two thirds "
    "of the weights lie between −0.2 and 0.2.",
)

two_layer_net_scores = (
    "What happens to the numbers between the two affine layers, and what after the second?",
    "Follow one minibatch with its shapes: (N, D), (N, H), (N, C). Scores may be negative.",
    "One input of 2, hidden weights 3 and −4 without biases: the hidden units have 6 and −8, and "
    "send on 6 and 0. With the weights 0.5 and 9 of the one class its score is 3.",
)

two_layer_net_loss = (
    "Which two things does the loss add up, and which parameters does the second one look at?",
    "The data loss you have already. For the other look at the factor in front, at which arrays "
    "are squared, and at which are left alone.",
    "Weights 3 and −1 in the first layer, 2 in the second, biases 50, a strength of 0.1: the "
    "squares add up to 9 + 1 + 4 = 14, so 0.7 comes on top of the data loss.",
)

two_layer_net_gradients = (
    "In which order did the forward pass visit the layers, and what did each leave behind for the "
    "way back?",
    "Start at the gradient of the scores, and hand on what each layer returns for its input. The "
    "weights of both layers get one more term than their biases.",
    "If the data alone give a weight of 4 the gradient 0.3 and the strength is 0.05, the whole "
    "gradient is 0.3 + 0.2 = 0.5: half the strength times 16, seen as a function of the weight, "
    "has the slope 0.2 there.",
)
