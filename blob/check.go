package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	"zhenggai/fault"
)

// A FlawKind says what is wrong with an object.
type FlawKind string

// Kinds of flaw.
const (
	FlawMissing FlawKind = "missing"     // the ledger knows it, the store does not have it
	FlawSize    FlawKind = "wrong size"  // it has more or fewer bytes than the ledger says
	FlawBytes   FlawKind = "wrong bytes" // it has the size, but its bytes have another hash
	FlawRead    FlawKind = "unreadable"  // reading it failed; Err says how
	FlawExtra   FlawKind = "extra"       // the ledger does not know it
)

// A Flaw is one difference between a store and the ledger.
type Flaw struct {
	Kind   FlawKind
	Object Object // as the ledger knows it; of an extra one, as the store has it
	Size   int64  // in the store
	Err    error  // of FlawRead
}

// Hint reports whether the flaw does no harm: bytes that no row needs, such as those
// of a row that is not yet committed.
func (f Flaw) Hint() bool { return f.Kind == FlawExtra }

// Msg returns the sentence of f for a person.
func (f Flaw) Msg() fault.Msg {
	name := f.Object.Stray
	if name == "" {
		name = f.Object.Hash.String()
	}
	switch f.Kind {
	case FlawMissing:
		return fault.Msg{
			ZH: fmt.Sprintf("佐证文件%s不在存储中，请从备份恢复。", name),
			EN: fmt.Sprintf("Evidence file %s is not in the store: restore it from a backup.", name)}
	case FlawSize:
		return fault.Msg{
			ZH: fmt.Sprintf("佐证文件%s应为%d字节，存储中是%d字节，请从备份恢复。", name, f.Object.Size, f.Size),
			EN: fmt.Sprintf("Evidence file %s should have %d bytes and has %d: restore it from a backup.", name, f.Object.Size, f.Size)}
	case FlawBytes:
		return fault.Msg{
			ZH: fmt.Sprintf("佐证文件%s的内容与登记的指纹不符，请从备份恢复。", name),
			EN: fmt.Sprintf("The bytes of evidence file %s do not match their recorded hash: restore it from a backup.", name)}
	case FlawRead:
		return fault.Msg{
			ZH: fmt.Sprintf("佐证文件%s读取失败，请检查存储后重新核验。", name),
			EN: fmt.Sprintf("Evidence file %s could not be read: check the store and verify again.", name)}
	}
	return fault.Msg{
		ZH: fmt.Sprintf("存储中的文件%s没有在账册中登记，可能是上传中断留下的，请核对。", name),
		EN: fmt.Sprintf("File %s in the store is not recorded in any book; an interrupted upload may have left it: look at it.", name)}
}

// A Result is what Check found.
type Result struct {
	Objects int   // that were read
	Bytes   int64 // that were read
	Flaws   []Flaw
}

// Check reads and hashes every object that the ledger knows and compares the store
// with it; known yields the hash and size of each once, a size that is not known as
// -1. The objects known are asked for after the store has been walked, so what is
// put meanwhile is not taken for missing; bytes that were put and whose row is not
// yet committed are shown as extra. The error is of the walk or of ctx: then not
// everything was looked at.
func Check(ctx context.Context, s Store, known iter.Seq2[Hash, int64]) (Result, error) {
	var res Result
	extra := map[Hash]int64{}
	for o, err := range s.Walk(ctx) {
		switch {
		case err != nil:
			return res, fmt.Errorf("blob: checking: %w", err)
		case o.Stray != "":
			res.Flaws = append(res.Flaws, Flaw{Kind: FlawExtra, Object: o})
		default:
			extra[o.Hash] = o.Size
		}
	}
	for h, size := range known {
		delete(extra, h)
		if f := res.look(ctx, s, Object{Hash: h, Size: size}); f.Kind != "" {
			res.Flaws = append(res.Flaws, f)
		}
		if err := ctx.Err(); err != nil {
			return res, fmt.Errorf("blob: checking: %w", failed(err))
		}
	}
	for _, h := range slices.SortedFunc(maps.Keys(extra), Hash.Compare) {
		res.Flaws = append(res.Flaws, Flaw{Kind: FlawExtra, Object: Object{Hash: h, Size: extra[h]}, Size: extra[h]})
	}
	return res, nil
}

// look reads one object and returns its flaw, or the zero Flaw.
func (res *Result) look(ctx context.Context, s Store, o Object) Flaw {
	r, err := s.Open(ctx, o.Hash)
	switch {
	case errors.Is(err, Missing):
		return Flaw{Kind: FlawMissing, Object: o}
	case err != nil:
		return Flaw{Kind: FlawRead, Object: o, Err: err}
	}
	defer r.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, &interruptible{ctx, r})
	res.Objects++
	res.Bytes += n
	switch {
	case err != nil:
		return Flaw{Kind: FlawRead, Object: o, Size: n, Err: err}
	case n != o.Size && o.Size >= 0:
		return Flaw{Kind: FlawSize, Object: o, Size: n}
	case Hash(sum.Sum(nil)) != o.Hash:
		return Flaw{Kind: FlawBytes, Object: o, Size: n}
	}
	return Flaw{}
}

// An interruptible reader ends when ctx does.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

// Read implements io.Reader.
func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}
