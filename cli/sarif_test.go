package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// sarifSchemaFile is the schema that OASIS published; see the licence beside it.
const sarifSchemaFile = "testdata/sarif-schema-2.1.0.json"

func TestSARIFIsValid(t *testing.T) {
	t.Parallel()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile(sarifSchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "空 的#.txt")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	docx := writeDOCX(t)
	waivers := writeWaivers(t, linjiang)
	for _, args := range [][]string{
		{linjiang}, {heshan, linjiang, hostile}, {linjiang, empty, "no such file"}, {docx}, {"--waivers", waivers, linjiang},
		{"--lang=en", linjiang}, {few, docx}, {empty}, {"-"},
	} {
		r := run(t, "一、整改情况\n问题1.𠮷😀。一是印发《甲》；\n问题3.乙。一是补登12份；\n", nil, append([]string{"check", "--sarif"}, args...)...)
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(r.out))
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, r.out)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%v: %v", args, err)
		}
	}
}

// The schema says nothing of what the numbers mean: each region must lead to the
// words of its snippet, counted as an editor counts.
func TestSARIFRegions(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(linjiang)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.ReplaceAll(text, []byte("制定"), []byte("𠮷😀定"))
	name := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	r := run(t, "", nil, "check", "--sarif", name)
	var log sarifLog
	if err := json.Unmarshal([]byte(r.out), &log); err != nil {
		t.Fatal(err)
	}
	units := utf16.Encode([]rune(string(text)))
	lines := strings.Split(string(text), "\n")
	n := 0
	check := func(l sarifLocation) {
		g := l.Physical.Region
		if got := string(utf16.Decode(units[g.CharOffset : g.CharOffset+g.CharLength])); got != g.Snippet.Text {
			t.Errorf("offset %d+%d is %q, want %q", g.CharOffset, g.CharLength, got, g.Snippet.Text)
		}
		if g.StartLine == g.EndLine {
			line := utf16.Encode([]rune(lines[g.StartLine-1]))
			if got := string(utf16.Decode(line[g.StartColumn-1 : g.EndColumn-1])); got != g.Snippet.Text {
				t.Errorf("%d:%d-%d is %q, want %q", g.StartLine, g.StartColumn, g.EndColumn, got, g.Snippet.Text)
			}
		}
		n++
	}
	for _, res := range log.Runs[0].Results {
		check(res.Locations[0])
		for _, l := range res.Related {
			check(l)
		}
		if rule := log.Runs[0].Tool.Driver.Rules[res.RuleIndex]; rule.ID != res.RuleID || rule.Help.Text == "" {
			t.Errorf("result of %s points at rule %s", res.RuleID, rule.ID)
		}
		if res.Fingerprints["zhenggaiAnchor/v1"] == "" {
			t.Errorf("a result of %s has no fingerprint", res.RuleID)
		}
	}
	if n < 5 {
		t.Errorf("only %d regions", n)
	}
}

// A waived finding stays in the log, suppressed, with the reason.
func TestSARIFSuppressions(t *testing.T) {
	t.Parallel()
	r := run(t, "", nil, "check", "--sarif", "--rule=N02,C02", "--waivers", writeWaivers(t, linjiang), linjiang)
	var log sarifLog
	if err := json.Unmarshal([]byte(r.out), &log); err != nil {
		t.Fatal(err)
	}
	for _, res := range log.Runs[0].Results {
		if len(res.Suppressions) != 1 || res.Suppressions[0].Justification != "已向巡察办说明" {
			t.Errorf("%s: %+v", res.RuleID, res.Suppressions)
		}
	}
	if r.code != Clean {
		t.Errorf("exit %d though all is waived", r.code)
	}
}

// writeWaivers waives all that is found in file.
func writeWaivers(t *testing.T, file string) string {
	t.Helper()
	r := run(t, "", nil, "check", "--json", file)
	var v checkView
	if err := json.Unmarshal([]byte(r.out), &v); err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, f := range v.Findings {
		list = append(list, map[string]string{"rule": f.Rule, "anchor": f.Anchor, "reason": "已向巡察办说明"})
	}
	path := filepath.Join(t.TempDir(), "waivers.json")
	b, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
