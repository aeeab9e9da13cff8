// Package fault gives errors a kind and a sentence for the person.
//
// There are five kinds; a sixth needs a face (command, page, interface) that
// would treat it differently. A fault carries its sentence in Chinese and in
// English, because the face that shows it knows the language and the package
// that made it does not. Details for the operator travel in Err.
package fault

import (
	"errors"
	"fmt"
)

// A Kind says what sort of failure an error is.
type Kind string

// The five kinds.
const (
	Internal  Kind = "internal"  // a bug or a broken machine; details are for the log
	Invalid   Kind = "invalid"   // the input is wrong; Field may say where
	NotFound  Kind = "not_found" // no such thing, or not visible to who asks
	Forbidden Kind = "forbidden" // the role of who asks does not allow it
	Conflict  Kind = "conflict"  // the thing changed meanwhile, or its state forbids it
)

// A Msg is one sentence for a person: what is wrong and what to do.
type Msg struct{ ZH, EN string }

// In returns the sentence in the language lang, "en" or Chinese.
func (m Msg) In(lang string) string {
	if lang == "en" {
		return m.EN
	}
	return m.ZH
}

// An Error is a failure that a person may be told about.
type Error struct {
	Kind  Kind
	Field string // name of the input at fault, if one is
	Msg   Msg    // for the person
	Err   error  // for the log; may be nil
}

// Error returns the English sentence and the cause, for logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Msg.EN, e.Err)
	}
	return e.Msg.EN
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New returns an Error of kind k with the sentence in both languages; err, the
// cause, may be nil.
func New(k Kind, zh, en string, err error) *Error {
	return &Error{Kind: k, Msg: Msg{zh, en}, Err: err}
}

// KindOf returns the kind of err: "" for nil, Internal for a foreign error.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Say returns the sentence of err for a person in the language lang. A foreign
// error has none, so its text follows a general one.
func Say(err error, lang string) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Msg.In(lang)
	}
	if lang == "en" {
		return fmt.Sprintf("internal error: %v", err)
	}
	return fmt.Sprintf("系统内部错误：%v", err)
}
