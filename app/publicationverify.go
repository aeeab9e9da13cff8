package app

import (
	"fmt"
	"slices"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// verifyPublications holds what was published in a book against what was approved: the
// digests of both in the row, in the steps that people signed, and the entries of the
// journal by which it was approved and published. That the row is what the journal says,
// and the bytes what the digest says, is verified with all other rows and bytes.
func verifyPublications(tx *store.Tx, book org.ID) (wrong []store.Miscount, err error) {
	for p, err := range tx.Readable(book) {
		if err != nil {
			return nil, err
		}
		actions, err := tx.Actions(book, subject(p))
		if err != nil {
			return nil, err
		}
		if said := verifyPublication(p, actions); said.ZH != "" {
			wrong = append(wrong, store.Miscount{Kept: "publication", Finding: p.ID, Msg: said})
		}
	}
	return wrong, nil
}

// verifyPublication says what is wrong with one publication, or nothing.
func verifyPublication(p *ledger.Publication, actions []string) fault.Msg {
	said := func(zh, en string) fault.Msg {
		return fault.Msg{ZH: fmt.Sprintf("公开稿“%s”第 %d 版：%s。", p.Title, p.N, zh), EN: fmt.Sprintf("Publication %q, version %d: %s.", p.Title, p.N, en)}
	}
	approved := p.Last(ledger.Approve)
	switch p.State {
	case ledger.PubApproved, ledger.PubFrozen, ledger.PubPublished, ledger.PubReplaced, ledger.PubWithdrawn:
		if p.Content != p.Approved || p.Approved.IsZero() {
			return said("公开的内容与批准的不一致", "its content is not what was approved")
		}
		if approved == nil || approved.Content != p.Approved {
			return said("没有对这一内容的批准记录", "nobody approved this content")
		}
	default:
		return fault.Msg{}
	}
	done := func(event ledger.Event) bool { return slices.Contains(actions, "publication."+string(event)) }
	if !done(ledger.Approve) {
		return said("存证日志中没有批准的记录", "the journal has no entry of its approval")
	}
	if p.State == ledger.PubApproved || p.State == ledger.PubFrozen {
		return fault.Msg{}
	}
	if out := p.Last(ledger.Publish); out == nil || out.Content != p.Approved || !done(ledger.Publish) {
		return said("存证日志中没有公开这一内容的记录", "the journal has no entry of publishing this content")
	}
	return fault.Msg{}
}
