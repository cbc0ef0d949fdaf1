# Needs python3 (3.11 to 3.13, with venv) and make, nothing else. `make` lists what it can do.
#
#   make PYTHON=python3.12 …    another interpreter for a new .venv
#   make UV= …                  install with pip where uv is on the PATH
#   make test TESTS="tests/graph -x"
#   make neo4j PORT=0           on any free port, where 7687 is taken

SHELL  := /bin/sh
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     ?= $(shell command -v uv 2>/dev/null)
TESTS  ?=

# what a surrounding shell may have set must not lead the interpreter of .venv astray
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# everything has a wheel but owlready2, which the pinned build requirements build
LOCKED  := --no-deps --require-hashes --only-binary :all: --no-binary owlready2
INSTALL  = $(if $(UV),"$(UV)" pip install -q --python $(BIN)/python $(1) ||) \
           $(BIN)/python -m pip install -q $(1)

.DEFAULT_GOAL := help
.PHONY: help demo serve neo4j neo4j-stop test check lint types fix docs bench lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.core  ## plan, explain and verify a learning path on the example curriculum
	@$(BIN)/waymark demo

serve: $(VENV)/.core  ## start the service on this machine
	@$(BIN)/waymark serve

neo4j:  ## start a Neo4j server on this machine, and say how to use it
	@tests/servers/neo4j.sh start $(if $(PORT),--port $(PORT)) >/dev/null
	@tests/servers/neo4j.sh introduce

neo4j-stop:  ## end that server; what it holds stays
	@tests/servers/neo4j.sh stop

test: $(VENV)/.dev  ## run the test suite
	$(BIN)/python -m pytest -q -n 2 $(TESTS)

check:  ## run the whole gate, as continuous integration does
	.ci/run

lint: $(VENV)/.dev  ## check style and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: $(VENV)/.dev  ## check types
	$(BIN)/mypy

fix: $(VENV)/.dev  ## mend what can be mended mechanically
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(VENV)/.dev  ## build the documentation into site/
	$(BIN)/zensical build --strict --clean

bench: $(VENV)/.dev  ## print ratios against peers, measured in one run
	$(BIN)/python -m benchmarks

lock: $(BIN)/python  ## resolve the dependencies anew
	$(BIN)/python -m pip install -q uv
	$(COMPILE) --extra dev --output-file requirements/dev.txt pyproject.toml
	$(COMPILE) --constraint requirements/dev.txt --output-file requirements/core.txt pyproject.toml
	$(COMPILE) --group build --output-file requirements/build.txt
	@! grep -nE '[a-z]+://|--(index|extra-index|find-links)' requirements/*.txt

COMPILE = $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
          --no-header --no-annotate --no-emit-index-url

clean:  ## remove what was made here, the store excepted
	rm -rf $(VENV) build dist site mutants *.egg-info .*_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) \
	  else "Python 3.11 to 3.13 is needed, this is %d.%d: make PYTHON=python3.12 …" % v)'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.core: requirements/build.txt requirements/core.txt pyproject.toml | $(BIN)/python
	@echo "installing what Waymark needs into $(VENV)"
	@$(call INSTALL,$(LOCKED) -r requirements/build.txt)
	@$(call INSTALL,$(LOCKED) --no-build-isolation -r requirements/core.txt)
	@$(call INSTALL,--no-deps --no-build-isolation -e .)
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.core
	@echo "installing the tools of the workshop into $(VENV)"
	@$(call INSTALL,$(LOCKED) --no-build-isolation -r requirements/dev.txt)
	@touch $@
