"""Libraries that only some commands need, and how to get them.

Grading needs few libraries; what is asked for by one command alone is an extra of the package.
"""

EXTRAS = {
    "alembic": "nbgrader",
    "babel": "languages",
    "distributed": "cluster",
    "filelock": "nbgrader",
    "junitparser": "junit",
    "matplotlib": "plots",
    "nbconvert": "nbgrader",
    "nbformat": "nbgrader",
    "nbgrader": "nbgrader",
    "psycopg": "postgresql",
    "sqlalchemy": "nbgrader",
    "traitlets": "nbgrader",
}


def words_of(error: ImportError) -> str:
    """Return what to install where a library of an extra is missing; "" if it is none."""
    library = (error.name or "").partition(".")[0]
    if library not in EXTRAS:
        return ""
    return (
        f"This needs {library}, which is not installed. Install the extra: "
        f"pip install 'autograder[{EXTRAS[library]}]'"
    )
