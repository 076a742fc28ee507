# Goldbell 金钟. Two commands matter: make run, make test.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOME_FOLDER ?= $(CURDIR)/var
PORT ?= 8000
JOBS ?= 2

.PHONY: help install install-test run test test-deep check format locks messages wheel clean

help:
	@echo "make run        install, start with a sample district, print address and demo accounts"
	@echo "make test       install what tests need and run them"
	@echo "make check      format, lint, types, imports"
	@echo "make test-deep  the long proofs (kills, fuzzing)"
	@echo "make wheel      build dist/goldbell-*.whl"

# Installing is skipped when the lock file has not changed since, so that a second run works offline.
$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install -q --python $(BIN)/python --require-hashes -r requirements/run.txt && \
	  uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/run.stamp
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install -q --python $(BIN)/python --require-hashes -r requirements/test.txt ; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt ; \
	fi
	@touch $@

install: $(VENV)/run.stamp
install-test: $(VENV)/test.stamp

run: install
	@GOLDBELL_HOME=$(HOME_FOLDER) $(BIN)/goldbell up --demo --port $(PORT)

test: install-test
	@bash scripts/browser.sh
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -q

test-deep: install-test
	@bash scripts/browser.sh
	@$(BIN)/python -m pytest -q -m deep --timeout 3600

check: install-test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/test_house.py

format: install-test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# The lock files name no index; run where pip's own settings reach one.
locks:
	uv pip compile --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 requirements/run.in -o requirements/run.txt
	uv pip compile --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 requirements/test.in -c requirements/run.txt -o requirements/test.txt

wheel: install-test
	@$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
