package journal

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"zhenggai/fault"
)

const originPrefix = "zhenggai/book/"

// Origin returns the origin of the log of a book: what its checkpoints begin with.
func Origin(book string) string { return originPrefix + book }

// isOrigin reports whether s is the origin of some book.
func isOrigin(s string) bool {
	book, ok := strings.CutPrefix(s, originPrefix)
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
	return ok && book != "" && len(book) <= 128 && strings.Trim(book, allowed) == ""
}

// A Checkpoint says how long a log was at a time and what its roots were. Signed,
// it is a note in the form of c2sp.org/tlog-checkpoint; root of the SM3 tree and
// time are its extension lines.
type Checkpoint struct {
	Origin  string    `json:"origin"`
	Size    int64     `json:"size"`
	Root    Hash      `json:"root"`
	RootSM3 Hash      `json:"rootSM3"`
	At      time.Time `json:"at"` // UTC, whole milliseconds
}

// Checkpoint returns the checkpoint of the log with this head.
func (h Head) Checkpoint(origin string, at time.Time) Checkpoint {
	return Checkpoint{origin, h.size, h.Root(), h.RootSM3(), instant(at)}
}

const (
	sm3Line  = "sm3 "
	timeLine = "time "
)

// Text returns the lines that are signed.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n"+sm3Line+"%s\n"+timeLine+"%s\n", c.Origin, c.Size, c.Root, c.RootSM3, c.At.UTC().Format(timeForm))
}

// Sign returns the checkpoint as a signed note, to be stored, printed and handed
// out. One key may sign for many books. A public witness, though, wants the name of
// the key to be the origin.
func (c Checkpoint) Sign(s Signer) ([]byte, error) {
	if _, err := parseCheckpointText(c.Text()); err != nil {
		return nil, err
	}
	return sign(c.Text(), s)
}

// ParseCheckpoint reads a signed checkpoint and wants a signature by one of the
// keys known; signatures of others, such as witnesses, may stand beside it.
func ParseCheckpoint(msg []byte, known ...Verifier) (Checkpoint, error) {
	text, err := open(msg, known)
	switch {
	case errors.Is(err, errSignature):
		return Checkpoint{}, fault.New(fault.Invalid, "检查点的签名不对：内容或签名被改动过。",
			"The signature of the checkpoint is wrong: its text or the signature was changed.", err)
	case errors.Is(err, errUnknownKey):
		return Checkpoint{}, fault.New(fault.Invalid, "检查点不是用所给公钥对应的私钥签名的，请换用正确的公钥。",
			"The checkpoint was not signed with the key given; please use the right public key.", err)
	case err != nil:
		return Checkpoint{}, unreadableCheckpoint(err)
	}
	return parseCheckpointText(text)
}

func parseCheckpointText(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 6 {
		return Checkpoint{}, unreadableCheckpoint(nil)
	}
	size, err1 := strconv.ParseInt(lines[1], 10, 64)
	root, err2 := tlog.ParseHash(lines[2])
	rootSM3, err3 := tlog.ParseHash(strings.TrimPrefix(lines[3], sm3Line))
	at, err4 := time.Parse(timeForm, strings.TrimPrefix(lines[4], timeLine))
	c := Checkpoint{lines[0], size, root, rootSM3, at}
	err := errors.Join(err1, err2, err3, err4)
	if err == nil && c.Text() != text {
		err = errNotCanonical
	}
	if err != nil || size < 0 || !isOrigin(c.Origin) {
		return Checkpoint{}, unreadableCheckpoint(err)
	}
	return c, nil
}

func unreadableCheckpoint(err error) error {
	return fault.New(fault.Invalid, "检查点无法识别：内容不全或格式不对。",
		"The checkpoint cannot be read: it is not complete or not in the right form.", err)
}
