package journal

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"pgregory.net/rapid"

	"zhenggai/fault"
)

// TestDigests pins what is hashed: a change here makes every log that exists
// unverifiable.
func TestDigests(t *testing.T) {
	t.Parallel()
	signer, _ := testKey("unit")
	b := sampleBook(signer)
	var lines strings.Builder
	for _, l := range b.leaves {
		lines.Write(append(l.Body, '\n'))
	}
	for i := range b.details {
		lines.Write(append(b.details[i].Line(), '\n'))
	}
	lines.WriteString(hex.EncodeToString(b.head.Bytes()) + "\n")
	checkGolden(t, "log.golden", lines.String())

	if got := hex.EncodeToString(sm3Of("abc")); got != "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" {
		t.Errorf("SM3(abc) is %s", got) // GB/T 32905-2016, A.1
	}
}

func sm3Of(s string) []byte {
	sum := sm3.Sum([]byte(s))
	return sum[:]
}

// TestDigestParts proves that no two details have one digest because their parts
// run into one another.
func TestDigestParts(t *testing.T) {
	t.Parallel()
	seen := map[Digest]int{}
	for i, d := range []Detail{
		{Row: Row{Key{"a", "bc"}, 1, []byte(`{}`)}, Salt: Salt{1}},
		{Row: Row{Key{"ab", "c"}, 1, []byte(`{}`)}, Salt: Salt{1}},
		{Row: Row{Key{"a", "bc"}, 2, []byte(`{}`)}, Salt: Salt{1}},
		{Row: Row{Key{"a", "bc"}, 1, []byte(`{"a":1}`)}, Salt: Salt{1}},
		{Row: Row{Key{"a", "bc"}, 1, []byte(`{}`)}, Salt: Salt{2}},
	} {
		e, err := Entry{At: start, Actor: "a", Action: "a.b", Subject: "s"}.Seal([]Detail{d})
		if err != nil {
			t.Fatal(err)
		}
		if j, ok := seen[e.Digest]; ok {
			t.Errorf("details %d and %d have one digest", i, j)
		}
		seen[e.Digest] = i
	}
}

func TestEntryRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		term := rapid.StringOf(rapid.RuneFrom([]rune("aZ0 整改\"\\/<>&é😀'"))).Filter(func(s string) bool { return isTerm(s, 512) })
		e := Entry{
			Index:   rapid.Int64Min(0).Draw(t, "index"),
			At:      time.UnixMilli(rapid.Int64Range(-62135596800000, 253402300799999).Draw(t, "at")).In(time.FixedZone("CST", 8*3600)),
			Actor:   term.Draw(t, "actor"),
			Action:  rapid.StringMatching(`[a-z_]{1,9}(\.[a-z_]{1,9}){1,3}`).Draw(t, "action"),
			Subject: term.Draw(t, "subject"),
		}
		e, err := e.Seal(nil)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := ParseEntry(e.Leaf()); err != nil || back != e {
			t.Fatalf("%s reads as %+v, %v", e.Leaf(), back, err)
		}
		d := Detail{Row: Row{Key{term.Draw(t, "table")[:1] + "t", term.Draw(t, "id")}, rapid.Int64Min(1).Draw(t, "version"), nil},
			Salt: Salt(rapid.SliceOfN(rapid.ByteMin(1), 16, 16).Draw(t, "salt"))}
		if !isTerm(d.Table, 64) {
			d.Table = "t"
		}
		d.Image = must(Image(map[string]any{"a": anyJSON().Draw(t, "image")}))
		details := []Detail{d, d}
		if _, err := e.Seal(details); err != nil {
			t.Fatal(err)
		}
		for _, d := range []Detail{details[1], details[1].Blot()} {
			back, err := ParseDetail(d.Line())
			if err != nil || !bytes.Equal(back.Line(), d.Line()) || back.Digest != d.Digest || back.Blotted() != d.Blotted() || back.Salt != d.Salt {
				t.Fatalf("%s reads as %+v, %v", d.Line(), back, err)
			}
		}
	})
}

