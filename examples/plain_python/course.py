"""A course of plain Python: no array in it, and no library but Python's own."""

from autograder.course import Course

course = Course()
