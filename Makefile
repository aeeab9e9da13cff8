# What a person does here. CI runs `make test` and nothing else.
FILE     ?= doc/demo/report.txt
FUZZTIME ?= 20s
OUT      := out
GO       ?= go
ZHENGGAI := $(OUT)/zhenggai

.PHONY: demo test build setup lint generate bench fuzz eval clean

demo: build ## read and check one report: make demo FILE=path/to/report.docx
	@$(ZHENGGAI) check --html $(OUT)/demo.html $(FILE); code=$$?; \
	echo; echo "$(OUT)/demo.html"; [ $$code -le 1 ]

build:
	@mkdir -p $(OUT)
	@CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o $(ZHENGGAI) ./cmd/zhenggai

test: setup lint ## all that CI does
	$(GO) test -race -shuffle=on -timeout 30m ./...

setup: ## install what the tests need (Debian), or say what is missing
	@sh tools/setup

lint:
	@test -z "$$(gofmt -l .)" || { echo "gofmt:"; gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) tool -modfile=tools/tools.mod staticcheck ./...

generate: ## rewrite golden files and generated pages; read the diff
	UPDATE=1 $(GO) test ./...

bench: ## figures for doc/performance.md
	$(GO) test -run=- -bench=. -benchmem ./report ./lint/rules ./similar ./intake

eval: ## accuracy of reader and rules on the cases with keys
	$(GO) run ./cmd/evaluate -set all

fuzz: ## every fuzz target, FUZZTIME each
	@for pkg in $$($(GO) list ./...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "$$pkg $$target"; $(GO) test -run=- -fuzz="^$$target$$" -fuzztime=$(FUZZTIME) $$pkg || exit 1; \
	  done; \
	done

clean:
	rm -rf $(OUT)
