"""Hints on demand, three a question: a question, what to look at, an example with other numbers."""

log_uniform = (
    "Of numbers drawn evenly from 0.001 to 1, how many are below 0.1?",
    "It is the logarithm that is drawn evenly. So what are its two ends, and how do you get back "
    "from a logarithm?",
    "From 1 to 10000: the place a quarter of the way along the axis is 10, the middle is 100, "
    "three quarters are 1000.",
)

log_grid = (
    "By which factor do neighbours differ, if there are to be five numbers from 1 to 16?",
    "Both ends belong to the grid, so there is one step fewer than there are numbers.",
    "Three numbers from 2 to 50 are 2, 10, 50: the factor is the root of 25.",
)

grid_search = (
    "How many trials have three knobs of two, three and four values?",
    "The number of knobs is not known beforehand, so no fixed number of nested loops will do. "
    "Which tool of the standard library combines any number of lists?",
    "Knobs a with 1, 2 and b with 7, 8 make the settings (1, 7), (1, 8), (2, 7), (2, 8), each a "
    "dictionary of its own with its score beside it.",
)

random_search = (
    "If a training sets the seed, what would the next draw be?",
    "Two phases: first all settings are drawn, then they are evaluated. Every knob gets a draw of "
    "its own in every trial, by the function you were handed.",
    "Two trials of the knobs a and b: draw for a (say 3, 9) and for b (5, 4). The trials are a = "
    "3, b = 5 and a = 9, b = 4, and only now the first is trained.",
)

best_trial = (
    "What does a comparison with nan answer, whichever way it is asked?",
    "Scores may be negative, and equal ones go to the first. Treat a score of nan as lower than "
    "any number.",
    "Scores nan, −7, −3, −3: the third trial is the best.",
)

at_boundary = (
    "On a logarithmic axis from 1 to 100, where lies 10, and where 50?",
    "Turn the value into a place from 0 to 1 on that axis. Both ends have the same margin, and "
    "places below 0 and above 1 count, too.",
    "From 1 to 10000 the value 5000 stands at the place 0.925: near the high end with a margin of "
    "0.1, inside with one of 0.05.",
)

next_range = (
    "If the best value lies at the end of its range, may the next range leave that end out?",
    "Lengths in log space are factors: half the length is the square root of high over low. What "
    "factor takes you from the middle of a third of the range to its end?",
    "From 1 to 64 with the best at 10: a third of the length is the factor 4, so the new range "
    "runs from 10/2 to 10 · 2. With the best at 63 the upper end moves to 64 · 8, and 1 stays.",
)

coarse_to_fine = (
    "Which trials decide the ranges of the third stage: all so far, or those of the second?",
    "For each stage note the ranges it searched beside what it found; only then work out new "
    "ones, for every knob.",
    "Epochs (1, 5): the first stage searches 1 to 64 and finds 10 best, the second searches 5 to "
    "20 for five epochs. The result holds two pairs, with the ranges 1 to 64 and 5 to 20.",
)

greedy_search = (
    "From which settings is the second knob turned?",
    "The start is a trial as well. The best is looked for again before each knob, among all "
    "trials so far; and each trial needs a dictionary of its own.",
    "Start a = 1, b = 1 with the score 5; a = 2 gives 7, a = 3 gives 6. So b is turned with a = "
    "2: b = 9 gives 4, and the best remains a = 2, b = 1.",
)

evaluate_once = (
    "How does the log say that it does not know some settings? Could a score be 0?",
    "Look the settings up first; only where there is nothing, train. Who writes the score into "
    "the log?",
    "The log knows 0.0 for some settings: the answer is 0.0, and nothing is trained.",
)

distinct_values = (
    "Does a value that was tried three times count three times?",
    "Only one knob is looked at, in the settings of every trial. Which container keeps each value "
    "once?",
    "Trials with a = 4, 4, 8, 2, 8 have tried three different values of a.",
)

best_so_far = (
    "Can the curve ever fall, and how long is it?",
    "Each place holds the highest of all scores up to it. A nan in between must not spread to the "
    "places after it.",
    "Scores 2, nan, 1, 6, 3 give 2, 2, 2, 6, 6.",
)

stopping_iteration = (
    "What does should_stop know after the third iteration?",
    "Ask it about longer and longer beginnings of the history, and take the first yes. What is "
    "the answer if there is none?",
    "Losses 5, 6, 50, 4 and a rule that stops above 40: the run takes 3 iterations. With a rule "
    "that stops above 100 it takes all 4.",
)
