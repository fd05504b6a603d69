"""The labs of this course, a folder each: `lab.py` says what a lab is, the other modules ask its
questions, and `mistakes/` holds its known mistakes."""
