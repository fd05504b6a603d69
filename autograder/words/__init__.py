"""The sentences that say what judging found, each under its id.

Judging knows ids and facts (`Fact` in `student/language.py`), and never these modules: what is
mended here changes pages and no mark. Modules called `words` hold sentences and nothing else.
"""

from autograder.student.checking import words as comparing
from autograder.words import explaining, judging

__all__ = ["comparing", "explaining", "judging"]
