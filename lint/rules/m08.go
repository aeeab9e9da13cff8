package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/source"
	"zhenggai/zh"
)

var m08 = &lint.Rule{
	ID: "M08", Name: "fixed-phrase",
	Title:    lint.Say{ZH: "固定提法有误", EN: "an official phrase is altered"},
	Severity: lint.Error,
	Words:    phraseWords(),
	Check: func(p *lint.Pass) {
		for _, h := range wordHits(p) {
			switch h.Word.Sort {
			case plenary:
				plenum(p, h)
			case datedPhrase:
				tooEarly(p, h, h.Word.Say, h.Span)
			default:
				if toldAsFault(p, h.Span) {
					continue
				}
				f := foundPhrase(p, h.Span, h.Word.Say)
				if h.Word.Sort == loosePhrase {
					f.As(lint.Warning)
				}
			}
		}
	},
}

// What the words of M08 are, told by their Sort: plenary sessions need the
// characters before them, dated phrases a day, loose ones are heard now and then.
const (
	plenary     = "plenary session"
	datedPhrase = "dated"
	loosePhrase = "loose"
)

func foundPhrase(p *lint.Pass, at source.Span, right string) *lint.Finding {
	return p.Found(at, lint.Say{ZH: "%s与规范提法%s不一致，请核对。", EN: "%s differs from the official wording %s; please check."}, inQuotes(p.In(at)), inQuotes(right))
}

// inQuotes sets s in quotes unless it has some of its own.
func inQuotes(s string) string {
	if strings.Contains(s, "“") {
		return s
	}
	return "“" + s + "”"
}

// phraseWords puts the words of M08 together.
func phraseWords() (words []lint.Word) {
	for _, t := range []struct {
		sort  string
		table string
	}{{"", phraseTable}, {loosePhrase, looseTable}, {datedPhrase, datedTable}} {
		for line := range strings.Lines(t.table) {
			line, not, _ := strings.Cut(strings.TrimSpace(line), " | ")
			if wrong, right, ok := strings.Cut(line, ">"); ok {
				words = append(words, lint.Word{Find: wrong, Say: right, Not: strings.Fields(not), Sort: t.sort})
			}
		}
	}
	for _, n := range [...]string{"一", "二", "三", "四", "五", "六", "七", "八", "九"} {
		words = append(words, lint.Word{Find: "届" + n + "中全会", Sort: plenary}, lint.Word{Find: "大" + n + "中全会", Sort: plenary})
	}
	return words
}

