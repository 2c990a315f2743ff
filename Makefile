# Each target is a few lines over the real tool; `make` alone explains them.
.DEFAULT_GOAL := help
.PHONY: help estimate leftovers cleanup test test-long dev dev-aws dist lint fmt docs clean deploy destroy bench screenshots readme

ARGS ?=
LEFTOVERS = cargo run --locked --quiet -p sundown-leftovers --bin leftovers --

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

estimate: ## build the estimator and compare the built-in lab, offline (ARGS="--lang ko")
	cargo run --release --locked --quiet -p sundown-cli --bin estimate -- $(ARGS)

# Exit 3 says that not everything could be scanned; what was found is listed, and what was not is said.
leftovers: ## what a lab left behind and what it costs; changes nothing (ARGS="--by owner")
	@$(LEFTOVERS) scan $(ARGS) || [ $$? -eq 3 ]

cleanup: ## delete it: plan, typed consent, apply (AS=kim REGION=ap-northeast-2; needs a leftovers.toml)
	@mkdir -p target
	@$(LEFTOVERS) plan $(if $(AS),--as '$(AS)') $(if $(REGION),--region '$(REGION)') --output target/leftovers-plan.json $(ARGS) || [ $$? -eq 3 ]
	@$(LEFTOVERS) apply target/leftovers-plan.json $(ARGS)

test: ## set up what the tests need, run all of them
	python3 tests/run.py

test-long: ## the tests that take an hour: 10,000 requests against the API's descriptions, a million hostile clouds
	CASES=10000 python3 tests/run.py --suite contract
	cargo run --release --locked --quiet -p sundown-cleanup-sim -- 1000000

lint: ## formatting, clippy, documentation
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

dev: ## run the application here, with no account: http://127.0.0.1:8080
	templates/dev.sh

dev-aws: ## the real Lambda functions in an emulated AWS, with no account: http://localhost:3000
	templates/dev-aws.sh

dist: ## build what is deployed, for Amazon Linux 2023, into dist/ (ARGS="serverless")
	templates/dist.sh $(ARGS)

deploy: ## tell the price, ask, deploy (ARGS="serverless --owner kim --for 3h")
	templates/deploy.sh $(ARGS)

destroy: ## take it down, list what is left (ARGS="serverless")
	templates/destroy.sh $(ARGS)

bench: ## measure, and write target/bench/report.md (ARGS="--commit" writes docs/bench/)
	python3 tests/bench/bench.py $(ARGS)

screenshots: ## make the pictures of the README
	sh tests/setup-env.sh tools system
	.venv/tools/bin/python tests/house/screenshots.py

readme: ## put into the pages what their examples print today
	python3 tests/house/readme.py --update

fmt: ## format the code
	cargo fmt --all

docs: ## build the documentation of the code
	cargo doc --workspace --no-deps --locked

clean: ## remove what builds and tests made
	cargo clean
	rm -rf .venv .dev dist
