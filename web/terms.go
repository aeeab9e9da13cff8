package web

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/web/ui"
)

// A termsForm is the form of the periods that hold for comments.
type termsForm struct {
	app.TermsOf
	f   ui.Form
	to  string // where it is sent
	may bool
}

// termsOf returns the form of a book, or of the site.
func (v *visit) termsOf(book org.ID, may bool) (t termsForm, err error) {
	t.to, t.may = "/settings/comments", may
	if book != org.Site {
		t.to = "/settings/book/" + book.String() + "/comments"
	}
	t.TermsOf, err = v.s.App.CommentTerms(v.ctx, v.who, book)
	return t, err
}

// own is a period as it stands in its field: empty where it is that from above.
func own(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// above says what holds where a field is left empty.
func above(ctx context.Context, n int) string {
	return fmt.Sprintf(ui.Say(ctx, "（不写就是 %d）", " (%d if left empty)"), n)
}

func (v *visit) setSiteTerms() error {
	f, err := v.setTerms(org.Site)
	if err == nil {
		return v.termsDone("/settings#comments")
	}
	if !refusal(err) {
		return err
	}
	s, broken := v.settingsView()
	if broken != nil {
		return broken
	}
	s.terms.f = f
	return v.refused(v.page(v.word("设置", "Settings")), settingsPage(s))
}

func (v *visit) setBookTerms() error {
	b, err := v.bookOf()
	if err != nil {
		return err
	}
	f, err := v.setTerms(b.ID)
	if err == nil {
		return v.termsDone("/settings/book/" + b.ID.String() + "#comments")
	}
	if !refusal(err) {
		return err
	}
	return v.bookPage(b, ui.Form{}, f)
}

func (v *visit) termsDone(to string) error {
	return v.done(to, "期限已修改：答复期限对今后收到的意见有效，保存期限对已有的也有效。",
		"The periods are changed: that for an answer for comments to come, that for contacts also for those there are.")
}

// setTerms sets the periods that were typed. What was refused is in the form.
func (v *visit) setTerms(book org.ID) (f ui.Form, err error) {
	if f, err = v.form(); err != nil {
		return f, err
	}
	var t app.CommentTerms
	for name, n := range map[string]*int{"workdays": &t.Workdays, "keep": &t.Keep} {
		typed := strings.TrimSpace(f.Value(name, ""))
		if typed == "" {
			continue
		}
		if *n, err = strconv.Atoi(typed); err != nil || *n == 0 {
			*n = -1 // no period: app says what one is
		}
	}
	if err = v.s.App.SetCommentTerms(v.ctx, v.who, book, t); err != nil && fault.KindOf(err) != fault.Internal {
		f.Refuse(v.ctx, err)
	}
	return f, err
}
