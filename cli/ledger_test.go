package cli

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"zhenggai/ledger"
)

// Each step of the workflow and of publication has a command, and each command that says it is a step is
// one.
func TestEveryStepHasACommand(t *testing.T) {
	t.Parallel()
	s := commandLine(t)
	for i := range ledger.Workflow {
		if e := ledger.Workflow[i].Event; s.commandOf(e) == "" {
			t.Errorf("the step %s has no command", e)
		}
	}
	publication := map[ledger.Event]bool{}
	for _, line := range ledger.PublicationFlow {
		publication["publication."+line.Event] = false
	}
	for _, n := range everyCommand(s.model.Node) {
		e := eventOf(n)
		_, there := publication[e]
		if there {
			publication[e] = true
		}
		if e != "" && !there && ledger.StepOf(e) == nil {
			t.Errorf("%s is the step %s, which is not there", commandName(n), e)
		}
	}
	for e, has := range publication {
		if !has {
			t.Errorf("the step %s of a publication has no command", e)
		}
	}
}

// Each command can be run, and each one of the ledger takes --json.
func TestEveryCommandRuns(t *testing.T) {
	t.Parallel()
	for _, n := range everyCommand(commandLine(t).model.Node) {
		if !n.Leaf() {
			continue
		}
		c := n.Target.Addr().Interface()
		_, plain := c.(command)
		_, desk := c.(deskCommand)
		if plain == desk {
			t.Errorf("%s is no command, or two", commandName(n))
		}
		json := slices.ContainsFunc(n.Flags, func(f *kong.Flag) bool { return f.Name == "json" })
		if ofLedger(n) && !json {
			t.Errorf("%s has no --json", commandName(n))
		}
	}
}

// What is filled into a sentence is the same in both languages.
func TestSentencesTakeTheSame(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, arg := range call.Args {
				if zh, en, ok := sentences(arg); ok {
					seen++
					if a, b := verbs(zh), verbs(en); a != b {
						t.Errorf("%s: %q takes %s, %q takes %s", name, zh, a, en, b)
					}
				}
			}
			return true
		})
	}
	if seen < 100 {
		t.Errorf("only %d sentences were found", seen)
	}
}

// sentences returns the two sentences of a say that is written out.
func sentences(n ast.Node) (zh, en string, ok bool) {
	c, ok := n.(*ast.CompositeLit)
	if !ok || len(c.Elts) != 2 {
		return "", "", false
	}
	if name, ok := c.Type.(*ast.Ident); !ok || name.Name != "say" {
		return "", "", false
	}
	a, okA := c.Elts[0].(*ast.BasicLit)
	b, okB := c.Elts[1].(*ast.BasicLit)
	if !okA || !okB {
		return "", "", false
	}
	zh, errA := strconv.Unquote(a.Value)
	en, errB := strconv.Unquote(b.Value)
	return zh, en, errA == nil && errB == nil
}

// verbs lists what a format takes, in the order of the arguments.
func verbs(format string) string {
	var all []string
	next := 1
	for _, part := range strings.Split(strings.ReplaceAll(format, "%%", ""), "%")[1:] {
		if index, rest, ok := strings.Cut(part, "]"); ok && strings.HasPrefix(part, "[") {
			next, _ = strconv.Atoi(index[1:])
			part = rest
		}
		kind := strings.TrimLeft(part, ".0123456789")
		if kind == "" {
			kind = "?"
		}
		all = append(all, strconv.Itoa(next)+strings.Replace(kind[:1], "q", "s", 1))
		next++
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// Columns stand one under another whatever the width of their characters, numbers to
// the right, and the last column gives way.
func TestTable(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := newSession(t.Context(), Env{Stdout: &out, Getenv: func(string) string { return "" }, Width: 40}, nil)
	table := s.table(say{"编号", "code"}, say{"#数", "#n"}, say{"内容", "what"})
	table.row("1.1.1", 7, "公务接待清单不全，部分没有公函，事后补办")
	table.row("一", 1200, "a\x1b[2Jb")
	s.print(table)
	if err := s.out.Flush(); err != nil {
		t.Fatal(err)
	}
	want := `编号     数  内容
1.1.1     7  公务接待清单不全，部分没有…
一     1200  a·[2Jb
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

// Whoever is asked and does not say yes changes nothing.
func TestConfirm(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]bool{"y\n": true, " Y \r\n": true, "n\n": false, "\n": false, "": false, "yes please\n": false} {
		var out bytes.Buffer
		s := newSession(t.Context(), Env{Stdin: strings.NewReader(answer), Stdout: &out, Getenv: func(string) string { return "" }, Width: 80}, nil)
		d := &desk{session: s, event: ledger.Pass}
		if err := d.confirm(); (err == nil) != want {
			t.Errorf("%q: %v", answer, err)
		}
		if !strings.Contains(out.String(), "确认“审核通过”吗") {
			t.Errorf("asked %q", out.String())
		}
	}
}

// The notes of a file of checkpoints come apart as they were put together.
func TestNotesIn(t *testing.T) {
	t.Parallel()
	one, two := "a\n1\nx\n\n— k abc\n— w def\n", "b\n2\ny\n\n— k ghi\n"
	for _, text := range []string{one + two, one + "\n" + two + "\n", "\n\n" + one + "\n\n\n" + two} {
		if got := notesIn(text); !slices.Equal(got, []string{one, two}) {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := notesIn("\n"); len(got) > 0 {
		t.Errorf("%q", got)
	}
}
