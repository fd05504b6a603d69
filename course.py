"""This folder is a course: labs on training neural networks."""

from autograder.course import Course

DATA = """
The images are CIFAR-10: `bash get_datasets.sh` fetches them (170 MB). Without them you work on
generated ones, on which all goals of the lab can be reached.
"""

course = Course(
    aliases=("cs231n", "AI", "Al", "ai"),  # what the package was called in earlier years
    data="labs.images",
    data_words=DATA,
    demo="labs.two_layer_net.demo_class",
    tutorials=("docs/tutorial.md",),
    colab="",  # "OWNER/NAME" on GitHub, a public repository that holds what release/ holds
)
