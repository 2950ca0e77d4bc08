# One word runs everything. `make demo` and `make test` set up .venv by themselves.
.PHONY: help setup demo test check format train clean
.DEFAULT_GOAL := help

VENV := .venv/bin
OUT  := out
# Training allocates and frees large tensors all the time: keeping them in huge pages saves a third of the time.
HUGE := glibc.malloc.hugetlb=1:glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184

help: ## these lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: ## make .venv with the locked dependencies
	@tools/setup.sh

demo: setup ## read the sample dispatches and write the picture of them
	@mkdir -p $(OUT)
	@rm -f $(OUT)/demo.duckdb
	@$(VENV)/python -m lagebild read src/lagebild/samples --db $(OUT)/demo.duckdb
	@$(VENV)/python -m lagebild report --db $(OUT)/demo.duckdb --out $(OUT)/demo.html
	@echo
	@$(VENV)/python -m lagebild timeline --by month --db $(OUT)/demo.duckdb
	@echo
	@echo "The picture lies in $(OUT)/demo.html (open it in a browser), the database in $(OUT)/demo.duckdb."
	@echo "Ask it: $(VENV)/lagebild events --db $(OUT)/demo.duckdb --actor PRK"

test: ## formats, lint, types, import laws, tests, doctests, quality gate
	@tools/setup.sh browser
	@$(MAKE) --no-print-directory check
	$(VENV)/python -m eval.gate
	$(VENV)/python -m pytest --doctest-modules src training/lemma.py
	$(VENV)/python -m pytest -n 2 --dist loadgroup tests

check:
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/mypy
	$(VENV)/lint-imports

format: setup ## format and mend what the linter can mend
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

train: setup ## rebuild the language model from the shared data (about two hours on two idle cores)
	@tools/setup_training.sh
	GLIBC_TUNABLES=$(HUGE) .venv-train/bin/python -m training.run

clean: ## remove what was made
	rm -rf $(OUT) .venv .venv-train build dist
