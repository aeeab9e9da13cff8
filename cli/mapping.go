package cli

import (
	"maps"
	"os"
	"slices"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger/draft"
)

type mappingCommands struct {
	Save mappingSave `cmd:""`
	List mappingList `cmd:""`
	Show mappingShow `cmd:""`
}

// A mappingSave keeps a mapping of columns under a name.
type mappingSave struct {
	actorFlags
	Name string `arg:"" name:"name"`
	File string `arg:"" name:"file"`
	Book string `placeholder:"BOOK"`
}

func (c *mappingSave) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(c.File)
	if err != nil {
		return noFile(c.File, err)
	}
	if err := d.app.SaveMapping(d.ctx, d.who, b.ID, c.Name, text); err != nil {
		return err
	}
	return d.done(struct {
		Name string `json:"name"`
	}{c.Name}, say{"已保存列名对照：%s", "Saved the mapping %s"}, c.Name)
}

// A mappingList lists the mappings of columns of a book.
type mappingList struct {
	actorFlags
	Book string `placeholder:"BOOK"`
}

func (c *mappingList) work(d *desk) error {
	all, err := d.mappings(c.Book)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"#列数", "#columns"}, say{"名称", "name"})
		for _, m := range all {
			t.row(len(m.Mapping.Columns), m.Name)
		}
		d.print(t)
	})
}

// A mappingShow shows what a mapping makes of each column.
type mappingShow struct {
	actorFlags
	Name string `arg:"" name:"name"`
	Book string `placeholder:"BOOK"`
}

func (c *mappingShow) work(d *desk) error {
	all, err := d.mappings(c.Book)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(m app.NamedMapping) bool { return m.Name == c.Name })
	if i < 0 {
		return fault.New(fault.NotFound, "没有列名对照“"+c.Name+"”，请用 zhenggai mapping list 查看。", "There is no mapping \""+c.Name+"\"; see zhenggai mapping list.", nil)
	}
	m := all[i].Mapping
	return d.show(m, func() {
		t := d.table(say{"列名", "column"}, say{"栏目", "field"}, say{"含义", "meaning"})
		for _, column := range slices.Sorted(maps.Keys(m.Columns)) {
			f := m.Columns[column]
			t.row(column, f, d.fieldName(f))
		}
		d.print(t)
	})
}

// mappings returns the mappings of columns of a book.
func (d *desk) mappings(book string) ([]app.NamedMapping, error) {
	return ofBook(d, book, d.app.Mappings)
}

// fieldName returns what a column that is mapped to f holds.
func (d *desk) fieldName(f draft.Field) string {
	for _, line := range draft.Fields {
		if line.Field == f {
			return say{line.ZH, line.EN}.In(d.lang)
		}
	}
	return string(f)
}
