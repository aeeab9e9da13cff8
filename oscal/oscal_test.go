package oscal

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/defenseunicorns/go-oscal/src/pkg/validation"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"zhenggai/fault"
)

var modified = time.Date(2026, 7, 5, 1, 2, 3, 0, time.UTC)

func written(t testing.TB, p *Plan, version string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, p, version, modified); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// schema returns the standard's own schema of a version, from a module that has them
// all.
func schema(t testing.TB, version string) map[string]any {
	t.Helper()
	v, err := validation.NewValidatorDesiredVersion([]byte(`{"plan-of-action-and-milestones":{"metadata":{"oscal-version":"`+version+`"}}}`), version)
	if err != nil {
		t.Fatal(err)
	}
	params, err := v.GetValidationParams()
	if err != nil {
		t.Fatal(err)
	}
	return params.SchemaData
}

var compiled sync.Map

// valid refuses a document that the standard's schema does not take.
func valid(t testing.TB, version string, doc []byte) error {
	t.Helper()
	s, ok := compiled.Load(version)
	if !ok {
		c := jsonschema.NewCompiler()
		if err := c.AddResource("oscal.json", schema(t, version)); err != nil {
			t.Fatal(err)
		}
		made, err := c.Compile("oscal.json")
		if err != nil {
			t.Fatal(err)
		}
		s, _ = compiled.LoadOrStore(version, made)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	return s.(*jsonschema.Schema).Validate(v)
}

// What is written is what the standard's schema takes, has no fault that we know, reads
// back as it was, and is the same bytes each time.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, version := range Versions {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(r *rapid.T) {
				p := anyPlan(r)
				doc := written(t, p, version)
				if err := valid(t, version, doc); err != nil {
					r.Fatalf("the schema refuses: %v", err)
				}
				got, err := Read(bytes.NewReader(doc))
				if err != nil {
					r.Fatalf("%v: %v", err, allOf(err))
				}
				want := *p
				want.Version = version
				if d := cmp.Diff(&want, got, cmpopts.EquateEmpty()); d != "" {
					r.Fatalf("read back otherwise (-wrote +read):\n%s", d)
				}
				if !bytes.Equal(doc, written(t, got, version)) {
					r.Fatal("written again it is other bytes")
				}
			})
		})
	}
}

func allOf(err error) (faults Faults) {
	errors.As(err, &faults)
	return faults
}

// The table of shapes is that of the standard: the same members, the same of them
// required, the same of them lists.
func TestShapes(t *testing.T) {
	t.Parallel()
	old, now := schema(t, "1.1.3")["definitions"].(map[string]any), schema(t, "1.2.2")["definitions"].(map[string]any)
	c := &comparison{t: t, byID: map[string]map[string]any{}, seen: map[string]bool{}}
	for name, d := range now {
		def := d.(map[string]any)
		c.byID["#/definitions/"+name] = def
		if id, ok := def["$id"].(string); ok {
			c.byID[id] = def
		}
	}
	for name := range now {
		if strings.HasSuffix(name, ":plan-of-action-and-milestones") {
			c.compare("poam", map[string]any{"$ref": "#/definitions/" + name})
		}
	}
	for shape := range shapes {
		if !c.seen[shape] && shape != "document" {
			t.Errorf("the standard has nothing that is like the shape %s", shape)
		}
	}
	// 1.2.2 has all that 1.1.3 has, so one table holds for both.
	for name, d := range old {
		is, ok := now[name].(map[string]any)
		if !ok {
			continue
		}
		was, _ := membersOf(d.(map[string]any))
		both, _ := membersOf(is)
		for member := range was {
			if _, ok := both[member]; !ok {
				t.Errorf("1.1.3 has %s in %s and 1.2.2 has not", member, name)
			}
		}
	}
}

type comparison struct {
	t    *testing.T
	byID map[string]map[string]any
	seen map[string]bool
}

func (c *comparison) compare(shape string, def map[string]any) {
	for def["$ref"] != nil {
		def = c.byID[def["$ref"].(string)]
	}
	if c.seen[shape] {
		return
	}
	c.seen[shape] = true
	properties, required := membersOf(def)
	var want, got []string
	for name, p := range properties {
		if p.(map[string]any)["type"] == "array" {
			name += "[]"
		}
		want = append(want, name)
	}
	for _, m := range shapes[shape] {
		name := m.name
		if m.list {
			name += "[]"
		}
		got = append(got, name)
		if _, several := def["anyOf"]; !several && m.must != slices.Contains(required, m.name) {
			c.t.Errorf("%s of %s: required is %v", m.name, shape, m.must)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		c.t.Errorf("members of %s (-standard +ours):\n%s", shape, d)
	}
	for _, m := range shapes[shape] {
		if _, object := shapes[m.holds]; object {
			p, _ := properties[m.name].(map[string]any)
			if items, ok := p["items"].(map[string]any); ok {
				p = items
			}
			if p != nil {
				c.compare(m.holds, p)
			}
		}
	}
}

// membersOf returns the members of an object, also where it is one of several.
func membersOf(def map[string]any) (all map[string]any, required []string) {
	all = map[string]any{}
	options := []any{def}
	if some, ok := def["anyOf"].([]any); ok {
		options = append(options, some...)
	}
	for _, o := range options {
		properties, _ := o.(map[string]any)["properties"].(map[string]any)
		maps.Copy(all, properties)
	}
	must, _ := def["required"].([]any)
	for _, name := range must {
		required = append(required, name.(string))
	}
	return all, required
}

func TestVersion(t *testing.T) {
	t.Parallel()
	err := Write(&bytes.Buffer{}, &Plan{}, "1.0.4", modified)
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Say(err, "zh"), "1.0.4") {
		t.Errorf("1.0.4: %v", err)
	}
	_, err = Read(strings.NewReader(`{"plan-of-action-and-milestones":{"metadata":{"oscal-version":"1.0.6"}}}`))
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Say(err, "en"), "1.0.6") {
		t.Errorf("1.0.6: %v", err)
	}
}

func foreign(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/foreign.json")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// edited returns a document with what edit did to its plan.
func edited(t *testing.T, doc []byte, edit func(plan map[string]any)) []byte {
	t.Helper()
	var tree map[string]any
	if err := json.Unmarshal(doc, &tree); err != nil {
		t.Fatal(err)
	}
	edit(tree["plan-of-action-and-milestones"].(map[string]any))
	b, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
