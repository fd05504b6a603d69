"""Hints on demand, three a question: a question, what to look at, an example with other numbers."""

conv_output_size = (
    "How many pixels can the filter move by before it meets the far edge?",
    "Padding is added on both sides. The first place is there before any step. And two kinds of "
    "geometry have to be refused.",
    "11 pixels, a filter of 3, stride 4, no padding: it can move by 8, which is two steps, so it "
    "has 3 places. With a stride of 3 the last step would end beyond the edge: an error.",
)

conv_output_shape = (
    "What decides the depth of the output: the depth of the input, or something else?",
    "Height and width are counted alike and may differ. A function for one axis is there already.",
    "A volume of 9 × 7 × 4 and six filters of size 3, stride 2, no padding: 4 places down, 3 "
    "across, so 4 × 3 × 6.",
)

same_padding = (
    "How many pixels does a filter of size F lose at the edges, both together?",
    "Half of what is lost is added on each side. For which sizes can it not be halved?",
    "A filter of 9 loses 8 pixels, so 4 zeros on each side keep the size. A filter of 6 would "
    "lose 5: refused.",
)

pool_output_shape = (
    "How many numbers does one window leave, and does it look at several depth slices at once?",
    "Counting places is the same as for filters, without padding. What becomes of the depth?",
    "A volume of 10 × 6 × 8 with windows of 4 and stride 2 becomes 4 × 2 × 8.",
)

conv_param_count = (
    "How many numbers does one filter look at in one place?",
    "A filter goes through the whole depth, and has one number more than it has weights. Height "
    "and width of the image play no part.",
    "Seven filters of size 2 on a depth of 5: each has 2 · 2 · 5 = 20 weights and a bias, in all "
    "7 · 21 = 147.",
)

affine_param_count = (
    "How many inputs does each output see?",
    "The volume is unrolled into one row. Count what belongs to one output, then all outputs.",
    "A volume of 2 × 3 × 4 and five outputs: 24 weights and a bias for each, in all 125.",
)

conv_multiply_adds = (
    "How many multiplications does a single number of the output take?",
    "Two counts are multiplied: the numbers of the output volume, and the work for each of them. "
    "Biases are left out here.",
    "An output of 3 × 3 × 2 made by filters of size 2 on a depth of 6: 18 numbers with 24 "
    "multiply-adds each, in all 432.",
)

stack_table = (
    "Which volume does the second layer get?",
    "What a layer costs is counted from the volume that goes in, what it makes from the one that "
    "comes out. Which layers cost nothing?",
    "4 × 4 × 1 through pooling of size 2 and stride 2, then 3 outputs: the volumes are 2 × 2 × 1 "
    "and 1 × 1 × 3, the parameters 0 and 15, the multiply-adds 0 and 12.",
)

conv_forward = (
    "Which part of the padded image lies under the filter at place (i, j)?",
    "Pad only rows and columns. The window moves by the stride, is as large as the filter, and "
    "takes all channels; its products add up to one number for each filter.",
    "One channel, rows (1, 2, 0) and (0, 1, 3), a filter with the rows (1, 0) and (0, 2), bias "
    "10, stride 1: at the left 1 · 1 + 1 · 2 + 10 = 13, at the right 2 · 1 + 3 · 2 + 10 = 18.",
)

mean_responses = (
    "Over which axes of the feature maps is averaged, and which two are left?",
    "Strong answers of either sign count as strong. What has to happen before the average, so "
    "that they do not cancel?",
    "A map with the numbers 3, −5, 0 and 4 has a mean response of 12/4 = 3.",
)
