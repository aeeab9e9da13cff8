package report

import (
	"os"
	"testing"

	"zhenggai/source"
)

// sample is a real published report. It is not part of the repository: where it
// lies beside it the reading is held against a key made by hand.
const sample = "../../shared/samples/suining-2021.txt"

func TestSample(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile(sample)
	if err != nil {
		t.Skipf("the real report is not beside the repository: %v", err)
	}
	o := Read(source.New(string(b)))
	if err := verify(o); err != nil {
		t.Error(err)
	}
	if w := uncovered(o); w != "" {
		t.Errorf("lost in reading: %s", w)
	}
	count := map[Role]int{}
	for i := range o.Nodes {
		n := &o.Nodes[i]
		count[n.Role]++
		if n.Flags&Synthetic != 0 && (n.Role != Problem || o.NumberOf(int32(i)) != "问题14" || !n.Span.Empty()) {
			t.Errorf("inferred: %s %s at %v", n.Role, o.NumberOf(int32(i)), n.Span)
		}
		if n.Expected != 0 && n.Flags&Synthetic == 0 && (o.NumberOf(int32(i)) != "(31)" || o.ExpectedOf(int32(i)) != "(33)") {
			t.Errorf("%s is expected to be %s", o.NumberOf(int32(i)), o.ExpectedOf(int32(i)))
		}
	}
	for role, want := range map[Role]int{Aspect: 3, Problem: 15, Point: 40, Measure: 98} {
		if count[role] != want {
			t.Errorf("%d nodes of role %s, want %d", count[role], role, want)
		}
	}
	head := o.headView()
	for what, c := range map[string][2]*string{
		"period from": {head.Period[0], ptr("2020-05-12")}, "period to": {head.Period[1], ptr("2020-07-31")},
		"feedback": {head.Feedback, ptr("2020-09-10")}, "published": {head.Published, ptr("2021-01-25")},
		"team": {head.Team, ptr("市委第四巡察组")},
	} {
		if c[0] == nil || *c[0] != *c[1] {
			t.Errorf("%s is not %s", what, *c[1])
		}
	}
	sampleDates(t, o)
	sampleAmounts(t, o)
}

func ptr(s string) *string { return &s }

// sampleDates holds the dates of the key, in text order. Words such as 今年 that
// the key leaves out may stand between them.
func sampleDates(t *testing.T, o *Outline) {
	t.Helper()
	want := [][2]string{
		{"2020-05-12", "2020-07-31"}, {"2020-09-10"}, {"2020-05-26"}, {"2020-07-01"}, {"2020-11-17"}, {"2020-12-04"}, {"2020-09-29"},
		{"2020-09-01", "2020-09-30"}, {"2020-10-22"}, {"2020-10-23"}, {"2020-09-23", "2020-09-24"}, {"2020-09-16", "2020-09-20"},
		{"2021-01-01", "2021-12-31"}, {"2020-08-01", "2020-08-31"}, {"2020-08-27", "2020-08-29"}, {"2020-09-19", "2020-09-20"}, {"2020-11-25"},
		{"2017-01-01", "2017-12-31"}, {"2018-01-01", "2021-01-25"}, {"2020-11-01", "2020-11-30"}, {"2020-11-01", "2020-11-30"},
		{"2020-12-04"}, {"2020-12-02"}, {"2016-01-01", "2019-12-31"}, {"2020-07-01", "2020-07-31"}, {"2021-01-25"},
	}
	k := 0
	for i := range o.Dates {
		d := &o.Dates[i]
		from, to := want[k][0], want[k][1]
		if to == "" {
			to = from
		}
		if d.From.String() == from && d.To.String() == to {
			if k++; k == len(want) {
				return
			}
		}
	}
	t.Errorf("date %d, %v, was not found in its place", k+1, want[k])
}

// sampleAmounts holds all amounts of money, in yuan and text order.
func sampleAmounts(t *testing.T, o *Outline) {
	t.Helper()
	want := []string{"5487400.00", "4591800.00", "480000.00", "10000000.00", "20000000.00", "5000000.00", "10000000.00", "10000000.00",
		"16900000.00", "19000000.00", "16000000.00", "45900000.00", "90.00", "399.50"}
	k := 0
	for i := range o.Quantities {
		q := &o.Quantities[i]
		if q.Unit != Money {
			continue
		}
		if k >= len(want) || q.N.Fixed() != want[k] || q.Approx != Exact {
			t.Fatalf("amount %d is %s", k+1, q.N.Fixed())
		}
		k++
	}
	if k != len(want) {
		t.Errorf("%d amounts of %d", k, len(want))
	}
	titles := map[uint64]bool{}
	for i := range o.Documents {
		if d := &o.Documents[i]; d.Outer == None {
			titles[d.Key] = true
		}
	}
	if len(titles) != 44 {
		t.Errorf("%d distinct documents, want 44", len(titles))
	}
}
