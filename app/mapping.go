package app

import (
	"context"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
)

// mappingSetting is the name under which a book keeps a mapping of columns.
const mappingSetting = "mapping/"

// SaveMapping keeps a mapping of columns under a name; one that is there under that
// name is replaced.
func (a *App) SaveMapping(ctx context.Context, who org.Actor, book org.ID, name string, mapping []byte) error {
	if strings.TrimSpace(name) == "" {
		return fault.New(fault.Invalid, "请写明列名对照的名称。", "Please give the mapping a name.", nil)
	}
	if _, err := draft.ParseMapping(mapping); err != nil {
		return err
	}
	return a.Set(ctx, who, book, mappingSetting+name, string(mapping))
}

// A NamedMapping is a mapping of columns under the name by which imports ask for it.
type NamedMapping struct {
	Name    string        `json:"name"`
	Mapping draft.Mapping `json:"mapping"`
}

// Mappings returns the mappings of columns that a book, which who sees whole, keeps, by
// name.
func (a *App) Mappings(ctx context.Context, who org.Actor, book org.ID) ([]NamedMapping, error) {
	settings, err := list[ledger.Setting](ctx, a, who, book)
	if err != nil {
		return nil, err
	}
	return namedMappings(settings)
}

// namedMappings returns the mappings of columns among settings, by name.
func namedMappings(settings []*ledger.Setting) (all []NamedMapping, err error) {
	for _, s := range settings {
		name, ok := strings.CutPrefix(s.Name, mappingSetting)
		if !ok || s.Value == "" {
			continue
		}
		m, err := draft.ParseMapping([]byte(s.Value))
		if err != nil {
			return nil, err
		}
		all = append(all, NamedMapping{name, m})
	}
	slices.SortFunc(all, func(x, y NamedMapping) int { return strings.Compare(x.Name, y.Name) })
	return all, nil
}

// mapping returns the saved mapping that a document names.
func (c *change) mapping(p Incoming) (m draft.Mapping, err error) {
	if p.Mapping == "" {
		return m, nil
	}
	s, err := c.Setting(p.Book, mappingSetting+p.Mapping)
	if err != nil {
		return m, err
	}
	if s == nil || s.Value == "" {
		return m, hidden("没有名为“"+p.Mapping+"”的列名对照，请先保存。", "There is no mapping of columns named "+p.Mapping+"; please save it first.")
	}
	return draft.ParseMapping([]byte(s.Value))
}
