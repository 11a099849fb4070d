# The commands of the house. Each is a script of the same name in scripts/, which is where to read what it does.
.DEFAULT_GOAL := help
.PHONY: help run test check golden bench soak module pdf acceptance clean bare-root

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
	  || grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST)

run: ## from a fresh clone to the demo in the browser
	@scripts/run.sh $(ARGS)

test: ## everything: unit, both engines, house rules, release program seen from outside
	@scripts/test.sh

check: ## the fast loop: build, house rules, kernel
	@scripts/check.sh

acceptance: ## only the release program seen from outside
	@scripts/acceptance.sh $(ARGS)

golden: ## write the golden files again and show what changed
	@scripts/golden.sh

bench: ## the figures, each beside its baseline
	@scripts/bench.sh $(ARGS)

soak: ## the long counts
	@scripts/soak.sh

module: ## NAME=Appointments: a new module from the template, and what to list where
	@scripts/module.sh "$(NAME)"

pdf: ## only what the PDF export needs
	@scripts/pdf.sh

bare-root: ## the same in a bare Debian 12 root: nothing hidden on this machine helps
	@scripts/bare-root.sh $(ARGS)

clean: ## what builds and tests left
	rm -rf .build .venv-pdf .venv-accept Tests/Benchmarks/results
