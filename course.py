"""This folder is a course: labs on training neural networks."""

from autograder.course import Course, Rules

DATA = """
The images are CIFAR-10: `bash get_datasets.sh` fetches them (170 MB). Without them you work on
generated ones, on which all goals of the lab can be reached.
"""

course = Course(
    aliases=("cs231n", "AI", "Al", "ai"),  # what the package was called in earlier years
    data="labs.images",
    data_words=DATA,
    demo="labs.two_layer_net.demo_class",
    pages=("docs/errata.md",),
    tutorials=("docs/tutorial.md",),
    rules=Rules(
        labs=(
            "two_layer_net",
            "activations",
            "babysitting",
            "batch_normalization",
            "cnn_arithmetic",
            "hyperparameter_search",
            "learning_by_descent",
            "preprocessing_and_initialization",
        ),
        points=100,
        pictures=3,
        mistakes=12,
        mistakes_each=2,
        styles=20,
        mutants=50,
    ),
    colab="",  # "OWNER/NAME" on GitHub, a public repository that holds what release/ holds
)
