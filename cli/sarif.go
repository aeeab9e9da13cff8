package cli

import (
	"net/url"
	"path/filepath"
	"strings"

	"zhenggai/fault"
	"zhenggai/intake"
	"zhenggai/lint"
	"zhenggai/source"
)

// SARIF 2.1.0, as much of it as is said here. Lines and columns are 1-based,
// columns and character offsets in UTF-16 code units; of a file that is not plain
// text they count in the text that was taken out of it (as "read --json" has it),
// and the logical location names the place in the original.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Language    string            `json:"language"`
	ColumnKind  string            `json:"columnKind"`
	Invocations []sarifInvocation `json:"invocations"`
	Artifacts   []sarifArtifact   `json:"artifacts"`
	Results     []sarifResult     `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Short   sarifMessage `json:"shortDescription"`
	Full    sarifMessage `json:"fullDescription"`
	Help    sarifMessage `json:"help"`
	Default sarifConfig  `json:"defaultConfiguration"`
	Props   sarifTags    `json:"properties"`
}

type sarifConfig struct {
	Enabled bool   `json:"enabled"`
	Level   string `json:"level"`
}

type sarifTags struct {
	Tags []string `json:"tags"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations"`
}

type sarifArtifact struct {
	Location sarifURI          `json:"location"`
	Length   int64             `json:"length"`
	Encoding string            `json:"encoding,omitempty"`
	MIME     string            `json:"mimeType"`
	Hashes   map[string]string `json:"hashes"`
	Roles    []string          `json:"roles"`
}

type sarifURI struct {
	URI   string `json:"uri"`
	Index *int   `json:"index,omitempty"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifMessage       `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Related      []sarifLocation    `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions"`
	Rank         float64            `json:"rank"` // how sure, per cent
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifLocation struct {
	ID       *int           `json:"id,omitempty"`
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	Message  *sarifMessage  `json:"message,omitempty"`
}

type sarifLogical struct {
	Name string `json:"fullyQualifiedName"`
}

type sarifPhysical struct {
	Artifact sarifURI     `json:"artifactLocation"`
	Region   *sarifRegion `json:"region,omitempty"`
}

type sarifRegion struct {
	StartLine   int          `json:"startLine"`
	StartColumn int          `json:"startColumn"`
	EndLine     int          `json:"endLine"`
	EndColumn   int          `json:"endColumn"`
	CharOffset  int          `json:"charOffset"`
	CharLength  int          `json:"charLength"`
	Snippet     sarifSnippet `json:"snippet"`
}

type sarifSnippet struct {
	Text string `json:"text"`
}

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// A sarifPrinter prints one SARIF log of one run at the end.
type sarifPrinter struct {
	*checking
	rule map[string]int // index of each rule
	run  sarifRun
}

func newSARIF(k *checking) *sarifPrinter {
	p := &sarifPrinter{checking: k, rule: map[string]int{}}
	tongue := "zh-CN"
	if k.s.lang == "en" {
		tongue = "en"
	}
	p.run = sarifRun{Tool: sarifTool{sarifDriver{Name: "zhenggai", Version: thisBuild().Version, Rules: []sarifRule{}}}, Language: tongue,
		ColumnKind: "utf16CodeUnits", Artifacts: []sarifArtifact{}, Results: []sarifResult{},
		Invocations: []sarifInvocation{{Successful: true, Notifications: []sarifNotification{}}}}
	for i, r := range k.rules {
		p.rule[r.ID] = i
		p.run.Tool.Driver.Rules = append(p.run.Tool.Driver.Rules, describe(r, k.s.lang))
	}
	return p
}

// describe returns r as SARIF has it.
func describe(r *lint.Rule, lang string) sarifRule {
	_, page, _ := strings.Cut(r.Page, "\n")
	page = strings.TrimSpace(page)
	if page == "" {
		page = r.Title.In(lang)
	}
	full, _, _ := strings.Cut(strings.TrimPrefix(page, "## 检查什么\n"), "\n\n")
	return sarifRule{ID: r.ID, Name: r.Name, Short: sarifMessage{Text: r.Title.In(lang)}, Full: sarifMessage{Text: full},
		Help: sarifMessage{Text: page, Markdown: page}, Default: sarifConfig{!r.Off, sarifLevel(r.Severity)}, Props: sarifTags{[]string{r.ID[:1]}}}
}

func sarifLevel(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	case lint.Hint:
		return "note"
	}
	return "none"
}

