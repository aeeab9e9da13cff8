package journal

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/fault"
)

func TestCanonical(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		` { "b" : 1 , "a" : [ ] } `:                  `{"a":[],"b":1}`,
		`{"a":null,"b":{"c":null},"d":[null]}`:       `{"b":{},"d":[null]}`,
		`{"b":{"z":1,"y":2},"a":{"x":{"w":1}}}`:      `{"a":{"x":{"w":1}},"b":{"y":2,"z":1}}`,
		`"\u6574\u6539 \/ \u003c \u0007\n\u2028"`:    `"整改 / < \u0007\n\u2028"`,
		"\"a\u2028b\u2029\"":                         `"a\u2028b\u2029"`,
		`[1,-0,0,1.0,1.50,1e2,1E-7,-0.0]`:            `[1,0,0,1,1.5,100,1e-7,0]`,
		`9007199254740993123`:                        `9007199254740993123`,
		`{"\u0062":1,"a":2}`:                         `{"a":2,"b":1}`,
		`[true,false,null,"\ud800","\u0000","\b\f"]`: `[true,false,null,"` + "\ufffd" + `","\u0000","\b\f"]`,
	} {
		got, err := canonical(nil, []byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%s is %s, %v; want %s", in, got, err, want)
		}
	}
	for _, bad := range []string{"", " ", "{", "[", `{"a"}`, `{"a":1,}`, `[1,]`, `{a:1}`, `{"a":1 "b":2}`, `[1 2]`, "1 2", "nul", "tru", "'a'", `"a`, `"a\"`, `"\x"`,
		"\"\x01\"", "\"\xff\"", "01", "+1", "1.", ".5", "1e", "--1", "1e999", `{"a":1,"a":2}`, `{"a":1,"\u0061":1}`, `{"a":null,"a":null`,
		strings.Repeat("[", 100) + strings.Repeat("]", 100), `{"a":}`, `{"a":1]`, "\x00"} {
		if got, err := canonical(nil, []byte(bad)); err == nil {
			t.Errorf("%q is taken for %s", bad, got)
		}
	}
}

// anyJSON draws a value as encoding/json would decode it.
func anyJSON() *rapid.Generator[any] {
	leaf := rapid.OneOf(
		rapid.Map(rapid.String(), func(s string) any { return s }),
		rapid.Map(rapid.Float64(), func(f float64) any { return f }),
		rapid.Map(rapid.Int64(), func(n int64) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Just[any](nil),
	)
	return rapid.OneOf(leaf,
		rapid.Map(rapid.SliceOfN(leaf, 0, 5), func(s []any) any { return s }),
		rapid.Map(rapid.MapOfN(rapid.String(), leaf, 0, 40), func(m map[string]any) any { return m }))
}

// TestCanonicalProperties holds canonical against encoding/json: the same value,
// and written once more the same bytes.
func TestCanonicalProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := map[string]any{"v": anyJSON().Draw(t, "v"), "w": anyJSON().Draw(t, "w")}
		raw, err := json.Marshal(v)
		if err != nil {
			t.Skip("not JSON")
		}
		once, err := canonical(nil, raw)
		if err != nil {
			t.Fatal(err)
		}
		twice, err := canonical([]byte("kept"), once)
		if err != nil || string(twice) != "kept"+string(once) {
			t.Fatalf("%s becomes %s, %v", once, twice, err)
		}
		var want, got any
		if json.Unmarshal(raw, &want) != nil || json.Unmarshal(once, &got) != nil || !reflect.DeepEqual(prune(want), got) {
			t.Fatalf("%s is not %s", once, raw)
		}
		image, err := Image(v)
		if err != nil || !bytes.Equal(image, once) {
			t.Fatalf("Image gives %s, %v; want %s", image, err, once)
		}
	})
}

// prune takes out the members that are null.
func prune(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			if v[k] == nil {
				delete(v, k)
			} else {
				v[k] = prune(v[k])
			}
		}
	case []any:
		for i := range v {
			v[i] = prune(v[i])
		}
	}
	return v
}

func TestImage(t *testing.T) {
	t.Parallel()
	type row struct {
		ID     string  `json:"id"`
		Due    *string `json:"due"`
		Amount int64   `json:"amount"`
	}
	got, err := Image(row{ID: "<1>", Amount: math.MaxInt64})
	if err != nil || string(got) != `{"amount":9223372036854775807,"id":"<1>"}` {
		t.Errorf("Image gives %s, %v", got, err)
	}
	for _, bad := range []any{nil, 1, []int{1}, "x", func() {}} {
		if _, err := Image(bad); err == nil {
			t.Errorf("Image(%T) takes it", bad)
		}
	}
	if _, err := Image(map[string]string{"a": strings.Repeat("x", MaxImage)}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an image that is too large: %v", err)
	}
}
