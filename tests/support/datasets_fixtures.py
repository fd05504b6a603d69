"""Fixtures around get_datasets.sh, a plugin of the tests that name it."""

import pytest
from archive_server import serving
from datasets_project import ARCHIVE, CLIENTS, Project


@pytest.fixture
def server():
    with serving(ARCHIVE) as server:
        yield server


@pytest.fixture
def project(tmp_path, server, programs_run):
    return Project(tmp_path / "a lab", server)


@pytest.fixture(params=CLIENTS)
def any_client(request, project):
    project.use(request.param)
    return project
