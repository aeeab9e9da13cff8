package app

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/notify"
	"zhenggai/org"
	"zhenggai/store/storetest"
)

// A useCase is one way to change something.
type useCase struct {
	name string
	do   func() error
}

// useCases are every way to change something, each as it could be sent from a page.
// Those of one bureau build on each other, in this order.
func useCases(s *site, b *bureau) []useCase {
	return slices.Concat(filings(s, b), printings(s, b), dealings(s, b), doings(s), erasings(s, b))
}

// filings are what offices and administrators change beside findings.
func filings(s *site, b *bureau) []useCase {
	s.Channels = map[string]notify.Channel{ByWebhook: &letterbox{}} // for what dealings warn of
	office, coordinator := s.as("banli"), s.of(b, org.Coordinator)
	free := got(s.AddUnit(s.ctx, s.admin, "市文旅局", s.office.Parent, false))(s.t)
	leaving := got(s.AddPerson(s.ctx, s.admin, org.Person{Login: "leaving", Name: "要走的", Unit: b.dept.ID}))(s.t)
	differs := &ledger.Discrepancy{Subject: "finding", Field: "due", Kept: "2026-06-30", Other: "2026-09-30"}
	must(s.t, s.change(s.ctx, coordinator, "test.differ", func(c *change) (string, error) {
		differs.Head = c.head(b.book.ID)
		return subject(differs), c.Put(differs)
	}))
	r := got(s.LayOut(s.ctx, coordinator, "plan.txt", paperText(s.t, "plan.txt")))(s.t)
	far := newSite(s.t, storetest.Open(s.t, storetest.SQLite))
	file, keys := far.export(far.bureaus[0]), far.Known
	return []useCase{
		{"sign checkpoints by hand", func() error { _, err := s.SignCheckpoints(s.ctx, s.as("shenji")); return err }},
		{"close a person", func() error { return s.ClosePerson(s.ctx, s.admin, leaving.ID) }},
		{"begin a round", func() error {
			_, err := s.AddRound(s.ctx, office, ledger.Round{Office: s.office.ID, Name: "八届市委第四轮", Kind: "inspection"})
			return err
		}},
		{"open a book", func() error {
			_, err := s.OpenBook(s.ctx, s.as("banli"), NewBook{Unit: free.ID, Supervised: true})
			return err
		}},
		{"amend a book", func() error {
			_, err := s.AmendBook(s.ctx, office, b.book.ID, BookEdit{Name: new(b.book.Name + "整改账册")})
			return err
		}},
		{"amend an inspection", func() error {
			_, err := s.AmendInspection(s.ctx, office, b.book.ID, b.insp.ID, InspectionEdit{Team: new("市委第二巡察组")})
			return err
		}},
		{"explain a discrepancy", func() error {
			_, err := s.Settle(s.ctx, coordinator, b.book.ID, differs.ID, "公开稿笔误")
			return err
		}},
		{"take over from the desk", func() error {
			_, err := s.TakeOver(s.ctx, coordinator, r.ID, Incoming{Book: b.book.ID}, true)
			return err
		}},
		{"take a book", func() error {
			_, err := s.Take(s.ctx, s.as("banli"), bytes.NewReader(file), int64(len(file)), keys...)
			return err
		}},
		{"lay out a secret document", refused(fault.Forbidden, func() error {
			_, err := s.LayOut(s.ctx, coordinator, "纪要.txt", []byte("机密★10年\n"+deskText))
			return err
		})},
		{"save a mapping", func() error {
			return s.SaveMapping(s.ctx, coordinator, b.book.ID, "季报", []byte(`{"columns":{"问题描述":"finding"}}`))
		}},
		{"add a regime", func() error { return s.AddRegime(s.ctx, s.admin, "本市", []byte(localPack)) }},
		{"add holidays", func() error { return s.AddHolidays(s.ctx, s.admin, "2031", []byte(localYear)) }},
	}
}