func TestSealRefuses(t *testing.T) {
	t.Parallel()
	good := Entry{At: start, Actor: "a", Action: "a.b", Subject: "s"}
	for name, change := range map[string]func(e *Entry, d *Detail){
		"no actor":        func(e *Entry, _ *Detail) { e.Actor = "" },
		"two lines":       func(e *Entry, _ *Detail) { e.Subject = "a\nb" },
		"not UTF-8":       func(e *Entry, _ *Detail) { e.Actor = "\xff" },
		"too long":        func(e *Entry, _ *Detail) { e.Actor = strings.Repeat("a", 513) },
		"one word":        func(e *Entry, _ *Detail) { e.Action = "submit" },
		"capitals":        func(e *Entry, _ *Detail) { e.Action = "Finding.submit" },
		"empty word":      func(e *Entry, _ *Detail) { e.Action = "finding." },
		"year 10000":      func(e *Entry, _ *Detail) { e.At = start.AddDate(8000, 0, 0) },
		"negative index":  func(e *Entry, _ *Detail) { e.Index = -1 },
		"no table":        func(_ *Entry, d *Detail) { d.Table = "" },
		"version 0":       func(_ *Entry, d *Detail) { d.Version = 0 },
		"image no object": func(_ *Entry, d *Detail) { d.Image = []byte("1") },
		"image unordered": func(_ *Entry, d *Detail) { d.Image = []byte(`{"b":1,"a":2}`) },
		"image spaced":    func(_ *Entry, d *Detail) { d.Image = []byte(`{"a": 2}`) },
		"no image":        func(_ *Entry, d *Detail) { d.Image = nil },
		"no salt":         func(_ *Entry, d *Detail) { d.Salt = Salt{} },
	} {
		e, d := good, Detail{Row: Row{Key{"t", "1"}, 1, []byte(`{}`)}, Salt: Salt{1}}
		change(&e, &d)
		if _, err := (Head{}).Add(e, []Detail{d}); name == "negative index" {
			if err != nil {
				t.Errorf("Add gives the index, but: %v", err)
			}
			if _, err := e.Seal([]Detail{d}); err == nil {
				t.Error("a negative index is sealed")
			}
		} else if fault.KindOf(err) != fault.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	e := must(Entry{At: start, Actor: "甲", Action: "a.b", Subject: "s"}.Seal(nil))
	leaf := string(e.Leaf())
	details := []Detail{{Row: Row{Key{"t", "1"}, 1, []byte(`{"a":1}`)}, Salt: Salt{15: 1}}}
	must(Entry{At: start, Actor: "甲", Action: "a.b", Subject: "s"}.Seal(details))
	line := string(details[0].Line())
	replace := func(s, old, by string) string {
		if !strings.Contains(s, old) {
			t.Fatalf("%s has no %s", s, old)
		}
		return strings.Replace(s, old, by, 1)
	}
	for _, bad := range []string{
		"", "null", "{}", leaf + " ", leaf + "\n", " " + leaf, leaf + leaf, leaf[:len(leaf)-1],
		replace(leaf, `"details":0`, `"details":0,"more":1`), replace(leaf, `"index":0`, `"Index":0`), replace(leaf, `"index":0`, `"index":0.0`),
		replace(leaf, `.125Z`, `.1250Z`), replace(leaf, `.125Z`, `.125+00:00`), replace(leaf, `"甲"`, `"\u7532"`), replace(leaf, `,"actor"`, `, "actor"`),
		replace(leaf, `"actor":"甲"`, `"actor":"乙","actor":"甲"`), replace(leaf, `"details":0`, `"details":-1`), strings.ToUpper(leaf),
	} {
		if _, err := ParseEntry([]byte(bad)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("entry %s: %v", bad, err)
		}
	}
	for _, bad := range []string{
		"", "null", "{}", line + " ", replace(line, `{"a":1}`, `{"a": 1}`), replace(line, `{"a":1}`, `null`), replace(line, `{"a":1}`, `{"b":1,"a":1}`),
		replace(line, `{"a":1}`, `[]`), replace(line, `"version":1`, `"version":0`), replace(line, `"table":"t"`, `"table":""`),
		replace(line, `"salt":"`, `"salt":"00`), replace(line, `,"salt":"00000000000000000000000000000001"`, ``), replace(line, `,"image":{"a":1}`, ``),
		replace(line, `"n":0`, `"n":0,"row":1`),
	} {
		if _, err := ParseDetail([]byte(bad)); fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.Internal || err == nil {
			t.Errorf("detail %s: %v", bad, err)
		}
	}
}
