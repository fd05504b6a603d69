"""Why an answer is wrong, in a student's words: what `grading/explaining/` finds, by its id."""

from autograder.student.language import N_, know

SENTENCES = {
    # grading/explaining/argument.py
    "argument.exchanged": N_(
        "{name} would be right if {one} and {other} were exchanged. Which is meant where?"
    ),
    "argument.other_setting": N_(
        "{name} would be right for {argument} = {value}, whatever is asked for. Where does "
        "the code look at it?"
    ),
    "argument.ignored": N_(
        "{name} would be right if {argument} were 0 throughout: where does {argument} come in?"
    ),
    "argument.ones": N_(
        "{name} would be right if {argument} were 1 throughout: where does {argument} come in?"
    ),
    "argument.sign": N_("{name} would be right if {argument} had the other sign."),
    "argument.absolute": N_(
        "{name} would be right if {argument} had no negative numbers: where are signs lost?"
    ),
    "argument.squared": N_(
        "{name} would be right if {argument} were squared: is it squared once too often?"
    ),
    "argument.root": N_(
        "{name} would be right if {argument} were its square root: is a root taken too often?"
    ),
    "argument.doubled": N_(
        "{name} would be right if {argument} were twice as large. Does it come in twice?"
    ),
    "argument.halved": N_(
        "{name} would be right if {argument} were half as large. Where is it halved?"
    ),
    "argument.whole": N_(
        "{name} would be right if {argument} had no fractions: where are whole numbers made of it?"
    ),
    "argument.other_order": N_(
        "{name} would be right if the numbers of each example of {argument} stood in another "
        "order. How is it flattened, and in which order are its axes?"
    ),
    "argument.turned": N_(
        "{name} would be right if the rows and columns of {argument} changed places."
    ),
    "argument.inverse": N_("{name} would be right if {argument} were one over itself."),
    "argument.rest": N_(
        "{name} would be right if {argument} were one minus itself: which share is which?"
    ),
    # grading/explaining/arrangement.py
    "arrangement.axis_kept": N_(
        "{name} holds the right numbers with an axis of length 1 too many. Which operation "
        "kept it, and is it asked for?"
    ),
    "arrangement.axis_lost": N_(
        "{name} holds the right numbers and lacks an axis of length 1. Which operation dropped it?"
    ),
    "arrangement.flattened": N_(
        "{name} holds the right numbers in one row. Which shape should it have at the end?"
    ),
    "arrangement.transposed": N_(
        "{name} is transposed: rows and columns are exchanged. In which order is it made?"
    ),
    "arrangement.reshaped": N_(
        "{name} holds the right numbers in the wrong order: a reshape reads them row by row "
        "and exchanges no axes. Which axes should change places?"
    ),
    "arrangement.other_shape": N_(
        "{name} holds the right numbers in another shape. Compare it with the docstring."
    ),
    "arrangement.reversed": N_("{name} holds the right numbers in reverse order along an axis."),
    "arrangement.axes": N_("{name} holds the right numbers, and its axes are in another order."),
    "arrangement.reordered": N_(
        "{name} holds the right numbers, in another order. What decides about their places?"
    ),
    # grading/explaining/elsewhere.py
    "elsewhere.input": N_("{name} is {of} as it was handed over. Which operation is missing?"),
    "elsewhere.an_input": N_(
        "{name} is one of the arguments as it was handed over. Which operation is missing?"
    ),
    "elsewhere.inputs_sign": N_("{name} is {of} with the other sign. Which operation is missing?"),
    "elsewhere.other": N_("{name} is what {other} should be. Are two results exchanged?"),
    "elsewhere.other_call": N_(
        "{name} is the result of another call. What is kept from one call to the next?"
    ),
    "elsewhere.intermediate": N_(
        "{name} is a value on the way to what is asked for: a last step is missing, or "
        "another name is returned than the one that holds the end."
    ),
    "elsewhere.place": N_(
        "{name} is the place in {of} at which the answer stands, and not what stands there."
    ),
    "elsewhere.always": N_(
        "{name} is the same in every case, whatever is handed over. What should it depend on?"
    ),
    # grading/explaining/errors.py
    "error.at": N_("{file}, line {line}: {hint}"),
    "error.not_returned": N_(
        "What is asked for never gets its value: is it set, under this name, and returned?"
    ),
    "error.wrong_count": N_(
        "Another number of values is returned than the docstring lists. Compare the last line."
    ),
    "error.name_missing": N_(
        "A result is missing under its name. Is it put there, and under just this name?"
    ),
    "error.missing_function": N_(
        "The function is not there under its name. Was it renamed, deleted or indented away?"
    ),
    "error.endless": N_(
        "The code does not come to its end in time. Which loop never ends, or does far too much?"
    ),
    "error.syntax": N_(
        "Python cannot read the file at this line. Look at it and at the line before: a "
        "bracket, a colon, a quote, or how far the line is indented?"
    ),
    "error.missing_module": N_(
        "There is no module {name}. Is its name spelt right, and was its file handed in?"
    ),
    "error.set_too_late": N_(
        "{name} is used before it has a value: does a line set it on every way that leads here?"
    ),
    "error.misspelt_name": N_(
        "There is no {name} at this place. Is it spelt as where it is set, and set in this "
        "function?"
    ),
    "error.tuple_not_unpacked": N_(
        "A pair of results is used where one of them is meant. Which call returns several "
        "values, and into how many names are they taken apart?"
    ),
    "error.none_used": N_(
        "None is used as if it were a value. Which name at this place still has the None it "
        "began with, or comes from a function that returns nothing?"
    ),
    "error.misspelt_attribute": N_(
        "{name} has no {other}. Is the name spelt right, and is {name} what you take it for?"
    ),
    "error.wrong_arguments": N_(
        "{name} is called with other arguments than it takes. Compare the call with its first line."
    ),
    "error.missing_key": N_(
        "Nothing is stored under {name} where it is looked up, or added to. Under which names"
        " are things put there, and when?"
    ),
    "error.shapes": N_(
        "The shapes at this line do not fit: the error names them. Write the shape of each "
        "array beside it, and ask which of them is not what it should be."
    ),
    "error.unpacked_otherwise": N_(
        "The values on the right are not as many as the names on the left. What comes back?"
    ),
    "error.index_too_large": N_(
        "An index reaches past the end. Which axis is it meant for, and how long is that one?"
    ),
    "error.too_many_indices": N_(
        "An array is indexed with more axes than it has. What is its shape at this line?"
    ),
    "error.index_not_whole": N_(
        "Something that is no whole number is used as an index, a size or a count."
    ),
    "error.ambiguous_truth": N_(
        "A whole array stands where one yes or no is asked for. Is each element meant?"
    ),
    "error.array_made_whole": N_(
        "Fractions are written into an array of whole numbers, which cannot hold them."
    ),
    "error.one_number_expected": N_(
        "An array is put where there is room for one number. What is its shape at this line?"
    ),
    "error.division_by_zero": N_("Something is divided by 0. In which case is the divisor 0?"),
    "error.endless_recursion": N_("A function calls itself without end. When should it stop?"),
    "error.too_much_memory": N_(
        "An array is far larger than the inputs. Which two sizes meet in it?"
    ),
    "error.not_written": N_(
        "This still says that it is not implemented. Take that line out once your code is in."
    ),
    "error.refused": N_("An assertion of the code itself fails. What did it hold to be always so?"),
    "error.wrong_type": N_(
        "Values of kinds that do not go together meet here. What is each of them at this line?"
    ),
    # grading/explaining/explain.py
    "known.two": N_("Two things at once. {one} And: {other}"),
    "relation.where": N_("{hint} It shows where {setting} is {value}."),
    # grading/explaining/facts.py
    "facts.shared": N_(
        "{name}: results share memory, so that changing one changes the other. Which of them "
        "is made anew?"
    ),
    "facts.not_shared": N_(
        "{name}: a new object comes back where the one that was handed over is meant."
    ),
    "facts.equal": N_(
        "{name}: the same numbers stand in several results. Where is each of them made?"
    ),
    "facts.not_equal": N_("{name}: results that should hold the same numbers hold others."),
    "facts.no_refusal": N_(
        "The code accepts what it should refuse with {right}. Where does it look at that?"
    ),
    "facts.other_refusal": N_("The code refuses with {got} what it should refuse with {right}."),
    "facts.refusal": N_(
        "The code refuses with {got} what it should accept. Which condition is too strict?"
    ),
    "facts.always": N_(
        "{name} is always {got}, whatever is handed over. What should it depend on?"
    ),
    "facts.too_often": N_(
        "{name} is True in cases in which it should be False, and never the other way round. "
        "Which condition holds too easily, or at a limit that does not count?"
    ),
    "facts.too_rarely": N_(
        "{name} is False in cases in which it should be True, and never the other way round. "
        "Which condition is missing, or fails for unusual numbers?"
    ),
    "facts.each_time": N_(
        "Each time {right} is right for {name}, {got} comes. Which condition, or which order of "
        "them, leads there?"
    ),
    "facts.letters": N_("{name} differs only in small and capital letters, or in spaces."),
    "facts.kind": N_("{name} is a {kind}, and no {expected}. What does the last operation return?"),
    "facts.array": N_("array of numbers"),
    "facts.number": N_("number"),
    "facts.changed": N_(
        "{name} is the caller's, and is another after the call. Which line assigns to it, or "
        "to a part of it, and is it put back?"
    ),
    "facts.again": N_(
        "The same call gives other numbers the second time. What is kept between calls, or "
        "drawn at random?"
    ),
    # grading/explaining/in_part.py
    "in_part.some_zero": N_(
        "Some numbers of {name} are 0 that should not be; all others are right. What is never "
        "worked out, or set to 0?"
    ),
    "in_part.not_zero": N_(
        "Numbers of {name} that should be 0 are not; all others are right. What should set them "
        "to 0?"
    ),
    "in_part.some_signs": N_("Some numbers of {name} have the wrong sign; all others are right."),
    "in_part.some_times": N_(
        "Where {name} is wrong, it is {factor} times what it should be; all else is right. What "
        "is different about those numbers?"
    ),
    "in_part.some_plus": N_(
        "Where {name} is wrong, it is off by {constant}; all else is right. What is different "
        "about those numbers?"
    ),
    "in_part.shifted": N_(
        "Each entry of {name} is what the one before should be: they are shifted by one place."
    ),
    "in_part.shifted_back": N_(
        "Each entry of {name} is what the one after should be: they are shifted by one place."
    ),
    "in_part.gaps": N_("Entries of {name} are missing in between; those that are there are right."),
    "in_part.filled": N_("{name} holds all the right entries, and others in between."),
    "in_part.times_input": N_("{name} is right but multiplied by {of}. Is that factor asked for?"),
    "in_part.over_input": N_(
        "{name} is right but divided by {of}. Is a factor missing, or a division too many?"
    ),
    "in_part.plus_input": N_("{name} is right but {of} is added to it."),
    "in_part.minus_input": N_(
        "{name} is right but {of} is taken away from it, or was never added."
    ),
    "in_part.one_more": N_(
        "Wherever {name} is wrong it is one too many. Where does counting start, and end?"
    ),
    "in_part.one_less": N_(
        "Wherever {name} is wrong it is one too few. Where does counting start, and end?"
    ),
    "in_part.always": N_("Wherever {name} is wrong it is {value}. Where does that come from?"),
    "in_part.below": N_("{name} is wrong wherever {of} is below {high}, and right elsewhere."),
    "in_part.above": N_("{name} is wrong wherever {of} is above {low}, and right elsewhere."),
    "in_part.between": N_(
        "{name} is wrong wherever {of} is between {low} and {high}, and right elsewhere."
    ),
    "in_part.outside": N_("{name} is right only where {of} is between {low} and {high}."),
    # grading/explaining/parts.py
    "parts.first": N_(
        "Only the first {count} of {name} are right. What limits how many are looked at?"
    ),
    "parts.first_alone": N_(
        "Only the first entry of {name} is right. What is different from the second one on?"
    ),
    "parts.but_last": N_(
        "All of {name} is right but the last {count}. Where does the loop, or a slice, end?"
    ),
    "parts.but_first": N_(
        "All of {name} is right but the first {count}. Where does the loop, or a slice, begin?"
    ),
    "parts.but_column": N_("{name} is right but for column {index}. What is special there?"),
    "parts.but_last_column": N_("{name} is right but for the last column. How far do columns go?"),
    "parts.but_one": N_("{name} is right but for the element at {index}. What is special there?"),
    "parts.not_finite": N_(
        "{name} is nan or infinite where a number is asked for, and right elsewhere. Does an "
        "operation grow too large there, or divide by 0, or is nothing ever put there?"
    ),
    "parts.not_summed": N_(
        "{name} is right once it is summed over axis {axis}: a sum is missing at the end."
    ),
    "parts.not_averaged": N_(
        "{name} is right once it is averaged over axis {axis}: a mean is missing at the end."
    ),
    "parts.summed": N_(
        "{name} is the sum over axis {axis} of what it should be. Is that sum asked for?"
    ),
    "parts.averaged": N_(
        "{name} is the mean over axis {axis} of what it should be. Is that mean asked for?"
    ),
    "parts.more": N_(
        "{name} has {count} more at its end than asked for. Where does the loop, or a slice, end?"
    ),
    "parts.more_first": N_(
        "{name} has {count} more at its beginning than asked for. What belongs there?"
    ),
    "parts.fewer": N_(
        "The last {count} of {name} are missing. Where does the loop, or a slice, end?"
    ),
    "parts.fewer_first": N_(
        "The first {count} of {name} are missing. Where does the loop, or a slice, begin?"
    ),
    "parts.last_for_all": N_(
        "Every entry of {name} is what the last one should be: one and the same array is "
        "stored each time, and changed afterwards."
    ),
    "parts.corner": N_(
        "{name} is only the first part of what it should be, along more than one axis or a "
        "later one. How many places are counted along each?"
    ),
    "parts.spread_out": N_(
        "{name} repeats the right numbers along an axis that it should not have."
    ),
    # grading/explaining/scaling.py
    "scaling.factor": N_(
        "{name} is {factor} times what it should be, in every case. Where does that come from?"
    ),
    "scaling.sign": N_("{name} has the wrong sign throughout."),
    "scaling.zero": N_("{name} is 0 throughout. Is what was computed ever put into it?"),
    "scaling.times": N_(
        "{name} is too large by {size}. Is a division by it missing, or a sum where a mean is"
        " asked for?"
    ),
    "scaling.over": N_(
        "{name} is too small by {size}. Is there a division too many, or a mean for a sum?"
    ),
    "scaling.times_root": N_(
        "{name} is too large by the root of {size}. Where should that root come in?"
    ),
    "scaling.over_root": N_(
        "{name} is too small by the root of {size}. Where should that root come in?"
    ),
    "scaling.times_twice": N_("{name} is too large by the square of {size}."),
    "scaling.over_twice": N_(
        "{name} is divided by {size} twice. Which of the two divisions is asked for?"
    ),
    "scaling.less_one": N_(
        "{name} is made with one less than {size} where that itself is asked for, or the "
        "other way round. By how many is a mean divided?"
    ),
    "scaling.size_of": N_("the length of axis {axis} of {of}"),
    "scaling.size": N_("the length of axis {axis} of an argument"),
    "scaling.count": N_("the number {of}"),
    "scaling.count_given": N_("a number that was handed over"),
    "scaling.per_row": N_(
        "Each row of {name} is right but for a factor of its own. What are rows multiplied "
        "with or divided by?"
    ),
    "scaling.per_column": N_(
        "Each column of {name} is right but for a factor of its own. What are columns "
        "multiplied with or divided by?"
    ),
    "scaling.shifted": N_(
        "{name} is right but for a constant that is added. What is added, or not taken away?"
    ),
    "scaling.shifted_rows": N_(
        "Each row of {name} is right but for a constant that is added. What is added to rows,"
        " or not taken away?"
    ),
    "scaling.shifted_columns": N_(
        "Each column of {name} is right but for a constant that is added. What is added to "
        "columns, or not taken away?"
    ),
    "scaling.one_more": N_(
        "{name} is one too many, in every case. Where does counting start, and end?"
    ),
    "scaling.one_less": N_(
        "{name} is one too few, in every case. Where does counting start, and end?"
    ),
    "scaling.cut": N_(
        "{name} has lost its fractions: whole numbers are kept somewhere. Of which type is it?"
    ),
    "scaling.rounded": N_(
        "{name} is rounded to {digits} decimals. Where is it rounded, and is that asked for?"
    ),
    "scaling.half": N_(
        "{name} is computed in half precision: it has three digits. Of which type is it?"
    ),
    "scaling.bits": N_(
        "{name} is counted in {kind}, which is too small for it: where does that type come from?"
    ),
    "scaling.single": N_(
        "{name} is counted in single precision, which has no room for so large a number."
    ),
    "scaling.absolute": N_("{name} has lost the minus signs of its numbers."),
    "scaling.not_negative": N_("What should be negative in {name} is 0."),
    "scaling.not_positive": N_("What should be positive in {name} is 0."),
    "scaling.clipped": N_("{name} is cut off at {limit}. Which operation limits it?"),
    "scaling.squared": N_("{name} is the square of what it should be."),
    "scaling.root": N_("{name} is the square root of what it should be."),
    "scaling.logarithm": N_("{name} is the logarithm of what it should be."),
    "scaling.power_of_e": N_(
        "{name} is the exponential of what it should be: a logarithm is missing."
    ),
    "scaling.inverse": N_("{name} is one over what it should be."),
    "scaling.rest": N_("{name} is one minus what it should be: the other share is counted."),
    "scaling.softmax": N_(
        "{name} is made into probabilities, which sum to 1. Is that asked for here?"
    ),
    "scaling.percent": N_(
        "{name} is a hundred times what it should be: a share is asked for, not percent."
    ),
    "scaling.cumulated": N_(
        "{name} is added up from entry to entry. Is each entry asked for by itself?"
    ),
    "scaling.other_base": N_("{name} is a logarithm to another base than the one asked for."),
    # grading/explaining/slips.py
    "slip.limit": N_(
        "{name} comes out as if a number that equals a limit were counted where it should not "
        "be, or left out where it should count. What happens at the limit itself?"
    ),
    "slip.comparison": N_(
        "{name} comes out as if a comparison, or a condition, went the other way."
    ),
    "slip.both": N_(
        "{name} comes out as if one of two conditions were enough where both must hold, or both "
        "were asked for where one is enough."
    ),
    "slip.sign": N_(
        "{name} comes out as if a term had the other sign: added where it is subtracted, or the "
        "other way round."
    ),
    "slip.term": N_("{name} comes out as if a term of a sum or difference were missing."),
    "slip.factor": N_("{name} comes out as if a factor, or a divisor, were missing."),
    "slip.added": N_("{name} comes out as if two things were added that should be multiplied."),
    "slip.division": N_(
        "{name} comes out as if something were divided that should be multiplied, or the other "
        "way round."
    ),
    "slip.power": N_("{name} comes out as if a power, such as a square, were missing."),
    "slip.root": N_("{name} comes out as if a divisor were squared, or its root not taken."),
    "slip.function": N_(
        "{name} comes out as if a function on the way, such as a root, a logarithm or a "
        "maximum, were left out."
    ),
    "slip.base": N_("{name} comes out as if a logarithm were taken to another base."),
    "slip.summary": N_(
        "{name} comes out as if numbers were summed up in another way: a sum for a mean, the "
        "smallest for the largest, or a variance for a standard deviation."
    ),
    "slip.axis": N_(
        "{name} comes out as if a sum, a mean or the like went over another axis, or over all "
        "numbers at once."
    ),
    "slip.kept": N_("{name} comes out as if an axis that was summed over were not kept."),
    "slip.option": N_(
        "{name} comes out as if an option of a NumPy function were left at its default."
    ),
    "slip.transposed": N_(
        "{name} comes out as if a matrix were transposed that should not be, or the other way "
        "round, or a product taken in the other order."
    ),
    "slip.count": N_(
        "{name} comes out as if a count, a place, or the beginning or end of a loop were off by "
        "one."
    ),
    "slip.whole": N_(
        "{name} comes out as if a division left a fraction where a whole number is meant."
    ),
    "slip.turned": N_(
        "{name} comes out as if a loop went the other way, or something were not sorted."
    ),
    "slip.number": N_("{name} comes out as if a number in the formula were another."),
    "slip.argument": N_("{name} comes out as if `{one}` stood somewhere where `{other}` should."),
    "slip.default": N_("{name} comes out as if `{one}` were always {other}, its default."),
    "slip.step": N_("{name} comes out as if a step were left out."),
    "slip.overwritten": N_(
        "{name} comes out as if a value were set anew each time where something should be added "
        "to it."
    ),
    "slip.condition": N_("{name} comes out as if a condition were missing, or never met."),
    "slip.stop": N_("{name} comes out as if a loop went on after it has found what it looks for."),
    "slip.copy": N_(
        "{name} comes out as if no copy were made: one and the same array, list or dictionary "
        "is kept, and changed later."
    ),
    "slip.order": N_("{name} comes out as if results were returned in another order."),
    # grading/explaining/small_constant.py
    "constant.inside": N_(
        "{name} is what comes of adding {constant} inside the logarithm. That limits how "
        "small a probability can be: is there a form of the logarithm that needs no constant?"
    ),
}

know(SENTENCES)
