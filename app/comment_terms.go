package app

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// CommentTerms are the periods that hold for the comments of readers.
type CommentTerms struct {
	Workdays int `json:"workdays"` // within which a comment is to be answered
	Keep     int `json:"keep"`     // days after which it is erased how the reader of a settled comment can be reached
}

// The longest periods that can be set: a year, and ten.
const (
	mostWorkdays = 366
	mostKept     = 3660
)

// ownTerms returns the terms that a book, or the site, has set itself; 0 is none.
func ownTerms(tx *store.Tx, book org.ID) (t CommentTerms, err error) {
	for _, x := range []struct {
		name string
		n    *int
		most int
	}{{replySetting, &t.Workdays, mostWorkdays}, {keepSetting, &t.Keep, mostKept}} {
		s, err := tx.Setting(book, x.name)
		if err != nil {
			return t, err
		}
		if s == nil {
			continue
		}
		if n, err := strconv.Atoi(strings.TrimSpace(s.Value)); err == nil && n > 0 && n <= x.most {
			*x.n = n
		}
	}
	return t, nil
}

// TermsOf are the terms of a book, or of the site.
type TermsOf struct {
	Hold  CommentTerms `json:"hold"`
	Own   CommentTerms `json:"own"`   // set there; 0 is none
	Above CommentTerms `json:"above"` // what holds where none is: of the site, or of the product
}

// CommentTerms returns the terms of a book, or of the site where it is org.Site.
func (a *App) CommentTerms(ctx context.Context, who org.Actor, book org.ID) (TermsOf, error) {
	return view(ctx, a, func(tx *store.Tx) (t TermsOf, err error) {
		if book != org.Site {
			b, err := store.Get[ledger.Book](tx, book, book)
			if err != nil || !who.Scope().SeesBook(b.Unit) {
				return t, errNoBook(book.String(), err)
			}
			above, err := commentSettingsOf(tx, org.Site)
			if err != nil {
				return t, err
			}
			t.Above = above.terms()
		} else if t.Above, err = builtinTerms(); err != nil {
			return t, err
		}
		s, err := commentSettingsOf(tx, book)
		if err != nil {
			return t, err
		}
		t.Hold = s.terms()
		t.Own, err = ownTerms(tx, book)
		return t, err
	})
}

func (s commentSettings) terms() CommentTerms { return CommentTerms{s.Reply.Workdays, s.Keep.Days} }

// builtinTerms are those of the product.
func builtinTerms() (CommentTerms, error) {
	var s commentSettings
	err := json.Unmarshal(commentFile, &s)
	return s.terms(), err
}

// SetCommentTerms sets the terms of a book, or of the site; 0 takes those from above
// again.
func (a *App) SetCommentTerms(ctx context.Context, who org.Actor, book org.ID, terms CommentTerms) error {
	if terms.Workdays < 0 || terms.Workdays > mostWorkdays {
		return about("workdays", fault.New(fault.Invalid, fmt.Sprintf("答复期限须在 1 至 %d 个工作日之间，不写就按上一级的规定。", mostWorkdays),
			fmt.Sprintf("The time for an answer lies between 1 and %d working days; leave it empty for what holds above.", mostWorkdays), nil))
	}
	if terms.Keep < 0 || terms.Keep > mostKept {
		return about("keep", fault.New(fault.Invalid, fmt.Sprintf("联系方式的保存期限须在 1 至 %d 天之间，不写就按上一级的规定。", mostKept),
			fmt.Sprintf("Contacts are kept for 1 to %d days; leave it empty for what holds above.", mostKept), nil))
	}
	return a.change(ctx, who, "setting.set", func(c *change) (string, error) {
		if err := c.maySet(book); err != nil {
			return "", err
		}
		changed := ""
		for _, x := range []struct {
			name string
			n    int
		}{{replySetting, terms.Workdays}, {keepSetting, terms.Keep}} {
			value := ""
			if x.n > 0 {
				value = strconv.Itoa(x.n)
			}
			at, err := c.set(book, x.name, value)
			if err != nil {
				return "", err
			}
			changed = cmp.Or(changed, at)
		}
		return changed, nil
	})
}

// EraseReaders erases what is kept apart for comments whose time is up: how their
// readers can be reached, and what was masked. The journal says which comments, and
// nothing of what was erased. It returns how many there were.
func (a *App) EraseReaders(ctx context.Context) (erased int, err error) {
	books, err := a.Books(ctx, Clock)
	if err != nil {
		return 0, err
	}
	for _, b := range books {
		n := 0
		err := a.change(ctx, Clock, "comment.expire", func(c *change) (string, error) {
			n, err = c.eraseReaders(b)
			return subject(b), err
		})
		if err != nil {
			return erased, fmt.Errorf("app: contacts of readers of %s: %w", b.Name, err)
		}
		erased += n
	}
	return erased, nil
}

// eraseReaders erases what is due in one book.
func (c *change) eraseReaders(b *ledger.Book) (n int, err error) {
	settings, err := commentSettingsOf(c.Tx, b.ID)
	if err != nil {
		return 0, err
	}
	all, err := c.Comments(store.CommentQuery{Books: []org.ID{b.ID}, Private: true})
	if err != nil {
		return 0, err
	}
	var rows []org.Row
	for _, m := range all {
		if !m.ExpiredOn(c.now.Day, settings.Keep.Days) {
			continue
		}
		if err := c.Seal(m.Book, m.ID, nil); err != nil {
			return 0, err
		}
		m.Private = false
		rows = append(rows, m)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	return len(rows), c.Put(rows...)
}
