"""The autograder of the kit: release, grade, report. See docs/ for the design."""

__version__ = "0.1.0"
