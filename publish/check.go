package publish

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/source"
)

// An Audit is what the checks before approval look at.
type Audit struct {
	Account *form.Account  // the ledger as it is now
	Fresh   *form.Bulletin // as it would be drafted now
	Draft   *form.Bulletin
	Content *form.Bulletin // what is to be published
	Masks   []ledger.Mask
	Site    *lint.Site // word lists; nil is none
}

// Checks runs all checks: the rules for texts in the profile before publication, plan
// against bulletin against ledger, and what masking may have left. They come in the
// order of the text, errors first where they stand at the same place.
func Checks(a Audit) []ledger.Check {
	all := slices.Concat(a.ledger(), a.residue(), a.rules())
	place := map[string]int{}
	a.Content.Texts(func(at string, _ *string) { place[at] = len(place) + 1 })
	slices.SortStableFunc(all, func(x, y ledger.Check) int {
		return cmp.Or(cmp.Compare(rank(x.Severity), rank(y.Severity)), cmp.Compare(place[x.At], place[y.At]))
	})
	seen := map[string]int{}
	for i := range all {
		key := all[i].Key
		if seen[key]++; seen[key] > 1 {
			all[i].Key += "-" + strconv.Itoa(seen[key])
		}
	}
	return all
}

func rank(severity string) int { return slices.Index([]string{"error", "warning", "hint"}, severity) }

// keyOf names a check by its rule and words, so that it is known again after others
// were put right.
func keyOf(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return parts[0] + "-" + hex.EncodeToString(sum[:5])
}

// rules runs the rules of package lint over the text as it is printed.
func (a *Audit) rules() (all []ledger.Check) {
	t := TextOf(a.Content)
	left := map[string]bool{}
	a.Content.Walk(func(it *form.Item) { left["items/"+it.Finding.String()+"/title"] = it.Left != "" })
	o := report.Read(source.New(t.Body))
	c := lint.NewChecker(rules.All(), lint.Config{Profile: profile(), Site: a.Site, Today: a.Account.Today})
	for _, f := range c.Check(o) {
		words := t.Body[f.Span.Start:f.Span.End]
		at := t.AtSpan(int(f.Span.Start), int(f.Span.End))
		check := ledger.Check{Key: keyOf(f.Rule.ID, f.Anchor(t.Body)), Rule: f.Rule.ID, Severity: f.Severity.String(), At: at, Words: short(words), ZH: f.Message("zh"), EN: f.Message("en")}
		if check.Severity == "error" && strings.HasPrefix(at, "items/") && !strings.HasPrefix(f.Rule.ID, "P") {
			// The words are the ledger's. To change them here would be to publish something
			// else than was done: they are explained, or put right where they are kept.
			check.Severity = "warning"
		}
		if left[at] { // it has no measures and no result, and that was approved
			check.Severity = "hint"
		}
		if m := a.lifted(at, words, f.Rule.ID); m != nil {
			check.Severity = "hint"
			check.ZH, check.EN = "已取消遮盖，理由："+m.Undone, "The mask was lifted: "+m.Undone
		}
		all = append(all, check)
	}
	return all
}

// profile is the one before publication.
func profile() *lint.Profile {
	all := rules.Profiles()
	return all[slices.IndexFunc(all, func(p *lint.Profile) bool { return p.Name == "publication" })]
}

// lifted returns the mask that somebody lifted at these words, or nil. What a rule of
// privacy says there was decided by a person who gave his reason.
func (a *Audit) lifted(at, words, rule string) *ledger.Mask {
	for i := range a.Masks {
		m := &a.Masks[i]
		if m.Undone == "" || m.At != at {
			continue
		}
		r := MaskRuleOf(m.Rule)
		before := Before(a.Draft, *m)
		if (strings.Contains(words, before) || strings.Contains(before, words)) && (rule == "" || r != nil && (r.Lint == rule || r.Key == rule)) {
			return m
		}
	}
	return nil
}

// short cuts words so that a list of them stays one.
func short(words string) string {
	words = strings.TrimSpace(words)
	if utf8.RuneCountInString(words) <= 40 {
		return words
	}
	return string([]rune(words)[:39]) + "…"
}

// ledger compares the bulletin with what the ledger holds now.
func (a *Audit) ledger() (all []ledger.Check) {
	report := func(rule, severity, at, words, zh, en string) {
		all = append(all, ledger.Check{Key: keyOf(rule, at, words), Rule: rule, Severity: severity, At: at, Words: short(words), ZH: zh, EN: en})
	}
	items := map[string]*form.Item{}
	a.Content.Walk(func(it *form.Item) { items[it.Finding.String()] = it })
	drafted := map[string]*form.Item{}
	a.Draft.Walk(func(it *form.Item) { drafted[it.Finding.String()] = it })
	for _, f := range a.Account.Tree {
		id := f.ID.String()
		it, at := items[id], "items/"+id+"/title"
		switch {
		case f.State == ledger.Void && it == nil:
			continue
		case f.State == ledger.Void:
			report("extra", "error", at, f.Code, "问题 "+f.Code+" 已撤销，公开稿里还有；请按台账重新起草。", "Finding "+f.Code+" was voided and is still in the bulletin; please draft it anew.")
			continue
		case it == nil:
			report("missing", "error", "", f.Code, "台账中的问题 "+f.Code+"“"+short(f.Title)+"”公开稿里没有；请按台账重新起草，确需不公开的办理不予公开。",
				"Finding "+f.Code+" of the ledger is not in the bulletin; please draft it anew, or have it left out under a legal class.")
			continue
		}
		delete(items, id)
		if it.Left != "" || !f.Leaf {
			continue
		}
		a.leaf(f, it, drafted[id], report)
	}
	for id, it := range items {
		report("extra", "error", "items/"+id+"/title", it.Label, "公开稿里的“"+it.Label+"”台账中没有；请按台账重新起草。", "The item "+it.Label+" is not in the ledger; please draft the bulletin anew.")
	}
	a.figures(report)
	a.Content.Texts(func(at string, text *string) {
		if k := strings.Index(*text, "待填）"); k >= 0 {
			words := (*text)[max(0, strings.LastIndex((*text)[:k], "（")) : k+len("待填）")]
			report("unfilled", "error", at, words, "“"+words+"”还没有填写，请在台账或文稿中补上，再重新起草。", "Something is not filled in yet; please write it in the ledger or the words, and draft the bulletin anew.")
		}
	})
	return all
}

