package app

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

// A Told is an entry of a journal with names in the place of ids.
type Told struct {
	journal.Entry
	Who   string // who acted: his name, or the address that he tried from
	Title string // of the action
	What  string // what it is about; only the word for its kind where the reader does not see it
}

// Tell tells entries of the journal of a book, or of the site, in the language lang.
// What who does not see is named by its kind alone.
func (a *App) Tell(ctx context.Context, who org.Actor, book org.ID, entries []journal.Entry, lang string) (told []Told, err error) {
	return told, a.DB.View(ctx, func(tx *store.Tx) error {
		t := &teller{tx: tx, who: who, book: book, lang: lang, names: map[string]string{}}
		if err := t.read(entries); err != nil {
			return err
		}
		told = nil
		for _, e := range entries {
			told = append(told, Told{Entry: e, Who: ActorName(e.Actor, lang, t.person), Title: ActionName(e.Action, lang), What: t.what(e.Subject)})
		}
		return nil
	})
}

// ActorName returns what the journal's actor is called; person knows the people.
func ActorName(actor, lang string, person func(org.ID) string) string {
	switch actor {
	case actorName(Clock):
		return org.Clock.Name(lang)
	case actorName(Public):
		return fault.Msg{ZH: "公众", EN: "a reader"}.In(lang)
	}
	if id, err := org.ParseID(actor); err == nil {
		return cmp.Or(person(id), actor)
	}
	return strings.TrimPrefix(actor, addressKind) // of somebody who was not let in
}

// addressKind stands before an address: where somebody signed in, or tried to.
const addressKind = "address/"

// A subjectKind is a kind of row that entries are about.
type subjectKind struct {
	table string
	fault.Msg
	name func(t *teller, ids []org.ID) error // puts the names of those rows into t; nil: they have none of their own
}

// subjectKinds are all kinds of rows.
var subjectKinds = []subjectKind{
	{"unit", fault.Msg{ZH: "单位", EN: "unit"}, named(func(t *teller, u *org.Unit) string { return t.who.Tree.Path(u.ID) })},
	{"person", fault.Msg{ZH: "用户", EN: "user"}, named(func(_ *teller, p *org.Person) string { return p.Name })},
	{"grant_", fault.Msg{ZH: "授权", EN: "grant"}, named(func(t *teller, g *org.Grant) string {
		return t.person(g.Person) + " · " + g.Role.Name(t.lang) + " · " + t.who.Tree.Path(g.Unit)
	})},
	{"setting", fault.Msg{ZH: "设置", EN: "setting"}, nil},
	{"book", fault.Msg{ZH: "账册", EN: "book"}, named(func(_ *teller, b *ledger.Book) string { return b.Name })},
	{"signatory", fault.Msg{ZH: "经办人", EN: "signatory"}, nil},
	{"round", fault.Msg{ZH: "轮次", EN: "round"}, named(func(_ *teller, r *ledger.Round) string { return r.Name })},
	{"inspection", fault.Msg{ZH: "巡察", EN: "inspection"}, named(func(_ *teller, in *ledger.Inspection) string { return in.No + " " + in.Title })},
	{"finding", fault.Msg{ZH: "问题", EN: "finding"}, named((*teller).finding)},
	{"measure", fault.Msg{ZH: "整改措施", EN: "measure"}, nil},
	{"record", fault.Msg{ZH: "记录", EN: "record"}, nil},
	{"evidence", fault.Msg{ZH: "佐证材料", EN: "evidence"}, nil},
	{"submission", fault.Msg{ZH: "销号申请", EN: "submission"}, nil},
	{"closure", fault.Msg{ZH: "销号", EN: "closure"}, nil},
	{"relapse", fault.Msg{ZH: "反弹", EN: "relapse"}, nil},
	{"extension", fault.Msg{ZH: "延期", EN: "extension"}, nil},
	{"money", fault.Msg{ZH: "资金", EN: "money"}, nil},
	{"accountability", fault.Msg{ZH: "追责问责", EN: "accountability"}, nil},
	{"workgroup", fault.Msg{ZH: "专项组", EN: "workgroup"}, named(func(_ *teller, g *ledger.Workgroup) string { return g.Name })},
	{"meeting", fault.Msg{ZH: "会议", EN: "meeting"}, named(func(_ *teller, m *ledger.Meeting) string { return m.Dated.String() + " " + m.Title })},
	{"regulation", fault.Msg{ZH: "制度", EN: "regulation"}, named(func(_ *teller, r *ledger.Regulation) string { return r.Title })},
	{"document", fault.Msg{ZH: "文件", EN: "document"}, named(func(_ *teller, d *ledger.Document) string { return d.Name })},
	{"discrepancy", fault.Msg{ZH: "出入", EN: "discrepancy"}, nil},
	{"notice", fault.Msg{ZH: "提醒", EN: "notice"}, nil},
	{"paper", fault.Msg{ZH: "文稿", EN: "paper"}, named((*teller).paper)},
	{"publication", fault.Msg{ZH: "公开稿", EN: "publication"}, named(func(_ *teller, p *ledger.Publication) string { return p.Title })},
	{"comment", fault.Msg{ZH: "群众意见", EN: "comment"}, (*teller).comments},
	{"vote", fault.Msg{ZH: "群众评价", EN: "vote"}, nil},
}

