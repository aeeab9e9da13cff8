// Package oscal writes what a book holds of one inspection as a plan of action and
// milestones of NIST's OSCAL, and reads such plans, ours and those of others. It is a
// form to exchange, not the way the ledger is kept (doc/adr/0019-oscal.md).
//
// Each cycle of a leaf finding is a finding, a risk and an item of the plan: a relapse
// never changes what was closed, it begins a new one that points at the old. What the
// standard has no place for stands in properties of our own namespace, NS, so that a
// plan that was written is read back with nothing lost of what Plan names.
//
// Schemas of the standard look at the form of a document and at no more. Read also
// looks whether everything that is pointed at is there, and whether no identifier is
// used twice, and names each fault by its path.
//
// The package is pure: when a plan was last modified is an argument, identifiers are
// made from those of the ledger, and the same plan gives the same bytes.
package oscal

import (
	"crypto/sha1"
	"fmt"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// NS is the namespace of our properties. It is a name and no address: .invalid is
// reserved for what must never lead anywhere (RFC 2606).
const NS = "https://zhenggai.invalid/ns/oscal"

// Versions are the versions of OSCAL that are written and read, the usual one first.
var Versions = []string{"1.2.2", "1.1.3"}

// A Plan is one inspection with its findings, as far as OSCAL has it.
//
// It holds of each row what a stranger needs to follow the matter. It does not hold the
// spans that fields came from, versions of rows, chains of review and workgroups: for
// those there is the JSON of the book.
type Plan struct {
	Version     string // of OSCAL, as read
	Book        *ledger.Book
	Inspection  *ledger.Inspection
	Cases       []*ledger.Case // in text order, a parent before its children; Book and Inspection are those of the plan
	Documents   []*ledger.Document
	Regulations []*ledger.Regulation
	Parties     []Party // by id: whoever a row names
	Foreign     bool    // read, and not written by us
}

// A Party is a person or a unit that a plan names.
type Party struct {
	ID    org.ID
	Unit  bool
	Name  string
	Title string // 局长
}

// supported says whether version is one of Versions.
func supported(version string) error {
	for _, v := range Versions {
		if v == version {
			return nil
		}
	}
	known := strings.Join(Versions, "、")
	return fault.New(fault.Invalid, fmt.Sprintf("OSCAL 版本“%s”不支持，请改用 %s。", clip(version), known),
		fmt.Sprintf("OSCAL version %q is not supported: use %s.", clip(version), strings.Join(Versions, " or ")), nil)
}

// clip returns as much of s as a message can bear.
func clip(s string) string { return zh.Clip(s, 60) }

// uuid returns the identifier of what parts name: a UUID of version 5, as the standard
// wants one of version 4 or 5 and ours are of version 7.
func uuid(parts ...string) string { return name5(space, strings.Join(parts, "/")) }

// space is the UUID of NS among those of addresses (RFC 9562).
var space = func() (id org.ID) {
	urls := org.ID{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	id, _ = org.ParseID(name5(urls, NS)) // of a form that always holds
	return id
}()

// name5 returns the UUID of version 5 of a name. SHA-1 is what the version is made of;
// nothing relies on it being hard to undo.
func name5(space org.ID, name string) string {
	h := sha1.New()
	h.Write(space[:])
	h.Write([]byte(name))
	var id org.ID
	copy(id[:], h.Sum(nil))
	id[6], id[8] = id[6]&0x0f|0x50, id[8]&0x3f|0x80
	return id.String()
}
