package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"zhenggai/golden"
	"zhenggai/paper/papertest"
)

func TestMain(m *testing.M) {
	testscript.Main(withPostgres{m}, map[string]func(){
		"zhenggai": func() {
			os.Exit(Run(context.Background(), Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: scriptClock()}, os.Args[1:]))
		},
	})
}

// withPostgres runs the tests with a PostgreSQL of their own.
type withPostgres struct{ *testing.M }

func (w withPostgres) Run() int { return duringPostgres(w.M.Run) }

// TestScripts runs the commands as a person would: testdata/script/*.txtar.
func TestScripts(t *testing.T) {
	t.Parallel()
	runScripts(t, "testdata/script", "")
}

// runScripts runs the scripts of a folder; the variable POSTGRES is the address of an
// empty database on a server, if there is one.
func runScripts(t *testing.T, dir, postgres string) {
	t.Helper()
	reports, err := filepath.Abs("testdata/report")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           dir,
		UpdateScripts: golden.Updating(t),
		Setup: func(e *testscript.Env) error {
			e.Setenv("REPORTS", reports)
			e.Setenv("POSTGRES", postgres)
			e.Setenv("START", strconv.FormatInt(time.Now().UnixNano(), 10))
			if err := os.WriteFile(filepath.Join(e.WorkDir, "barred.ttf"), papertest.Face(4, "仿宋", 2), 0o600); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(e.WorkDir, "simfang.ttf"), papertest.Face(4, "仿宋", 0), 0o600); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(e.WorkDir, "binary.txt"), bytes.Repeat([]byte{0, 1, 2, 0xFF, 0xC0}, 400), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": exitCode, "site": newSite, "seen": seenDigest, "masked": masked, "sql": alterRow, "spoil": spoilFile, "glob": glob, "pick": pick,
		},
	})
}

// exitCode runs a command that must end with an exit code: code N command args….
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command args…")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// A ran is what a run left.
type ran struct {
	out, err string
	code     int
}

// run runs the program on a fixed day, 90 columns wide. vars are the environment,
// as "NAME=value".
func run(t testing.TB, stdin string, vars []string, args ...string) ran {
	t.Helper()
	var out, errs bytes.Buffer
	code := Run(t.Context(), Env{Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs, Width: 90,
		Now: func() time.Time { return time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC) },
		Getenv: func(name string) string {
			for _, v := range vars {
				if k, value, _ := strings.Cut(v, "="); k == name {
					return value
				}
			}
			return ""
		}}, args)
	return ran{out.String(), errs.String(), code}
}

// few are the rules of the golden files: enough to show all that output has, few
// enough that a new rule does not change them.
const few = "--rule=C02,N01,N02,N05,N06,S01"

const (
	linjiang = "testdata/report/linjiang.txt"
	heshan   = "testdata/report/heshan.txt"
	hostile  = "testdata/report/hostile.txt"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		args []string
	}{
		{"check.zh.txt", []string{"check", few, linjiang}},
		{"check.en.txt", []string{"check", "--lang=en", few, linjiang}},
		{"check.colour.txt", []string{"check", "--color=always", few, linjiang}},
		{"check.two.txt", []string{"check", few, linjiang, heshan}},
		{"check.json", []string{"check", "--json", few, linjiang}},
		{"check.sarif.json", []string{"check", "--sarif", few, linjiang}},
		{"read.zh.txt", []string{"read", "--facts", linjiang}},
		{"read.en.txt", []string{"read", "--lang=en", "--all", linjiang}},
		{"read.json", []string{"read", "--json", heshan}},
		{"compare.zh.txt", []string{"compare", linjiang, heshan}},
		{"compare.json", []string{"compare", "--json", linjiang, heshan}},
		{"explain.txt", []string{"explain", "N02"}},
		{"help.en.txt", []string{"--help", "--lang=en"}},
		{"help.check.en.txt", []string{"check", "--help", "--lang=en"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := run(t, "", nil, c.args...)
			if r.err != "" || r.code > Found {
				t.Fatalf("exit %d: %s", r.code, r.err)
			}
			out := []byte(r.out)
			if strings.HasSuffix(c.name, ".json") {
				var b bytes.Buffer
				if err := json.Indent(&b, out, "", "  "); err != nil {
					t.Fatal(err)
				}
				out = b.Bytes()
			}
			golden.Check(t, filepath.Join("testdata/golden", c.name), out)
		})
	}
}