// refused makes what is refused once it was journaled succeed.
func refused(kind fault.Kind, do func() error) func() error {
	return func() error {
		err := do()
		if fault.KindOf(err) == kind {
			return nil
		}
		return err
	}
}

// printings are what is written and published.
func printings(s *site, b *bureau) []useCase {
	coordinator := s.of(b, org.Coordinator)
	s.wrote(b)
	published := s.publishedEdition(b, got(s.DraftPublication(s.ctx, coordinator, b.book.ID, b.insp.ID, ledger.InParty))(s.t))
	draft := func() *Edition {
		all := got(s.Publications(s.ctx, coordinator, b.book.ID))(s.t)
		i := slices.IndexFunc(all, func(p *ledger.Publication) bool { return p.Channel == ledger.Public })
		return got(s.Publication(s.ctx, coordinator, b.book.ID, all[i].ID))(s.t)
	}
	script := Script{Book: b.book.ID, Inspection: b.insp.ID, Form: form.PublicKey, Narrative: form.Narrative{"next": "对照整改方案逐条推进。"}}
	return []useCase{
		{"save a paper", func() error { _, err := s.SavePaper(s.ctx, coordinator, script); return err }},
		{"freeze a paper", func() error {
			all := got(s.Papers(s.ctx, coordinator, b.book.ID, b.insp.ID))(s.t)
			_, err := s.FreezePaper(s.ctx, coordinator, b.book.ID, all[len(all)-1].ID, ledger.Digest{})
			return err
		}},
		{"draft a publication", func() error {
			_, err := s.DraftPublication(s.ctx, coordinator, b.book.ID, b.insp.ID, ledger.Public)
			return err
		}},
		{"mask a publication", func() error {
			_, err := s.tryPub(b, org.Coordinator, draft(), ledger.PublicationAct{Event: ledger.Masking}, "")
			return err
		}},
		{"correct a publication", func() error {
			_, err := s.CorrectPublication(s.ctx, coordinator, b.book.ID, published.ID, "第二项的数字有误")
			return err
		}},
	}
}

// doings are what people do for themselves, and what the product does.
func doings(s *site) []useCase {
	me := s.as("huiqian")
	s.browse("t-fault", me.Person)
	session := got(s.Sessions(s.ctx, me))(s.t)[0].ID
	return []useCase{
		{"try a receipt", refused(fault.NotFound, func() error {
			_, err := s.CommentByReceipt(s.ctx, "ABCD-EFGH-JKMN-PQRS", "192.0.2.9")
			return err
		})},
		{"try an address of a calendar", refused(fault.NotFound, func() error {
			_, err := s.CalendarOf(s.ctx, strings.Repeat("A", 43), "192.0.2.9")
			return err
		})},
		{"set a preference", func() error { return s.SetPreference(s.ctx, me, "lang", "en") }},
		{"end a session", func() error { return s.EndSession(s.ctx, me, session) }},
		{"deliver", func() error { _, err := s.Deliver(s.ctx); return err }},
		{"do a job", func() error { _, err := s.WorkOnce(s.ctx, "fault"); return err }},
	}
}

// erasings are what the product does when time is up. They move the clock, and come last.
func erasings(s *site, b *bureau) []useCase {
	return []useCase{
		{"erase contacts whose time is up", func() error {
			all := got(s.Comments(s.ctx, s.of(b, org.Coordinator), b.book.ID, ""))(s.t)
			if m := all[0]; len(m.Replies) > 0 {
				s.clock.set(m.Reply().At.AddDate(0, 0, 31))
			}
			_, err := s.EraseReaders(s.ctx)
			return err
		}},
	}
}

