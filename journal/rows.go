package journal

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rows compares the rows of the ledger with their latest images.
func (v *verification) rows() error {
	if v.copy.Rows == nil {
		return nil
	}
	altered := map[Key]Row{}
	for r, err := range v.copy.Rows {
		if err != nil {
			return fmt.Errorf("journal: verify, read row %d of the ledger: %w", v.report.Rows, err)
		}
		v.report.Rows++
		s, ok := v.slots[r.Key]
		if !ok {
			v.fault(rowUnrecorded(r))
			continue
		}
		s.seen = true
		v.slots[r.Key] = s
		switch {
		case s.image == Sum{}:
			v.fault(rowBlotted(r.Key, s.index))
		case s.version != r.Version:
			v.fault(rowAltered(r.Key, s.index, "version: "+decimal(s.version), "version: "+decimal(r.Version)))
		case s.image != sha256.Sum256(r.Image):
			altered[r.Key] = r
		}
	}
	if err := v.showAltered(altered); err != nil {
		return err
	}
	missing := slices.SortedFunc(maps.Keys(v.slots), compareKeys)
	for _, k := range missing {
		if s := v.slots[k]; !s.seen {
			v.fault(rowMissing(k, s.index, s.version))
		}
	}
	return nil
}

// showAltered reads the details once more for the images of rows that are not as
// they should be, to say in which members they differ.
func (v *verification) showAltered(altered map[Key]Row) error {
	if len(altered) == 0 {
		return nil
	}
	images := map[Key]json.RawMessage{}
	for d, err := range v.copy.Details {
		if err != nil {
			return fmt.Errorf("journal: verify, read the details again: %w", err)
		}
		s, wanted := v.slots[d.Key]
		if _, ok := altered[d.Key]; ok && wanted && s.index == d.Index && s.n == d.N {
			images[d.Key] = d.Image
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(altered), compareKeys) {
		want, got := difference(images[k], altered[k].Image)
		v.fault(rowAltered(k, v.slots[k].index, want, got))
	}
	return nil
}

func compareKeys(a, b Key) int {
	return cmp.Or(strings.Compare(a.Table, b.Table), strings.Compare(a.ID, b.ID))
}

// difference returns those members of two objects that differ, each with its
// value; the whole of what is no object.
func difference(want, got json.RawMessage) (onlyWant, onlyGot string) {
	var w, g map[string]json.RawMessage
	if json.Unmarshal(want, &w) != nil || json.Unmarshal(got, &g) != nil {
		return cut(string(want)), cut(string(got))
	}
	names := maps.Clone(w)
	maps.Copy(names, g)
	var a, b []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if bytes.Equal(w[name], g[name]) {
			continue
		}
		a = append(a, name+": "+valueOrNull(w[name]))
		b = append(b, name+": "+valueOrNull(g[name]))
	}
	if a == nil { // the same members, written otherwise
		return cut(string(want)), cut(string(got))
	}
	return cut(strings.Join(a, ", ")), cut(strings.Join(b, ", "))
}

func valueOrNull(v json.RawMessage) string {
	if v == nil {
		return "null"
	}
	return cut(string(v))
}