// Output must not depend on which core was faster.
func TestManyFilesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text, err := os.ReadFile(heshan)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i := range 60 {
		name := filepath.Join(dir, string(rune('a'+i/26))+string(rune('a'+i%26))+".txt")
		body := bytes.Repeat(text, 1+(60-i)%7)
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
		want = append(want, name)
	}
	for _, command := range [][]string{{"read", "--json"}, {"check", "--json"}, {"check", "--json", "--rule=N02"}} {
		r := run(t, "", nil, append(command, dir)...)
		lines := strings.Split(strings.TrimSpace(r.out), "\n")
		if len(lines) != len(want) {
			t.Fatalf("%v: %d lines for %d files", command, len(lines), len(want))
		}
		for i, l := range lines {
			if !strings.Contains(l, `"`+filepath.Base(want[i])+`"`) {
				t.Fatalf("%v: line %d is not of %s: %.80s", command, i, want[i], l)
			}
		}
	}
}

// A person who presses Ctrl-C gets a sentence and the exit code of a failure.
func TestStopped(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	code := Run(ctx, Env{Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }, Now: time.Now, Width: 80}, []string{"check", linjiang, heshan})
	if code != Failure || out.Len() > 0 || !strings.Contains(errs.String(), "已中断") {
		t.Errorf("exit %d, output %q, error %q", code, out.String(), errs.String())
	}
}

// Ctrl-C ends a run that waits for the keyboard.
func TestStoppedAtTheKeyboard(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	keys, typed := io.Pipe()
	defer typed.Close()
	var errs bytes.Buffer
	code := make(chan int)
	go func() {
		code <- Run(ctx, Env{Stdin: keys, Stdout: io.Discard, Stderr: &errs, Getenv: func(string) string { return "" }, Now: time.Now, Width: 80}, []string{"read", "-"})
	}()
	if _, err := typed.Write([]byte("一、")); err != nil { // it is reading now
		t.Fatal(err)
	}
	cancel()
	if c := <-code; c != Failure || !strings.Contains(errs.String(), "已中断") {
		t.Errorf("exit %d, %q", c, errs.String())
	}
}

// full takes nothing, as a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"rules"}, {"check", linjiang}, {"check", "--json", linjiang}, {"check", "--sarif", linjiang}, {"read", linjiang}, {"compare", linjiang}} {
		var errs bytes.Buffer
		code := Run(t.Context(), Env{Stdout: full{}, Stderr: &errs, Getenv: func(string) string { return "" }, Now: time.Now, Width: 80}, args)
		if code != Failure || errs.String() != "zhenggai: 结果写不出去，请检查磁盘空间或接收结果的程序。\n" {
			t.Errorf("%v: exit %d, %q", args, code, errs.String())
		}
	}
}

func TestHugeFile(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "huge.txt")
	if err := os.WriteFile(name, []byte("一、"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, 4<<30); err != nil {
		t.Skip("this file system has no sparse files")
	}
	r := run(t, "", nil, "check", name)
	if r.code != Failure || !strings.Contains(r.err, "文件太大") || strings.Count(r.err, "\n") != 1 {
		t.Errorf("exit %d, %q", r.code, r.err)
	}
}

// The bar says how far it is and leaves nothing behind.
func TestProgress(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	p := &progress{w: &b, total: 4}
	for range 4 {
		p.step()
	}
	p.clear()
	p.clear()
	want := "\r━━━━━━━─────────────────────── 1/4 \r━━━━━━━━━━━━━━━─────────────── 2/4 \r━━━━━━━━━━━━━━━━━━━━━━──────── 3/4 \r━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 4/4 \r\x1b[K"
	if b.String() != want {
		t.Errorf("%q", b.String())
	}
	quiet := &progress{total: 4}
	quiet.step()
	quiet.clear()
}

// What a report or its name holds must not reach the terminal as a command.
func TestTerminalIsNotCommanded(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "a\x1b[2J\u202e.txt")
	text, err := os.ReadFile(hostile)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Skip("this file system has no such names")
	}
	for _, args := range [][]string{{"check", name}, {"read", "--facts", "--all", name}, {"compare", name, name}, {"check", name + "x"}} {
		r := run(t, "", nil, args...)
		if strings.ContainsAny(r.out+r.err, "\x1b\u202e") {
			t.Errorf("%q: a control character came through:\n%q", args, r.out+r.err)
		}
	}
}

// The rules that look at several reports see them together.
func TestAcross(t *testing.T) {
	t.Parallel()
	r := run(t, "", nil, "check", "--json", linjiang, heshan)
	alone := run(t, "", nil, "check", "--json", linjiang)
	if strings.Count(r.out, `"file":"testdata`) == 0 {
		t.Error("no rule that looks at several reports found anything")
	}
	if strings.Contains(alone.out, `"file":"testdata`) {
		t.Error("a report by itself cannot be held against another")
	}
}
