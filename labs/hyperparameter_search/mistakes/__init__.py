"""Mistakes students make in the lab on hyperparameter search, in the order of its questions."""

from labs.hyperparameter_search.mistakes.measures import MEASURES
from labs.hyperparameter_search.mistakes.ranges import RANGES
from labs.hyperparameter_search.mistakes.searches import SEARCHES
from labs.hyperparameter_search.mistakes.stages import STAGES

bank = [*RANGES, *SEARCHES, *STAGES, *MEASURES]
