PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint types bench floors clean

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

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
