package cli

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// What the scripts of the ledger use beside the commands.

// scriptClock returns the clock of a script: nine in the morning of the day NOW, and
// as much later as the script has been running since START; else the machine's own.
func scriptClock() func() time.Time {
	day, err := time.Parse("2006-01-02", os.Getenv("NOW"))
	start, err2 := strconv.ParseInt(os.Getenv("START"), 10, 64)
	if err != nil || err2 != nil {
		return time.Now
	}
	return func() time.Time { return day.Add(time.Hour + time.Since(time.Unix(0, start))) }
}

// cast are the people of the invented bureau of the scripts: login, name, role.
var cast = [][3]string{
	{"cheng", "程承办", "handler"}, {"ling", "凌领导", "lead"}, {"lian", "连联络", "coordinator"}, {"zu", "祖组长", "group"},
	{"shu", "舒书记", "secretary"}, {"du", "杜督察", "watch"},
}

// newSite founds the site of a bureau with one person for each role, opens its book
// and imports the plan of the script's file plan.txt.
func newSite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: site")
	}
	do := func(args ...string) {
		var out bytes.Buffer
		env := Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Width: 100,
			Now:    func() time.Time { return time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC) },
			Getenv: func(string) string { return "" }}
		if code := Run(context.Background(), env, append(args, "--site", ts.MkAbs("zhenggai-site"))); code != 0 {
			ts.Fatalf("%v: exit code %d\n%s", args, code, out.String())
		}
	}
	do("init", "--no-passwords", "--unit", "云川市水务局", "--system", "xi=习系统", "--security", "an=安安全", "--audit", "shen=沈审计")
	do("unit", "add", "--as", "xi", "计划科")
	do("unit", "add", "--as", "xi", "人事科")
	for _, p := range cast {
		do("user", "add", "--as", "xi", p[0], p[1], "--unit", "计划科")
		do("role", "grant", "--as", "an", p[0], p[2], "--unit", map[bool]string{true: "计划科", false: "云川市水务局"}[p[2] == "handler" || p[2] == "lead"])
	}
	do("book", "open", "--as", "lian", "云川市水务局")
	do("import", "--as", "lian", "--yes", "--kind", "plan", ts.MkAbs("plan.txt"))
}

// seenDigest looks at a finding and puts the digest of what was seen into SEEN:
// seen LOGIN FINDING.
func seenDigest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: seen LOGIN FINDING")
	}
	ts.Check(ts.Exec("zhenggai", "finding", "show", "--json", "--as", args[0], args[1]))
	pick(ts, false, []string{"SEEN", "seen"})
}

// masked runs a command and writes its output to a file, with what differs from run
// to run masked: masked FILE command args….
func masked(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: masked FILE command args…")
	}
	ts.Check(ts.Exec(args[1], args[2:]...))
	out := []byte(ts.ReadFile("stdout"))
	var v any
	if json.Unmarshal(out, &v) != nil {
		out = hexDigits.ReplaceAllFunc(out, func(b []byte) []byte { return bytes.Repeat([]byte("x"), len(b)) })
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o600))
		return
	}
	m := &mask{ids: map[string]string{}}
	b, err := json.MarshalIndent(m.of(v), "", " ")
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(b, '\n'), 0o600))
}

// hexDigits are digests, whole or their beginning.
var hexDigits = regexp.MustCompile(`\b[0-9a-f]{8,}\b`)

// A mask numbers ids as they come and hides digests and hours.
type mask struct{ ids map[string]string }

func (m *mask) of(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = m.of(v[i])
		}
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			v[k] = m.of(v[k])
		}
	case string:
		return m.text(v)
	}
	return v
}

func (m *mask) text(s string) string {
	if before, id, ok := strings.Cut(s, "/"); ok && isID(id) {
		return before + "/" + m.text(id)
	}
	_, errTime := time.Parse(time.RFC3339, s)
	switch {
	case isID(s):
		if m.ids[s] == "" {
			m.ids[s] = fmt.Sprintf("id-%d", len(m.ids)+1)
		}
		return m.ids[s]
	case len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "":
		return "digest"
	case len(s) == 44 && strings.HasSuffix(s, "="):
		return "root"
	case strings.HasPrefix(s, "eyJ"): // a place in a list
		return "place"
	case errTime == nil:
		return s[:10] + " time"
	}
	return s
}

func isID(s string) bool {
	return len(s) == 36 && strings.Count(s, "-") == 4 && strings.Trim(s, "-0123456789abcdef") == ""
}

// pick puts the first string of a name in the JSON that the last command printed into
// a variable: pick VARIABLE NAME.
func pick(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pick VARIABLE NAME")
	}
	_, rest, ok := strings.Cut(ts.ReadFile("stdout"), `"`+args[1]+`":"`)
	value, _, _ := strings.Cut(rest, `"`)
	if !ok || value == "" {
		ts.Fatalf("no %s in the output", args[1])
	}
	ts.Setenv(args[0], value)
}

// glob puts the only file that matches a pattern into a variable: glob NAME PATTERN.
func glob(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: glob NAME PATTERN")
	}
	found, err := filepath.Glob(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%d files match %s", len(found), args[1])
	}
	ts.Setenv(args[0], found[0])
}

// alterRow changes rows of the site behind the product's back: sql STATEMENT.
func alterRow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sql STATEMENT")
	}
	db, err := sql.Open("sqlite", ts.MkAbs("zhenggai-site/zhenggai.db"))
	ts.Check(err)
	defer db.Close()
	res, err := db.Exec(args[0])
	ts.Check(err)
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		ts.Fatalf("%d rows were changed (%v), want 1", n, err)
	}
}

// spoilFile changes one byte of the file below a folder that begins with the given
// text, and prints its name: spoil FOLDER TEXT.
func spoilFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: spoil FOLDER TEXT")
	}
	done := false
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || done {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil || !bytes.HasPrefix(b, []byte(args[1])) {
			return err
		}
		b[0]++
		done = true
		ts.Setenv("SPOILED", filepath.Base(path))
		return os.WriteFile(path, b, 0o600)
	}))
	if !done {
		ts.Fatalf("no file begins with %q", args[1])
	}
}
