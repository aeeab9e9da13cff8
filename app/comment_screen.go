package app

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"strings"
	"time"
	"unicode"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/similar"
	"zhenggai/store"
)

// commentFile is what the product begins with; a site or a book sets its own.
//
//go:embed comment.json
var commentFile []byte

// The names of settings about comments, of a book or of the whole site.
const (
	replySetting = "comment/reply" // working days within which a comment is to be answered
	keepSetting  = "comment/keep"  // days for which it is kept how the reader of a settled comment can be reached
	wordsSetting = "comment/words" // words that hold a comment, one a line, beside those built in
)

// commentSettings are what holds for the comments of a book.
type commentSettings struct {
	Reply struct {
		Workdays int    `json:"workdays"`
		Note     string `json:"note"`
	} `json:"reply"`
	Keep struct {
		Days int    `json:"days"`
		Note string `json:"note"`
	} `json:"keep"`
	Words []string `json:"words"`
}

// commentSettingsOf returns the settings of a book: its own before the site's before
// those of the product.
func commentSettingsOf(tx *store.Tx, book org.ID) (s commentSettings, err error) {
	if err := json.Unmarshal(commentFile, &s); err != nil {
		return s, err
	}
	of := []org.ID{org.Site, book}
	if book == org.Site {
		of = of[:1]
	}
	for _, of := range of {
		terms, err := ownTerms(tx, of)
		if err != nil {
			return s, err
		}
		s.Reply.Workdays, s.Keep.Days = cmp.Or(terms.Workdays, s.Reply.Workdays), cmp.Or(terms.Keep, s.Keep.Days)
		words, err := tx.Setting(of, wordsSetting)
		if err != nil {
			return s, err
		}
		if words != nil {
			s.Words = append(s.Words, strings.Fields(words.Value)...)
		}
	}
	return s, nil
}

// An arrival is a comment as it comes, with what it is judged by.
type arrival struct {
	text  string
	trap  string
	took  time.Duration
	words []string
	last  []*ledger.Comment // of the book, that came before
}

// A CommentRule holds a comment until a person looked at it. No rule throws one away.
type CommentRule struct {
	Key string
	fault.Msg
	holds func(*arrival) bool
}

// CommentRules is the table of what holds a comment, and why.
var CommentRules = []CommentRule{
	{"trap", fault.Msg{ZH: "填写了看不见的栏目，像是程序提交的", EN: "a field that nobody sees was filled in, as programs do"}, func(x *arrival) bool { return x.trap != "" }},
	{"fast", fault.Msg{ZH: "打开页面后几秒内就提交", EN: "it was sent within seconds of opening the page"}, func(x *arrival) bool { return x.took < riddleSoon }},
	{"link", fault.Msg{ZH: "含有网址", EN: "it has a link in it"}, hasLink},
	{"words", fault.Msg{ZH: "含有词表中的广告或辱骂用语", EN: "it has words of the list of advertisement and abuse"}, hasWord},
	{"copy", fault.Msg{ZH: "与此前收到的意见几乎相同", EN: "it is nearly the same as one that came before"}, isCopy},
	{"noise", fault.Msg{ZH: "内容太少，或多为重复字符", EN: "it says too little, or the same sign again and again"}, isNoise},
}

// RuleName returns what a rule that held a comment says, in the language lang.
func RuleName(key, lang string) string {
	for _, r := range CommentRules {
		if r.Key == key {
			return r.In(lang)
		}
	}
	return key
}

// screened returns the keys of the rules that hold x.
func screened(x *arrival) (why []string) {
	for _, r := range CommentRules {
		if r.holds(x) {
			why = append(why, r.Key)
		}
	}
	return why
}

// folded is a text as rules look at it: small letters, half width, without spaces.
func folded(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case unicode.IsSpace(r), r == '　':
			return -1
		}
		return r
	}, s))
}

func hasLink(x *arrival) bool {
	s := folded(x.text)
	for _, sign := range []string{"http:", "https:", "www.", "://", ".com", ".cn/", ".top", ".xyz", ".vip", ".net", "[url"} {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}

func hasWord(x *arrival) bool {
	s := folded(x.text)
	for _, w := range x.words {
		if w = folded(w); w != "" && strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func isCopy(x *arrival) bool {
	s := folded(x.text)
	for _, c := range x.last {
		if folded(c.Text) == s || similar.Compare(c.Text, x.text).Jaccard >= 0.8 {
			return true
		}
	}
	return false
}

func isNoise(x *arrival) bool {
	letters, seen := 0, map[rune]bool{}
	for _, r := range x.text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
			seen[r] = true
		}
	}
	return letters < 4 || letters > 12 && len(seen)*6 < letters && len(seen) < 12
}
