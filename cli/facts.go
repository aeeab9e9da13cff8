package cli

import (
	"fmt"
	"strings"

	"zhenggai/report"
	"zhenggai/report/show"
)

// facts lists all facts by kind, each with its place, words and value.
func (r *reader) facts() {
	v := r.o.View(report.FileView{}, r.lang)
	for _, k := range show.FactKinds {
		n := 0
		for i := range v.Facts {
			if v.Facts[i].Kind == k.Kind {
				n++
			}
		}
		if n == 0 {
			continue
		}
		fmt.Fprintf(r.b, "\n%s\n", r.ink.paint(fmt.Sprintf("%s %d", k.Title.In(r.lang), n), bold))
		for i := range v.Facts {
			f := &v.Facts[i]
			if f.Kind != k.Kind {
				continue
			}
			at := place(r.t, f.Span[0], r.lang)
			words := cut(strings.TrimSpace(inert(f.Text)), max(20, r.width/2-10))
			value := show.FactValue(f.Value, r.lang)
			if value == words {
				value = ""
			}
			line := "  " + r.ink.paint(pad(at, 8), cyan) + " "
			if value == "" {
				fmt.Fprintf(r.b, "%s%s\n", line, words)
				continue
			}
			fmt.Fprintf(r.b, "%s%s  %s\n", line, pad(words, 30), r.ink.paint(cut(value, max(20, r.width/2-10)), dim))
		}
	}
}
