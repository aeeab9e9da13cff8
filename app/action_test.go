package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Each action that package app writes into the journal has its name.
func TestEveryActionHasAName(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			noun, verb, dotted := strings.Cut(text, ".")
			file := slices.Contains([]string{"json", "key", "pub", "db"}, verb)
			if err == nil && dotted && isWord(noun) && isWord(verb) && !file {
				used[text] = true
			}
			return true
		})
	}
	for action := range actions {
		if !used[action] {
			t.Errorf("%s has a name, but nothing does it", action)
		}
	}
	for text := range used {
		if ActionName(text, "zh") == text {
			t.Errorf("the action %s has no name in actions", text)
		}
	}
}

func isWord(s string) bool { return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" }
