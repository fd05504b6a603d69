"""Mistakes students make in weights to start from, and in counting units."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("constant", "initialization:constant")
CONSTANT = [
    mistake(
        "zeros",
        "All weights are 0 whatever value was asked for.",
        ("np.full((fan_in, fan_out), value)", "np.zeros((fan_in, fan_out))"),
    ),
    mistake(
        "ones",
        "All weights are 1 whatever value was asked for.",
        ("np.full((fan_in, fan_out), value)", "np.ones((fan_in, fan_out))"),
    ),
    mistake(
        "default_value",
        "The value is a fixed number, the default, whatever the caller asks for.",
        ("fan_out), value", "fan_out), 0.01"),
    ),
    mistake(
        "transposed",
        "The axes are exchanged: in this course each column belongs to a unit.",
        ("(fan_in, fan_out), value", "(fan_out, fan_in), value"),
    ),
    mistake(
        "whole_numbers",
        "The value lost what stands behind its point. Which type does your array hold?",
        ("fan_out), value", "fan_out), value, dtype=int"),
    ),
    mistake(
        "diagonal",
        "Only the weights on a diagonal have the value. All of them should.",
        ("np.full((fan_in, fan_out), value)", "value * np.eye(fan_in, fan_out)"),
    ),
    mistake(
        "random",
        "The weights differ from each other. Here all are the same.",
        ("np.full((fan_in, fan_out), value)", "value * np.random.randn(fan_in, fan_out)"),
    ),
    mistake(
        "one_unit",
        "There are weights for one unit only.",
        ("(fan_in, fan_out), value", "(fan_in, 1), value"),
    ),
]

NEW = "all(np.abs(unit - other).max() > 1e-6 for other in met)"
mistake = mistakes_in("count_distinct_units", "initialization:count_distinct_units")
COUNT_DISTINCT_UNITS = [
    mistake(
        "rows",
        "Rows were counted. Where do the weights of one unit stand, in a row or in a column?",
        ("unit in w.T", "unit in w"),
    ),
    mistake(
        "exact",
        "Copies that differ in their last digits were counted as different. How far apart must "
        "two weights be?",
        ("> 1e-6", "> 0"),
    ),
    mistake(
        "all_numbers",
        "The different numbers in w were counted. A unit is a whole column of them.",
        ("len(met)", "np.unique(w.round(6)).size"),
    ),
    mistake(
        "all_units",
        "All units were counted, copies as well.",
        (NEW, "True"),
    ),
    mistake(
        "copies",
        "The copies were counted instead of the different units.",
        ("len(met)", "w.shape[1] - len(met)"),
    ),
    mistake(
        "without_copies_at_all",
        "Units that have a copy were left out. They are one unit, not none.",
        (
            "len(met)",
            "sum(1 for unit in w.T if (np.abs(w.T - unit).max(axis=1) <= 1e-6).sum() == 1)",
        ),
    ),
    mistake(
        "neighbours",
        "Each unit was compared with the one before it only. A copy may stand anywhere.",
        (
            NEW,
            "not met or np.abs(unit - previous).max() > 1e-6",
        ),
        (
            "            met.append(unit)\n",
            "            met.append(unit)\n        previous = unit\n",
        ),
    ),
    mistake(
        "with_first",
        "Each unit was compared with the first one only.",
        ("for other in met)", "for other in met[:1])"),
    ),
    mistake(
        "sums",
        "Units with the same sum, or the same numbers in another order, were taken for copies. "
        "Compare weight by weight.",
        ("np.abs(unit - other).max() > 1e-6", "abs(unit.sum() - other.sum()) > 1e-6"),
    ),
    mistake(
        "norms",
        "Units of the same length were taken for copies. They may point in different directions.",
        (
            "np.abs(unit - other).max() > 1e-6",
            "abs(np.linalg.norm(unit) - np.linalg.norm(other)) > 1e-6",
        ),
    ),
    mistake(
        "one_weight_compared",
        "Units that agree in their first weight were taken for copies. All weights must agree.",
        ("np.abs(unit - other).max() > 1e-6", "abs(unit[0] - other[0]) > 1e-6"),
    ),
    mistake(
        "one_weight_suffices",
        "Units that agree in some weight were taken for copies. All weights must agree.",
        ("np.abs(unit - other).max()", "np.abs(unit - other).min()"),
    ),
    mistake(
        "one_sided",
        "A unit whose weights are smaller than another's was taken for its copy. A difference can "
        "be negative.",
        ("np.abs(unit - other).max()", "(unit - other).max()"),
    ),
    mistake(
        "signs_ignored",
        "A unit with all signs turned was taken for a copy. It does the opposite.",
        ("np.abs(unit - other).max()", "np.abs(np.abs(unit) - np.abs(other)).max()"),
    ),
    mistake(
        "any_difference",
        "A unit was counted as soon as it differs from one of those met before. From how many of "
        "them must it differ?",
        (NEW, "not met or any(np.abs(unit - other).max() > 1e-6 for other in met)"),
    ),
    mistake(
        "different_numbers",
        "Different numbers are counted, not different units. A unit is a whole column.",
        ("count = len(met)", "count = len(np.unique(w))"),
    ),
]

SMALL = "std * np.random.randn(fan_in, fan_out)"
mistake = mistakes_in("small_random", "initialization:small_random")
SMALL_RANDOM = [
    mistake(
        "unscaled",
        "The weights have a spread of 1: std never reaches it. If it is an argument of the "
        "function that draws, is it in the right place?",
        (SMALL, "np.random.randn(fan_in, fan_out)"),
    ),
    mistake(
        "std_hard_coded",
        "The spread is a fixed number, the default, whatever the caller asks for.",
        (SMALL, "0.01 * np.random.randn(fan_in, fan_out)"),
    ),
    mistake(
        "squared",
        "The spread is too small: std is a standard deviation. Is it used as a variance, or "
        "applied twice?",
        (SMALL, "std**2 * np.random.randn(fan_in, fan_out)"),
    ),
    mistake(
        "rooted",
        "The spread is too large: std is a standard deviation, not a variance.",
        (SMALL, "std**0.5 * np.random.randn(fan_in, fan_out)"),
    ),
    mistake(
        "divided",
        "The spread is far too large: std was divided by instead of multiplied with.",
        (SMALL, "np.random.randn(fan_in, fan_out) / std"),
    ),
    mistake(
        "uniform_positive",
        "No weight is negative. From which distribution should they come, and where is its centre?",
        (SMALL, "std * np.random.rand(fan_in, fan_out)"),
    ),
    mistake(
        "uniform_symmetric",
        "The weights are spread evenly between two bounds. From which distribution should they "
        "come?",
        (SMALL, "np.random.uniform(-std, std, (fan_in, fan_out))"),
    ),
    mistake(
        "constant",
        "All weights are the same number. What would tell one unit from another?",
        (SMALL, "np.full((fan_in, fan_out), std)"),
    ),
    mistake(
        "by_fan_in",
        "The spread follows from the number of inputs. A good habit, and the next function's; here "
        "the argument std decides.",
        (SMALL, "np.random.randn(fan_in, fan_out) / np.sqrt(fan_in)"),
    ),
    mistake(
        "transposed",
        "The axes are exchanged: in this course each column belongs to a unit.",
        (SMALL, "std * np.random.randn(fan_out, fan_in)"),
    ),
]

XAVIER_DRAW = "np.random.randn(fan_in, fan_out) / np.sqrt(fan_in)"
mistake = mistakes_in("xavier", "initialization:xavier")
XAVIER = [
    mistake(
        "no_root",
        "The spread is too small: 1 / fan_in is the variance. What is the standard deviation?",
        (XAVIER_DRAW, "np.random.randn(fan_in, fan_out) / fan_in"),
    ),
    mistake(
        "multiplied",
        "The more inputs, the larger your weights. It should be the other way round.",
        (XAVIER_DRAW, "np.random.randn(fan_in, fan_out) * np.sqrt(fan_in)"),
    ),
    mistake(
        "fan_out",
        "The spread follows from the number of units. How many terms does the sum in one unit "
        "have?",
        (XAVIER_DRAW, "np.random.randn(fan_in, fan_out) / np.sqrt(fan_out)"),
    ),
    mistake(
        "he",
        "The variance is twice too large: that is the one for ReLU, by He et al.",
        (XAVIER_DRAW, "np.random.randn(fan_in, fan_out) * np.sqrt(2 / fan_in)"),
    ),
    mistake(
        "average_of_fans",
        "The spread follows from inputs and units together. Glorot and Bengio propose that as "
        "well; the lecture's form, asked for here, has the inputs alone.",
        (XAVIER_DRAW, "np.random.randn(fan_in, fan_out) * np.sqrt(2 / (fan_in + fan_out))"),
    ),
    mistake(
        "sum_of_fans",
        "The spread follows from the sum of inputs and units. The lecture's form has the inputs "
        "alone.",
        (XAVIER_DRAW, "np.random.randn(fan_in, fan_out) / np.sqrt(fan_in + fan_out)"),
    ),
    mistake(
        "uniform_positive",
        "No weight is negative. From which distribution should they come, and where is its centre?",
        (XAVIER_DRAW, "np.random.rand(fan_in, fan_out) / np.sqrt(fan_in)"),
    ),
    mistake(
        "uniform_symmetric",
        "The weights are spread evenly between two bounds, and too closely. From which "
        "distribution should they come?",
        (
            XAVIER_DRAW,
            "np.random.uniform(-1, 1, (fan_in, fan_out)) / np.sqrt(fan_in)",
        ),
    ),
    mistake(
        "unscaled",
        "The weights have a spread of 1, whatever the number of inputs.",
        (XAVIER_DRAW, "np.random.randn(fan_in, fan_out)"),
    ),
    mistake(
        "small",
        "The spread is 0.01, whatever the number of inputs.",
        (XAVIER_DRAW, "0.01 * np.random.randn(fan_in, fan_out)"),
    ),
    mistake(
        "transposed",
        "The axes are exchanged: in this course each column belongs to a unit.",
        (XAVIER_DRAW, "np.random.randn(fan_out, fan_in) / np.sqrt(fan_in)"),
    ),
    mistake(
        "half_the_variance",
        "The variance is half of what is asked for. What belongs under the root?",
        ("np.sqrt(fan_in)", "np.sqrt(2 * fan_in)"),
    ),
]

HE_DRAW = "np.random.randn(fan_in, fan_out) * np.sqrt(2 / fan_in)"
mistake = mistakes_in("he", "initialization:he")
HE = [
    mistake(
        "upside_down",
        "The more inputs, the larger your weights. One copy of the lecture's notes prints this "
        "slip: there the root stands below the division, with the fraction the wrong way up.",
        (HE_DRAW, "np.random.randn(fan_in, fan_out) / np.sqrt(2 / fan_in)"),
    ),
    mistake(
        "xavier",
        "The spread is that of Xavier: what makes up for the half that ReLU stops?",
        (HE_DRAW, "np.random.randn(fan_in, fan_out) / np.sqrt(fan_in)"),
    ),
    mistake(
        "halved",
        "The variance is halved where it should be doubled: ReLU takes half of the signal away.",
        (HE_DRAW, "np.random.randn(fan_in, fan_out) / np.sqrt(2 * fan_in)"),
    ),
    mistake(
        "two_outside_root",
        "The spread is too large: 2 belongs to the variance, so the root is taken of it, too.",
        (HE_DRAW, "np.random.randn(fan_in, fan_out) * 2 / np.sqrt(fan_in)"),
    ),
    mistake(
        "half_outside_root",
        "The spread is too small: the number of inputs and the 2 belong under the same root.",
        (HE_DRAW, "np.random.randn(fan_in, fan_out) / np.sqrt(fan_in) / 2"),
    ),
    mistake(
        "no_root",
        "The spread is too small: 2 / fan_in is the variance. What is the standard deviation?",
        (HE_DRAW, "np.random.randn(fan_in, fan_out) * (2 / fan_in)"),
    ),
    mistake(
        "fan_out",
        "The spread follows from the number of units. How many terms does the sum in one unit "
        "have?",
        (HE_DRAW, "np.random.randn(fan_in, fan_out) * np.sqrt(2 / fan_out)"),
    ),
    mistake(
        "average_of_fans",
        "The spread follows from inputs and units together: that is one form of Xavier's.",
        (HE_DRAW, "np.random.randn(fan_in, fan_out) * np.sqrt(2 / (fan_in + fan_out))"),
    ),
    mistake(
        "uniform_positive",
        "No weight is negative. From which distribution should they come, and where is its centre?",
        (HE_DRAW, "np.random.rand(fan_in, fan_out) * np.sqrt(2 / fan_in)"),
    ),
    mistake(
        "uniform_symmetric",
        "The weights are spread evenly between two bounds, and too closely. From which "
        "distribution should they come?",
        (HE_DRAW, "np.random.uniform(-1, 1, (fan_in, fan_out)) * np.sqrt(2 / fan_in)"),
    ),
    mistake(
        "unscaled",
        "The weights have a spread of 1, whatever the number of inputs.",
        (HE_DRAW, "np.random.randn(fan_in, fan_out)"),
    ),
    mistake(
        "transposed",
        "The axes are exchanged: in this course each column belongs to a unit.",
        (HE_DRAW, "np.random.randn(fan_out, fan_in) * np.sqrt(2 / fan_in)"),
    ),
]

WEIGHTS = [*CONSTANT, *COUNT_DISTINCT_UNITS, *SMALL_RANDOM, *XAVIER, *HE]
