package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"zhenggai/fault"
)

// bundleFormat is the version of the form of bundles.
const bundleFormat = 1

// The members of a bundle, in their order. Between the checkpoints and the
// manifest stand the blobs, by hash.
const (
	entriesMember     = "entries.jsonl"
	detailsMember     = "details.jsonl"
	checkpointsMember = "checkpoints.jsonl"
	blobPrefix        = "blob/"
	manifestMember    = "manifest.txt"
)

// maxManifest bounds what is read before any signature was checked: enough for
// some 200,000 blobs.
const maxManifest = 64 << 20

// A Manifest says what is in a bundle. In the file it is the text of a signed note.
type Manifest struct {
	Format      int       `json:"format"`
	Origin      string    `json:"origin"`
	At          time.Time `json:"at"` // when it was written; UTC, whole milliseconds
	Size        int64     `json:"size"`
	Root        Hash      `json:"root"`
	RootSM3     Hash      `json:"rootSM3"`
	Details     int64     `json:"details"`
	Checkpoints int64     `json:"checkpoints"`
	Members     []Member  `json:"members"` // without the manifest
	// Before is the SHA-256 of all bytes of the file before the manifest's own.
	Before Sum `json:"before"`
}

// A Member is one file in a bundle.
type Member struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Digest
}

// Blobs returns the members that are blobs; Digest.SHA256 is their name.
func (m *Manifest) Blobs() []Member {
	if len(m.Members) < len(logMembers) {
		return nil
	}
	return m.Members[len(logMembers):]
}

// logMembers are the members that every bundle begins with.
var logMembers = [...]string{entriesMember, detailsMember, checkpointsMember}

// text returns the lines that are signed.
func (m *Manifest) text() ([]byte, error) {
	out, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("journal: write a manifest: %w", err)
	}
	return append(out, '\n'), nil
}

// parseManifest reads what text wrote, and nothing else.
func parseManifest(text []byte) (Manifest, error) {
	var m Manifest
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	err := dec.Decode(&m)
	if err == nil && m.Format > bundleFormat {
		return m, fault.New(fault.Invalid, fmt.Sprintf("账册包的格式版本是 %d，本程序只认识 %d，请升级程序。", m.Format, bundleFormat),
			fmt.Sprintf("The bundle is of format %d, this program knows %d; please take a newer program.", m.Format, bundleFormat), nil)
	}
	if err == nil {
		err = m.check(text)
	}
	if err != nil {
		return m, fault.New(fault.Invalid, "账册包的清单无法识别。", "The manifest of the bundle cannot be read.", err)
	}
	return m, nil
}

func (m *Manifest) check(text []byte) error {
	if again, err := m.text(); err != nil || !bytes.Equal(again, text) {
		return errNotCanonical
	}
	if m.Format != bundleFormat || !isOrigin(m.Origin) || m.Size < 0 || m.Details < 0 || m.Checkpoints < 0 || len(m.Members) < len(logMembers) {
		return errNotCanonical
	}
	for i, member := range m.Members {
		name := blobPrefix + member.SHA256.String()
		if i < len(logMembers) {
			name = logMembers[i]
		} else if i > len(logMembers) && strings.Compare(m.Members[i-1].Name, name) >= 0 {
			return errNotCanonical
		}
		if member.Name != name || member.Size < 0 {
			return errNotCanonical
		}
	}
	return nil
}