// A teller finds the names of what entries are about.
type teller struct {
	tx    *store.Tx
	who   org.Actor
	book  org.ID
	in    *ledger.Book // nil is the site
	lang  string
	names map[string]string // by table/id
}

// read reads the names of what entries are about: one list for each kind that there is.
func (t *teller) read(entries []journal.Entry) error {
	if t.book != org.Site {
		b, err := store.Get[ledger.Book](t.tx, t.book, t.book)
		if err != nil {
			return errNoBook(t.book.String(), err)
		}
		t.in = b
	}
	for _, k := range subjectKinds {
		if k.name == nil || !t.sees(k.table) {
			continue
		}
		var ids []org.ID
		asked := map[string]bool{}
		for i := range entries {
			s := entries[i].Subject
			if table, name, _ := strings.Cut(s, "/"); table == k.table && !asked[s] {
				if id, err := org.ParseID(name); err == nil {
					ids, asked[s] = append(ids, id), true
				}
			}
		}
		if len(ids) == 0 {
			continue
		}
		if err := k.name(t, ids); err != nil {
			return fmt.Errorf("app: names in the journal: %w", err)
		}
	}
	return nil
}

// sees reports whether who may read the names of a kind: whoever does not see the book
// whole reads those of findings, each if he sees it.
func (t *teller) sees(table string) bool {
	return t.in == nil || table == "finding" || t.who.Scope().SeesBook(t.in.Unit)
}

// what returns the name of a subject.
func (t *teller) what(subject string) string {
	if name := t.names[subject]; name != "" {
		return name
	}
	if at, ok := strings.CutPrefix(subject, addressKind); ok {
		return at
	}
	table, _, _ := strings.Cut(subject, "/")
	for _, k := range subjectKinds {
		if k.table == table {
			return k.In(t.lang)
		}
	}
	return ""
}

// named returns what names rows of one kind, each by itself.
func named[T any, P interface {
	*T
	org.Row
}](name func(*teller, P) string) func(*teller, []org.ID) error {
	return func(t *teller, ids []org.ID) error {
		rows, err := store.List[T, P](t.tx, t.book, "id", ids...)
		for _, r := range rows {
			t.names[subject(r)] = name(t, r)
		}
		return err
	}
}

func (t *teller) person(id org.ID) string {
	people, _ := t.tx.People() // kept in memory; a name that is missing is no reason to show nothing
	for _, p := range people {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

func (t *teller) finding(f *ledger.Finding) string {
	if !t.who.Scope().Sees(t.in.Unit, f.Parties()) {
		return ""
	}
	return f.Code + " " + f.Called(t.lang)
}

func (t *teller) paper(p *ledger.Paper) string {
	f := form.Named(p.Form)
	if f == nil {
		return ""
	}
	return fmt.Sprintf(fault.Msg{ZH: "%s，第 %d 版", EN: "%s, version %d"}.In(t.lang), f.Name(t.lang), p.N)
}

// comments names comments by what they are about and how they begin.
func (t *teller) comments(ids []org.ID) error {
	rows, err := store.List[ledger.Comment](t.tx, t.book, "id", ids...)
	if err != nil {
		return err
	}
	lines, err := commentsInSight(t.tx, t.who, []*ledger.Book{t.in}, rows)
	for _, l := range lines {
		t.names[subject(l.Comment)] = fmt.Sprintf(fault.Msg{ZH: "对 %s：%s", EN: "on %s: %s"}.In(t.lang), l.On.Code, zh.Clip(l.Text, excerpt))
	}
	return err
}

// excerpt is how many characters of a comment name it.
const excerpt = 24
