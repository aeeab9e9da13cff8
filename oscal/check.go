package oscal

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"zhenggai/fault"
)

// A Fault is one place where a document is not what the standard says.
type Fault struct {
	Path string `json:"path"` // from the plan on: findings[2].title
	fault.Msg
}

// Faults are all that is wrong with a document, in its order. They are the cause of the
// error of Read.
type Faults []Fault

// Error returns the first fault in English, for logs.
func (f Faults) Error() string {
	if len(f) == 0 {
		return "oscal: no fault"
	}
	return fmt.Sprintf("oscal: %d faults, the first at %s: %s", len(f), f[0].Path, f[0].EN)
}

// mostFaults is how many faults are named; a document with more is another thing.
const mostFaults = 100

// A checker looks at a document.
type checker struct {
	strict bool              // titles are one line that is not empty: since 1.2
	uuids  map[string]string // path of each identifier, which ends in the list it stands in
	roles  map[string]bool
	outer  bool // it belongs to a system security plan, whose parts it may point at
	refs   []reference
	faults Faults
}

// A reference is a place that points at an identifier.
type reference struct{ path, uuid, list string }

func (c *checker) fault(path, zh, en string, args ...any) {
	if len(c.faults) < mostFaults {
		path = strings.TrimPrefix(strings.TrimPrefix(path, "plan-of-action-and-milestones"), ".")
		if path == "" {
			path = "plan-of-action-and-milestones"
		}
		c.faults = append(c.faults, Fault{path, fault.Msg{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}})
	}
}

// check looks at a whole document.
func (c *checker) check(doc map[string]any) Faults {
	c.uuids, c.roles = map[string]string{}, map[string]bool{}
	c.object("", "document", doc)
	if plan, ok := doc["plan-of-action-and-milestones"].(map[string]any); ok {
		_, c.outer = plan["import-ssp"]
		if _, own := plan["system-id"]; !own && !c.outer {
			c.fault("", "缺少 system-id 或 import-ssp：要写明是哪个系统（单位）的。", "system-id or import-ssp is missing: say whose plan it is.")
		}
	}
	for _, r := range c.refs {
		c.follow(r)
	}
	return c.faults
}

// follow looks whether what is pointed at is there.
func (c *checker) follow(r reference) {
	if r.list == "role" {
		if !c.roles[r.uuid] {
			c.fault(r.path, "角色“%s”没有在 metadata.roles 里列出。", "the role %q is not among metadata.roles.", clip(r.uuid))
		}
		return
	}
	at, ok := c.uuids[strings.ToLower(r.uuid)]
	switch {
	case !ok && r.list == "" && c.outer:
	case !ok:
		c.fault(r.path, "指向的 %s 在文件里没有。", "it points at %s, which is not in the document.", r.uuid)
	case r.list != "" && listOf(at) != r.list:
		c.fault(r.path, "应指向 %s 里的一项，却指向 %s。", "it should point into %s, but points at %s.", r.list, at)
	}
}

// listOf returns the list that a path ends in: tasks of risks[0].remediations[1].tasks[2].
func listOf(path string) string {
	path = path[strings.LastIndexByte(path, '.')+1:]
	list, _, _ := strings.Cut(path, "[")
	return list
}

