# Everything a newcomer needs: `make demo`, `make test`, `make check`, `make bench`. The README gives the same in plain lines.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# What Python has compiled is kept, whatever the machine says: else every process of the bot compiles it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-sqlite check bench screenshots rules lock clean

demo: $(VENV)/.installed
	$(BIN)/python -m bot demo

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --databases sqlite,postgresql

test-sqlite: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.pace
	$(BIN)/python -m benchmarks.crowd
	$(BIN)/python -m benchmarks.page

$(VENV)/.installed: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# The README's pictures, anew (needs Chromium and a Chinese font).
screenshots: $(VENV)/.installed-dev
	$(BIN)/python -m scripts.screenshots

# The pages of the rules, anew after a change of the rulebook or the clauses.
rules: $(VENV)/.installed
	BOT_LANGUAGE=en $(BIN)/python -m bot rulebook > docs/rulebook.md
	BOT_LANGUAGE=zh $(BIN)/python -m bot rulebook > docs/rulebook.zh-CN.md

# Pin anew after a change of pyproject.toml (needs uv); hashes only, no addresses.
lock:
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --extra postgres pyproject.toml -o requirements-postgres.txt
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV)
