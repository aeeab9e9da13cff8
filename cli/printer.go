package cli

import "fmt"

// A printer shows what was found. One is used for all files of a run.
type printer interface {
	make(c *checked) any         // on any worker, while c's outline is good
	put(c *checked, v any) error // in the order of the files; v is what make made
	unread(in input, err error)  // instead of put: the file could not be read
	end() error                  // after the last file
}

// printer returns the printer for the files in list that the options ask for.
func (k *checking) printer(list []input) (printer, error) {
	var p printer
	switch {
	case k.JSON:
		p = &jsonPrinter{k.s}
	case k.SARIF:
		p = newSARIF(k)
	default:
		p = &humanPrinter{checking: k, brief: k.HTML != "", table: map[string]*summaryRow{}}
	}
	if k.HTML == "" {
		return p, nil
	}
	page, err := newPage(k, k.HTML, list)
	if err != nil {
		return nil, err
	}
	return printers{p, page}, nil
}

// printers print the same findings in several ways.
type printers []printer

func (ps printers) make(c *checked) any {
	made := make([]any, len(ps))
	for i, p := range ps {
		made[i] = p.make(c)
	}
	return made
}

func (ps printers) put(c *checked, v any) error {
	for i, p := range ps {
		if err := p.put(c, v.([]any)[i]); err != nil {
			return err
		}
	}
	return nil
}

func (ps printers) unread(in input, err error) {
	for _, p := range ps {
		p.unread(in, err)
	}
}

func (ps printers) end() error {
	for _, p := range ps {
		if err := p.end(); err != nil {
			return err
		}
	}
	return nil
}

// A jsonPrinter prints one object a file.
type jsonPrinter struct{ s *session }

func (p *jsonPrinter) make(c *checked) any { return jsonLine(c.view(p.s.lang)) }

func (p *jsonPrinter) put(_ *checked, v any) error {
	if _, err := p.s.out.Write(v.([]byte)); err != nil {
		return fmt.Errorf("writing the output: %w", err)
	}
	return p.s.out.Flush()
}

func (p *jsonPrinter) unread(input, error) {}

func (p *jsonPrinter) end() error { return nil }
