package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"zhenggai/fault"
	"zhenggai/report"
)

// readCorrections reads an overlay from JSON: a list of corrections.
func readCorrections(r io.Reader) ([]report.Correction, error) {
	var log []report.Correction
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&log); err != nil {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("更正文件有误（%v），请按说明改正后重试。", err),
			fmt.Sprintf("The file of corrections is not right (%v); please correct it.", err), err)
	}
	return log, nil
}

// overlay reads the corrections of path; an empty path has none.
func (s *session) overlay(path string) ([]report.Correction, error) {
	if path == "" {
		return nil, nil
	}
	return fromFile(path, s.lang, readCorrections)
}

// correct applies corrections to a reading and tells of those that no longer fit
// its text.
func (s *session) correct(in input, o *report.Outline, log []report.Correction) {
	if len(log) == 0 {
		return
	}
	for _, c := range o.Replay(log) {
		s.warn(say{"%s：有一处更正（%s，“%s”）在原文中找不到位置，没有用上。", "%s: the correction %s at %q no longer fits the text and was not applied."}, s.label(in), c.Op, c.At.Words)
	}
}
