package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// TestRows saves a row of every type, once with every field set and once with none
// but those it must have, and reads it back: the image must be the same to the
// letter.
func TestRows(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, full := range []bool{true, false} {
			rows := s.oneOfEach(full)
			s.save("row.add", rows...)
			s.view(func(tx *store.Tx) error {
				kept := map[string]string{}
				for image, err := range tx.Images(rows[0].Key().Book) {
					if err != nil {
						return err
					}
					kept[image.Table+image.ID] = string(image.Image)
				}
				for _, r := range rows {
					want, err := canonical(r)
					if err != nil {
						return err
					}
					if got := kept[r.Table()+r.Key().ID.String()]; got != want {
						t.Errorf("full=%v: %s\n got %s\nwant %s", full, r.Table(), got, want)
					}
				}
				if len(kept) != len(rows) {
					t.Errorf("%d rows are kept, %d were put", len(kept), len(rows))
				}
				return nil
			})
			// and over what is there
			for _, r := range rows {
				s.fill(reflect.ValueOf(r).Elem(), false)
			}
			s.save("row.change", rows...)
		}
	})
}

// canonical is what a row is as JSON, with its members in order.
func canonical(r org.Row) (string, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	var m map[string]any
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		return "", err
	}
	for k, v := range m {
		if v == nil {
			delete(m, k)
		}
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err = enc.Encode(m)
	return strings.TrimSuffix(out.String(), "\n"), err
}

// oneOfEach makes a row of every type, all in one book.
func (s *site) oneOfEach(full bool) []org.Row {
	key := s.id()
	book := &ledger.Book{Head: org.Head{Book: key, ID: key}}
	inspection, parent, finding := &ledger.Inspection{}, &ledger.Finding{Code: "p"}, &ledger.Finding{}
	measure, person, submission, closure := &ledger.Measure{}, &org.Person{}, &ledger.Submission{}, &ledger.Closure{}
	rows := []org.Row{&org.Unit{}, person, &org.Grant{}, &ledger.Round{}, &ledger.Setting{}, &ledger.Workgroup{}, inspection,
		&ledger.Document{}, parent, finding, measure, &ledger.Record{}, &ledger.Evidence{}, &ledger.Meeting{}, &ledger.Regulation{},
		&ledger.Money{}, &ledger.Accountability{}, submission, closure, &ledger.Relapse{}, &ledger.Extension{}, &ledger.Discrepancy{}, &ledger.Notice{}, &ledger.Paper{}, &ledger.Publication{}, &ledger.Comment{}, &ledger.Vote{}}
	for _, r := range rows {
		*r.Key() = s.head(key)
	}
	rows = append([]org.Row{book}, rows...)
	for _, r := range rows {
		v := reflect.ValueOf(r).Elem()
		if full {
			s.fill(v, true)
		}
		link := func(field string, id org.ID) {
			if f := v.FieldByName(field); f.IsValid() && f.Type() == reflect.TypeFor[org.ID]() && (full || field != "Parent" && field != "Measure") {
				f.Set(reflect.ValueOf(id))
			}
		}
		link("Finding", finding.ID)
		link("Measure", measure.ID)
		link("Inspection", inspection.ID)
		link("Person", person.ID)
		link("Submission", submission.ID)
		link("Closure", closure.ID)
	}
	parent.Parent, finding.Parent = org.ID{}, parent.ID
	parent.Code = "p"
	return rows
}

// fill sets the fields of a struct at random; with false, only its texts.
func (s *site) fill(v reflect.Value, all bool) {
	for i := range v.NumField() {
		f := v.Field(i)
		switch f.Interface().(type) {
		case org.Head:
			continue
		case org.ID:
			if all {
				f.Set(reflect.ValueOf(s.id()))
			}
			continue
		case zh.Date:
			if all {
				f.Set(reflect.ValueOf(zh.D(2026, 1+s.rnd.IntN(12), 1+s.rnd.IntN(28))))
			}
			continue
		case ledger.Time:
			if all {
				f.Set(reflect.ValueOf(ledger.At(s.now.Add(time.Duration(s.rnd.IntN(1e9)) * time.Microsecond))))
			}
			continue
		case ledger.Digest:
			if all {
				var d ledger.Digest
				s.random.Read(d[:])
				f.Set(reflect.ValueOf(d))
			}
			continue
		}
		switch f.Kind() {
		case reflect.String:
			f.SetString(s.sentence() + "<&\"'\\%_\u2028\n\t😀é" + itoa(s.rnd.IntN(1e9)))
		case reflect.Struct:
			s.fill(f, all)
		case reflect.Bool, reflect.Int, reflect.Int64, reflect.Pointer, reflect.Slice:
			if all {
				s.fillKind(f)
			}
		default:
			s.t.Fatalf("a field of kind %s", f.Kind())
		}
	}
}

