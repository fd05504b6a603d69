"""Mistakes students make with ranges in log space: drawing, listing, edges, and the next range."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("log_uniform", "search:log_uniform")
DRAW = "np.exp(np.random.uniform(np.log(low), np.log(high), size))"
DRAWING = [
    mistake(
        "uniform",
        "The samples are evenly spread between low and high themselves: nine of ten fall into the "
        "highest decade. Of what should the distribution be uniform?",
        (DRAW, "np.random.uniform(low, high, size)"),
    ),
    mistake(
        "ends_as_exponents",
        "The samples are far outside the range: low and high are the ends of the range themselves, "
        "not exponents.",
        (DRAW, "10 ** np.random.uniform(low, high, size)"),
    ),
    mistake(
        "two_bases",
        "The samples are not between low and high: logarithm and power have different bases.",
        (DRAW, "np.exp(np.random.uniform(np.log10(low), np.log10(high), size))"),
    ),
    mistake(
        "logarithms_returned",
        "The samples are logarithms, most of them below 0. What undoes a logarithm?",
        (DRAW, "np.random.uniform(np.log(low), np.log(high), size)"),
    ),
    mistake(
        "whole_decades",
        "Only powers of ten come out. Numbers between them should come out as well.",
        (
            DRAW,
            "10.0 ** np.random.randint(int(np.log10(low)), int(np.log10(high)) + 1, size)",
        ),
    ),
    mistake(
        "not_random",
        "The samples are the same in every call, at equal steps. That is a grid: random numbers "
        "are asked for.",
        (DRAW, "np.geomspace(low, high, size)"),
    ),
    mistake(
        "seeded",
        "Every call gives the same samples: a seed is set inside the function, so nothing is drawn "
        "anew.",
        (DRAW, f"(np.random.seed(0), {DRAW})[1]"),
    ),
    mistake(
        "one_number_repeated",
        "All samples are one and the same number. How many should be drawn?",
        (DRAW, "np.exp(np.random.uniform(np.log(low), np.log(high))) * np.ones(size or ())"),
    ),
    mistake(
        "size_ignored",
        "One number comes out, whatever size is asked for.",
        (DRAW, "np.exp(np.random.uniform(np.log(low), np.log(high)))"),
    ),
    mistake(
        "normal",
        "The samples crowd in the middle of the range, and some lie outside. Which distribution "
        "gives every decade the same share?",
        (
            DRAW,
            "np.exp(np.random.normal(np.log(low * high) / 2, np.log(high / low) / 4, size))",
        ),
    ),
    mistake(
        "always_an_array",
        "Without a size an array of one number comes out; the number itself is asked for.",
        (DRAW, "np.exp(np.random.uniform(np.log(low), np.log(high), size or 1))"),
    ),
    mistake(
        "cubed",
        "Small numbers come out too often: the distribution of the logarithms is not uniform.",
        (DRAW, "low * (high / low) ** (np.random.uniform(size=size) ** 3)"),
    ),
    mistake(
        "exponents_drawn",
        "These are the exponents, and not the numbers themselves. Which function leads back "
        "from a logarithm?",
        (
            "np.exp(np.random.uniform(np.log(low), np.log(high), size))",
            "np.random.uniform(np.log10(low), np.log10(high), size)",
        ),
    ),
]

mistake = mistakes_in("log_grid", "search:log_grid")
GRID = "np.geomspace(low, high, num)"
LISTING = [
    mistake(
        "linear",
        "The values have equal steps; equal factors are asked for. All but one of them lie in the "
        "highest decade.",
        (GRID, "np.linspace(low, high, num)"),
    ),
    mistake(
        "ends_as_exponents",
        "The values are powers with low and high as exponents. Which exponents belong to low and "
        "high?",
        (GRID, "np.logspace(low, high, num)"),
    ),
    mistake(
        "exponents_returned",
        "The values are exponents: what remains is to take the power.",
        (GRID, "np.linspace(np.log10(low), np.log10(high), num)"),
    ),
    mistake(
        "always_factor_ten",
        "The factor from value to value is always 10. It depends on the ends and on how many "
        "values there are.",
        (GRID, "low * 10.0 ** np.arange(num)"),
    ),
    mistake(
        "end_missing",
        "The last value is below high: how many steps are there between that many values?",
        (GRID, "low * (high / low) ** (np.arange(num) / num)"),
    ),
    mistake(
        "one_too_many",
        "There is a value too many: how many steps are there between that many values?",
        (GRID, "np.geomspace(low, high, num + 1)"),
    ),
    mistake(
        "ends_left_out",
        "Neither low nor high is among the values. Both belong to them.",
        (GRID, "np.geomspace(low, high, num + 2)[1:-1]"),
    ),
    mistake(
        "descending",
        "The values fall from high to low; the docstring gives their order.",
        (GRID, "np.geomspace(high, low, num)"),
    ),
    mistake(
        "column",
        "The values stand in a column, an array with an axis too many.",
        (GRID, "np.geomspace(low, high, num).reshape(-1, 1)"),
    ),
    mistake(
        "two_bases",
        "The exponents are taken to one base and raised to another. Which number should "
        "the first value be?",
        (
            "values = np.geomspace(low, high, num)",
            "values = 2 ** np.linspace(np.log10(low), np.log10(high), num)",
        ),
    ),
    mistake(
        "one_too_few",
        "There is one number too few. Are num numbers asked for, or num steps between them?",
        ("np.geomspace(low, high, num)", "np.geomspace(low, high, num - 1)"),
    ),
]

mistake = mistakes_in("at_boundary", "search:at_boundary")
PLACE = "np.log(value / low) / np.log(high / low)"
SIDE = '"low" if place < margin else "high" if place > 1 - margin else "inside"'
BOUNDARY = [
    mistake(
        "linear",
        "The place is measured on a linear axis, where all decades but the highest are crowded "
        "near the low end.",
        (PLACE, "(value - low) / (high - low)"),
    ),
    mistake(
        "sides_swapped",
        "Low and high are exchanged.",
        (SIDE, SIDE.replace('"low"', '"?"').replace('"high"', '"low"').replace('"?"', '"high"')),
    ),
    mistake(
        "margin_fixed",
        "The margin is a fixed number, whatever the caller asks for.",
        (SIDE, '"low" if place < 0.1 else "high" if place > 0.9 else "inside"'),
    ),
    mistake(
        "margin_at_one_end",
        "At the high end the margin is another one than at the low end.",
        (SIDE, '"low" if place < margin else "high" if place > 0.9 else "inside"'),
    ),
    mistake(
        "only_at_the_ends",
        "Only a value at an end or beyond it counts. The best of a few random values is never "
        "quite there: what is the margin for?",
        (SIDE, '"low" if place <= 0 else "high" if place >= 1 else "inside"'),
    ),
    mistake(
        "only_high",
        "A value near the low end is not noticed.",
        (SIDE, '"high" if place > 1 - margin else "inside"'),
    ),
    mistake(
        "only_low",
        "A value near the high end is not noticed.",
        (SIDE, '"low" if place < margin else "inside"'),
    ),
    mistake(
        "margin_in_decades",
        "The margin is taken in decades. It is a share of the whole range, so in a wide range it "
        "is wider.",
        (SIDE, SIDE.replace("margin", "margin / np.log10(high / low)")),
    ),
    mistake(
        "margin_of_the_value",
        "The margin is taken as a share of the end itself: 10 % above low is next to nothing in a "
        "range of three decades.",
        (
            SIDE,
            '"low" if value < low * (1 + margin) else "high" if value > high * (1 - margin) '
            'else "inside"',
        ),
    ),
    mistake(
        "beyond_is_inside",
        "A value beyond an end is taken for one inside.",
        (
            SIDE,
            '"low" if 0 <= place < margin else "high" if 1 - margin < place <= 1 else "inside"',
        ),
    ),
    mistake(
        "truth_value",
        "A truth value comes out. Which end it is must be known, to widen the range there.",
        (SIDE, "bool(place < margin or place > 1 - margin)"),
    ),
    mistake(
        "logarithms_divided",
        "The logarithm of the value is divided by one of an end. On the axis the range begins at "
        "low: how far is it from low to the value?",
        (PLACE, "np.log(value) / np.log(high)"),
    ),
]

mistake = mistakes_in("next_range", "search:next_range")
INSIDE = "best / sixth, best * sixth"
HALF, SIXTH = "(high / low) ** (1 / 2)", "(high / low) ** (1 / 6)"
AT_LOW, AT_HIGH = "new_low, new_high = low / half, high", "new_low, new_high = low, high * half"
NEXT = [
    mistake(
        "linear",
        "The new range is laid round the best value in equal differences, not in equal factors: "
        "its middle is not where you think it is on a logarithmic axis.",
        (INSIDE, "best - (high - low) / 6, best + (high - low) / 6"),
    ),
    mistake(
        "never_widened",
        "The range is never widened. What may lie beyond an end where the best value is?",
        (AT_LOW, f"new_low, new_high = {INSIDE}"),
        (AT_HIGH, f"new_low, new_high = {INSIDE}"),
    ),
    mistake(
        "never_narrowed",
        "The range stays as it is where the best value is inside, so the search never gets finer.",
        (INSIDE, "low, high"),
    ),
    mistake(
        "widened_by_all",
        "The range is widened by its whole length. Half of it is asked for.",
        (HALF, "(high / low)"),
    ),
    mistake(
        "widened_at_both_ends",
        "The range is widened at both ends. At which end was the best value?",
        (AT_LOW, "new_low, new_high = low / half, high * half"),
        (AT_HIGH, "new_low, new_high = low / half, high * half"),
    ),
    mistake(
        "shifted",
        "The range is moved beyond the end, and loses as much at the other. The other end stays.",
        (AT_LOW, "new_low, new_high = low / half, high / half"),
        (AT_HIGH, "new_low, new_high = low * half, high * half"),
    ),
    mistake(
        "wrong_end",
        "The range is widened at the end far from the best value.",
        (AT_LOW, "new_low, new_high = (low, high * half)"),
        (AT_HIGH, "new_low, new_high = low / half, high"),
    ),
    mistake(
        "third_on_each_side",
        "The new range reaches a third of the old one to each side, which makes two thirds.",
        (SIXTH, "(high / low) ** (1 / 3)"),
    ),
    mistake(
        "a_third_of_the_ratio",
        "A third of the ratio is not a third of the length in log space: from 1 to 1000 is three "
        "decades, from 1 to 333 is two and a half.",
        (SIXTH, "(high / low / 3) ** (1 / 2)"),
    ),
    mistake(
        "half_the_ratio",
        "Half of the ratio is not half of the length in log space: to go half of two decades is to "
        "multiply by 10, not by 50.",
        (HALF, "(high / low) / 2"),
    ),
    mistake(
        "cut_at_the_old_ends",
        "The new range is cut off where the old one ended, so the best value is no longer in its "
        "middle.",
        (INSIDE, "max(low, best / sixth), min(high, best * sixth)"),
    ),
    mistake(
        "exponents_returned",
        "The new range comes out as exponents. The values themselves are asked for.",
        (AT_LOW, "new_low, new_high = np.log10(low / half), np.log10(high)"),
        (AT_HIGH, "new_low, new_high = np.log10(low), np.log10(high * half)"),
        (INSIDE, "np.log10(best / sixth), np.log10(best * sixth)"),
    ),
    mistake(
        "half_on_each_side",
        "Around a best value inside, the new range is as wide as the old one to each "
        "side. How wide should it be there?",
        (
            "new_low, new_high = best / sixth, best * sixth",
            "new_low, new_high = best / half, best * half",
        ),
    ),
    mistake(
        "exponents_inside",
        "Inside the range the ends come back as exponents. What leads back from a logarithm "
        "to the number?",
        (
            "new_low, new_high = best / sixth, best * sixth",
            "new_low, new_high = np.log10(best / sixth), np.log10(best * sixth)",
        ),
    ),
]

RANGES = [*DRAWING, *LISTING, *BOUNDARY, *NEXT]
