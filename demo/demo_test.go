package demo

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/store"
	"zhenggai/zh"
)

// nows are days to make the city on: in the middle of a week, at night after a new
// year's day that is no workday, and after a leap day.
var nows = []time.Time{
	time.Date(2026, 6, 17, 12, 0, 0, 0, china),
	time.Date(2028, 1, 2, 0, 20, 0, 0, china),
	time.Date(2028, 3, 6, 23, 59, 0, 0, china),
}

// made makes the city on a day on which its clock then stands still.
func made(t *testing.T, now time.Time) (*app.App, *City) {
	t.Helper()
	a, city, err := Make(t.Context(), t.TempDir(), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	a.Now = func() time.Time { return now }
	return a, city
}

// TestMake holds what the city promises to have, so that every page has something on
// it, whatever day it is.
func TestMake(t *testing.T) {
	t.Parallel()
	for _, now := range nows[:2] {
		t.Run(now.Format("2006-01-02"), func(t *testing.T) {
			t.Parallel()
			a, city := made(t, now)
			v, err := a.Verify(t.Context())
			if err != nil || !v.OK() {
				t.Errorf("verify: %v, %+v", err, v)
			}
			s := look(t, a, city)
			s.board()
			s.waiting()
			s.people()
			s.cases()
			s.registers()
			s.past()
		})
	}
}

// A sight is the city with all its cases.
type sight struct {
	t      *testing.T
	a      *app.App
	city   *City
	all    org.Actor // sees every book
	byBook map[org.ID][]*ledger.Case
}

func look(t *testing.T, a *app.App, city *City) *sight {
	t.Helper()
	s := &sight{t: t, a: a, city: city, byBook: map[org.ID][]*ledger.Case{}}
	s.all = s.as("hongyn")
	for _, book := range city.Books {
		list, _, err := a.Findings(t.Context(), s.all, store.FindingQuery{Books: []org.ID{book}, LeafOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			cs, err := a.Case(t.Context(), s.all, book, f.ID)
			if err != nil {
				t.Fatal(err)
			}
			s.byBook[book] = append(s.byBook[book], cs)
		}
	}
	return s
}

func (s *sight) as(login string) org.Actor {
	s.t.Helper()
	who, err := s.a.Actor(s.t.Context(), login)
	if err != nil {
		s.t.Fatal(err)
	}
	return who
}

// want fails the test for each of wants that got does not have.
func want[T comparable](t *testing.T, what string, got map[T]int, wants ...T) {
	t.Helper()
	for _, w := range wants {
		if got[w] == 0 {
			t.Errorf("no %s %v: %v", what, w, got)
		}
	}
}

// board checks the states and colours, and how far each unit is.
func (s *sight) board() {
	s.t.Helper()
	cells, err := s.a.Board(s.t.Context(), s.all, store.FindingQuery{LeafOnly: true}, zh.Date{})
	if err != nil {
		s.t.Fatal(err)
	}
	states, colours, unit := map[ledger.State]int{}, map[string]int{}, map[string]int{}
	for _, c := range cells {
		states[c.State] += c.N
		colours[string(c.State)+" "+string(c.Colour)] += c.N
		unit[s.all.Tree.Unit(c.Unit).Name+" "+string(c.State)] += c.N
		if c.Partial {
			states["partial"] += c.N
		}
	}
	want(s.t, "state", states, ledger.Open, ledger.Planned, ledger.Underway, ledger.Submitted, ledger.Closed, ledger.Void, "partial")
	want(s.t, "colour", colours, "underway green", "underway yellow", "underway red", "submitted green", "submitted yellow", "submitted red")
	if unit[waterName+" closed"] != 18 || unit[townName+" open"] != 20 || unit[schoolName+" closed"] != 3 {
		s.t.Errorf("how far the units are: %v", unit)
	}
}

// waiting checks that a submission waits at each step of the longest chain, and that
// whoever is to take the step is offered it.
func (s *sight) waiting() {
	s.t.Helper()
	steps, offered, actors := map[string]int{}, map[string]int{}, map[string]org.Actor{}
	for _, p := range s.city.People {
		actors[p.Login] = s.as(p.Login)
	}
	for _, book := range s.city.Books {
		for _, cs := range s.byBook[book] {
			if sub := cs.Submission(); sub != nil {
				steps[sub.Step().Key]++
			}
			for login, who := range actors {
				for _, o := range cs.Offers(who, ledger.Now{At: ledger.At(s.a.Now()), Day: s.a.Today()}) {
					if o.Refusal == nil {
						offered[login+" "+string(o.Step.Event)]++
					}
				}
			}
		}
	}
	for _, step := range watched() {
		want(s.t, "submission waiting at", steps, step.Key)
	}
	want(s.t, "offer", offered, "yinxh pass", "miaojm pass", "wenyc pass", "zhaixy pass", "luzy pass", "lengsy pass", "jiyf pass", "rongjz pass", "qiaosx pass", "yansz pass",
		"qiaosx approve", "qiaosx grant", "qiaosx refuse", "duanmc renew", "duanmc relapse", "miaojm submit", "yinxh finish", "guixm finish", "ruancs withdraw", "guql extend", "zhaixy extend",
		"baicq plan", "baixf measure", "baixf amend")
}

// people checks that everybody is told of, can sign in and has the roles he is told
// to have.
func (s *sight) people() {
	s.t.Helper()
	if n := len(s.city.People); n != len(cast) || s.city.Password == "" {
		s.t.Errorf("%d people, password %q", n, s.city.Password)
	}
	roles := map[org.Role]int{}
	for _, p := range s.city.People {
		who := s.as(p.Login)
		if who.Person != p.ID || p.ZH == "" || p.EN == "" || p.Unit == "" {
			s.t.Errorf("%+v", p)
		}
		for _, g := range who.Grants {
			if !slices.Contains(p.Roles, g.Role) {
				s.t.Errorf("%s has the role %s and is not said to", p.Login, g.Role)
			}
			roles[g.Role]++
		}
	}
	for _, r := range org.Roles {
		if r.Role != org.Clock {
			want(s.t, "role", roles, r.Role)
		}
	}
}

// cases checks what hangs on findings.
func (s *sight) cases() {
	s.t.Helper()
	has, types, texts := map[string]int{}, map[string]int{}, map[string]map[org.ID]bool{}
	for book, cases := range s.byBook {
		for _, cs := range cases {
			count(has, cs)
			for _, e := range cs.Evidence {
				types[e.Type]++
			}
			for _, m := range cs.Measures {
				if texts[m.Text] == nil {
					texts[m.Text] = map[org.ID]bool{}
				}
				texts[m.Text][book] = true
			}
		}
	}
	want(s.t, "case", has, "cycle 2", "stale", "renewed", "relapse", "returned", "withdrawn", "passed", "second submission", "extension ", "extension granted", "extension refused",
		"kind immediate", "kind dated", "standing", "milestone", "group", "void", "extended", "record 会议", "record 检查", "record 学习", "record 谈话",
		"money repaid", "money recovered", "money saved", "account 批评教育", "account 诫勉", "goal", "measures without approval")
	want(s.t, "type of evidence", types, "application/pdf", "image/png", "text/plain", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
	copied := 0
	for _, books := range texts {
		if len(books) > 1 {
			copied++
		}
	}
	if copied < 2 {
		s.t.Errorf("%d measures are in two books, want 2 or more", copied)
	}
}

// count adds what cs has to has.
func count(has map[string]int, cs *ledger.Case) {
	f := cs.Finding
	add := func(what string, so bool) {
		if so {
			has[what]++
		}
	}
	add("cycle 2", f.Cycle == 2)
	add("stale", cs.Stale())
	add("relapse", len(cs.Relapses) > 0)
	add("second submission", len(cs.Submissions) > 1)
	add("standing", f.Standing)
	add("group", len(f.Groups) > 0)
	add("void", f.Voided != "")
	add("extended", f.Extended > 0 && f.Due != f.FirstDue)
	add("goal", f.Goal != "")
	add("measures without approval", f.State == ledger.Open && len(cs.Measures) > 0)
	has["kind "+string(f.Kind)]++
	for _, c := range cs.Closures {
		add("renewed", len(c.Renewed) > 0)
	}
	for _, sub := range cs.Submissions {
		has[string(sub.Outcome)]++
	}
	for _, x := range cs.Extensions {
		has["extension "+string(x.Decision)]++
	}
	for _, m := range cs.Measures {
		add("milestone", len(m.Milestones) > 0)
	}
	for _, r := range cs.Records {
		has["record "+r.Kind]++
	}
	for _, x := range cs.Moneys {
		has["money "+x.Event]++
	}
	for _, x := range cs.Accounts {
		has["account "+x.Form]++
	}
}

// registers checks what a book has as a whole.
func (s *sight) registers() {
	s.t.Helper()
	ctx, has := s.t.Context(), map[string]int{}
	for _, book := range s.city.Books {
		regulations, err1 := s.a.Regulations(ctx, s.all, book)
		meetings, err2 := s.a.Meetings(ctx, s.all, book)
		discrepancies, err3 := s.a.Discrepancies(ctx, s.all, book)
		documents, err4 := s.a.Documents(ctx, s.all, book)
		groups, err5 := s.a.Workgroups(ctx, s.all, book)
		mappings, err6 := s.a.Mappings(ctx, s.all, book)
		inspections, err7 := s.a.Inspections(ctx, s.all, book)
		if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
			s.t.Fatal(err)
		}
		for _, r := range regulations {
			has["regulation "+r.Event]++
		}
		for _, m := range meetings {
			has["meeting "+m.Kind]++
			if !m.Minutes.IsZero() {
				has["minutes"]++
			}
		}
		for _, d := range discrepancies {
			has[fmt.Sprintf("discrepancy of %s, settled %v", d.Field, d.Settled != "")]++
		}
		for _, d := range documents {
			has["document "+d.Kind]++
		}
		has["workgroup"] += len(groups)
		has["mapping"] += len(mappings)
		if len(inspections) != 1 || inspections[0].Team != teamName || inspections[0].Round.IsZero() || inspections[0].From.IsZero() {
			s.t.Errorf("inspections %+v", inspections)
		}
	}
	s.planDue()
	want(s.t, "row", has, "regulation made", "regulation amended", "regulation repealed", "meeting 党组会", "meeting 领导小组会", "meeting 专题民主生活会", "minutes",
		"discrepancy of due, settled true", "discrepancy of due, settled false", "document feedback", "document plan", "document progress", "document public", "workgroup", "mapping")
}

// planDue checks that the town's plan is due, and not yet late.
func (s *sight) planDue() {
	s.t.Helper()
	town := s.city.Books[2]
	inspections, err := s.a.Inspections(s.t.Context(), s.all, town)
	if err != nil {
		s.t.Fatal(err)
	}
	_, due, err := s.a.Deadlines(s.t.Context(), s.all, town, inspections[0].ID)
	if err != nil {
		s.t.Fatal(err)
	}
	if len(due) == 0 || due[0].Limit.Key != "plan" || due[0].Day.Before(s.a.Today()) {
		s.t.Errorf("due: %+v", due)
	}
}

// past checks what the product did by itself, and that the history is one.
func (s *sight) past() {
	s.t.Helper()
	book := s.city.Books[1]
	entries, err := s.a.Entries(s.t.Context(), s.all, store.EntryQuery{Book: book, Limit: 10000})
	if err != nil {
		s.t.Fatal(err)
	}
	actions := map[string]int{}
	for i, e := range entries {
		actions[e.Action]++
		if i > 0 && e.At.After(entries[i-1].At) || e.At.After(s.a.Now()) {
			s.t.Errorf("%s at %s comes before something earlier, or is still to come", e.Action, e.At)
		}
	}
	want(s.t, "entry", actions, "notice.send", "document.import", "finding.send_back", "finding.withdraw", "finding.extend")
	then, err := s.a.AsOf(s.t.Context(), s.all, book, s.a.Today().AddDays(-60))
	if err != nil || len(then.Findings) == 0 {
		s.t.Errorf("as of 60 days ago: %v", err)
	}
}

// TestSame makes the city twice: it is the same to the last id and digest.
func TestSame(t *testing.T) {
	t.Parallel()
	var logs [2][]string
	for i := range logs {
		a, city := made(t, nows[0])
		who, err := a.Actor(t.Context(), "hongyn")
		if err != nil {
			t.Fatal(err)
		}
		for _, book := range city.Books {
			entries, err := a.Entries(t.Context(), who, store.EntryQuery{Book: book, Limit: 10000})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				logs[i] = append(logs[i], fmt.Sprintf("%+v", e))
			}
		}
	}
	if len(logs[0]) < 500 || !slices.Equal(logs[0], logs[1]) {
		t.Errorf("%d entries and %d, or not the same", len(logs[0]), len(logs[1]))
	}
}

// TestPapers reads each text as the product does.
func TestPapers(t *testing.T) {
	t.Parallel()
	for name, wants := range map[string]struct {
		kind             draft.Kind
		leaves, measures int
	}{
		"water-feedback": {draft.KindFeedback, 22, 0}, "water-plan": {draft.KindPlan, 22, 44}, "water-public": {draft.KindPublic, 22, 44},
		"school-feedback": {draft.KindFeedback, 26, 0}, "school-plan": {draft.KindPlan, 26, 52}, "school-progress": {draft.KindProgress, 24, 48},
		"town-feedback": {draft.KindFeedback, 20, 0},
	} {
		for _, now := range nows {
			text, err := newMaker(t.Context(), now).paper(name)
			if err != nil {
				t.Fatal(err)
			}
			o := report.Read(source.New(text))
			d := draft.New(o, draft.About{Kind: draft.KindOf(o)})
			leaves, measures := 0, 0
			for _, f := range d.Findings {
				if measures += len(f.Measures); f.Leaf {
					leaves++
				}
			}
			if d.Kind != wants.kind || leaves != wants.leaves || measures != wants.measures || len(d.Problems) > 0 {
				t.Errorf("%s: %s with %d leaves, %d measures, problems %v", name, d.Kind, leaves, measures, d.Problems)
			}
		}
	}
}

// TestInvented checks that the texts have nothing of the real report that the product
// is tried on, which is not part of the repository.
func TestInvented(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../shared/samples/suining-2021.txt")
	if err != nil {
		t.Skipf("the real report is not beside the repository: %v", err)
	}
	const run = 18 // characters that official prose does not share by chance
	real := string(b)
	files, err := texts.ReadDir("text")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := texts.ReadFile("text/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			for words := []rune(strings.TrimSpace(line)); len(words) >= run; words = words[1:] {
				if strings.Contains(real, string(words[:run])) {
					t.Errorf("%s: %s stands in the real report", f.Name(), string(words[:run]))
				}
			}
		}
	}
}
