# Two commands do everything on a machine with Python 3.11 (or 3.12, 3.13), git and make:
#   make run    opens the app on the bundled corpus
#   make test   lint, types, import rules, tests
# Each makes its own environment below build/ from a lock file with hashes.

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name) 2>/dev/null)))
RUN := build/run
DEV := build/dev
LIBRARY ?= build/library

.PHONY: run test check unit format bench lock messages wheel clean

run: $(RUN)/.made
	$(RUN)/bin/reader --library $(LIBRARY) add --corpus --quiet
	$(RUN)/bin/reader --library $(LIBRARY)

test: check unit

check: $(DEV)/.made
	$(DEV)/bin/ruff check .
	$(DEV)/bin/ruff format --check .
	$(DEV)/bin/mypy
	$(DEV)/bin/lint-imports

# One process more than there are cores: tests of the app wait for much of their time.
unit: $(DEV)/.made
	$(DEV)/bin/python -m pytest --dist worksteal \
		--numprocesses $$($(DEV)/bin/python -c "import os; print((os.cpu_count() or 1) + 1)")

format: $(DEV)/.made
	$(DEV)/bin/ruff check --fix .
	$(DEV)/bin/ruff format .

# The table in benchmarks/README.md.
bench: $(DEV)/.made
	$(DEV)/bin/python benchmarks/run.py --write

$(RUN)/.made: requirements/run.lock pyproject.toml
	$(call environment,$(RUN),run)

$(DEV)/.made: requirements/dev.lock pyproject.toml
	$(call environment,$(DEV),dev)

# An environment is made whole or not at all: the stamp is written last.
define environment
	"$(PYTHON)" -m venv --clear $(1)
	$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(2).lock
	$(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
endef

# The lock files name no index, so they serve behind a mirror too.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet --output-file requirements/run.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet --output-file requirements/dev.lock

LOCALE := reader/locale/zh/LC_MESSAGES
messages: $(DEV)/.made
	$(DEV)/bin/pybabel -q extract -k tr -k mark -k ntr:1,2 --no-location --sort-output -o build/reader.pot reader
	$(DEV)/bin/pybabel -q update -i build/reader.pot -l zh -o $(LOCALE)/reader.po --no-fuzzy-matching \
		--ignore-obsolete --ignore-pot-creation-date --no-wrap
	$(DEV)/bin/pybabel -q compile -i $(LOCALE)/reader.po -o $(LOCALE)/reader.mo

wheel: $(DEV)/.made
	$(DEV)/bin/hatchling build -t wheel

clean:
	rm -rf build dist