// leaf compares a leaf with what the bulletin says of it.
func (a *Audit) leaf(f *ledger.Finding, it, drafted *form.Item, report func(rule, severity, at, words, zh, en string)) {
	at := "items/" + f.ID.String()
	if want := form.StatusOf(f, a.Account.Today); it.Status != want {
		report("status", "error", at+"/title", f.Code, fmt.Sprintf("问题 %s 公开稿写“%s”，台账是“%s”；请按台账重新起草。", f.Code, it.Status, want),
			fmt.Sprintf("Finding %s is %q in the bulletin and %q in the ledger; please draft it anew.", f.Code, it.Status.In("en"), want.In("en")))
	}
	a.claim(f, it, report)
	c := a.Account.Cases[f.ID]
	if c == nil || drafted == nil {
		return
	}
	for _, m := range c.Current() {
		if !slices.ContainsFunc(drafted.Measures, func(s string) bool { return bare(s) == bare(m.Text) }) {
			report("measure", "error", at+"/title", f.Code+m.Text, "问题 "+f.Code+" 的措施“"+short(m.Text)+"”公开稿里没有；请按台账重新起草。",
				"A measure of finding "+f.Code+" is not in the bulletin; please draft it anew.")
		}
	}
	if len(c.Current()) == 0 {
		report("no-measure", "warning", at+"/title", f.Code, "问题 "+f.Code+" 没有整改措施，请补上或者说明。", "Finding "+f.Code+" has no measure; please add one or explain.")
	}
	if f.State == ledger.Closed && it.Result == "" {
		report("no-result", "warning", at+"/title", f.Code, "问题 "+f.Code+" 已销号，公开稿没有写整改成效；请在台账“进展”里补上或者说明。",
			"Finding "+f.Code+" is closed and nothing says what came of it; please write its progress in the ledger, or explain.")
	}
}

// claim compares the state that the words of a result claim with that of the ledger.
// Words that are marked as the unit's own want an explanation, or to be put right in
// the ledger; others were drafted before the ledger changed.
func (a *Audit) claim(f *ledger.Finding, it *form.Item, report func(rule, severity, at, words, zh, en string)) {
	want := form.StatusOf(f, a.Account.Today)
	differs, marked := want.Contradicts(it.Result)
	if !differs {
		return
	}
	severity, zh, en := "error", "请按台账重新起草", "please draft it anew"
	if fresh := a.fresh(f.ID); marked || fresh != nil && fresh.Result == it.Result {
		severity, zh, en = "warning", "请在台账“进展”里改正，或者说明", "please put the progress right in the ledger, or explain"
	}
	report("claim", severity, "items/"+f.ID.String()+"/result", it.Result, fmt.Sprintf("问题 %s 的整改成效写“%s”，台账是“%s”；%s。", f.Code, short(it.Result), want, zh),
		fmt.Sprintf("What came of finding %s claims another state than %q, that of the ledger; %s.", f.Code, want.In("en"), en))
}

// fresh returns the item of a finding as it would be drafted now, or nil.
func (a *Audit) fresh(id org.ID) (found *form.Item) {
	if a.Fresh != nil {
		a.Fresh.Walk(func(it *form.Item) {
			if it.Finding == id {
				found = it
			}
		})
	}
	return found
}

// figures compares what the draft says with what it would say now: numbers must be the
// same, other words may lag behind with an explanation.
func (a *Audit) figures(report func(rule, severity, at, words, zh, en string)) {
	if a.Fresh == nil {
		return
	}
	fresh := texts(a.Fresh)
	a.Draft.Texts(func(at string, text *string) {
		now, ok := fresh[at]
		switch {
		case strings.HasPrefix(at, "contact/") || *text == now:
		case !ok && strings.Contains(at, "/measures/"): // told of as a measure
		case numbersOf(*text) != numbersOf(now):
			report("figure", "error", at, *text, "文中的数字与台账现在的不一致：台账现在写作“"+short(now)+"”；请按台账重新起草。", "The numbers here are not those of the ledger now; please draft the bulletin anew.")
		default:
			report("stale", "warning", at, *text, "起草以后台账或文稿有改动，现在写作“"+short(now)+"”；请重新起草或者说明。", "The ledger or the words were changed since the draft; please draft it anew, or explain.")
		}
	})
}

// numbersOf returns the numbers of s, Arabic ones, in order.
func numbersOf(s string) string {
	var out strings.Builder
	for _, r := range runs(s) {
		for _, g := range r {
			out.WriteString(g.digits + " ")
		}
	}
	return out.String()
}

func bare(s string) string { return strings.TrimRight(strings.TrimSpace(s), "。；;.，,、 　\n") }
