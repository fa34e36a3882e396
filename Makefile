# `make run` starts the site with the demo; `make test` runs the whole suite.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# The environment's own pip, or the system's where Debian made the environment without one.
PIP = $$($(BIN)/python -m pip --version >/dev/null 2>&1 && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python)

.PHONY: help run test lint format lock clean

help:
	@echo "make run [PORT=8000] [DATABASE_URL=postgres://…]   install, migrate, load the demo and serve"
	@echo "make test                                          lint, types, import rules, all tests"
	@echo "make lint                                          lint, types and import rules alone"
	@echo "make format                                        format Python and templates"
	@echo "make lock                                          lock the dependencies anew (needs uv)"
	@echo "make clean                                         remove the virtual environment and all data"

run: .venv/.production
	$(BIN)/python manage.py run_demo --port $(PORT)

test: .venv/.dev
	$(BIN)/python -m devtools.suite

lint: .venv/.dev
	$(BIN)/python -m devtools.suite lint

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Debian's Python may come without ensurepip.
.venv/bin/python:
	$(PYTHON) -m venv .venv 2>/dev/null || $(PYTHON) -m venv --without-pip --clear .venv

.venv/.production: requirements/production.txt | .venv/bin/python
	@echo "Installing what the site needs …"
	$(PIP) install --disable-pip-version-check -r $<
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	@echo "Installing what the site and its tests need …"
	$(PIP) install --disable-pip-version-check -r $<
	@touch $@ .venv/.production

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet pyproject.toml -o requirements/production.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --extra dev -c requirements/production.txt pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv var