// phraseTable holds altered phrases and the legal ones.
const phraseTable = `
总揽全局、领导一切>总揽全局、协调各方
总揽全局、统筹各方>总揽全局、协调各方
总揽全局、统领各方>总揽全局、协调各方
总揽全局、协同各方>总揽全局、协调各方
总揽全局、协调四方>总揽全局、协调各方
总揽全局、兼顾各方>总揽全局、协调各方
总揽大局、协调各方>总揽全局、协调各方
统揽全局、协调各方>总揽全局、协调各方
总览全局>总揽全局
纵揽全局>总揽全局
习近平新时代社会主义思想>习近平新时代中国特色社会主义思想
习近平新时代特色社会主义思想>习近平新时代中国特色社会主义思想
习近平中国特色社会主义思想>习近平新时代中国特色社会主义思想
新时代习近平中国特色社会主义>习近平新时代中国特色社会主义
习近平新时代中国特色社会主义理论>习近平新时代中国特色社会主义思想 | 习近平新时代中国特色社会主义理论体系
习近平新时代中国特色主义思想>习近平新时代中国特色社会主义思想
习近平新时代中国特色社会主思想>习近平新时代中国特色社会主义思想
习近平新时期中国特色社会主义>习近平新时代中国特色社会主义
习近平法制思想>习近平法治思想
科学发展关>科学发展观 | 科学发展关系 科学发展关键
邓小平思想>邓小平理论 | 邓小平思想生平 邓小平思想年
毛泽东理论>毛泽东思想
“五位一体”战略布局>“五位一体”总体布局
“四个全面”总体布局>“四个全面”战略布局
两学一作>两学一做
两学一座>两学一做
三严三时>三严三实
三会一刻>三会一课
三会一科>三会一课
三会一客>三会一课
三重一达>三重一大
一岗两责>一岗双责
一岗双则>一岗双责
党政同则>党政同责
中央八条规定>中央八项规定
中央八项规则>中央八项规定
中央八项纪律>中央八项规定
牢记初心、不忘使命>不忘初心、牢记使命
勿忘初心、牢记使命>不忘初心、牢记使命
不忘初心、牢记使名>不忘初心、牢记使命
不忘初心、切记使命>不忘初心、牢记使命
青山绿水就是金山银山>绿水青山就是金山银山
绿水青山就是金山银行>绿水青山就是金山银山
个别酝酿、会议决策>个别酝酿、会议决定
个别酝酿、会议研究>个别酝酿、会议决定
个别酝酿、集体决定>个别酝酿、会议决定
集体领导、民主决策、个别酝酿>集体领导、民主集中、个别酝酿
集体领导、民主讨论、个别酝酿>集体领导、民主集中、个别酝酿
民主领导、民主集中、个别酝酿>集体领导、民主集中、个别酝酿
把方向、管全局>把方向、管大局
政治判断力、政治理解力>政治判断力、政治领悟力
政治判断力、政治领导力、政治执行力>政治判断力、政治领悟力、政治执行力
政治判断力、政治鉴别力、政治执行力>政治判断力、政治领悟力、政治执行力
政治判断力、政治领悟力、政治行动力>政治判断力、政治领悟力、政治执行力
供给侧结构改革>供给侧结构性改革
供给侧性结构改革>供给侧结构性改革
中华民族伟大复新>中华民族伟大复兴
社会主义核心价值关>社会主义核心价值观 | 社会主义核心价值关键 社会主义核心价值关系
坚持真理、坚持理想>坚持真理、坚守理想
自我革新、自我提升>自我革新、自我提高
自我净化、自我完善、自我提升>自我净化、自我完善、自我革新、自我提高
弄通坐实>弄通做实
二十大届>二十大或二十届 | 二十大届时
十九大届>十九大或十九届 | 十九大届时
党的二十届全国代表大会>党的第二十次全国代表大会
党的十九届全国代表大会>党的第十九次全国代表大会
党第二十届全国代表大会>党第二十次全国代表大会
党第十九届全国代表大会>党第十九次全国代表大会
党的第二十届全国代表大会>党的第二十次全国代表大会
党的第十九届全国代表大会>党的第十九次全国代表大会
第十二次全国人民代表大会>第十二届全国人民代表大会
第十三次全国人民代表大会>第十三届全国人民代表大会
第十四次全国人民代表大会>第十四届全国人民代表大会
十八大中央纪委>十八届中央纪委
十九大中央纪委>十九届中央纪委
二十大中央纪委>二十届中央纪委
全面从严制党>全面从严治党
全面从言治党>全面从严治党
党要官党>党要管党
党风廉正建设>党风廉政建设
惩前毖后、治病救命>惩前毖后、治病救人
惩前毖后、治病治人>惩前毖后、治病救人
批评与自我批判>批评与自我批评
`

// looseTable holds forms that are heard but are not the official ones.
const looseTable = `
党的第十八届>党的十八届 | 党的第十八届中央 党的第十八届全国
党的第十九届>党的十九届 | 党的第十九届中央 党的第十九届全国
党的第二十届>党的二十届 | 党的第二十届中央 党的第二十届全国
不敢腐、不想腐、不能腐>不敢腐、不能腐、不想腐
不能腐、不敢腐、不想腐>不敢腐、不能腐、不想腐
不想腐、不能腐、不敢腐>不敢腐、不能腐、不想腐
把纪律挺在前头>把纪律挺在前面
挺在法律前头>挺在法律前面
坚定“四个意识”>增强“四个意识”
坚定四个意识>增强“四个意识”
“两学一做”主题教育>“两学一做”学习教育
“三严三实”主题教育>“三严三实”专题教育
“不忘初心、牢记使命”学习教育>“不忘初心、牢记使命”主题教育
“不忘初心、牢记使命”专题教育>“不忘初心、牢记使命”主题教育
党史主题教育>党史学习教育
党史学习主题教育>党史学习教育
党纪主题教育>党纪学习教育
党纪学习主题教育>党纪学习教育
协调推进“五位一体”总体布局>统筹推进“五位一体”总体布局
统筹推进“四个全面”战略布局>协调推进“四个全面”战略布局
治理能力和治理体系现代化>治理体系和治理能力现代化
`

