package org

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestIDRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		at := time.UnixMilli(rapid.Int64Range(0, 1<<47).Draw(rt, "ms"))
		later := at.Add(time.Millisecond)
		var random [10]byte
		copy(random[:], rapid.SliceOfN(rapid.Byte(), 10, 10).Draw(rt, "random"))
		id := NewID(at, random)
		back, err := ParseID(id.String())
		if err != nil || back != id || len(id.String()) != 36 {
			rt.Fatalf("%s reads back as %s: %v", id, back, err)
		}
		if id[6]>>4 != 7 || id[8]>>6 != 2 {
			rt.Fatalf("%s is not a UUID of version 7", id)
		}
		if NewID(later, random).Compare(id) <= 0 {
			rt.Fatal("a later id does not sort later")
		}
	})
}

func TestIDForms(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "x", "00000000-0000-7000-8000-00000000000", "00000000-0000-7000-8000-00000000000g", "000000000000-7000-8000-000000000001"} {
		if id, err := ParseID(bad); err == nil {
			t.Errorf("%q was read as %s", bad, id)
		}
	}
	b, err := json.Marshal(struct {
		A ID `json:"a"`
		B ID `json:"b,omitzero"`
	}{A: Site})
	if err != nil || string(b) != `{"a":"00000000-0000-7000-8000-000000000001"}` {
		t.Errorf("%s %v", b, err)
	}
}

// tree is a city with an office and two bureaus, the first with a department.
func tree() (t *Tree, city, office, bureau, dept, other ID) {
	ids := make([]ID, 5)
	for i := range ids {
		ids[i] = ID{15: byte(i + 1)}
	}
	city, office, bureau, dept, other = ids[0], ids[1], ids[2], ids[3], ids[4]
	unit := func(id, parent ID) *Unit { return &Unit{Head: Head{Book: Site, ID: id}, Parent: parent} }
	return NewTree([]*Unit{unit(city, ID{}), unit(office, city), unit(bureau, city), unit(dept, bureau), unit(other, city)}), city, office, bureau, dept, other
}

func TestScope(t *testing.T) {
	t.Parallel()
	tr, city, office, bureau, dept, other := tree()
	me, group := ID{14: 1}, ID{14: 2}
	for _, c := range []struct {
		name                  string
		role                  Role
		over                  ID
		bureauWhole, own, far bool
	}{
		{"the office sees every book below the city", Officer, city, true, true, true},
		{"a coordinator sees the book of his bureau", Coordinator, bureau, true, true, false},
		{"a handler sees what is his department's", Handler, dept, false, true, false},
		{"an administrator sees no finding", SystemAdmin, city, false, false, false},
		{"a role over another unit sees nothing here", Viewer, office, false, false, false},
	} {
		who := Actor{Person: me, Unit: dept, Tree: tr, Grants: []Grant{{Role: c.role, Unit: c.over}}}
		s := who.Scope()
		if got := s.SeesBook(bureau); got != c.bureauWhole {
			t.Errorf("%s: whole book %v", c.name, got)
		}
		if got := s.Sees(bureau, []ID{dept}); got != c.own {
			t.Errorf("%s: own finding %v", c.name, got)
		}
		if got := s.Sees(other, []ID{other}); got != c.far {
			t.Errorf("%s: another bureau's finding %v", c.name, got)
		}
	}
	who := Actor{Person: me, Groups: []ID{group}, Tree: tr}
	if s := who.Scope(); !s.Sees(bureau, []ID{group}) || !s.Sees(bureau, []ID{me}) || s.Sees(bureau, []ID{dept}) {
		t.Error("a member sees the scope of his workgroup and what names him, and nothing else")
	}
	if s := (Scope{}); s.Sees(bureau, []ID{dept, {}}) {
		t.Error("the zero scope sees something")
	}
	who.Grants = []Grant{{Role: Officer, Unit: city, Closed: true}}
	if who.Scope().SeesBook(bureau) || who.Has(bureau, Officer) {
		t.Error("a grant that was withdrawn still holds")
	}
	if !(Actor{Clock: true}).Scope().All || !(Actor{Clock: true}).Has(bureau, Clock) || (Actor{Clock: true}).Has(bureau, Officer) {
		t.Error("the product itself sees all and is nothing but itself")
	}
}

func TestTreeWithARing(t *testing.T) {
	t.Parallel()
	a, b := ID{15: 1}, ID{15: 2}
	ring := NewTree([]*Unit{{Head: Head{ID: a}, Parent: b}, {Head: Head{ID: b}, Parent: a}})
	if ring.Within(a, ID{15: 3}) {
		t.Error("a ring reaches a unit that is not in it")
	}
	if n := len(ring.Below(a)); n > 3 {
		t.Errorf("a ring of two has %d units", n)
	}
}

func TestThreeAdministrators(t *testing.T) {
	t.Parallel()
	for _, have := range Roles {
		for _, want := range Roles {
			err := CheckGrant([]Grant{{Role: have.Role}}, want.Role)
			refuse := have.Role != want.Role && (have.Administers || want.Administers)
			if (err != nil) != refuse {
				t.Errorf("%s beside %s: %v", want.Role, have.Role, err)
			}
		}
	}
	if CheckGrant(nil, "king") == nil {
		t.Error("a role that does not exist was granted")
	}
	if err := CheckGrant([]Grant{{Role: SystemAdmin, Closed: true}}, Officer); err != nil {
		t.Errorf("who is no longer an administrator may take part: %v", err)
	}
	for _, r := range Roles {
		if r.Role.Name("zh") == string(r.Role) || r.Role.Name("en") == "" {
			t.Errorf("%s has no name", r.Role)
		}
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	city, bureau, office := &Unit{Name: "云川市"}, &Unit{Name: "市水务局"}, &Unit{Name: "计划科"}
	city.ID, bureau.ID, office.ID = ID{15: 1}, ID{15: 2}, ID{15: 3}
	bureau.Parent, office.Parent = city.ID, bureau.ID
	tree := NewTree([]*Unit{city, bureau, office})
	for id, want := range map[ID]string{office.ID: "云川市/市水务局/计划科", city.ID: "云川市", {15: 9}: "", {}: ""} {
		if got := tree.Path(id); got != want {
			t.Errorf("%v: %q, want %q", id, got, want)
		}
	}
	city.Parent = office.ID // a ring that somebody made by hand
	if got := tree.Path(office.ID); !strings.HasSuffix(got, "市水务局/计划科") {
		t.Error(got)
	}
}
