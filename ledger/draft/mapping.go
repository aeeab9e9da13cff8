package draft

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/report"
)

// A Mapping says what the columns of a sheet hold whose names say it badly or not
// at all. It is kept as JSON and used again for the next sheet of that form.
type Mapping struct {
	Name    string           `json:"name,omitzero"` // 县纪委月报表
	Columns map[string]Field `json:"columns"`       // from the name of the column, as printed
}

// mostColumns is how many columns a mapping may name.
const mostColumns = 256

// ParseMapping reads a mapping from JSON. Its error is a *fault.Error that names the
// column at fault.
func ParseMapping(b []byte) (m Mapping, err error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return Mapping{}, fault.New(fault.Invalid, "列对照表不是正确的 JSON，请照样例改正："+err.Error(), "The mapping is not right as JSON; please correct it: "+err.Error(), err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return Mapping{}, fault.New(fault.Invalid, "列对照表后面还有多余的内容，请删去。", "Something follows the mapping; please delete it.", err)
	}
	if err := m.Check(); err != nil {
		return Mapping{}, err
	}
	return m, nil
}

// Check reports what is wrong with m: a field that does not exist, a column without
// a name, or one named twice.
func (m Mapping) Check() error {
	if len(m.Columns) > mostColumns {
		return m.fault("columns", fmt.Sprintf("列对照表有 %d 列，最多 %d 列，请删减。", len(m.Columns), mostColumns),
			fmt.Sprintf("The mapping has %d columns, at most %d are allowed; please shorten it.", len(m.Columns), mostColumns))
	}
	seen := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(m.Columns)) {
		key := report.ColumnName(name)
		if key == "" {
			return m.fault("columns", "列对照表里有一列没有列名，请补上。", "A column of the mapping has no name; please give it one.")
		}
		if other, ok := seen[key]; ok {
			return m.fault("columns."+name, fmt.Sprintf("列对照表里“%s”与“%s”是同一列，请只留一个。", other, name),
				fmt.Sprintf("%q and %q are the same column; please keep one.", other, name))
		}
		seen[key] = name
		if _, ok := lineOf(m.Columns[name]); !ok {
			return m.fault("columns."+name, fmt.Sprintf("列“%s”对照的栏目“%s”不存在，可用的有：%s。", name, m.Columns[name], strings.Join(fieldNames(), " ")),
				fmt.Sprintf("Column %q is mapped to %q, which is no field; there are: %s.", name, m.Columns[name], strings.Join(fieldNames(), " ")))
		}
	}
	return nil
}

func (m Mapping) fault(field, zh, en string) error {
	err := fault.New(fault.Invalid, zh, en, nil)
	err.Field = field
	return err
}

// Names returns m as report.Reader.Columns takes it.
func (m Mapping) Names() map[string]string {
	names := make(map[string]string, len(m.Columns))
	for name, f := range m.Columns {
		line, _ := lineOf(f)
		names[report.ColumnName(name)] = line.column
	}
	return names
}

// field returns what m says of the column with this printed name.
func (m Mapping) field(name string) (Field, bool) {
	if f, ok := m.Columns[name]; ok {
		return f, true
	}
	key := report.ColumnName(name)
	for n, f := range m.Columns {
		if report.ColumnName(n) == key {
			return f, true
		}
	}
	return "", false
}

func lineOf(f Field) (FieldLine, bool) {
	for _, line := range Fields {
		if line.Field == f {
			return line, true
		}
	}
	return FieldLine{}, false
}

func fieldNames() (names []string) {
	for _, line := range Fields {
		names = append(names, string(line.Field))
	}
	return names
}
