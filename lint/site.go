package lint

import (
	"encoding/json"
	"fmt"
	"io"

	"zhenggai/fault"
)

// A Site is what one installation adds to the rules: data, not rules. The zero
// Site adds nothing.
type Site struct {
	// Allow are wordings in which no word rule reports anything: local names.
	Allow []string `json:"allow,omitempty"`
	// Words are further wrong wordings and what was meant, for rule W01.
	Words map[string]string `json:"words,omitempty"`
	// Severity overrides rules: {"M04": "off", "W10": "warning"}.
	Severity map[string]string `json:"severity,omitempty"`
	// Aliases are names of one body: {"市科技局": "某市科学技术局"}.
	Aliases map[string]string `json:"aliases,omitempty"`
	// DisclosureMonths is how many months after the feedback a report may be
	// published; 0 means the rule's own limit.
	DisclosureMonths int `json:"disclosure_months,omitempty"`
	// Domains are the mail domains of offices: addresses there are not private.
	Domains []string `json:"domains,omitempty"`
}

// ReadSite reads a Site from JSON. Unknown keys are refused, so that a slip of
// the pen is not a silent nothing.
func ReadSite(r io.Reader) (*Site, error) {
	var s Site
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("词表文件有误（%v），请按说明改正后重试。", err),
			fmt.Sprintf("The site file is not right (%v); please correct it.", err), err)
	}
	for id, name := range s.Severity {
		if _, err := ParseSeverity(name); err != nil {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("词表文件中规则 %s 的级别“%s”无效，应为 off、hint、warning 或 error。", id, name),
				fmt.Sprintf("The site file gives rule %s the severity %q; it must be off, hint, warning or error.", id, name), err)
		}
	}
	return &s, nil
}

// ParseSeverity reads the name of a severity.
func ParseSeverity(name string) (Severity, error) {
	for s := Off; s <= Error; s++ {
		if s.String() == name {
			return s, nil
		}
	}
	return Off, fmt.Errorf("lint: no severity %q", name)
}
