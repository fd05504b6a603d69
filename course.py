"""This folder is a course: labs on training neural networks."""

from autograder.course import Course

course = Course(
    aliases=("cs231n", "AI", "Al", "ai"),  # what the package was called in earlier years
    data="labs.images",
    demo="labs.two_layer_net.demo_class",
)
