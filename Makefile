# The front door: every target sets up what it needs, takes no questions, and says what it does.
BIN := .venv/bin
CODE = $(wildcard src tests benchmarks scripts)
# One more than there are processors: some tests wait for a browser, a time-out or a process.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)

# Bytecode beside the sources is what makes a start quick; containers often switch it off.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo page page-types screenshots test check bench soak docs format lock clean set-up set-up-spark

help:
	@echo "make demo    show the report of an invented team, and its page in a stand-in for Jira; no account"
	@echo "make page    build the page that the service serves; nothing to do when it is built"
	@echo "make test    run the tests (WORKERS=$(WORKERS))"
	@echo "make check   format, lint, types, arrow, generated docs, house rules, the Forge app"
	@echo "make bench   measure speed and memory against what we promise"
	@echo "make soak    the tests that take long; needs Java 17 or newer, and fetches Spark"
	@echo "make docs    write docs/metrics.md, docs/signals.md and the compiled pictures from the code"
	@echo "make screenshots   take the pictures of the page in docs/pictures"
	@echo "make format  format the code and sort its imports"
	@echo "make lock    write the locks anew (UPGRADE=--upgrade for newer versions)"
	@echo "make clean   remove the environment and everything made by these targets"

set-up:
	@scripts/set-up

set-up-spark:
	@scripts/set-up spark

demo: set-up
	-@$(BIN)/python -m scripts.page
	@$(BIN)/seatlight demo --serve --open

page: set-up
	@$(BIN)/python -m scripts.page

page-types: set-up
	@$(BIN)/python -m scripts.page_types

screenshots: page
	@scripts/set-up browser
	@$(BIN)/python -m scripts.screenshots

test: page
	@scripts/set-up prism browser
	$(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

soak: set-up-spark
	$(BIN)/pytest -q -n $(WORKERS) -m soak

check: set-up
	@scripts/set-up forge
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/python scripts/docs.py --check
	$(BIN)/python -m scripts.compiled --check
	$(BIN)/python -m scripts.page_types --check
	@$(BIN)/python -m scripts.page run types
	@$(BIN)/python -m scripts.page run lint
	$(BIN)/python -m scripts.checks
	$(BIN)/python -m scripts.forge

bench: set-up
	@$(BIN)/python -m benchmarks

docs: set-up
	$(BIN)/python scripts/docs.py
	$(BIN)/python -m scripts.compiled

format: set-up
	@$(BIN)/python -m scripts.page run format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --select I .

lock: set-up
	scripts/lock $(UPGRADE)

clean:
	rm -rf page/node_modules tests/page/browser/node_modules src/seatlight/surfaces/web/built
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
