package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
	"zhenggai/zh"
)

var p10 = &lint.Rule{
	ID: "P10", Name: "hidden-content",
	Title:    lint.Say{ZH: "文件中留有批注、修订、隐藏内容或者作者信息", EN: "comments, tracked changes, hidden text or authors in the file"},
	Severity: lint.Warning,
	Words:    []lint.Word{{Find: "批注"}, {Find: "带格式的"}, {Find: "删除的内容"}},
	Check: func(p *lint.Pass) {
		for _, k := range noteKinds {
			p10Kind(p, k.kind, k.say)
		}
		for _, h := range p.Hits() {
			// What a word processor prints into the margin: 批注 [李1]: …
			rest := strings.TrimLeft(behind(p.Body, h.Span.End, 24), " ")
			if p.In(h.Span) == "批注" && !zh.StartsAny(rest, "[", "［") || p.In(h.Span) != "批注" && !zh.StartsAny(rest, ":", "：") {
				continue
			}
			line := lineAt(p.Body, h.Span.Start)
			p.Found(source.Span{Start: h.Span.Start, End: line.End}, lint.Say{ZH: "正文中混入了批注或者修订标记，公开前请清除。", EN: "A comment or a mark of revision got into the text; please remove it before publication."})
		}
	},
}

var noteKinds = [...]struct {
	kind source.NoteKind
	say  lint.Say
}{
	{source.NoteComment, lint.Say{ZH: "文件带有%d条批注（第一条：“%s”），公开前请清除。", EN: "The file holds %d comments (the first: %q); please remove them before publication."}},
	{source.NoteInserted, lint.Say{ZH: "文件带有%d处修订插入（第一处：“%s”），公开前请接受或者拒绝修订。", EN: "The file holds %d tracked insertions (the first: %q); please accept or reject them before publication."}},
	{source.NoteDeleted, lint.Say{ZH: "文件带有%d处修订删除（第一处：“%s”），读者可以还原，公开前请接受修订。", EN: "The file holds %d tracked deletions (the first: %q) that a reader can bring back; please accept them before publication."}},
	{source.NoteHidden, lint.Say{ZH: "文件带有%d处隐藏内容（第一处：“%s”），公开前请核对并删除。", EN: "The file holds %d hidden parts (the first: %q); please check and delete them before publication."}},
	{source.NoteAuthor, lint.Say{ZH: "文件属性中有%d个作者或者编辑者姓名（第一个：“%s”），公开前请清除文档属性。", EN: "The file's properties hold %d names of authors or editors (the first: %q); please clear them before publication."}},
}

// p10Kind gives one finding for all notes of a kind, where the first one is.
func p10Kind(p *lint.Pass, kind source.NoteKind, say lint.Say) {
	notes := p.Text.Notes()
	n, first := 0, -1
	for i := range notes {
		if notes[i].Kind == kind {
			if n++; first < 0 {
				first = i
			}
		}
	}
	if n == 0 {
		return
	}
	off := min(notes[first].Off, int32(len(p.Body)))
	s := source.Span{Start: off, End: off}
	if kind == source.NoteInserted {
		if words := notes[first].Words; strings.HasPrefix(p.Body[off:], words) {
			s.End += int32(len(words))
		}
	}
	f := p.Found(s, say, n, abridged(notes[first].Words, 20))
	if kind == source.NoteAuthor {
		f.As(lint.Hint)
	}
}
