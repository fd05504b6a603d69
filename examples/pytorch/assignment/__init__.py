"""The master of the labs' package, with its solutions.

In a release the kit's modules (`check`, `submit` …) lie beside these files; here they are found
where the engine keeps them, so that a master notebook runs as a student's does.
"""

from autograder.lab import STUDENT_SIDE

__path__.append(str(STUDENT_SIDE))
