package oscal

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
)

// The limits of a document.
const (
	MostBytes = 64 << 20
	mostDeep  = 60
	mostRows  = 1 << 20 // that it can make: one risk may be named by many findings
)

// Is reports whether the bytes look like a plan of OSCAL in JSON, without reading them.
func Is(b []byte) bool {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), " \t\r\n")
	return bytes.HasPrefix(b, []byte("{")) && bytes.Contains(b[:min(len(b), 4096)], []byte(`"plan-of-action-and-milestones"`))
}

// Read reads a plan in JSON, of one of Versions, whoever wrote it. It looks whether the
// document is what the standard says, whether all that is pointed at is there, and
// whether no identifier is used twice. Its error is a *fault.Error; where the document
// has faults its cause is Faults, which names them all.
func Read(r io.Reader) (*Plan, error) {
	tree, err := load(r)
	if err != nil {
		return nil, err
	}
	version, err := versionOf(tree)
	if err != nil {
		return nil, err
	}
	c := &checker{strict: version != "1.1.3"}
	if faults := c.check(tree); len(faults) > 0 {
		return nil, errFaults(faults)
	}
	// What is read is exactly what was checked: of a member that is given twice a tree
	// holds the last, and a struct would mix them.
	body, err := json.Marshal(tree)
	if err != nil {
		return nil, errJSON(err)
	}
	var doc document
	if err := json.Unmarshal(body, &doc); err != nil {
		return nil, errJSON(err)
	}
	rd := &reader{doc: &doc.Plan, p: &Plan{Version: version}}
	rd.read()
	if len(rd.c.faults) > 0 {
		return nil, errFaults(rd.c.faults)
	}
	return rd.p, nil
}

// errFaults is that a document has faults: the first is told, the rest are in the cause.
func errFaults(all Faults) error {
	first := all[0]
	return fault.New(fault.Invalid, fmt.Sprintf("OSCAL 文件有 %d 处不合规范，请改正后再试。第一处 %s：%s", len(all), first.Path, first.ZH),
		fmt.Sprintf("The OSCAL document has %d faults; correct them and try again. The first, %s: %s", len(all), first.Path, first.EN), all)
}

func errJSON(err error) error {
	return fault.New(fault.Invalid, "这个文件不是 OSCAL 的 JSON，读不出来；请核对文件。", "This is no OSCAL in JSON and cannot be read: please check the file.", err)
}

// load reads the JSON as a tree. Numbers stay as written.
func load(r io.Reader) (tree map[string]any, err error) {
	body, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("oscal: reading: %w", err)
	}
	if len(body) > MostBytes {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("OSCAL 文件超过 %d MB，请分开。", MostBytes>>20), fmt.Sprintf("The OSCAL document is larger than %d MB: please divide it.", MostBytes>>20), nil)
	}
	body = bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF"))
	if deep(body) > mostDeep {
		return nil, fault.New(fault.Invalid, "OSCAL 文件嵌套太深，读不了；请核对文件。", "The OSCAL document is nested too deeply to be read: please check the file.", nil)
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&tree); err != nil {
		return nil, errJSON(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errJSON(errors.New("oscal: something stands behind the document"))
	}
	return tree, nil
}

// deep returns how deeply the brackets of b are nested.
func deep(b []byte) (most int) {
	depth, inside := 0, false
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			inside = !inside
		case '\\':
			i++
		case '{', '[':
			if !inside {
				depth++
				most = max(most, depth)
			}
		case '}', ']':
			if !inside {
				depth--
			}
		}
	}
	return most
}

// versionOf returns the version of a document, if it is one that is read.
func versionOf(tree map[string]any) (string, error) {
	plan, ok := tree["plan-of-action-and-milestones"].(map[string]any)
	if !ok {
		return "", fault.New(fault.Invalid, "这个文件里没有 plan-of-action-and-milestones：只能读 OSCAL 的整改行动计划（POA&M）。",
			"There is no plan-of-action-and-milestones in the file: only that model of OSCAL is read.", nil)
	}
	m, _ := plan["metadata"].(map[string]any)
	version, _ := m["oscal-version"].(string)
	return version, supported(version)
}

// A reader makes the plan of a document that was checked.
type reader struct {
	doc *poam
	p   *Plan
	c   checker // for faults in our own properties

	parties   map[string]*party
	observed  map[string]*observation
	resources map[string]*resource
	risks     map[string]*risk
	itemOf    map[string]*item // the first item of a finding, by uuid
	rows      map[org.ID]*ledger.Case
	current   map[string]org.ID // finding of the ledger, by uuid
	made      int               // rows
}

// full reports whether a document makes more rows than are read, and counts one.
func (r *reader) full() bool {
	if r.made++; r.made == mostRows {
		r.c.fault("risks", "措施、佐证和日志条目太多，读不了；请把文件分开。", "there are too many measures, evidence and log entries to be read: please divide the document.")
	}
	return r.made >= mostRows
}

func (r *reader) read() {
	r.index()
	m := &r.doc.Metadata
	r.p.Book, r.p.Inspection = &ledger.Book{}, &ledger.Inspection{}
	r.set("metadata.props", m.Props, bookFields(r.p.Book))
	r.set("metadata.props", m.Props, inspectionFields(r.p.Inspection))
	r.p.Inspection.Title = m.Props.heading("title", m.Title)
	r.p.Foreign = !m.Props.has("inspection")
	if r.p.Foreign {
		r.p.Inspection.ID = parseID(r.doc.UUID)
		r.p.Book.ID = r.p.Inspection.ID
	}
	r.p.Book.Book, r.p.Inspection.Book = r.p.Book.ID, r.p.Book.ID
	r.readParties()
	r.readDocuments()
	r.readFindings()
	r.strangers()
	for _, c := range r.p.Cases {
		r.order(c)
	}
}

