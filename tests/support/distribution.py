"""Which of two workers runs which test: a file goes to one of them whole, the longest files first.

So what the tests of a file share is made once, and only short files are left to even out the end.
pytest-xdist's own mark for this, `xdist_group`, does nothing under pytest 9.2
(https://github.com/pytest-dev/pytest-xdist/issues/1386).
"""

from xdist.scheduler import LoadFileScheduling

# Files that share something costly: the notebooks as they were run, a course, a database server.
TOGETHER = (
    ("wheel", "examples"),
    ("lab_notebooks", "notebook", "hyperparameter_search_notebook", "learning_by_descent_notebook"),
    (
        "gradebook",
        "gradebook_database",
        "nbgrader_gradebook",
        "nbgrader_grading",
        "nbgrader_display",
    ),
)
# By the time they take; whatever is not here takes less.
LONGEST = (
    "lab_notebooks",
    "misconceptions",
    "nbgrader_course",
    "gradebook",
    "cluster",
    "audit_styles",
    "audit_attacks",
    "audit_mutants",
    "layouts",
    "browser",
    "regrade",
    "get_datasets",
    "harmless",
    "audit_malformed",
    "committed_release",
    "never_lost",
    "missing",
    "gradescope_zip",
    "ci",
    "bench_peers",
    "unchanged",
    "tutorial",
    "grade",
    "versions",
    "standin",
    "pages_in_a_browser",
)
FIRST = {name: names[0] for names in TOGETHER for name in names}


def group(nodeid):
    """Return the name of the file that stands for all those whose tests go where this one goes."""
    name = nodeid.partition("::")[0].rpartition("/test_")[2].removesuffix(".py")
    return FIRST.get(name, name)


class FilesTogether(LoadFileScheduling):
    """Send the tests of a group to one worker, in the order in which they were collected."""

    def _split_scope(self, nodeid):
        return group(nodeid)


def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False  # else by the number of tests
    return FilesTogether(config, log)


def pytest_collection_modifyitems(items):
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(group(item.nodeid), len(ranks)))
