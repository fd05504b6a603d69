"""Hints on demand, three a question: a question, what to look at, an example with other numbers."""

sigmoid_forward = (
    "For which sign of x does e to the −x grow without bound?",
    "The same value can be written with e to the x as well. Which of the two forms is safe for "
    "which numbers?",
    "At x = −ln 4 the answer is 1/(1 + 4) = 0.2. Seen from the other side it is 0.25/(0.25 + 1), "
    "again 0.2, and there no number above 1 was needed.",
)

sigmoid_backward = (
    "How steep is the curve where the output is 0.5, and how steep where it is almost 1?",
    "The slope can be told from the output alone. What does the cache hold: x, or the output?",
    "Where the output is 0.8 the slope is 0.16, the same as where it is 0.2. An upstream gradient "
    "of 5 becomes 0.8 there.",
)

tanh_forward = (
    "Between which two numbers do all outputs lie, and what comes out for 0?",
    "Writing it with exponentials overflows for large numbers. Is there a function that knows the "
    "hyperbolic tangent already?",
    "The inputs −0.5, 0, 0.5 and 400 give −0.4621, 0, 0.4621 and 1.",
)

tanh_backward = (
    "Where is the curve steepest, and how steep is it there?",
    "The cache holds the output. The slope falls from its largest value as the output moves away "
    "from 0, to either side.",
    "Where the output is 0.6 or −0.6 the slope is 0.64; an upstream gradient of 10 becomes 6.4.",
)

saturated_share = (
    "What comes back from a backward function if 1 goes in everywhere?",
    "First get the slope at each number, from the two functions you are handed; then count which "
    "of them are below the threshold.",
    "Slopes 0.2, 0.004, 0.03, 0.0001 and a threshold of 0.01: two of four are saturated, so the "
    "share is 0.5.",
)

slope_product = (
    "Which input does the second activation of the chain see, and which cache belongs to it?",
    "Go forward through all activations and keep what each leaves; then go back through them, the "
    "last one first.",
    "With an activation that halves its input, three of them give 0.5 · 0.5 · 0.5 = 0.125 for "
    "every number. With one that squares it, 3 becomes 9 and then 81, and two of them give 6 · 18 "
    "= 108.",
)

one_sign_share = (
    "Along which direction of the table are the numbers of one unit?",
    "A unit counts if all its numbers are above 0, or all are below. A single 0 spoils either.",
    "Three units with the numbers (1, 4), (−2, −7) and (3, −3): two of three have one sign, a "
    "share of 0.667.",
)

sgd_path = (
    "Which example does step number 5 use if there are only three?",
    "Three things in each step: the answer of the unit to its example, how far that is off, and "
    "the direction in which the weights are pushed. The weights of the start belong into the "
    "path.",
    "Weights (1, 0), example (2, 3) that should give 5, rate 0.1: the answer is 2, off by −3, and "
    "the weights become (1.6, 0.9).",
)

seconds_per_element = (
    "Of several times for the same call, which one tells most of the function and least of the "
    "computer?",
    "The clock is read right before and right after each single call. How many numbers has an "
    "array of more than one axis?",
    "Three calls take 6, 4 and 9 seconds on an array of shape (2, 4): the answer is 4/8 = 0.5 "
    "seconds.",
)

leaky_relu_forward = (
    "What happens to −50 if the slope is 0.1, and what to 50?",
    "Each number takes one of two ways. Which condition decides, and is the input still whole "
    "afterwards?",
    "With a slope of 0.2 the row −10, −1, 4 becomes −2, −0.2, 4.",
)

leaky_relu_backward = (
    "How much of the gradient comes through where the input was negative?",
    "The slope takes two values only, and the sign of the input decides, not that of what comes "
    "from above.",
    "Inputs −10, −1, 4, slope 0.2, upstream 5, −5, 5: what comes back is 1, −1, 5.",
)

dead_share = (
    "How many examples does it take to show that a unit is alive?",
    "Ask each unit about all its examples first, and only then take the share of the units.",
    "Two examples, three units: (0, 0, 7) and (0, 2, 0). Only the first unit never answers, so "
    "the share is 1/3.",
)

prelu_forward = (
    "Which slope belongs to the third column of the input?",
    "Positive numbers pass. A learnt slope may be larger than 1 or below 0, so the larger of two "
    "values is not always the right one.",
    "Slopes 0.5 and 3: the row (−4, −4) becomes (−2, −12), and (4, 4) stays (4, 4).",
)

prelu_backward = (
    "If the slope of a unit grows a little, which of its outputs change, and by how much?",
    "All examples share the slope of a unit, so their parts add up. Examples with positive inputs "
    "add nothing.",
    "One unit, slope 0.5, inputs −4, 3, −1, upstream 10, 20, 30: the slope gets −4 · 10 + −1 · 30 "
    "= −70, the inputs get 5, 20, 15.",
)

elu_forward = (
    "Which numbers are sent through the exponential, and could one of them be large?",
    "Choosing between two finished results is too late: both were computed. What could be done to "
    "the numbers before?",
    "With alpha = 2: the input −ln 2 gives 2 · (0.5 − 1) = −1, 6 stays 6, and −700 gives −2.",
)

elu_backward = (
    "What is the slope of alpha · (e to the x, less 1)? Can you tell it from the output?",
    "Nothing needs to be exponentiated again: what the slope needs stands in the cache.",
    "With alpha = 2 and an output of −1.5 the curve has the slope 0.5: that far it is still above "
    "its lowest value, −2. For a positive input it is 1.",
)

layer_means = (
    "Which numbers enter the third layer?",
    "For each layer: multiply, apply the activation, note one number, and hand the outputs on. "
    "What does the forward function return beside the outputs?",
    "Two layers of one unit with the weights 3 and −1, an activation that doubles, inputs 1 and "
    "2: the layers put out 6 and 12, then −12 and −24, so the means are 9 and −18.",
)

maxout_forward = (
    "How many affine maps does one unit have, and when is the larger chosen: for the layer, for "
    "the example, or for each number?",
    "Compute both maps with their biases, then compare them place by place. No zero comes into it.",
    "Input 2, first maps 3 and −5 with biases 0 and 1, second maps 1 and 1 with biases 10 and "
    "−20: the units have (6 or 12) and (−9 or −18), so the outputs are 12 and −9.",
)

maxout_backward = (
    "Which of its two maps does a unit's gradient go to, and what does the other one get?",
    "Share dout out between the two maps first: at each place one of them gets all of it. From "
    "there each is an affine layer, and x belongs to both.",
    "One unit, input 2, weights 3 and 4 without biases, upstream 5: the second map wins with 8, "
    "so it gets 2 · 5 = 10, the first 0, and x gets 4 · 5 = 20.",
)

steps_to_reach = (
    "If the loss falls below the level, rises again and falls once more, which of the moments is "
    "asked for?",
    "Exactly the level counts as reached. And what is the answer if no number is small enough?",
    "Losses 9, 7, 4, 6, 4 and the level 4: the answer is 2. For the level 3 it is −1.",
)