// index finds what others point at.
func (r *reader) index() {
	r.parties, r.observed, r.resources = map[string]*party{}, map[string]*observation{}, map[string]*resource{}
	r.risks, r.itemOf, r.rows, r.current = map[string]*risk{}, map[string]*item{}, map[org.ID]*ledger.Case{}, map[string]org.ID{}
	d := r.doc
	for i := range d.Metadata.Parties {
		r.parties[lower(d.Metadata.Parties[i].UUID)] = &d.Metadata.Parties[i]
	}
	for i := range d.Observations {
		r.observed[lower(d.Observations[i].UUID)] = &d.Observations[i]
	}
	for i := range d.Risks {
		r.risks[lower(d.Risks[i].UUID)] = &d.Risks[i]
	}
	for i := range d.Items {
		for _, f := range d.Items[i].Findings {
			if r.itemOf[lower(f.UUID)] == nil {
				r.itemOf[lower(f.UUID)] = &d.Items[i]
			}
		}
	}
	if d.BackMatter != nil {
		for i := range d.BackMatter.Resources {
			r.resources[lower(d.BackMatter.Resources[i].UUID)] = &d.BackMatter.Resources[i]
		}
	}
}

func lower(uuid string) string { return strings.ToLower(uuid) }

// set gives fields the values of our properties.
func (r *reader) set(path string, p props, fields []field) {
	for _, f := range fields {
		s, ok := p.of(f.name)
		if !ok {
			continue
		}
		if err := f.set(s); err != nil {
			r.c.fault(path, "属性 %s 的值“%s”读不出来。", "the value %[2]q of the property %[1]s cannot be read.", f.name, clip(s))
		}
	}
}

// parseID reads an identifier that was checked.
func parseID(s string) org.ID {
	id, _ := org.ParseID(lower(s))
	return id
}

// head is that of a row of the plan.
func (r *reader) head(id org.ID) org.Head { return org.Head{Book: r.p.Book.ID, ID: id} }

// idOr returns the id of a row: ours, if a property gave it, else that of the standard.
func idOr(id org.ID, uuid string) org.ID {
	if id.IsZero() {
		return parseID(uuid)
	}
	return id
}

func (r *reader) readParties() {
	for i := range r.doc.Metadata.Parties {
		one := &r.doc.Metadata.Parties[i]
		if one.Props.has("printed") || one.Props.has("unnamed") {
			continue
		}
		p := Party{ID: r.partyID(one.UUID), Unit: one.Type == "organization", Name: one.Name}
		if exact, ok := one.Props.of("name"); ok && oneLine(exact) == one.Name {
			p.Name = exact
		}
		p.Title, _ = one.Props.of("title")
		r.p.Parties = append(r.p.Parties, p)
	}
	slices.SortFunc(r.p.Parties, func(a, b Party) int { return a.ID.Compare(b.ID) })
}

// partyID returns who is meant by a reference to a party.
func (r *reader) partyID(uuid string) (id org.ID) {
	if one := r.parties[lower(uuid)]; one != nil {
		r.set("metadata.parties", one.Props, []field{marked("party", &id), marked("unnamed", &id)})
	}
	return idOr(id, uuid)
}

// readDocuments reads the papers and regulations of the back matter.
func (r *reader) readDocuments() {
	if r.doc.BackMatter == nil {
		return
	}
	for i := range r.doc.BackMatter.Resources {
		one := &r.doc.BackMatter.Resources[i]
		switch path := fmt.Sprintf("back-matter.resources[%d]", i); {
		case one.Props.has("document"):
			d := &ledger.Document{Inspection: r.p.Inspection.ID, SHA256: r.hash(one)}
			r.set(path, one.Props, documentFields(d))
			d.Title, _ = one.Props.of("title")
			d.Book = r.p.Book.ID
			r.p.Documents = append(r.p.Documents, d)
		case one.Props.has("regulation"):
			d := &ledger.Regulation{Title: one.Props.heading("title", one.Title)}
			r.set(path, one.Props, regulationFields(d))
			d.Book = r.p.Book.ID
			r.p.Regulations = append(r.p.Regulations, d)
		}
	}
}

// hash returns the SHA-256 of a resource, if it has one.
func (r *reader) hash(one *resource) (d ledger.Digest) {
	for _, l := range one.Links {
		for _, h := range l.Hashes {
			if h.Algorithm == "SHA-256" && d.UnmarshalText([]byte(strings.ToLower(h.Value))) == nil {
				return d
			}
		}
	}
	return ledger.Digest{}
}

// order puts the rows of a case into the order in which they came about.
func (r *reader) order(c *ledger.Case) {
	slices.SortStableFunc(c.Measures, func(a, b *ledger.Measure) int { return cmp.Or(a.Cycle-b.Cycle, a.Ord-b.Ord) })
	byID(c.Records)
	byID(c.Evidence)
	byID(c.Submissions)
	byID(c.Closures)
	byID(c.Relapses)
	byID(c.Extensions)
	byID(c.Moneys)
	byID(c.Accounts)
}

func byID[T org.Row](rows []T) {
	slices.SortStableFunc(rows, func(a, b T) int { return a.Key().ID.Compare(b.Key().ID) })
}