func (s *site) fillKind(f reflect.Value) {
	switch f.Kind() {
	case reflect.Bool:
		f.SetBool(true)
	case reflect.Int, reflect.Int64:
		f.SetInt(1 + s.rnd.Int64N(1e12))
	case reflect.Pointer:
		f.Set(reflect.New(f.Type().Elem()))
		s.fill(f.Elem(), true)
	case reflect.Slice:
		f.Set(reflect.MakeSlice(f.Type(), 2, 2))
		one := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "X", Type: f.Type().Elem()}})).Elem()
		for i := range 2 {
			s.fill(one, true)
			f.Index(i).Set(one.Field(0))
		}
	}
}

// TestVersions: a row is saved only over the version that was read.
func TestVersions(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		u := &org.Unit{Head: s.head(org.Site), Name: "甲"}
		s.save("unit.add", u)
		mine, others := *u, *u
		mine.Name, others.Name = "乙", "丙"
		s.save("unit.change", &mine)
		if mine.Version != 2 {
			t.Errorf("version %d after the second save", mine.Version)
		}
		err := s.try("unit.change", &others)
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Say(err, "zh"), "别人改动过") {
			t.Errorf("saving over another version: %v", err)
		}
		if others.Version != 1 {
			t.Errorf("the row that was not saved has version %d", others.Version)
		}
		// A new row of an id that is taken, and one that points at nothing.
		if err := s.try("unit.add", &org.Unit{Head: org.Head{Book: org.Site, ID: u.ID}}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an id given out twice: %v", err)
		}
		g := &org.Grant{Head: s.head(org.Site), Person: s.id(), Role: org.Lead}
		if err := s.try("grant.add", g); fault.KindOf(err) != fault.Conflict || g.Version != 0 {
			t.Errorf("a grant to nobody: %v, version %d", err, g.Version)
		}
		s.view(func(tx *store.Tx) error {
			got, err := store.Get[org.Unit](tx, org.Site, u.ID)
			if err == nil && got.Name != "乙" {
				t.Errorf("kept %q", got.Name)
			}
			_, nerr := store.Get[org.Unit](tx, org.Site, s.id())
			if fault.KindOf(nerr) != fault.NotFound {
				t.Errorf("a unit that is not there: %v", nerr)
			}
			return err
		})
	})
}

// TestBadText: both engines refuse the same text.
func TestBadText(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, bad := range []string{"零\x00字节", "乱\xff码"} {
			err := s.try("unit.add", &org.Unit{Head: s.head(org.Site), Name: bad})
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v", bad, err)
			}
		}
	})
}

// TestJournalled: what is not in the journal did not happen.
func TestJournalled(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		u := &org.Unit{Head: s.head(org.Site), Name: "甲"}
		err := db.Update(context.Background(), func(tx *store.Tx) error { return tx.Put(u) })
		if fault.KindOf(err) != fault.Internal || u.Version != 0 {
			t.Errorf("a change that was not journalled: %v", err)
		}
		s.view(func(tx *store.Tx) error {
			if _, err := store.Get[org.Unit](tx, org.Site, u.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("it was kept all the same: %v", err)
			}
			return nil
		})
	})
}

// TestFaults: failed and did not happen, failed but happened.
func TestFaults(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		broken := fmt.Errorf("the power went")
		for _, happens := range []bool{false, true} {
			u := &org.Unit{Head: s.head(org.Site), Name: "甲"}
			fail := func() error { return broken }
			db.Faults = &store.Faults{Before: fail}
			if happens {
				db.Faults = &store.Faults{After: fail}
			}
			if err := s.try("unit.add", u); err == nil {
				t.Fatal("no error")
			}
			db.Faults = nil
			s.view(func(tx *store.Tx) error {
				_, err := store.Get[org.Unit](tx, org.Site, u.ID)
				if (err == nil) != happens {
					t.Errorf("happened=%v, want %v", err == nil, happens)
				}
				return nil
			})
			// Sent again, it says so or succeeds.
			if err := s.try("unit.add", u); (err != nil) != happens {
				t.Errorf("sent again: %v", err)
			}
		}
	})
}

func randomOf(r *rand.Rand, alphabet []rune, n int) string {
	out := make([]rune, n)
	for i := range out {
		out[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(out)
}
