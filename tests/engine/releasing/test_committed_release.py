"""The gate on what is committed: `release --check`, for every lab."""

import pytest

from autograder import labs
from autograder.course import current
from autograder.master.release_files import Material
from autograder.releasing.leaks import check_release

ROOT = current().folder


@pytest.mark.parametrize("name", labs.names())
def test_the_committed_release_is_what_the_master_gives_and_leaks_nothing(name):
    """Also: stubs score 0, the master scores in full, and only numpy and matplotlib are needed."""
    assert [str(leak) for leak in check_release(Material(labs.load(name)))] == []
