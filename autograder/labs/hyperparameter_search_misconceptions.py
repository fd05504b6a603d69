"""Mistakes students make in the lab on hyperparameter search, in the order of its questions."""

from autograder.labs.hyperparameter_search_misconceptions_measures import MEASURES
from autograder.labs.hyperparameter_search_misconceptions_ranges import RANGES
from autograder.labs.hyperparameter_search_misconceptions_searches import SEARCHES
from autograder.labs.hyperparameter_search_misconceptions_stages import STAGES

bank = [*RANGES, *SEARCHES, *STAGES, *MEASURES]