// datedTable holds phrases and the first day on which they could be written.
const datedTable = `
党的二十大精神>2022-10-16
党的二十大报告>2022-10-16
党的十九大精神>2017-10-18
党的十九大报告>2017-10-18
“两个确立”>2021-11-08
两个确立>2021-11-08
`

// tooEarly reports a phrase in a text that was signed before it existed.
func tooEarly(p *lint.Pass, h lint.Hit, first string, at source.Span) {
	day, err := zh.ParseDay(first)
	signed := p.Head.Published
	if err != nil || signed.IsZero() || !signed.Before(day) || zh.HasAny(p.Body[max(0, at.Start-60):at.Start], "迎接", "喜迎", "即将", "献礼", "召开前") {
		return
	}
	p.Found(at, lint.Say{
		ZH: "落款日期为%s，而“%s”%s起才有，请核对落款日期或文字。",
		EN: "The text is signed on %s, yet %q exists only since %s; please check the date or the wording."},
		signed.String(), p.In(at), day.String()).
		And(p.Head.PublishedSpan, lint.Say{ZH: "落款日期。", EN: "The date of the text."}).As(lint.Warning).Sure(88)
}

// sessions are the days on which the plenary sessions began, by Central
// Committee; a committee that is complete has no further one.
var sessions = [...]struct {
	number   string
	days     []string
	complete bool
}{
	{"十八", []string{"2012-11-15", "2013-02-26", "2013-11-09", "2014-10-20", "2015-10-26", "2016-10-24", "2017-10-11"}, true},
	{"十九", []string{"2017-10-25", "2018-01-18", "2018-02-26", "2019-10-28", "2020-10-26", "2021-11-08", "2022-10-09"}, true},
	{"二十", []string{"2022-10-23", "2023-02-26", "2024-07-15", "2025-10-20"}, false},
}

// plenum looks at N届M中全会 and N大M中全会: the Party's congress is 大, the
// Central Committee that it elects is 届, and only that committee holds 中全会.
func plenum(p *lint.Pass, h lint.Hit) {
	body, start := p.Body, int(h.Span.Start)
	from := start
	for from >= 3 && hanNumeral(body[from-3:from]) {
		from -= 3
	}
	number := body[from:start]
	if number == "" {
		return
	}
	r, _ := utf8.DecodeRuneInString(h.Word.Find[3:])
	m, _ := zh.Digit(r)
	before := body[max(0, from-30):from]
	at := source.Span{Start: int32(from), End: h.Span.End}
	right := number + "届" + string(r) + "中全会"
	switch {
	case strings.HasPrefix(h.Word.Find, "大"):
		if len(number) >= 6 {
			foundPhrase(p, at, right)
		}
	case closesAny(before, "中国共产党的"):
		at.Start -= int32(len("中国共产党的"))
		foundPhrase(p, at, "党的"+right)
	case closesAny(before, "省委", "市委", "县委", "区委", "州委", "旗委", "自治区党委"):
		foundPhrase(p, at, number+"届"+string(r)+"次全会")
	case zh.HasAny(before[max(0, len(before)-15):], "团", "农工", "致公", "民革", "民盟", "民建", "民进", "学社"):
		// other bodies hold sessions of their own
	case closesAny(before, "党的", "中共", "中央", "共产党", "学习", "贯彻", "党"):
		sessionOf(p, h, at, number, int(m))
	}
}

// sessionOf looks at session m of the Central Committee number: whether there is
// one, and whether the text was signed before it.
func sessionOf(p *lint.Pass, h lint.Hit, at source.Span, number string, m int) {
	for _, s := range sessions {
		if s.number != number {
			continue
		}
		if m >= 1 && m <= len(s.days) {
			tooEarly(p, h, s.days[m-1], at)
		} else if s.complete {
			p.Found(at, lint.Say{ZH: "%s届中央委员会共召开%d次全会，“%s”有误，请核对。", EN: "The Central Committee %s held %d plenary sessions; please check %q."}, number, len(s.days), p.In(at))
		}
	}
}

// hanNumeral reports whether s is a Chinese numeral from 一 to 十.
func hanNumeral(s string) bool {
	return strings.Contains("一二三四五六七八九十", s) && len(s) == 3
}
