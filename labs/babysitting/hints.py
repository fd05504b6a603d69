"""Hints on demand, three a question: a question, what to look at, an example with other numbers."""

expected_initial_loss = (
    "Which probability gives a net that knows nothing to each of C classes?",
    "The loss of an example is minus the logarithm of the probability of its right class. Which "
    "logarithm?",
    "With 4 classes each has the probability 1/4, and the loss is 1.386. With 100 it is 4.605.",
)

check_regularization = (
    "Which of the three results needs both losses?",
    "The model has a strength of its own. It is set twice for the measurement, and has to be what "
    "it was when you leave.",
    "A model of strength 0.3 has a loss of 1.5 at strength 0 and of 4.0 at strength 10: the "
    "answer is 1.5, 4.0 and yes, and its strength is 0.3 again.",
)

overfit_tiny = (
    "Which examples are trained on, and how many steps does an epoch have if all of them are in "
    "one minibatch?",
    "In each step: note the cost, then move every parameter against its gradient. Before and "
    "after the training look at the strength, and measure the accuracy with the parameters of the "
    "end.",
    "A parameter of 2 with the gradient 5 and the rate 0.1 becomes 1.5. Costs 0.7, 0.05, 0.012 "
    "with all examples right: not passed, since the last one is above 0.01.",
)

confidence_and_accuracy = (
    "Can a net be right and unsure, or sure and wrong? Which of the two numbers would show it?",
    "Confidence looks at the probability of the right class, whichever class is highest. Large "
    "scores need a shift before they are exponentiated.",
    "Two classes, scores (0, ln 4) and (ln 3, 0), the first class right both times: the "
    "probabilities are 0.2 and 0.75, so the confidence is 0.475 and the accuracy 0.5.",
)

should_stop = (
    "If a cost was huge once and is small again, has the run exploded?",
    "Three things count: not a number, infinite, and too large beside the first cost. A "
    "comparison with nan is never true.",
    "With the factor 2 the costs 5, 9, 4 go on, and 5, 11, 4 stop. So do 5, inf, 4.",
)

diagnose_loss_curve = (
    "In which order are the five diagnoses tried, and on which part of the curve does each look?",
    "Turn the costs into shares of the first one, and cut the curve into tenths of its own "
    "length. Which rule asks for a single cost, and which for an average?",
    "A curve of 200 costs from 8 down to 2, whose average over the costs 20 to 40 is 7.9: the "
    "shares there are 0.9875, flat at first. In the end it is 0.25, so it has fallen: a bad "
    "initialisation.",
)

rough_range = (
    "Do the rates come in order, and must all rates between two good ones be good?",
    "Each curve has its rate at the same place of the other list. Keep the rates whose curve is "
    "good, and look at the ends of what is kept.",
    "Rates 0.1, 0.001, 0.03, 0.00001 with the curves diverged, good, good, too low: the range is "
    "0.001 to 0.03.",
)

accuracy_gap = (
    "Which accuracy is taken from which, and of which epoch?",
    "There are three answers and two borders, whose names stand at the top of the file. What does "
    "a gap below 0 say?",
    "Training 0.4, 0.6, 0.95 and validation 0.3, 0.5, 0.55: the gap is 0.40, far above any of the "
    "borders, so the set was learnt by heart.",
)

update_ratio = (
    "What is the update of plain gradient descent: the gradient, or something smaller?",
    "Two sizes are compared, each of all numbers of its array together, however many axes it has.",
    "Weights 6 and 8 have the size 10, gradients 0 and −5 the size 5. With the rate 0.01 the "
    "ratio is 0.05/10 = 0.005.",
)
