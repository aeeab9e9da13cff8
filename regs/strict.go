package regs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"zhenggai/fault"
)

// A File is a pack or a calendar as a person wrote it: JSON, and the name by
// which errors call it.
type File struct {
	Name string
	JSON []byte
}

// bad returns the error for the field of f. The sentences come without a full
// stop and say what is wrong and what is right.
func (f File) bad(field, zh, en string, args ...any) error {
	return &fault.Error{
		Kind: fault.Invalid, Field: field,
		Msg: fault.Msg{
			ZH: fmt.Sprintf("文件%s的%s有误：%s。", f.Name, field, fmt.Sprintf(zh, args...)),
			EN: fmt.Sprintf("%s in file %s is wrong: %s.", field, f.Name, fmt.Sprintf(en, args...)),
		},
	}
}

// decode reads f into v. It also refuses what encoding/json lets pass: fields
// that v does not have, a field written twice, a name in other case, and text
// behind the end. Each of them is a slip of the pen that would go unnoticed.
func (f File) decode(v any) error {
	if err := f.checkNames(); err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(f.JSON))
	dec.DisallowUnknownFields()
	err := dec.Decode(v)
	if err == nil {
		return nil
	}
	if typ, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		field := strings.ReplaceAll(typ.Field, "Span.", "") // embedded: the file knows it not
		return f.bad(field, "第%d行的值写成了%s，类型不对", "line %d holds a %s, which is of the wrong type", f.line(typ.Offset), typ.Value)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return f.bad(strings.Trim(name, `"`), "没有这个字段（第%d行附近）", "there is no such field (near line %d)", f.line(dec.InputOffset()))
	}
	return f.syntax(err, dec.InputOffset())
}

func (f File) syntax(err error, offset int64) error {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = e.Offset
	}
	return fault.New(fault.Invalid,
		fmt.Sprintf("文件%s第%d行附近不是正确的JSON，请检查括号、引号和逗号。", f.Name, f.line(offset)),
		fmt.Sprintf("File %s is not proper JSON near line %d; please check brackets, quotes and commas.", f.Name, f.line(offset)), err)
}

// line returns the line of a byte, the first being 1.
func (f File) line(offset int64) int {
	n := min(max(offset, 0), int64(len(f.JSON)))
	return 1 + bytes.Count(f.JSON[:n], []byte("\n"))
}

// A level is an object or array that checkNames is in.
type level struct {
	names map[string]bool // seen so far; nil for an array
	name  bool            // the next string is a name
}

// checkNames refuses names written twice or with capitals, and a second value
// behind the first.
func (f File) checkNames() error {
	dec := json.NewDecoder(bytes.NewReader(f.JSON))
	var in []level
	for values := 0; ; {
		tok, err := dec.Token()
		if err == io.EOF && len(in) == 0 && values == 1 {
			return nil
		}
		if err != nil || len(in) == 0 && values > 0 {
			return f.syntax(err, dec.InputOffset())
		}
		switch tok {
		case json.Delim('{'):
			in = append(in, level{names: map[string]bool{}, name: true})
			continue
		case json.Delim('['):
			in = append(in, level{})
			continue
		case json.Delim('}'), json.Delim(']'):
			in = in[:len(in)-1]
		}
		if len(in) == 0 {
			values++
			continue
		}
		top := &in[len(in)-1]
		if name, ok := tok.(string); ok && top.name {
			if top.names[name] {
				return f.bad(name, "第%d行附近把它写了两遍，请保留一处", "it is written twice near line %d; please keep one", f.line(dec.InputOffset()))
			}
			if name != strings.ToLower(name) {
				return f.bad(name, "没有这个字段（第%d行附近），字段名一律小写", "there is no such field (near line %d); names are in lower case", f.line(dec.InputOffset()))
			}
			top.names[name], top.name = true, false
			continue
		}
		top.name = top.names != nil
	}
}
