package ui

import (
	"context"
	"errors"
	"net/url"

	"zhenggai/fault"
)

// A Form is what was typed into a form and what was wrong with it. The zero Form is
// one that nobody filled in yet.
type Form struct {
	Values url.Values
	Errors map[string]string // by field; "" is of the form as a whole
	Scope  string            // tells the inputs of two forms of a page apart: see ID
}

// Refuse puts the sentence of err beside the field that it names, or above the form.
// Only refusals belong here: what is broken is for the page of errors.
func (f *Form) Refuse(ctx context.Context, err error) {
	if f.Errors == nil {
		f.Errors = map[string]string{}
	}
	field := ""
	if said, ok := errors.AsType[*fault.Error](err); ok {
		field = said.Field
	}
	f.Errors[field] = fault.Say(err, Lang(ctx))
}

// Value returns what was typed into a field, or else what stands there at first.
func (f Form) Value(name, first string) string {
	if f.Values != nil && f.Values.Has(name) {
		return f.Values.Get(name)
	}
	return first
}

// Error returns what is wrong with a field.
func (f Form) Error(name string) string { return f.Errors[name] }

// Stray returns what is wrong with fields that are not among shown, so that no
// sentence is lost when a refusal names a field that the form does not have.
func (f Form) Stray(shown ...string) []string {
	var all []string
	for field, sentence := range f.Errors {
		known := false
		for _, s := range shown {
			known = known || s == field
		}
		if !known {
			all = append(all, sentence)
		}
	}
	return all
}

// A Choice is one of the values that a field can have.
type Choice struct {
	Value, Text string
	Off         bool // cannot be chosen now
}

// A Field is one input of a form with its label.
type Field struct {
	Name, Label string
	Kind        string // of input: text (""), date, password, file, search, number; textarea; select
	First       string // what stands there at first
	Hint        string
	Required    bool
	Choices     []Choice // of a select
	Auto        string   // of autocomplete
	Accept      string   // of a file
	Camera      bool     // of a file: a phone opens its camera
	Many        bool     // of a file or a select: more than one
	Rows        int      // of a textarea
	List        []string // suggestions
}

// ID returns the id of the input of a field.
func (f Form) ID(d Field) string { return "f-" + f.Scope + d.Name }
