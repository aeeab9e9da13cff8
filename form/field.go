package form

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhenggai/fault"
	"zhenggai/paper"
	"zhenggai/zh"
)

// A piece of narrative is words, or the name of a figure.
type piece struct {
	text  string
	field bool
}

// split finds the fields of a text: {问题总数}, with brackets of either width, since
// Chinese keyboards type the wide ones. A bracket without its other half is words.
func split(text string) (all []piece) {
	for text != "" {
		open := strings.IndexAny(text, "{｛")
		if open < 0 {
			break
		}
		_, w := utf8.DecodeRuneInString(text[open:])
		end := strings.IndexAny(text[open+w:], "{｛}｝\n")
		if end < 0 || strings.ContainsAny(text[open+w+end:][:1], "{\n") || strings.HasPrefix(text[open+w+end:], "｛") {
			all, text = append(all, piece{text[:open+w], false}), text[open+w:]
			continue
		}
		if open > 0 {
			all = append(all, piece{text[:open], false})
		}
		name := text[open+w:][:end]
		_, w2 := utf8.DecodeRuneInString(text[open+w+end:])
		all, text = append(all, piece{strings.TrimSpace(name), true}), text[open+w+end+w2:]
	}
	if text != "" {
		all = append(all, piece{text, false})
	}
	return all
}

// A Filler puts figures in the place of fields and remembers what it worked out: one
// paper quotes a figure more than once.
type filler struct {
	a     *Account
	known map[string]Value
	err   error
}

// gap is what stands where the ledger does not know a fact.
func gap(name string) string { return "（" + name + "待填）" }

func (r *filler) value(name string) (Value, bool) {
	if v, ok := r.known[name]; ok {
		return v, true
	}
	f := FigureNamed(name)
	if f == nil {
		return Value{}, false
	}
	v := f.Of(r.a)
	if f.Fact && v.Text == "" {
		v.Text = gap(f.ZH)
	}
	if r.known == nil {
		r.known = map[string]Value{}
	}
	r.known[name] = v
	return v, true
}

// runs returns text with its fields filled in. The first field that does not exist is
// the error of the filler.
func (r *filler) runs(text string) (all []paper.Run) {
	for _, p := range split(text) {
		if !p.field {
			all = append(all, paper.Run{Text: p.text})
			continue
		}
		v, ok := r.value(p.text)
		if !ok && r.err == nil {
			r.err = errField(p.text)
		}
		all = append(all, paper.Run{Text: v.Text, Field: p.text})
	}
	return all
}

// fill returns text with its fields filled in, as plain words.
func (r *filler) fill(text string) string {
	if !strings.ContainsAny(text, "{｛") {
		return text
	}
	var b strings.Builder
	for _, run := range r.runs(text) {
		b.WriteString(run.Text)
	}
	return b.String()
}

// errField says that there is no such field, and which one may be meant.
func errField(name string) error {
	zhHint, enHint := "可用的字段见本页的字段表", "the fields are listed on the page of the form"
	for i := range Figures {
		if f := Figures[i].ZH; near(f, name) {
			zhHint, enHint = "是不是{"+f+"}", "is {"+f+"} meant"
			break
		}
	}
	return &fault.Error{Kind: fault.Invalid, Field: "text", Msg: fault.Msg{
		ZH: "没有名为{" + name + "}的字段，" + zhHint + "？", EN: "There is no field {" + name + "}; " + enHint + "?"}}
}

// near reports whether two names share two neighbouring characters.
func near(a, b string) bool {
	found := false
	zh.Bigrams(b, func(g string) bool { found = found || strings.Contains(a, g); return !found })
	return found
}

// A Warning is something about the words of a passage that a person should look at.
// It stops nothing.
type Warning struct {
	Passage string // key
	fault.Msg
}

// Warnings returns what is to be looked at in a narrative: facts that the ledger does
// not know, and numbers typed by hand that a figure of the ledger has too, or that stand
// where a figure should: they will not follow the ledger.
func Warnings(a *Account, f *Form, n Narrative) (all []Warning) {
	r := &filler{a: a}
	byValue := map[string]string{}
	for i := range Figures {
		if g := &Figures[i]; !g.Fact {
			if v, _ := r.value(g.ZH); v.N >= zh.Int(2) && byValue[v.Text] == "" {
				byValue[v.Text] = g.ZH
			}
		}
	}
	for _, p := range f.Passages {
		for _, piece := range split(n.Of(p)) {
			switch v, ok := r.value(piece.text); {
			case piece.field && ok && v.Text == gap(piece.text):
				all = append(all, Warning{p.Key, fault.Msg{
					ZH: "台账里还没有“" + piece.text + "”，请先补充，或者改写这一句。",
					EN: "The ledger has no {" + piece.text + "} yet; please enter it, or write the sentence in another way."}})
			case !piece.field:
				for _, typed := range numbers(piece.text) {
					if name := byValue[typed]; name != "" {
						all = append(all, Warning{p.Key, fault.Msg{
							ZH: fmt.Sprintf("“%s”是手工写的数字，台账更新后不会跟着变；如果指的是%s，请写{%s}。", typed, name, name),
							EN: fmt.Sprintf("%s was typed by hand and will not follow the ledger; if it is %s, please write {%s}.", typed, FigureNamed(name).EN, name)}})
					}
				}
			}
		}
	}
	return slices.Compact(all)
}

// numbers returns the numbers in digits that stand in a text, as figures write them:
// those before a unit of days and those of a document number are left out.
func numbers(text string) (all []string) {
	runes := []rune(text)
	for i := 0; i < len(runes); {
		if !unicode.IsDigit(runes[i]) {
			i++
			continue
		}
		j := i
		for j < len(runes) && (unicode.IsDigit(runes[j]) || runes[j] == '.' || runes[j] == '%') {
			j++
		}
		next := ""
		if j < len(runes) {
			next = string(runes[j])
		}
		n := string(runes[i:j])
		if next == "元" {
			n += "元"
		}
		if !strings.Contains("年月日时号〕-—", next) || next == "" {
			all = append(all, n)
		}
		i = j
	}
	return all
}
