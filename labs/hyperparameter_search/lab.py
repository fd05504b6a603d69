"""The lab on hyperparameters: random, grid, staged and greedy search, and a log to resume from."""

from autograder.lab import Lab, Manual
from labs.hyperparameter_search import draws, greedy, log, measures, mistakes, searches, stages

lab = Lab(
    name="hyperparameter_search",
    title="Hyperparameter search",
    student_files=("search.py", "search_measures.py"),
    given_files=(
        "classifiers/__init__.py",
        "data_utils.py",
        "landscape_plots.py",
        "landscapes.py",
        "layer_utils.py",
        "lecture_searches.py",
        "optim.py",
        "own_net.py",
        "ready.py",
        "rehearsal.py",
        "rehearsal_tables.py",
        "search_plots.py",
        "solver.py",
        "standin.py",
        "trials.py",
        "visualize.py",
    ),
    more_notebooks=("own_net.ipynb",),
    loads_data=True,
    earlier_files=("layers.py", "classifiers/fc_net.py", "diagnostics.py"),
    mistakes=mistakes.bank,
    questions=[
        *draws.questions,
        *searches.questions,
        *stages.questions,
        *greedy.questions,
        *log.questions,
        *measures.questions,
        Manual("search_report", "Report on a search", 8),
    ],
)
