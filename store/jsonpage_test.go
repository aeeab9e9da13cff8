package store

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhenggai/org"
)

// doc/json.md tells other programs what a book in JSON holds: it has every table of a
// book with every member of its rows, and no other.
func TestBookPage(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../doc/json.md")
	if err != nil {
		t.Fatal(err)
	}
	_, page, ok := strings.Cut(string(b), "## `zhenggai book json FILE`")
	if !ok {
		t.Fatal("doc/json.md says nothing of a book")
	}
	quoted := regexp.MustCompile("`([a-z_0-9]+)`")
	told := map[string][]string{}
	for line := range strings.Lines(page) {
		cells := strings.SplitN(line, " | ", 2)
		name := quoted.FindStringSubmatch(cells[0])
		if len(cells) < 2 || name == nil || !strings.HasPrefix(line, "| `") {
			continue
		}
		told[name[1]] = []string{}
		for _, m := range quoted.FindAllStringSubmatch(cells[1], -1) {
			told[name[1]] = append(told[name[1]], m[1])
		}
	}
	site := []string{"unit", "person", "grant_", "round"} // these are in no book but the site's
	p := &bookPage{t: t, told: told, seen: map[string]bool{}}
	for _, table := range tables {
		if !slices.Contains(site, table.name) {
			p.check(table.fresh().Table(), reflect.TypeOf(table.fresh()).Elem())
		}
	}
	for name := range told {
		if !p.seen[name] {
			t.Errorf("doc/json.md has %s, which is in no book", name)
		}
	}
}

type bookPage struct {
	t    *testing.T
	told map[string][]string
	seen map[string]bool
}

// check compares what is told of a row, or of a part of one, with its type.
func (p *bookPage) check(name string, row reflect.Type) {
	if p.seen[name] {
		return
	}
	p.seen[name] = true
	var want []string
	for i := range row.NumField() {
		f := row.Field(i)
		if f.Type == reflect.TypeFor[org.Head]() {
			continue
		}
		member, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		want = append(want, member)
		part := f.Type
		for part.Kind() == reflect.Slice || part.Kind() == reflect.Pointer {
			part = part.Elem()
		}
		if part.Kind() == reflect.Struct && !part.Implements(reflect.TypeFor[interface{ MarshalText() ([]byte, error) }]()) &&
			!strings.HasPrefix(member, "kept_") && !strings.HasPrefix(member, "other_") { // a source, as in sources
			p.check(member, part)
		}
	}
	got := slices.Sorted(slices.Values(p.told[name]))
	slices.Sort(want)
	if !slices.Equal(want, got) {
		p.t.Errorf("doc/json.md: %s has %v, told are %v", name, want, got)
	}
}