// A sarifPart is what one file adds to the run. The index of its artifact is known
// only when it is put.
type sarifPart struct {
	artifact sarifArtifact
	results  []sarifResult
}

func (p *sarifPrinter) make(c *checked) any {
	part := sarifPart{artifact: sarifArtifact{Location: sarifURI{URI: uriOf(c.in.path)}, Length: c.file.Size, Encoding: c.file.Encoding,
		MIME: mimeTypes[c.file.Format], Hashes: map[string]string{"sha-256": c.file.SHA256}, Roles: []string{"analysisTarget"}}}
	for i := range c.found {
		f := &c.found[i]
		r := sarifResult{RuleID: f.Rule.ID, RuleIndex: p.rule[f.Rule.ID], Level: sarifLevel(f.Severity), Message: sarifMessage{Text: f.Message(p.s.lang)},
			Locations: []sarifLocation{p.location(c, f.Span)}, Rank: float64(f.Conf),
			Fingerprints: map[string]string{"zhenggaiAnchor/v1": f.Anchor(c.file.Text.Valid())}, Suppressions: []sarifSuppression{}}
		for _, m := range f.More {
			r.Related = append(r.Related, p.related(r.Related, p.location(c, m), say{"同一处问题的其他字句", "further words of the same finding"}.In(p.s.lang)))
		}
		for k := range f.Related {
			r.Related = append(r.Related, p.related(r.Related, p.location(c, f.Related[k].Span), f.Related[k].Message(p.s.lang)))
		}
		if f.other != nil {
			r.Related = append(r.Related, p.related(r.Related, p.location(f.other, f.otherSpan), otherPlace.In(p.s.lang)))
		}
		if f.Waived != "" {
			r.Suppressions = append(r.Suppressions, sarifSuppression{"external", "accepted", f.Waived})
		}
		part.results = append(part.results, r)
	}
	return part
}

// related makes l a related location, the next after those in list.
func (p *sarifPrinter) related(list []sarifLocation, l sarifLocation, message string) sarifLocation {
	id := len(list) + 1
	l.ID, l.Message = &id, &sarifMessage{Text: message}
	return l
}

func (p *sarifPrinter) location(c *checked, s source.Span) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifURI{URI: uriOf(c.in.path)}, Region: region(c.ruler(), s)}}
	if !isPlain(c.file.Text) {
		l.Logical = []sarifLogical{{place(c.ruler(), s.Start, p.s.lang)}}
	}
	return l
}

func (p *sarifPrinter) put(c *checked, v any) error {
	part := v.(sarifPart)
	n := len(p.run.Artifacts)
	p.run.Artifacts = append(p.run.Artifacts, part.artifact)
	for _, r := range part.results {
		r.Locations[0].Physical.Artifact.Index = &n
		p.run.Results = append(p.run.Results, r)
	}
	return nil
}

// unread notes that a file could not be read.
func (p *sarifPrinter) unread(in input, err error) {
	v := &p.run.Invocations[0]
	v.Successful = false
	v.Notifications = append(v.Notifications, sarifNotification{"error", sarifMessage{Text: fault.Say(err, p.s.lang)},
		[]sarifLocation{{Physical: sarifPhysical{Artifact: sarifURI{URI: uriOf(in.path)}}}}})
}

func (p *sarifPrinter) end() error {
	_, err := p.s.out.Write(jsonLine(sarifLog{sarifSchema, "2.1.0", []sarifRun{p.run}}))
	return err
}

var mimeTypes = map[string]string{
	intake.TXT: "text/plain", intake.HTML: "text/html", intake.PDF: "application/pdf",
	intake.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	intake.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	intake.CSV:  "text/csv",
}

// uriOf returns the path of a file as a URI: relative to where the program runs,
// or absolute.
func uriOf(path string) string {
	if path == stdin {
		return "stdin"
	}
	u := url.URL{Path: filepath.ToSlash(path)}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
		if !strings.HasPrefix(u.Path, "/") {
			u.Path = "/" + u.Path // C:/…
		}
	}
	return u.String()
}

// region returns the region of s. Columns and offsets count UTF-16 code units.
func region(r *ruler, s source.Span) *sarifRegion {
	from, start := r.atUTF16(s.Start)
	to, end := r.atUTF16(max(s.Start, s.End))
	return &sarifRegion{StartLine: from.Line, StartColumn: from.Col, EndLine: to.Line, EndColumn: to.Col, CharOffset: start,
		CharLength: end - start, Snippet: sarifSnippet{strings.ToValidUTF8(r.text.Slice(s), "\uFFFD")}}
}
