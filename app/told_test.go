package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// TestEverySubjectHasAName holds that each kind of row that can be written has its word
// in both languages.
func TestEverySubjectHasAName(t *testing.T) {
	t.Parallel()
	tables := append(tablesIn(t, "../ledger"), tablesIn(t, "../org")...)
	if len(tables) < 20 {
		t.Fatalf("only %d kinds of rows were found", len(tables))
	}
	for _, k := range subjectKinds {
		if !slices.Contains(tables, k.table) {
			t.Errorf("%s has a word, but there are no such rows", k.table)
		}
		if !strings.ContainsFunc(k.ZH, zh.IsHan) || k.EN == "" || strings.ContainsFunc(k.EN, zh.IsHan) {
			t.Errorf("%s: %q, %q", k.table, k.ZH, k.EN)
		}
	}
	for _, table := range tables {
		if !slices.ContainsFunc(subjectKinds, func(k subjectKind) bool { return k.table == table }) {
			t.Errorf("rows of %s have no word in subjectKinds", table)
		}
	}
}

// tablesIn returns what the methods Table of a package return.
func tablesIn(t *testing.T, folder string) (tables []string) {
	t.Helper()
	files := got(filepath.Glob(filepath.Join(folder, "*.go")))(t)
	for _, name := range files {
		f := got(parser.ParseFile(token.NewFileSet(), name, got(os.ReadFile(name))(t), 0))(t)
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != "Table" {
				continue
			}
			lit := fn.Body.List[0].(*ast.ReturnStmt).Results[0].(*ast.BasicLit)
			tables = append(tables, got(strconv.Unquote(lit.Value))(t))
		}
	}
	return tables
}

// TestEveryEventHasAName holds that each event that can be journaled reads as an action
// in both languages.
func TestEveryEventHasAName(t *testing.T) {
	t.Parallel()
	var actions []string
	for _, s := range ledger.Workflow {
		actions = append(actions, "finding."+string(s.Event))
	}
	for _, s := range ledger.CommentSteps {
		actions = append(actions, "comment."+string(s.Event))
	}
	for _, s := range ledger.PublicationFlow {
		actions = append(actions, "publication."+string(s.Event))
	}
	for _, action := range actions {
		_, event, _ := strings.Cut(action, ".")
		if name := ActionName(action, "zh"); strings.HasSuffix(name, event) || !strings.ContainsFunc(name, zh.IsHan) {
			t.Errorf("%s: %q", action, name)
		}
		if name := ActionName(action, "en"); strings.Contains(name, "_") || !strings.ContainsFunc(name, unicode.IsLetter) || strings.ContainsFunc(name, zh.IsHan) {
			t.Errorf("%s: %q", action, name)
		}
	}
}

// TestTell names what entries are about for who sees it, and only its kind for others.
func TestTell(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[1]
	f := s.underway(b, "7")
	got(s.AddMeeting(s.ctx, s.of(b, org.Coordinator), b.book.ID, ledger.Meeting{Title: "第六次会议", Dated: s.Today()}))(t)
	got(s.take(b, "feedback.txt", paperText(t, "feedback.txt"), true))(t)
	entries := got(s.Entries(s.ctx, s.of(b, org.Coordinator), store.EntryQuery{Book: b.book.ID, Limit: 500}))(t)
	whats := func(who org.Actor, book org.ID, entries []journal.Entry, lang string) map[string]string {
		all := map[string]string{}
		for _, e := range got(s.Tell(s.ctx, who, book, entries, lang))(t) {
			table, _, _ := strings.Cut(e.Subject, "/")
			all[table] = e.What // the first there was: entries come the last first
			if e.Who == "" || e.Title == "" || e.What == "" || strings.Contains(e.What, "0000-7") {
				t.Errorf("%s by %q: %q about %q", e.Action, e.Who, e.Title, e.What)
			}
		}
		return all
	}
	insider, stranger := whats(s.of(b, org.Coordinator), b.book.ID, entries, "zh"), whats(s.as("sw-viewer"), b.book.ID, entries, "en")
	for table, want := range map[string][2]string{
		"book": {b.book.Name, "book"}, "finding": {f.Code + " " + f.Title, "finding"}, "meeting": {s.Today().String() + " 第六次会议", "meeting"},
		"document": {"feedback.txt", "document"},
	} {
		if got := [2]string{insider[table], stranger[table]}; got != want {
			t.Errorf("%s: %q, want %q", table, got, want)
		}
	}
	site := got(s.Entries(s.ctx, s.as("shenji"), store.EntryQuery{Book: org.Site, Limit: 500}))(t)
	names := whats(s.as("shenji"), org.Site, site, "zh")
	if names["unit"] != "云川市" || !strings.Contains(names["grant_"], " · ") || names["person"] == "用户" {
		t.Errorf("the site: %v", names)
	}
}
