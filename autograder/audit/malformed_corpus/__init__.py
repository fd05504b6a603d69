"""Submissions that are broken rather than hostile, and what each must be told."""

from autograder.audit.malformed_corpus.folders import FOLDERS
from autograder.audit.malformed_corpus.notebooks import NOTEBOOKS
from autograder.audit.malformed_corpus.sources import SOURCES
from autograder.audit.malformed_corpus.weights import WEIGHTS
from autograder.audit.malformed_corpus.zips import ZIPS

MALFORMED = [*ZIPS, *FOLDERS, *SOURCES, *NOTEBOOKS, *WEIGHTS]
