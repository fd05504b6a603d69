"""Mistakes students make with threshold units, in one layer, in two, and without a switch."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("threshold_unit", "threshold_units:threshold_unit")
OUT = "np.where(x @ w + b > 0, 1.0, 0.0)"
SWITCH = [
    mistake(
        "on_at_threshold",
        "A sum of exactly 0 switches the unit on. Which side does the docstring say it is on?",
        ("b > 0, 1.0", "b >= 0, 1.0"),
    ),
    mistake(
        "sum_returned",
        "The weighted sums come out. A threshold unit answers with 0 or 1.",
        (OUT, "x @ w + b"),
    ),
    mistake(
        "bias_left_out",
        "The bias has no effect.",
        ("x @ w + b", "x @ w"),
    ),
    mistake(
        "bias_as_threshold",
        "The sum is compared with the bias itself. The bias is added; the threshold is -b.",
        ("x @ w + b > 0", "x @ w > b"),
    ),
    mistake(
        "signs",
        "The answers are 1 and -1. A unit that is off answers 0.",
        (OUT, "np.where(x @ w + b > 0, 1.0, -1.0)"),
    ),
    mistake(
        "the_other_way_round",
        "The unit is on where it should be off, and off where it should be on.",
        ("b > 0, 1.0", "b <= 0, 1.0"),
    ),
    mistake(
        "rectified",
        "That is a ReLU: what lies above 0 is passed on. A threshold unit only says that it does.",
        (OUT, "np.maximum(x @ w + b, 0)"),
    ),
    mistake(
        "smooth",
        "That is a sigmoid, a smooth switch. A threshold unit knows only 0 and 1.",
        (OUT, "1 / (1 + np.exp(-(x @ w + b)))"),
    ),
    mistake(
        "above_a_half",
        "The sum is compared with 0.5. The bias stands for the threshold: compare with 0.",
        ("b > 0, 1.0", "b > 0.5, 1.0"),
    ),
]

mistake = mistakes_in("and_weights", "threshold_units:and_weights")
AND_BIAS = "b = 0.5 - num_inputs"
AND = [
    mistake(
        "or_instead",
        "That is OR: a single input is enough to switch the unit on.",
        (AND_BIAS, "b = -0.5"),
    ),
    mistake(
        "never_on",
        "The unit is never on, not even where all inputs are 1: their sum just reaches the "
        "threshold, and it has to exceed it.",
        (AND_BIAS, "b = -float(num_inputs)"),
    ),
    mistake(
        "for_two_inputs",
        "The bias is right for two inputs only. With more of them, which sums does it have to tell "
        "apart?",
        (AND_BIAS, "b = -1.5"),
    ),
    mistake(
        "sign_of_the_bias",
        "The unit is on for all inputs. Which sign has the bias, if a sum has to exceed something?",
        (AND_BIAS, "b = num_inputs - 0.5"),
    ),
    mistake(
        "all_but_one",
        "One input may be 0 and the unit is still on.",
        (AND_BIAS, "b = 1.5 - num_inputs - 1e-9"),
    ),
    mistake(
        "negated",
        "That is NOT AND: the unit is off where all inputs are 1, and on elsewhere.",
        ("w = np.ones(num_inputs)", "w = -np.ones(num_inputs)"),
        (AND_BIAS, "b = num_inputs - 0.5"),
    ),
]

mistake = mistakes_in("or_weights", "threshold_units:or_weights")
OR_BIAS = "b = -0.5"
OR = [
    mistake(
        "and_instead",
        "That is AND: the unit is on only where all inputs are 1.",
        (OR_BIAS, "b = 0.5 - num_inputs"),
    ),
    mistake(
        "always_on",
        "The unit is on where all inputs are 0, too. There only the bias is left: which sign has "
        "it?",
        (OR_BIAS, "b = 0.5"),
    ),
    mistake(
        "two_needed",
        "A single input that is 1 does not switch the unit on: its sum just reaches the threshold, "
        "and it has to exceed it.",
        (OR_BIAS, "b = -1.0"),
    ),
    mistake(
        "first_input_only",
        "Only the first input counts.",
        ("w = np.ones(num_inputs)", "w = np.eye(num_inputs)[0]"),
    ),
    mistake(
        "negated",
        "That is NOT OR: the unit is on only where all inputs are 0.",
        ("w = np.ones(num_inputs)", "w = -np.ones(num_inputs)"),
        (OR_BIAS, "b = 0.5"),
    ),
]

mistake = mistakes_in("two_layers", "threshold_units:two_layers")
HIDDEN = "threshold_unit(x, W1, b1)"
LAST = "threshold_unit(hidden, w2, b2)"
TWO = [
    mistake(
        "hidden_units_without_a_switch",
        "The last unit gets the weighted sums of the hidden units, not their answers: two layers "
        "without a switch between them are one.",
        (HIDDEN, "x @ W1 + b1"),
    ),
    mistake(
        "last_unit_without_a_switch",
        "The weighted sum of the last unit comes out. It is a threshold unit, too.",
        (LAST, "hidden @ w2 + b2"),
    ),
    mistake(
        "hidden_bias_left_out",
        "The biases of the hidden units have no effect.",
        (HIDDEN, "threshold_unit(x, W1, 0)"),
    ),
    mistake(
        "last_bias_left_out",
        "The bias of the last unit has no effect.",
        (LAST, "threshold_unit(hidden, w2, 0)"),
    ),
    mistake(
        "hidden_answers_returned",
        "The answers of the hidden units come out. Who reads them?",
        ("out = threshold_unit(hidden, w2, b2)", "out = hidden"),
    ),
    mistake(
        "biases_swapped",
        "The hidden units and the last unit have each other's bias.",
        (HIDDEN, "threshold_unit(x, W1, b2)"),
        (LAST, "threshold_unit(hidden, w2, b1[0])"),
    ),
    mistake(
        "rectified_hidden_units",
        "The hidden units are ReLUs: they pass on how far their sum is above 0. A threshold unit "
        "says only that it is.",
        (HIDDEN, "np.maximum(x @ W1 + b1, 0)"),
    ),
]

mistake = mistakes_in("xor_weights", "threshold_units:xor_weights")
LAST_WEIGHTS = "w2, b2 = np.array([1.0, -1.0]), -0.5"
FIRST_BIASES = "b1 = np.array([-0.5, -1.5])"
XOR = [
    mistake(
        "or_instead",
        "That is OR: the output is 1 where both inputs are 1, too.",
        (LAST_WEIGHTS, "w2, b2 = np.array([1.0, 0.0]), -0.5"),
    ),
    mistake(
        "and_instead",
        "That is AND. Where both inputs are 1, XOR is 0.",
        (LAST_WEIGHTS, "w2, b2 = np.array([0.0, 1.0]), -0.5"),
    ),
    mistake(
        "negated",
        "The output is 1 where the inputs are equal. XOR is 1 where they differ.",
        (LAST_WEIGHTS, "w2, b2 = np.array([-1.0, 1.0]), 0.5"),
    ),
    mistake(
        "never_on",
        "The output is never 1. What does the last unit have to add up to where just one input is "
        "1?",
        (LAST_WEIGHTS, "w2, b2 = np.array([1.0, -1.0]), -1.5"),
    ),
    mistake(
        "always_on",
        "The output is always 1. Which of the hidden units should hold it back, and where?",
        (LAST_WEIGHTS, "w2, b2 = np.array([1.0, -1.0]), 0.5"),
    ),
    mistake(
        "equal_hidden_units",
        "Both hidden units do the same. What one unit cannot do, two that are alike cannot either.",
        (FIRST_BIASES, "b1 = np.array([-1.5, -1.5])"),
        (LAST_WEIGHTS, "w2, b2 = np.array([1.0, 1.0]), -1.5"),
    ),
    mistake(
        "one_input_only",
        "The output is 1 for one of 01 and 10 only. The other one needs a hidden unit as well.",
        (FIRST_BIASES, "b1 = np.array([-0.5, -0.5])"),
        ("W1 = np.ones((2, 2))", "W1 = np.array([[1.0, 0.0], [-1.0, 1.0]])"),
        (LAST_WEIGHTS, "w2, b2 = np.array([1.0, 0.0]), -0.5"),
    ),
]

mistake = mistakes_in("one_layer", "threshold_units:one_layer")
START = "W, b = slope * weights[0], slope * biases[0]"
NEXT_W = "W = slope * (W @ layer_W)"
NEXT_B = "b = slope * (b @ layer_W + layer_b)"
STRAIGHT = [
    mistake(
        "slope_once",
        "The slope comes in only once. Each layer multiplies by it: what is c of c of c of x?",
        (NEXT_W, "W = W @ layer_W"),
        (NEXT_B, "b = b @ layer_W + slope * layer_b"),
    ),
    mistake(
        "slope_ignored",
        "The slope has no effect. The activation of each layer is c times the sum, not the sum.",
        (START, "W, b = weights[0], biases[0]"),
        (NEXT_W, "W = W @ layer_W"),
        (NEXT_B, "b = b @ layer_W + layer_b"),
    ),
    mistake(
        "biases_only_added",
        "The biases are only added up. What comes out of one layer is multiplied by the weights of "
        "the next, its bias as well.",
        (NEXT_B, "b = slope * layer_b + (b if b.shape == layer_b.shape else b.sum())"),
    ),
    mistake(
        "last_bias_only",
        "Only the bias of the last layer is left. What becomes of the others on their way out?",
        (NEXT_B, "b = slope * layer_b"),
    ),
    mistake(
        "matrices_the_other_way_round",
        "The matrices are multiplied in the other order. x stands on the left: which matrix does "
        "it meet first?",
        (NEXT_W, "W = slope * (layer_W @ W if layer_W.shape[1] == len(W) else W @ layer_W)"),
    ),
    mistake(
        "element_by_element",
        "The weights are multiplied element by element. Layers in a row are a product of matrices.",
        (NEXT_W, "W = slope * (W * layer_W if W.shape == layer_W.shape else W @ layer_W)"),
    ),
    mistake(
        "bias_without_slope",
        "The slope is missing at the biases: the activation acts on the whole sum, the bias "
        "included.",
        (START, "W, b = slope * weights[0], biases[0]"),
        (NEXT_B, "b = b @ layer_W + layer_b"),
    ),
    mistake(
        "no_slope_behind_the_last",
        "One factor c is missing: the last layer has its activation, too.",
        (START, "W, b = weights[0], biases[0]"),
        (NEXT_W, "W = slope * W @ layer_W"),
        (NEXT_B, "b = slope * b @ layer_W + layer_b"),
    ),
    mistake(
        "slope_as_exponent_off",
        "One factor c too many: there are as many as layers.",
        (START, "W, b = slope**2 * weights[0], slope**2 * biases[0]"),
    ),
]

UNITS = [*SWITCH, *AND, *OR, *TWO, *XOR, *STRAIGHT]
