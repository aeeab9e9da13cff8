// Command evaluate measures the reader and the checker on the cases of
// eval/case and prints the figures beside their targets.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"zhenggai/eval"
)

type options struct {
	dir, set, name, formats, metric string
	verbose, openSeal, json         bool
}

func main() {
	var o options
	flag.StringVar(&o.dir, "dir", "eval/case", "folder of the sets")
	flag.StringVar(&o.set, "set", "dev", "dev, sealed or all")
	flag.StringVar(&o.name, "case", "", "only cases whose name contains this")
	flag.StringVar(&o.formats, "format", "", "only these formats, by commas")
	flag.StringVar(&o.metric, "metric", "", "with -v: only these, by commas (tree path boundary title expected head fact span value finding alarm)")
	flag.BoolVar(&o.verbose, "v", false, "list everything that was read wrongly; never for sealed cases")
	flag.BoolVar(&o.openSeal, "open-seal", false, "show sealed cases one by one and with -v their words")
	flag.BoolVar(&o.json, "json", false, "print JSON")
	flag.Parse()
	met, err := run(context.Background(), os.Stdout, o)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(3)
	case !met:
		os.Exit(1)
	}
}

// run measures and prints; it reports whether all targets are met.
func run(ctx context.Context, w io.Writer, o options) (bool, error) {
	cases, err := eval.Load(o.dir, o.set)
	if err != nil {
		return false, err
	}
	cases = slices.DeleteFunc(cases, func(c *eval.Case) bool { return !strings.Contains(c.Name, o.name) })
	var only []string
	if o.formats != "" {
		only = strings.Split(o.formats, ",")
	}
	results := eval.MeasureAll(ctx, cases, only)
	if len(results) == 0 {
		return false, fmt.Errorf("no case %s in the set %s", o.name, o.set)
	}
	total := eval.Total(results)
	met := !slices.ContainsFunc(total.Targets(), func(t eval.Target) bool { return !t.Met() })
	if o.json {
		return met, printJSON(w, o, results)
	}
	open, sealed := part(results, o.openSeal)
	for _, set := range []struct {
		results []*eval.Result
		open    bool
	}{{open, true}, {sealed, false}} {
		if len(set.results) > 0 {
			print(w, o, set.results, set.open)
		}
	}
	return met, nil
}

// part parts the results that may be shown in full from the sealed ones.
func part(results []*eval.Result, openSeal bool) (open, sealed []*eval.Result) {
	for _, r := range results {
		if r.Set == "sealed" && !openSeal {
			sealed = append(sealed, r)
		} else {
			open = append(open, r)
		}
	}
	return open, sealed
}

func print(w io.Writer, o options, results []*eval.Result, open bool) {
	total := eval.Total(results)
	if open && o.verbose {
		list(w, o, results)
		fmt.Fprint(w, total.RuleTable())
	}
	if !open {
		fmt.Fprintln(w, "sealed cases, totals only")
	}
	fmt.Fprint(w, eval.Table(results, open))
	fmt.Fprint(w, total.Summary())
}

// list prints what was read wrongly, each thing once with the formats in which
// it was.
func list(w io.Writer, o options, results []*eval.Result) {
	type key struct {
		name string
		w    eval.Wrong
	}
	formats := map[key][]string{}
	var order []key
	for _, r := range results {
		for _, x := range r.Wrong {
			if o.metric != "" && !slices.Contains(strings.Split(o.metric, ","), x.Metric) {
				continue
			}
			k := key{r.Case, x}
			if formats[k] == nil {
				order = append(order, k)
			}
			formats[k] = append(formats[k], r.Format)
		}
	}
	for _, k := range order {
		fmt.Fprintf(w, "%s:%d: %s: %s [%s]\n", k.name, k.w.Line, k.w.Metric, k.w.Say, strings.Join(formats[k], " "))
	}
}

func printJSON(w io.Writer, o options, results []*eval.Result) error {
	open, sealed := part(results, o.openSeal)
	out := struct {
		Results []*eval.Result `json:"results"`
		Total   *eval.Result   `json:"total,omitempty"`
		Sealed  *eval.Result   `json:"sealed,omitempty"`
	}{Results: open}
	if !o.verbose {
		for _, r := range open {
			r.Wrong = nil
		}
	}
	if len(open) > 0 {
		out.Total = eval.Total(open)
	}
	if len(sealed) > 0 {
		out.Sealed = eval.Total(sealed)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
