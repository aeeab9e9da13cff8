package oscal

// What follows is the part of the standard's model that we write and read. What a
// foreign plan has beside it is checked (shape.go) and passed over.

type document struct {
	Plan poam `json:"plan-of-action-and-milestones"`
}

type poam struct {
	UUID         string        `json:"uuid"`
	Metadata     metadata      `json:"metadata"`
	SystemID     *systemID     `json:"system-id,omitempty"`
	Observations []observation `json:"observations,omitempty"`
	Risks        []risk        `json:"risks,omitempty"`
	Findings     []finding     `json:"findings,omitempty"`
	Items        []item        `json:"poam-items"`
	BackMatter   *backMatter   `json:"back-matter,omitempty"`
}

type metadata struct {
	Title        string             `json:"title"`
	LastModified string             `json:"last-modified"`
	Version      string             `json:"version"`
	OSCAL        string             `json:"oscal-version"`
	Props        props              `json:"props,omitempty"`
	Roles        []roleLine         `json:"roles,omitempty"`
	Parties      []party            `json:"parties,omitempty"`
	Responsible  []responsibleParty `json:"responsible-parties,omitempty"`
}

type systemID struct {
	Type string `json:"identifier-type,omitempty"`
	ID   string `json:"id"`
}

type roleLine struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type party struct {
	UUID  string `json:"uuid"`
	Type  string `json:"type"`
	Name  string `json:"name,omitempty"`
	Props props  `json:"props,omitempty"`
}

type responsibleParty struct {
	Role    string   `json:"role-id"`
	Parties []string `json:"party-uuids"`
}

type responsibleRole struct {
	Role    string   `json:"role-id"`
	Props   props    `json:"props,omitempty"`
	Parties []string `json:"party-uuids,omitempty"`
}

type property struct {
	Name    string `json:"name"`
	NS      string `json:"ns,omitempty"`
	Value   string `json:"value"`
	Remarks string `json:"remarks,omitempty"`
}

type link struct {
	Href string `json:"href"`
	Rel  string `json:"rel,omitempty"`
}

type observation struct {
	UUID        string     `json:"uuid"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description"`
	Props       props      `json:"props,omitempty"`
	Methods     []string   `json:"methods"`
	Types       []string   `json:"types,omitempty"`
	Evidence    []relevant `json:"relevant-evidence,omitempty"`
	Collected   string     `json:"collected"`
}

type relevant struct {
	Href        string `json:"href,omitempty"`
	Description string `json:"description"`
}

type finding struct {
	UUID         string       `json:"uuid"`
	Title        string       `json:"title"`
	Description  string       `json:"description"`
	Props        props        `json:"props,omitempty"`
	Links        []link       `json:"links,omitempty"`
	Target       target       `json:"target"`
	Observations []observedBy `json:"related-observations,omitempty"`
	Risks        []riskRef    `json:"related-risks,omitempty"`
}

type target struct {
	Type   string `json:"type"`
	ID     string `json:"target-id"`
	Status struct {
		State  string `json:"state"`
		Reason string `json:"reason,omitempty"`
	} `json:"status"`
}

type observedBy struct {
	UUID string `json:"observation-uuid"`
}

type riskRef struct {
	UUID string `json:"risk-uuid"`
}

type findingRef struct {
	UUID string `json:"finding-uuid"`
}

type risk struct {
	UUID         string       `json:"uuid"`
	Title        string       `json:"title"`
	Description  string       `json:"description"`
	Statement    string       `json:"statement"`
	Props        props        `json:"props,omitempty"`
	Links        []link       `json:"links,omitempty"`
	Status       string       `json:"status"`
	Deadline     string       `json:"deadline,omitempty"`
	Remediations []response   `json:"remediations,omitempty"`
	Log          *riskLog     `json:"risk-log,omitempty"`
	Observations []observedBy `json:"related-observations,omitempty"`
}

type response struct {
	UUID        string `json:"uuid"`
	Lifecycle   string `json:"lifecycle"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Props       props  `json:"props,omitempty"`
	Tasks       []task `json:"tasks,omitempty"`
}

type task struct {
	UUID   string            `json:"uuid"`
	Type   string            `json:"type"`
	Title  string            `json:"title"`
	Props  props             `json:"props,omitempty"`
	Timing *timing           `json:"timing,omitempty"`
	Tasks  []task            `json:"tasks,omitempty"`
	Roles  []responsibleRole `json:"responsible-roles,omitempty"`
}

type timing struct {
	On     *onDate    `json:"on-date,omitempty"`
	Within *dateRange `json:"within-date-range,omitempty"`
}

type onDate struct {
	Date string `json:"date"`
}

type dateRange struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type riskLog struct {
	Entries []entry `json:"entries"`
}

type entry struct {
	UUID        string        `json:"uuid"`
	Title       string        `json:"title,omitempty"`
	Description string        `json:"description,omitempty"`
	Start       string        `json:"start"`
	Props       props         `json:"props,omitempty"`
	Logged      []loggedBy    `json:"logged-by,omitempty"`
	Status      string        `json:"status-change,omitempty"`
	Responses   []responseRef `json:"related-responses,omitempty"`
}

type responseRef struct {
	UUID string `json:"response-uuid"`
}

type loggedBy struct {
	Party string `json:"party-uuid"`
	Role  string `json:"role-id,omitempty"`
}

type item struct {
	UUID         string       `json:"uuid,omitempty"`
	Title        string       `json:"title"`
	Description  string       `json:"description"`
	Props        props        `json:"props,omitempty"`
	Findings     []findingRef `json:"related-findings,omitempty"`
	Observations []observedBy `json:"related-observations,omitempty"`
	Risks        []riskRef    `json:"related-risks,omitempty"`
}

type backMatter struct {
	Resources []resource `json:"resources,omitempty"`
}

type resource struct {
	UUID        string  `json:"uuid"`
	Title       string  `json:"title,omitempty"`
	Description string  `json:"description,omitempty"`
	Props       props   `json:"props,omitempty"`
	Links       []rlink `json:"rlinks,omitempty"`
}

type rlink struct {
	Href   string `json:"href"`
	Media  string `json:"media-type,omitempty"`
	Hashes []hash `json:"hashes,omitempty"`
}

type hash struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"value"`
}
