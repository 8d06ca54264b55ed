PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint types bench floors docs tutorials dist lock audit clean

demo: $(STAMP)
	$(BIN)/lagebild read examples/aschgabat.txt --published 2024-10-12

test: $(STAMP)
	$(BIN)/python -m pytest --cov=lagebild --cov-report=term

lint: $(STAMP)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m benchmarks --shared ../shared

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e ".[dev]"
	touch $(STAMP)

floors: $(STAMP)
	$(BIN)/python -m benchmarks --shared ../shared --check

docs: $(STAMP)
	$(BIN)/mkdocs build --strict

tutorials: $(STAMP)
	$(BIN)/python scripts/tutorials.py

dist: $(STAMP)
	rm -rf dist
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt
	$(BIN)/python scripts/release.py build dist

# Every package with version and hashes, for all platforms; uv is no requirement of the project itself.
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --quiet --no-header --upgrade
lock:
	echo hatchling | uv pip compile - --universal --generate-hashes --python-version 3.11 --quiet --no-header \
		--no-annotate --upgrade -o requirements/build.txt
	$(LOCK) -o requirements/core.txt
	$(LOCK) --extra archives --extra exports --extra postgres --extra web --extra wire -o requirements/service.txt

audit: $(STAMP)
	$(BIN)/python scripts/audit.py requirements/service.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache site dist
