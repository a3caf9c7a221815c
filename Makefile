# Four words: run, test, check, bench. The rest are steps of these.
.PHONY: run test test-on-postgres test-in-browsers test-on-sqlite check style layers types scripts migrations words bench pictures serving-env testing-env node_modules messages lock
.DEFAULT_GOAL := run
PYTHON := .venv/bin/python
# make test T="tests/unit -k queue" runs only that, on SQLite.
T ?=
# Where Python may not keep what it compiled, every start compiles two thousand modules again: six
# seconds of `make run`, and of each of the hundred services that the tests start.
unexport PYTHONDONTWRITEBYTECODE

run: serving-env  ## the demo on http://127.0.0.1:8000
	@exec $(PYTHON) -m miti up --demo

ifeq ($(strip $(T)),)
test: testing-env  ## every test; what touches the database also on PostgreSQL and Redis
	@# Side by side: each waits more than it works. What each prints comes when it has ended.
	@$(PYTHON) -m tests.services prepared -- \
		$(MAKE) --no-print-directory --keep-going --jobs=3 --output-sync=target \
		test-on-postgres test-in-browsers test-on-sqlite
else
test: testing-env
	@$(PYTHON) -m pytest $(T)
endif

test-on-postgres:
	@MAKEFLAGS= TEST_ROUND=postgres $(PYTHON) -m tests.services postgres redis -- \
		$(PYTHON) -m pytest tests/spec tests/integration

test-in-browsers:
	@MAKEFLAGS= TEST_ROUND=browsers $(PYTHON) -m pytest tests/journey

test-on-sqlite:
	@MAKEFLAGS= TEST_ROUND=sqlite $(PYTHON) -m pytest --ignore=tests/journey

check: testing-env node_modules  ## all of these, and every fault of each
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target \
		types style layers scripts migrations words

style:
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --check --quiet

layers:
	@.venv/bin/lint-imports --no-logo

types:
	@.venv/bin/mypy

scripts:
	@.venv/bin/node node_modules/typescript/bin/tsc

migrations:  ## the models and their migrations are in step
	@DJANGO_SETTINGS_MODULE=miti.settings $(PYTHON) -m django makemigrations --check --dry-run

words:  ## every word in every language
	@$(PYTHON) -m tests.house.catalogues check

bench: testing-env  ## the measurements, beside their baselines
	@$(PYTHON) -m tests.bench

pictures: testing-env  ## the pictures of the README, taken anew
	@$(PYTHON) -m tests.journey.photographer

messages: testing-env  ## bring the catalogues of words up to date with the sources
	@$(PYTHON) -m tests.house.catalogues update

lock: testing-env  ## resolve pyproject.toml anew
	@config/setup/lock

serving-env:
	@config/setup/prepare run

testing-env:
	@config/setup/prepare dev

node_modules: testing-env
	@config/setup/node-modules
