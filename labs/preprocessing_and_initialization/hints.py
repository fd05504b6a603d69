"""Hints on demand, three a question: a question, what to look at, an example with other numbers."""

zero_center = (
    "Whose mean is taken away from the validation images: their own, or another one's?",
    "One mean a feature. Which axis counts the examples?",
    "Training rows (1, 10) and (3, 30) have the means 2 and 20. The row (7, 7) becomes (5, −13).",
)

normalize = (
    "What happens if a feature is the same in all training examples?",
    "Centre first, then divide each feature by the spread of the training split. Choose what to "
    "divide by before you divide, and think of rounding.",
    "Training rows (1, 5), (7, 5): means 4 and 5, spreads 3 and 0. The row (10, 9) becomes (2, 4).",
)

covariance = (
    "What stands at place (i, i), and how is it related to the spread of feature i?",
    "The features have to be centred here, whatever comes in. Which product of the table with "
    "itself has the shape (D, D)?",
    "Rows (1, 2), (3, 10): centred they are (−1, −4) and (1, 4). The entries are 1, 4, 4 and 16.",
)

pca = (
    "Which matrix has the principal axes as eigenvectors, and of which split is it?",
    "A symmetric matrix has a function of its own, which returns the axes as columns, the "
    "smallest variance first. Which order is asked for?",
    "A cloud along the diagonal, (−3, −3), (0, 0), (3, 3): its first axis is (0.707, 0.707), so "
    "the coordinates are −4.24, 0, 4.24, and 0 on the second axis.",
)

whiten = (
    "What is the variance along an axis after you divided by it, and after you divided by its "
    "root?",
    "Every split is scaled by the spread of the training split. Compare each variance with the "
    "largest one before you divide: axes that are flat get 0.",
    "Variances 25 and 4: the coordinates (10, −6) become (2, −3). With variances 25 and 0.0001 "
    "the second axis is flat, and it becomes (2, 0).",
)

subtract_mean_image = (
    "What shape has the mean image, if the images have the shape (3, 32, 32)?",
    "Whole numbers from 0 to 255 without a sign cannot become negative. What type should the "
    "result have?",
    "Two training images of two pixels, (10, 200) and (20, 100): the mean image is (15, 150), and "
    "the image (5, 160) becomes (−10, 10).",
)

subtract_channel_mean = (
    "How many numbers are subtracted in all: one a pixel, or one a colour?",
    "Average over everything but the channel. To be subtracted from images, the three numbers "
    "have to stand along the right axis.",
    "One training image of two pixels, red (10, 30), green (0, 2), blue (5, 5): the means are 20, "
    "1, 5. A red pixel of 25 becomes 5, a green one of 25 becomes 24.",
)

feature_std_range = (
    "What is one feature of an image: a pixel, a channel, or a channel of a pixel?",
    "The spread is taken over the examples only, so it still has the shape of one example. Then "
    "look for its two ends.",
    "Rows (1, 10, 4) and (3, 50, 4): the spreads are 1, 20 and 0, so the answer is 0 and 20.",
)

constant = (
    "Which shape have the weights of a layer with 3 inputs and 5 units?",
    "Every number of the array is the value you were given.",
    "3 inputs, 2 units and the value 0.7 make three rows of (0.7, 0.7).",
)

count_distinct_units = (
    "Is the weight vector of a unit a row or a column?",
    "A unit is new if it differs from every one met before by more than rounding, in at least one "
    "weight.",
    "Units (1, 2), (1, 2.0000001), (2, 1) and (1, 2): two different ones.",
)

small_random = (
    "What does a standard deviation of 1 become if all numbers are made ten times smaller?",
    "Draw normal numbers in the shape of the weights, and bring them to the spread you were given.",
    "With a spread of 0.5 a drawn −1.3 becomes −0.65; about two thirds of all weights lie between "
    "−0.5 and 0.5.",
)

xavier = (
    "How large is the variance of a sum of n independent numbers, beside that of one?",
    "The variance is one over the number of inputs; what you scale by is the standard deviation.",
    "With 400 inputs the variance is 0.0025 and the standard deviation 0.05, however many units "
    "there are.",
)

he = (
    "Which half of the signal does ReLU stop, and which factor makes up for it: in the variance, "
    "or in the standard deviation?",
    "Compare with Xavier's: the variance is twice as large. What does that make of the standard "
    "deviation?",
    "With 200 inputs the variance is 0.01 and the standard deviation 0.1. With 800 inputs it is "
    "0.05.",
)

layer_outputs = (
    "What goes into the second layer: the data, or what the first layer put out?",
    "Keep what comes after the activation, of every layer, the last one included. A helper for "
    "the activation stands in the file.",
    "ReLU, weights −1 and 4, input −3: the layers put out 3 and 12. With the input 3 they put out "
    "0 and 0.",
)

activation_statistics = (
    "How many numbers are averaged into one mean: those of a unit, or of a whole layer?",
    "The outputs of all layers are one call away. Each gives two numbers.",
    "Layers with the outputs (1, 3, 5, 7) and (2, 2, 2, 2): means 4 and 2, standard deviations "
    "2.236 and 0.",
)

layer_gradients = (
    "In which order are the layers gone through, and what does each need of the forward pass?",
    "Two steps a layer: first back through its activation, whose slope can be told from the "
    "output, then through its product. The input of a layer is the output of the one before.",
    "tanh, one unit, input 2, weight 0.2747, so the output is 0.5 and the slope 0.75. Upstream 4 "
    "becomes 3 before the product; the weight gets 6 and the input 0.824.",
)

gradient_statistics = (
    "Of which two lists is the spread taken, and how many numbers come out?",
    "One call gives all gradients. Each array becomes one number, over all its entries together.",
    "Gradients (2, 6) and (1, 1) of two layers have the spreads 2 and 0.",
)
