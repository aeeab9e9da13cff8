package demo

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"zhenggai/zh"
)

//go:embed text/*.txt
var texts embed.FS

// teams are who answers for something in a plan, by the word that stands for them.
var teams = map[string]string{
	"河湖": "责任领导：顾青岚；责任科室：河湖管理科；承办人：桂小满",
	"财务": "责任领导：穆远舟；责任科室：计划财务科；承办人：阮春生",
	"机关": "责任领导：穆远舟；责任科室：机关党委；承办人：阮春生",
	"基教": "责任领导：温亦初；责任科室：基础教育科；承办人：尹小禾",
	"计财": "责任领导：翟向阳；责任科室：计划财务科；承办人：苗嘉木",
	"组织": "责任领导：翟向阳；责任科室：组织人事科；承办人：苗嘉木",
}

// paper returns one of the texts on its day: {D-30} in it is the day 30 days before
// today, {Y-30} its year, and {河湖} a team.
func (m *maker) paper(name string) (string, error) {
	raw, err := texts.ReadFile("text/" + name + ".txt")
	if err != nil {
		return "", fmt.Errorf("demo: %w", err)
	}
	var b strings.Builder
	text := string(raw)
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		word, after, _ := strings.Cut(rest, "}")
		meant, err := m.meant(word)
		if err != nil {
			return "", fmt.Errorf("demo: %s: %w", name, err)
		}
		b.WriteString(meant)
		text = after
	}
}

// meant returns what stands in a text for word.
func (m *maker) meant(word string) (string, error) {
	if team, ok := teams[word]; ok {
		return team, nil
	}
	if word == "" {
		return "", fmt.Errorf("an empty word in brackets")
	}
	n, err := strconv.Atoi(word[1:])
	if err != nil {
		return "", err
	}
	switch d := m.day(n); word[0] {
	case 'D':
		return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day), nil
	case 'Y':
		return strconv.Itoa(int(d.Year)), nil
	}
	return "", fmt.Errorf("%q is no day", word)
}

// day returns the day n days from today; one in the past that is no workday is the
// Friday before it.
func (m *maker) day(n int) zh.Date {
	d := m.today.AddDays(n)
	for n < 0 && (d.Weekday() == 0 || d.Weekday() == 6) {
		d = d.AddDays(-1)
	}
	return d
}

// results returns what a report says was done about each finding, by its number: the
// parts of what stands behind 一是 and 二是.
func results(text string) map[string][]string {
	all := map[string][]string{}
	no := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "（"); ok {
			if n, _, ok := strings.Cut(rest, "）"); ok {
				if _, err := strconv.Atoi(n); err == nil {
					no = n
				}
			}
		}
		_, said, ok := strings.Cut(line, "一是")
		if !ok || no == "" {
			continue
		}
		said, _, _ = strings.Cut(said, "。")
		all[no] = strings.Split(said, "；二是")
	}
	return all
}
