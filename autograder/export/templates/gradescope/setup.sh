#!/usr/bin/env bash
# Runs once, when Gradescope builds the container: Python and the packages that grading needs.
set -euo pipefail
source="$${AUTOGRADER_ROOT:-/autograder}/source"
cd "$$source"

# Debian's and Ubuntu's python3 does, from 3.10 on.
if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'; then
  apt-get update
  apt-get install -y --no-install-recommends python3 python3-venv
fi
python3 -m venv "$$source/venv"
"$$source/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
$libraries

$data

# Each submission comes to a fresh copy of this container. So what would be worked out for every one
# of them is worked out now: byte code, and what the reference answers.
"$$source/venv/bin/python" -m compileall -q autograder labs assignment course.py
export $seed_variable=$seed AUTOGRADER_CACHE="$$source/cache"
"$$source/venv/bin/python" -c 'from autograder import labs, oracle
oracle.oracle_of(labs.load("$lab"), oracle.course_seed())'
