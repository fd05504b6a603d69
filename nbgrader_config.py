"""This folder is an nbgrader course: run nbgrader's commands here.

Options of your own (course id, exchange, database) go below the last line.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from autograder import course  # noqa: E402  (found by the line above)
from autograder.nbgrader_course.adapter import configure  # noqa: E402

course.use(ROOT)
configure(c, ROOT)  # noqa: F821  (`c` is nbgrader's configuration)
