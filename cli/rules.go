package cli

import (
	"fmt"
	"strings"

	"zhenggai/lint"
	"zhenggai/lint/rules"
)

// A rulesCommand lists the rules.
type rulesCommand struct {
	JSON bool `name:"json"`
}

type ruleView struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Family   string `json:"family"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	Scope    string `json:"scope"`
	Off      bool   `json:"off"`
}

func (c *rulesCommand) run(s *session) error {
	all := rules.All()
	if c.JSON {
		views := []ruleView{}
		for _, r := range all {
			views = append(views, ruleView{r.ID, r.Name, r.ID[:1], r.Title.In(s.lang), r.Severity.String(), scopeName(r.Scope), r.Off})
		}
		_, err := s.out.Write(jsonLine(views))
		return err
	}
	wide := 0
	for _, r := range all {
		wide = max(wide, widthOf(r.Name))
	}
	for _, f := range rules.Families {
		s.family(f.Letter, say(f.Title), all, wide)
	}
	s.put(say{"共 %d 条规则；说明见 zhenggai explain 编号。\n", "%d rules; for a page: zhenggai explain ID.\n"}, len(all))
	return nil
}

// family lists the rules whose IDs begin with letter.
func (s *session) family(letter string, title say, all []*lint.Rule, wide int) {
	first := true
	for _, r := range all {
		if !strings.HasPrefix(r.ID, letter) {
			continue
		}
		if first {
			fmt.Fprintln(s.out, s.ink.paint(letter+" "+title.In(s.lang), bold))
			first = false
		}
		off := ""
		if r.Off {
			off = s.ink.paint(s.say(say{"（默认不用）", " (off)"}), dim)
		}
		fmt.Fprintf(s.out, "  %s %s  %s  %s%s\n", s.ink.paint(r.ID, bold), s.ink.paint(pad(r.Severity.Say(s.lang), 7), styleOf(r.Severity)),
			s.ink.paint(pad(r.Name, wide), dim), r.Title.In(s.lang), off)
	}
	if !first {
		fmt.Fprintln(s.out)
	}
}

func scopeName(sc lint.Scope) string { return [...]string{"report", "ledger", "across"}[sc] }

// An explainCommand shows the page of a rule.
type explainCommand struct {
	Rule string `arg:"" name:"rule"`
}

func (c *explainCommand) run(s *session) error {
	r := rules.Find(c.Rule)
	if r == nil {
		return noRule(c.Rule)
	}
	fmt.Fprintf(s.out, "%s %s  %s  %s\n", s.ink.paint(r.ID, bold), s.ink.paint(r.Title.In(s.lang), bold),
		s.ink.paint(r.Severity.Say(s.lang), styleOf(r.Severity)), s.ink.paint(r.Name, dim))
	s.markdown(r.Page)
	return nil
}

// noRule says that there is no rule id, and which rules are there.
func noRule(id string) error {
	id = strings.ToUpper(strings.TrimSpace(id))
	if id != "" {
		for _, f := range rules.Families {
			if f.Letter == id[:1] {
				var near []string
				for _, r := range rules.All() {
					if strings.HasPrefix(r.ID, f.Letter) {
						near = append(near, r.ID)
					}
				}
				list := strings.Join(near, " ")
				return wrong(say{"没有规则 %s。%s类有：%s", "There is no rule %s. Family %s has: %s"}, id, f.Letter, list)
			}
		}
	}
	return wrong(say{"没有规则 %q，用 zhenggai rules 查看全部规则。", "There is no rule %q; zhenggai rules lists them."}, id)
}