// object looks at an object of the table of shapes.
func (c *checker) object(path, shape string, v any) {
	o, ok := v.(map[string]any)
	if !ok {
		c.fault(path, "应当是一个对象 {…}。", "this should be an object {…}.")
		return
	}
	known := map[string]bool{}
	for _, m := range shapes[shape] {
		known[m.name] = true
		at := join(path, m.name)
		v, ok := o[m.name]
		switch {
		case !ok && m.must:
			c.fault(path, "缺少 %s。", "%s is missing.", m.name)
		case !ok:
		case m.list:
			c.list(at, m, v)
		default:
			c.value(at, m.holds, v)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if !known[name] && !(shape == "document" && name == "$schema") {
			c.fault(path, "OSCAL 这里没有“%s”这一项，请检查拼写。", "OSCAL has no member %q here: check its spelling.", clip(name))
		}
	}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (c *checker) list(path string, m member, v any) {
	all, ok := v.([]any)
	switch {
	case !ok:
		c.fault(path, "应当是一个列表 […]。", "this should be a list […].")
	case len(all) == 0:
		c.fault(path, "列表是空的：至少写一项，或者不写这个列表。", "the list is empty: give one at least, or leave the list out.")
	}
	for i, one := range all {
		c.value(path+"["+strconv.Itoa(i)+"]", m.holds, one)
	}
}

// value looks at what a member holds: an object, or a value of one of the kinds.
func (c *checker) value(path, holds string, v any) {
	if _, ok := shapes[holds]; ok {
		c.object(path, holds, v)
		return
	}
	switch holds {
	case "anything":
		return
	case "number":
		if n, ok := v.(json.Number); !ok || strings.Trim(n.String(), "0123456789") != "" {
			c.fault(path, "应当是一个不小于零的整数。", "this should be a whole number, zero or more.")
		}
		return
	}
	s, ok := v.(string)
	if !ok {
		c.fault(path, "应当是文字（字符串）。", "this should be a text (a string).")
		return
	}
	c.text(path, holds, s)
}

// text looks at a value that is written as a text.
func (c *checker) text(path, holds, s string) {
	if list, ok := strings.CutPrefix(holds, "ref="); ok || holds == "ref" {
		if c.isUUID(path, s) {
			if !ok {
				list = ""
			}
			c.refs = append(c.refs, reference{path, s, list})
		}
		return
	}
	switch holds {
	case "uuid":
		c.uuid(path, s)
	case "role-id":
		c.token(path, s)
		if c.roles[s] {
			c.fault(path, "角色“%s”列出了两次。", "the role %q is listed twice.", clip(s))
		}
		c.roles[s] = true
	case "role-ref":
		c.refs = append(c.refs, reference{path, s, "role"})
	case "href":
		if id, ok := strings.CutPrefix(s, "#"); ok && isUUID(id) {
			c.refs = append(c.refs, reference{path, id, ""})
		}
	case "time":
		if !isTime(s) {
			c.fault(path, "“%s”不是带时区的时间，应写成 2026-07-05T00:00:00+08:00。", "%q is no time with a zone: write 2026-07-05T00:00:00+08:00.", clip(s))
		}
	case "token":
		c.token(path, s)
	case "line":
		if c.strict && (s == "" || strings.Contains(s, "\n")) {
			c.fault(path, "应当是一行文字，不能为空。", "this should be one line of text and not empty.")
		}
	case "string":
		if s == "" || s != strings.TrimSpace(s) || strings.ContainsAny(s, "\n\r\u2028\u2029") {
			c.fault(path, "应当是一行文字，不能为空，前后不能有空格。", "this should be one line of text, not empty and without space around it.")
		}
	default:
		c.choice(path, holds, s)
	}
}

func (c *checker) uuid(path, s string) {
	if !c.isUUID(path, s) {
		return
	}
	id := strings.ToLower(s)
	if at, ok := c.uuids[id]; ok {
		c.fault(path, "标识 %s 与 %s 重复，每一项的标识都要不同。", "the identifier %s is that of %s: each must have one of its own.", s, at)
		return
	}
	at := strings.TrimSuffix(path, ".uuid")
	c.uuids[id] = orElse(strings.TrimPrefix(strings.TrimPrefix(at, "plan-of-action-and-milestones"), "."), "plan")
}

func (c *checker) isUUID(path, s string) bool {
	if !isUUID(s) {
		c.fault(path, "“%s”不是标识：应为第 4 版或第 5 版的 UUID。", "%q is no identifier: that is a UUID of version 4 or 5.", clip(s))
		return false
	}
	return true
}

func (c *checker) token(path, s string) {
	if !isToken(s) {
		c.fault(path, "“%s”不是代号：以字母或下划线开头，只含字母、数字和 . - _。", "%q is no token: a letter or _ first, then letters, digits, and . - _.", clip(s))
	}
}

// choices are the kinds of values of which there are only some.
var choices = map[string][]string{
	"party-type":   {"person", "organization"},
	"target-type":  {"statement-id", "objective-id"},
	"target-state": {"satisfied", "not-satisfied"},
	"time-unit":    {"seconds", "minutes", "hours", "days", "months", "years"},
}

func (c *checker) choice(path, holds, s string) {
	if some, ok := choices[holds]; ok && !slices.Contains(some, s) {
		c.fault(path, "“%s”不在可用的值之内：%s。", "%q is none of the values there are: %s.", clip(s), strings.Join(some, " "))
	}
}
