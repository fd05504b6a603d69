"""nbgrader and this kit: the only package that imports nbgrader.

`configure` makes a folder an nbgrader course. Then `nbgrader generate_assignment LAB` writes the
release, and `nbgrader autograde LAB` grades with this engine: where nbgrader would run the
student's notebook in a kernel and look at what its test cells print, `GradeWithKit` asks the
grader and writes the verdicts into the test cells, in the form nbgrader reads them from. All that
follows (gradebook, formgrader, feedback, export) is nbgrader's own.

    generate    the release, by nbgrader generate_assignment
    autograde   marks, by nbgrader autograde
    marks       results into its gradebook, and a person's marks out of it
"""

import functools
from pathlib import Path

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import ClearOutput, Execute
from traitlets.config import Config

from autograder import labs
from autograder.nbgrader_course.adapter.autograde import (
    GradeWithKit,
    RestoreAndClean,
    SubmissionReader,
    find_notebooks,
)
from autograder.nbgrader_course.adapter.generate import (
    configure_release,
    put_alembic_on_path,
    replaced,
    write_package,
)


def configure(config: Config, root: Path) -> None:
    """Set the options that make `root`, a folder laid out as this kit, an nbgrader course."""
    put_alembic_on_path()
    configure_release(config)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.source_directory = "notebooks"
    config.GenerateAssignment.force = True  # release/ is generated: the new one replaces the old
    config.GenerateAssignment.post_convert_hook = functools.partial(write_package, root=root)

    Autograde.init_notebooks = GenerateFeedback.init_notebooks = find_notebooks
    config.Autograde.exporter_class = SubmissionReader
    config.Autograde.sanitize_preprocessors = replaced(
        Autograde.sanitize_preprocessors, ClearOutput, RestoreAndClean
    )
    config.Autograde.autograde_preprocessors = replaced(
        Autograde.autograde_preprocessors, Execute, GradeWithKit
    )
    config.Autograde.exclude_overwriting = {
        name: [f"assignment/{file}" for file in labs.load(name).student_files]
        for name in labs.names()
    }