const (
	localPack = `{"type": "overlay", "key": "yunchuan-plan", "kind": "inspection", "title": {"zh": "云川：整改方案20日", "en": "Yunchuan: plan within 20 days"},
		"basis": "云川市委巡察办通知", "limits": [{"key": "plan", "title": {"zh": "整改方案", "en": "rectification plan"}, "event": "feedback", "n": 20, "unit": "day",
		"duty": {"zh": "报送整改方案", "en": "rectification plan"}, "source": "云川市委巡察办通知", "verified": true}]}`
	localYear = `{"years": [{"year": 2031, "source": "2031年部分节假日安排的通知", "rest": [{"name": "元旦", "from": "2031-01-01", "to": "2031-01-03"}], "work": []}]}`
)

// notBroken are the methods that change something and are no use cases here.
var notBroken = map[string]string{
	"Found":       "makes the site that use cases are tried on",
	"Work":        "does PlanJobs and WorkOnce for ever",
	"StartBackup": "goes on after the answer; what it writes is a file",
}

// TestEveryChangeIsAUseCase holds that each method of App that changes something is
// among the use cases, so that it is broken at every commit.
func TestEveryChangeIsAUseCase(t *testing.T) {
	t.Parallel()
	code, tests := callsIn(t, false), callsIn(t, true)
	tried := map[string]bool{}
	for name := range tests["useCases"] {
		for call := range tests[name] {
			tried[call] = true
			for call := range tests[call] { // one step further: s.do, s.take, s.tryPub
				tried[call] = true
			}
		}
	}
	changes := 0
	for method := range code {
		if name, ok := strings.CutPrefix(method, "App."); ok && ast.IsExported(name) && reaches(code, method, "commit", map[string]bool{}) {
			changes++
			if _, not := notBroken[name]; tried["site."+name] == not {
				t.Errorf("App.%s changes something: is it among the use cases (%v) or in notBroken (%v)?", name, !not && tried["site."+name], not)
			}
		}
	}
	if changes < 40 {
		t.Errorf("only %d methods of App change something", changes)
	}
}

// callsIn returns whom the functions of the package, or those of its tests, call. A
// method is Type.Name; a site of the tests has the methods of App. The call that begins
// a transaction which writes is "commit".
func callsIn(t *testing.T, tests bool) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
	for _, file := range got(filepath.Glob("*.go"))(t) {
		if strings.HasSuffix(file, "_test.go") != tests {
			continue
		}
		for _, d := range got(parser.ParseFile(token.NewFileSet(), file, nil, 0))(t).Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			types := map[string]string{"a": "App.", "c": "change."} // how the package calls them wherever they are not the receiver
			name, fields := fn.Name.Name, fn.Type.Params.List
			if fn.Recv != nil {
				fields = append(fields, fn.Recv.List...)
			}
			for _, f := range fields {
				if star, ok := f.Type.(*ast.StarExpr); ok {
					for _, n := range f.Names {
						types[n.Name] = fmt.Sprint(star.X) + "."
					}
				}
			}
			if fn.Recv != nil && len(fn.Recv.List[0].Names) > 0 {
				name = types[fn.Recv.List[0].Names[0].Name] + name
			}
			all[name] = map[string]bool{}
			ast.Inspect(fn, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				switch f := call.Fun.(type) {
				case *ast.Ident:
					all[name][f.Name] = true
				case *ast.SelectorExpr:
					switch x := f.X.(type) {
					case *ast.Ident:
						all[name][types[x.Name]+f.Sel.Name] = true
					case *ast.SelectorExpr:
						if x.Sel.Name == "DB" && f.Sel.Name == "Update" {
							all[name]["commit"] = true
						}
					}
				}
				return true
			})
		}
	}
	return all
}

// reaches reports whether from calls to, by whatever way.
func reaches(calls map[string]map[string]bool, from, to string, been map[string]bool) bool {
	for call := range calls[from] {
		if call == to {
			return true
		}
		if !been[call] {
			been[call] = true
			if reaches(calls, call, to, been) {
				return true
			}
		}
	}
	return false
}
