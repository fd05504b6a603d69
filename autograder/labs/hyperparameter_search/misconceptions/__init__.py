"""Mistakes students make in the lab on hyperparameter search, in the order of its questions."""

from autograder.labs.hyperparameter_search.misconceptions.measures import MEASURES
from autograder.labs.hyperparameter_search.misconceptions.ranges import RANGES
from autograder.labs.hyperparameter_search.misconceptions.searches import SEARCHES
from autograder.labs.hyperparameter_search.misconceptions.stages import STAGES

bank = [*RANGES, *SEARCHES, *STAGES, *MEASURES]
