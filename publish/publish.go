// Package publish decides what of a bulletin may be read outside, and whether it is fit
// to be: it masks what is private by a table of rules, leaves out what falls under a
// legal class, checks what is left, and tells two versions apart.
//
// It is pure: a bulletin goes in, and masks, checks and differences come out as values.
// Who may decide what is the table of package ledger; package app keeps the results.
package publish

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
)

// Encode returns the bytes of a bulletin that are kept and published, and the digest
// that an approval is bound to.
func Encode(b *form.Bulletin) ([]byte, ledger.Digest) {
	body, err := json.Marshal(b)
	if err != nil {
		panic("publish: a bulletin cannot fail to be written: " + err.Error())
	}
	return body, sha256.Sum256(body)
}

// Decode reads what Encode wrote.
func Decode(body []byte) (*form.Bulletin, error) {
	b := new(form.Bulletin)
	if err := json.Unmarshal(body, b); err != nil {
		return nil, fault.New(fault.Internal, "保存的公开稿读不出来，请用备份恢复后再试。", "The bulletin as it was kept cannot be read; please restore it from a backup.", err)
	}
	return b, nil
}

// Render returns what is left of a draft after masks and exclusions. The draft is not
// changed. Masks that do not fit its texts are an error: they were made for another.
func Render(draft *form.Bulletin, masks []ledger.Mask, exclusions []ledger.Exclusion) (*form.Bulletin, error) {
	body, _ := Encode(draft)
	b, err := Decode(body)
	if err != nil {
		return nil, err
	}
	at := map[string][]ledger.Mask{}
	for _, m := range masks {
		if m.Undone == "" {
			at[m.At] = append(at[m.At], m)
		}
	}
	b.Texts(func(place string, text *string) {
		if err == nil {
			*text, err = cover(*text, at[place])
			delete(at, place)
		}
	})
	if err != nil || len(at) > 0 {
		return nil, fault.New(fault.Conflict, "遮盖的位置与正文对不上，请重新按规则脱敏。", "The masks do not fit the text; please mask it anew by rule.", err)
	}
	b.Walk(func(it *form.Item) {
		for i := range exclusions {
			if x := &exclusions[i]; x.Finding == it.Finding {
				leave(it, ClassWord(x.Class))
			}
		}
	})
	return b, nil
}

// cover puts what masks say in the place of what they hide.
func cover(text string, masks []ledger.Mask) (string, error) {
	slices.SortFunc(masks, func(a, b ledger.Mask) int { return a.From - b.From })
	var out strings.Builder
	end := 0
	for _, m := range masks {
		if m.From < end || m.To > len(text) || m.From >= m.To {
			return "", fault.New(fault.Conflict, "两处遮盖重叠。", "Two masks overlap.", nil)
		}
		out.WriteString(text[end:m.From] + m.After)
		end = m.To
	}
	return out.String() + text[end:], nil
}

// leave empties an item and all below it. Its number stays, so that nobody can think
// there was no such finding.
func leave(it *form.Item, class string) {
	it.Title, it.Measures, it.Result, it.Status, it.Left = "", nil, "", "", class
	for _, below := range it.Items {
		leave(below, class)
	}
}

// texts returns the texts of a bulletin by place.
func texts(b *form.Bulletin) map[string]string {
	all := map[string]string{}
	b.Texts(func(at string, text *string) { all[at] = *text })
	return all
}

// Before returns the words that a mask hides, out of the draft.
func Before(draft *form.Bulletin, m ledger.Mask) string {
	text := texts(draft)[m.At]
	if m.From < 0 || m.To > len(text) || m.From > m.To {
		return ""
	}
	return text[m.From:m.To]
}

// FindingAt returns the finding that a place belongs to; zero is none.
func FindingAt(place string) org.ID {
	rest, ok := strings.CutPrefix(place, "items/")
	if !ok {
		return org.ID{}
	}
	name, _, _ := strings.Cut(rest, "/")
	id, _ := org.ParseID(name) // a place that names no finding has none
	return id
}

// Paper returns a bulletin as an official paper, with a note at its foot that names the
// version, the digest of what was approved and the checkpoint under which it was
// published, by which anybody can check a copy. checkpoint may be empty.
func Paper(b *form.Bulletin, p *ledger.Publication, checkpoint string) paper.Document {
	d := b.Document()
	if p.N > 0 {
		d.Note = fmt.Sprintf("公开稿第%d版，内容摘要（SHA-256）：\n%s", p.N, p.Approved)
		if checkpoint != "" {
			d.Note += "，检查点" + checkpoint
		}
		if code, err := NewCode(CodeWords(p, checkpoint)); err == nil { // a digest and a checkpoint are never too long
			d.Code = code
		}
	}
	return d
}
