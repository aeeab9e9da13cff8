package public

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"zhenggai/app"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/publish"
)

// A page is what every page knows: where it stands, in which language, and whether it
// is a file or comes from the server. Addresses in it lead from where it stands, so that
// the site may stand anywhere: below a path of another site, or in a folder.
type page struct {
	Here   string // below the language: r/ID/, or "" for the first page
	Lang   string // "en" or Chinese
	Static bool   // a file: there is nobody to send anything to
	Live   string // of a file: the address of the server that takes comments; may be empty
	Title  string
	Query  string // that the other language is shown with, too
	Lost   bool   // it stands nowhere in the other language
}

// Say returns the words in the language of the page.
func (p *page) Say(zh, en string) string {
	if p.Lang == "en" {
		return en
	}
	return zh
}

// N returns a number with what is counted.
func (p *page) N(n int, zh, one, many string) string {
	switch {
	case p.Lang != "en":
		return strconv.Itoa(n) + zh
	case n == 1:
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// place is where a page of a language stands from the top.
func place(lang, at string) string {
	if lang == "en" {
		return "en/" + at
	}
	return at
}

// To returns the way to another page of the same language.
func (p *page) To(at string) string { return p.way(place(p.Lang, at)) }

// Other returns the way to this page in the other language.
func (p *page) Other() string {
	lang := "en"
	if p.Lang == "en" {
		lang = "zh"
	}
	way := p.way(place(lang, p.Here))
	if p.Query != "" {
		way += "?" + p.Query
	}
	return way
}

// way returns the way to what stands at from the top: asset/public.css.
func (p *page) way(at string) string {
	up := strings.Repeat("../", strings.Count(place(p.Lang, p.Here), "/"))
	path, anchor, _ := strings.Cut(at, "#")
	if p.Static && (path == "" || strings.HasSuffix(path, "/")) {
		path += "index.html"
	}
	if path = up + path; path == "" {
		path = "./"
	}
	if anchor != "" {
		path += "#" + anchor
	}
	return path
}

// Day returns the day of a moment in China.
func Day(t ledger.Time) string { return t.In(china).Format("2006-01-02") }

// Minute returns a moment to the minute.
func Minute(t ledger.Time) string { return t.In(china).Format("2006-01-02 15:04") }

var china = time.FixedZone("UTC+8", 8*60*60)

// The addresses of what there is.
func reportAt(id org.ID) string         { return "r/" + id.String() + "/" }
func itemAt(id, finding org.ID) string  { return reportAt(id) + "i/" + finding.String() + "/" }
func editionAt(id org.ID, n int) string { return reportAt(id) + "v/" + strconv.Itoa(n) + "/" }
func changesAt(id org.ID) string        { return reportAt(id) + "changes/" }
func fileAt(id org.ID, n int) string    { return editionAt(id, n) + "bulletin.json" }
func noteAt(id org.ID, n int) string    { return editionAt(id, n) + "checkpoint.txt" }
func anchor(finding org.ID) string      { return "i-" + finding.String() }

// A tally is how many leaves of a report have a status word.
type tally struct {
	Status form.Status
	N      int
}

// tallies counts the leaves of items by status word, in the order of form.Words.
func tallies(items []*form.Item) (all []tally, total int) {
	n := map[form.Status]int{}
	leaves(items, func(it *form.Item) {
		n[it.Status]++
		total++
	})
	for _, w := range form.Words {
		if n[w.Status] > 0 {
			all = append(all, tally{w.Status, n[w.Status]})
			delete(n, w.Status)
		}
	}
	for _, s := range slices.Sorted(keys(n)) {
		all = append(all, tally{s, n[s]})
	}
	return all, total
}

func keys(m map[form.Status]int) func(func(form.Status) bool) {
	return func(yield func(form.Status) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// leaves calls do with each item that has a status word.
func leaves(items []*form.Item, do func(*form.Item)) {
	for _, it := range items {
		if len(it.Items) == 0 && it.Status != "" {
			do(it)
		}
		leaves(it.Items, do)
	}
}

// sum says how many items there are, and how many are left out and so not counted.
func (p *page) sum(items []*form.Item, total int) string {
	left := 0
	var count func([]*form.Item)
	count = func(items []*form.Item) {
		for _, it := range items {
			if it.Left != "" {
				left++
			}
			count(it.Items)
		}
	}
	count(items)
	s := p.Say("共 "+strconv.Itoa(total)+" 个具体问题", p.N(total, "", "item in all", "items in all"))
	if left > 0 {
		s += p.Say("，另有 "+strconv.Itoa(left)+" 项依法不予公开", ", and "+strconv.Itoa(left)+" left out by law")
	}
	return s
}

// tone is the class of a status word: how a badge looks.
func tone(s form.Status) string {
	for _, w := range form.Words {
		if w.Status == s && w.Finished {
			return "done"
		}
	}
	switch s {
	case "未完成", "二次整改":
		return "late"
	case "已撤销":
		return "void"
	case "基本完成":
		return "nearly"
	}
	return "doing"
}

// A reportView is one edition as a page shows it.
type reportView struct {
	*page
	*app.PublicReport
	Editions []*app.PublicReport // of the same report, the last first
	Shown    map[org.ID][]*ledger.Comment
	Polls    map[org.ID]ledger.Poll
	Text     string // what is looked for
	Status   form.Status
	Found    int // leaves that fit
	Address  string
}

// Now reports whether this edition is the one that holds.
func (r *reportView) Now() bool { return r.Editions[0].Publication == r.Publication }

// Narrowed reports whether only some items are shown.
func (r *reportView) Narrowed() bool { return r.Text != "" || r.Status != "" }

// Fit returns the items that are shown: all, or those that have the words and the status
// that are looked for, with what stands above them.
func (r *reportView) Fit() []*form.Item {
	if !r.Narrowed() {
		return r.Bulletin.Items
	}
	return fit(r.Bulletin.Items, r.Text, r.Status)
}

func fit(items []*form.Item, text string, status form.Status) (all []*form.Item) {
	for _, it := range items {
		find := text
		if find != "" && len(it.Items) > 0 && has(it, find) {
			find = "" // the heading says it, and so all below is about it
		}
		below := fit(it.Items, find, status)
		self := len(it.Items) == 0 && (status == "" || it.Status == status) && (text == "" || has(it, text))
		if self || len(below) > 0 {
			c := *it
			c.Items = below
			all = append(all, &c)
		}
	}
	return all
}

// has reports whether an item says text.
func has(it *form.Item, text string) bool {
	text = strings.ToLower(text)
	if strings.Contains(strings.ToLower(it.Label+" "+it.Title+"\n"+it.Result), text) {
		return true
	}
	return slices.ContainsFunc(it.Measures, func(m string) bool { return strings.Contains(strings.ToLower(m), text) })
}

// mark is the kind of piece that was looked for.
const mark publish.ChangeKind = "mark"

// marked returns s with what is looked for marked.
func (r *reportView) marked(s string) []publish.Piece { return marked(s, r.Text) }

func marked(s, text string) (all []publish.Piece) {
	if text == "" {
		return []publish.Piece{{Text: s}}
	}
	low, find := strings.ToLower(s), strings.ToLower(text)
	if len(low) != len(s) { // small letters of some scripts are longer: do without
		low, find = s, text
	}
	for {
		i := strings.Index(low, find)
		if i < 0 {
			return append(all, publish.Piece{Text: s})
		}
		all = append(all, publish.Piece{Text: s[:i]}, publish.Piece{Kind: mark, Text: s[i : i+len(find)]})
		low, s = low[i+len(find):], s[i+len(find):]
	}
}

// groups returns a digest in groups, as people compare them.
func groups(d ledger.Digest) []string {
	s := d.String()
	var all []string
	for i := 0; i+8 <= len(s); i += 8 {
		all = append(all, s[i:i+8])
	}
	return all
}

// ordinal is the number of a part: （一）. It belongs to the report, and so is Chinese.
func (p *page) ordinal(i int) string {
	return "（" + chinese(i+1) + "）"
}

// chapter is the number of a chapter: 一、.
func (p *page) chapter(i int) string {
	return chinese(i) + "、"
}

func chinese(n int) string {
	digits := []rune("零一二三四五六七八九十")
	switch {
	case n <= 10:
		return string(digits[n])
	case n < 20:
		return "十" + string(digits[n-10])
	case n < 100 && n%10 == 0:
		return string(digits[n/10]) + "十"
	case n < 100:
		return string(digits[n/10]) + "十" + string(digits[n%10])
	}
	return strconv.Itoa(n)
}

// talk says how much was said about an item: "" is nothing.
func (r *reportView) talk(it *form.Item) string {
	n, poll := len(r.Shown[it.Finding]), r.Polls[it.Finding]
	var parts []string
	if n > 0 {
		parts = append(parts, r.N(n, " 条公开答复", "public answer", "public answers"))
	}
	if poll.N() > 0 {
		parts = append(parts, r.N(poll.N(), " 次评价", "vote", "votes"))
	}
	return strings.Join(parts, " · ")
}

// printed is a day as it is printed.
func (p *page) printed(y, m, d int) string {
	if p.Lang == "en" {
		return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Format("2 January 2006")
	}
	return strconv.Itoa(y) + "年" + strconv.Itoa(m) + "月" + strconv.Itoa(d) + "日"
}

// statusWay leads to the items of a report that have a status word; from them back.
func (r *reportView) statusWay(s form.Status) string {
	if r.Status == s {
		return r.To(reportAt(r.ID))
	}
	return r.To(reportAt(r.ID)) + "?" + url.Values{"status": {string(s)}}.Encode() + "#items"
}

// voteWay is where votes are sent to.
func (r *reportView) voteWay(finding org.ID) string {
	if finding.IsZero() {
		return r.To(reportAt(r.ID) + "vote")
	}
	return r.To(itemAt(r.ID, finding) + "vote")
}

// fileWay leads to a file that is the same in both languages.
func (r *reportView) fileWay(at string) string { return r.way(at) }

// leftWords say why the text of an item is left out.
func (r *reportView) leftWords(it *form.Item) string {
	if r.Lang == "en" {
		for _, c := range publish.Classes {
			if c.Key == it.Left || publish.ClassWord(c.Key) == it.Left {
				return "Left out by law: " + c.EN
			}
		}
	}
	word := publish.ClassWord(it.Left)
	if word == "" {
		word = it.Left
	}
	return "依法不予公开：" + word
}

// excerpts are the places of an item that have what was looked for.
func (r *reportView) excerpts(it *form.Item) (all []string) {
	for _, s := range append(slices.Clone(it.Measures), it.Result) {
		i := strings.Index(strings.ToLower(s), strings.ToLower(r.Text))
		if i < 0 || len(all) == 2 {
			continue
		}
		all = append(all, around(s, i, len(r.Text)))
	}
	return all
}

// around clips a text to what stands around a place of it.
func around(s string, at, n int) string {
	const wide = 90 // bytes on either side, before it is put on the edge of a character
	from, to := max(0, at-wide), min(len(s), at+n+wide)
	for from > 0 && !utf8.RuneStart(s[from]) {
		from--
	}
	for to < len(s) && !utf8.RuneStart(s[to]) {
		to++
	}
	out := s[from:to]
	if from > 0 {
		out = "…" + out
	}
	if to < len(s) {
		out += "…"
	}
	return out
}

// share is a part of a whole in hundredths.
func share(n, of int) string { return strconv.Itoa(100 * n / max(of, 1)) }

// note returns the size and the root of a signed checkpoint; "" if it is none.
func note(signed string) (size, root string) {
	lines := strings.Split(signed, "\n")
	if len(lines) < 3 {
		return "", ""
	}
	return lines[1], lines[2]
}

// code is the QR code of an edition: where it is and its digest.
func (r *reportView) code() paper.Code {
	words := "SHA-256 " + r.Digest.String()
	if r.Address != "" {
		words = strings.TrimSuffix(r.Address, "/") + "/" + editionAt(r.ID, r.Edition) + "#" + r.Digest.String()[:16]
	}
	c, _ := publish.NewCode(words) // an address too long for it has none
	return c
}

// stateWords say to its writer how a comment stands.
func stateWords(p *page, m *ledger.Comment) string {
	switch m.State {
	case ledger.CommentAnswered:
		return p.Say("已答复", "answered")
	case ledger.CommentSpam:
		return p.Say("经甄别，与公开的问题无关，不作答复", "looked at and found to have nothing to do with the item; it will not be answered")
	case ledger.CommentHeld:
		return p.Say("已收到，正在甄别", "received, and being looked at")
	}
	return p.Say("已归入该问题，等待答复", "filed to the finding, to be answered")
}

// styleMark changes with the style sheet, so that no browser shows pages under an old one.
var styleMark = sync.OnceValue(func() string {
	b, err := files.ReadFile("asset/public.css")
	if err != nil {
		panic(err) // it is in the program
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:4])
})
