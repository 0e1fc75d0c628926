# Two commands for newcomers:  make serve  (the sample project in the browser)  and  make test  (every test).
# Each makes its own virtual environment in .venv and needs nothing but Python 3.11 or later.

VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 4142
FIND_PYTHON = for p in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done

.PHONY: help serve test lint types format clean

help:
	@echo "make serve   install and open the sample project in the browser"
	@echo "make test    install everything and run every test"
	@echo "make lint    ruff and the one-way rule between modules"
	@echo "make types   mypy, strict"

serve: $(VENV)/serve.stamp
	$(BIN)/pipeviz serve sample_project --port $(PORT) $(SERVE)

test: $(VENV)/test.stamp
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest $(TESTS)

lint: $(VENV)/lint.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/lint.stamp
	$(BIN)/mypy

format: $(VENV)/lint.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .cache build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/made.stamp:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
	  echo "pipeviz needs Python 3.11 or later and found none; install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; fi; \
	$$python -m venv $(VENV) || { \
	  echo "$$python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/serve.stamp: $(VENV)/made.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[previews]"
	@touch $@

$(VENV)/test.stamp: $(VENV)/made.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@

$(VENV)/lint.stamp: $(VENV)/made.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[lint,test]"
	@touch $@
