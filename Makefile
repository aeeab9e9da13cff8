# What a person does here. CI runs `make test` and nothing else.
FILE     ?= doc/demo/report.txt
FUZZTIME ?= 20s
OUT      := out
GO       ?= go
ZHENGGAI := $(OUT)/zhenggai
TEMPL    := $(GO) tool -modfile=tools/tools.mod templ generate

.PHONY: demo test chaos build setup lint generate pictures bench fuzz eval clean

demo: build ## check one report, lead a finding of it to closure, then open the pages of an invented city: make demo FILE=path/to/report.docx
	@$(ZHENGGAI) check --html $(OUT)/demo.html $(FILE); code=$$?; \
	echo; echo "$(OUT)/demo.html"; echo; [ $$code -le 1 ]
	@sh tools/demo $(ZHENGGAI) $(FILE) $(OUT)/demo-site
	@echo; [ -n "$$CI" ] || $(ZHENGGAI) demo

build:
	@mkdir -p $(OUT)
	@CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o $(ZHENGGAI) ./cmd/zhenggai

test: setup lint ## all that CI does
	$(GO) test -race -shuffle=on -timeout 30m ./...

chaos: setup ## kill the product at work 200 times on each database, and change everything by hand once
	$(GO) test -count=1 -v -run '^(TestKilled|TestEveryColumn|TestRowsByHand|TestOneByte)$$' ./app

setup: ## install what the tests need (Debian), or say what is missing
	@sh tools/setup

lint:
	@test -z "$$(gofmt -l .)" || { echo "gofmt:"; gofmt -l .; exit 1; }
	@before=$$(cat web/*_templ.go web/*/*_templ.go | sha256sum); $(TEMPL) -path web -log-level error; \
	[ "$$before" = "$$(cat web/*_templ.go web/*/*_templ.go | sha256sum)" ] || { echo "pages: *_templ.go were not generated from *.templ (make generate)"; exit 1; }
	$(GO) vet ./...
	$(GO) tool -modfile=tools/tools.mod staticcheck ./...

generate: ## rewrite golden files and generated pages; read the diff
	$(TEMPL) -path web
	UPDATE=1 $(GO) test ./...

pictures: setup ## take the pictures of the manual again
	PICTURES=1 $(GO) test -count=1 -run TestPictures ./gallery

bench: ## figures for doc/performance.md
	$(GO) test -run=- -bench=. -benchmem ./report ./lint/rules ./similar ./intake ./paper/...
	$(GO) test -run=- -bench=. -timeout 60m ./store # STORE_BENCH_FINDINGS=1000000 for ten times as much

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
