# Two commands: `make repl` (everything, from nothing to an open REPL) and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header

.PHONY: repl bot test check format lock dist clean

repl: $(VENV)/run.done
	@$(BIN)/wenbao index seeds
	@$(BIN)/wenbao repl

bot: $(VENV)/run.done
	@$(BIN)/wenbao bot

test: check
	$(BIN)/pytest

check: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev.done
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

dist: $(VENV)/dev.done
	$(BIN)/python -m build --no-isolation

# Rewrites the lock files from pyproject.toml.
lock: $(VENV)/dev.done
	$(LOCK) --group build -o requirements-build.lock
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) dist build archive .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/build.done: requirements-build.lock
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements-build.lock
	@touch $@

# Everything exactly as locked; the program itself from this tree.
$(VENV)/run.done: requirements.lock pyproject.toml $(VENV)/build.done
	$(PIP) --no-build-isolation --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev.done: requirements-dev.lock $(VENV)/run.done
	$(PIP) --no-build-isolation --require-hashes -r requirements-dev.lock
	@touch $@
