package notify

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"zhenggai/fault"
)

// A Message is what a Channel sends. Its texts are plain.
type Message struct {
	ID      string    // 1 to 64 letters, digits, "-", "_" or "."; the same for each try
	To      []Address // at least one; best one, since a channel sends to all or to none
	Subject string    // one line
	Body    string    // lines end in \n
	Link    string    // where to act, an http or https address; may be empty
	At      time.Time // when it was made; the same for each try
}

// An Address is somebody to whom a Message goes. Each channel needs its own field.
type Address struct {
	Name string // shown; may be empty
	Mail string // for Mail
	User string // id at the chat service, so that Webhook can call the person; may be empty
}

// A Channel sends messages. It may be used from several goroutines.
type Channel interface {
	// Send delivers m or returns a fault with an Outcome in its chain. After Later
	// the message may yet have arrived.
	Send(ctx context.Context, m Message) error
}

// An Outcome says what to do after a failure.
type Outcome string

// The outcomes.
const (
	Later  Outcome = "later"   // try the same message again after a while
	GiveUp Outcome = "give up" // it fails until a person changes something
)

// Error returns the outcome's name; an Outcome is in the chain of each error of a
// Channel, so errors.Is(err, notify.GiveUp) works.
func (o Outcome) Error() string { return string(o) }

// failure returns the fault of a Channel: Internal when it passes by itself, Invalid
// when a person must change something. cause, which may be nil, goes to the log as
// text without the secrets, and so not as an error that still holds them.
func failure(o Outcome, zh, en string, cause error, secrets ...string) error {
	err := error(o)
	if cause != nil {
		err = fmt.Errorf("%w: %s", o, redact(cause.Error(), secrets))
	}
	kind := fault.Internal
	if o == GiveUp {
		kind = fault.Invalid
	}
	return fault.New(kind, zh, en, err)
}

// redact returns text for a log: one line, not too long, with each secret as ***.
func redact(text string, secrets []string) string {
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, "***")
		}
	}
	return cut(oneLine(text), 300)
}

// check returns the fault of a message that no channel can send.
func (m Message) check() error {
	ok := m.ID != "" && len(m.ID) <= 64
	for _, c := range []byte(m.ID) {
		ok = ok && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_.", c) >= 0)
	}
	switch {
	case !ok:
		return failure(GiveUp, "通知编号无效，请联系系统管理员。", "The notification has no valid ID: tell the administrator.", nil)
	case len(m.To) == 0:
		return failure(GiveUp, "通知没有收件人，请补充后再发。", "The notification has no addressee: add one.", nil)
	case oneLine(m.Subject) == "":
		return failure(GiveUp, "通知没有标题，请补充后再发。", "The notification has no subject: add one.", nil)
	case m.Link != "" && !isLink(m.Link):
		return failure(GiveUp, "通知中的链接无效，请联系系统管理员核对站点地址。", "The link of the notification is not valid: ask the administrator to check the site's address.", nil)
	}
	return nil
}

// isLink reports whether s can stand as an address in a text.
func isLink(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) &&
		strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>"`, r) }) < 0
}

// text returns the body and the link as they are sent.
func (m Message) text() string {
	body := strings.TrimRight(lines(m.Body), "\n ")
	if m.Link != "" {
		body += "\n\n" + m.Link
	}
	return strings.TrimLeft(body, "\n")
}

// oneLine makes a text fit for a header: control characters, line ends and
// invisible characters become one space.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
	}), " ")
}

// lines makes a text fit for a body: lines that end in \n, no other control
// characters.
func lines(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// cut returns at most n bytes of s without cutting a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
