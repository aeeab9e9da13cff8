package report

import (
	"zhenggai/source"
	"zhenggai/zh"
)

// A Fact is what all facts have: where, in which node, how sure (per cent).
type Fact struct {
	source.Span
	Node int32 // innermost node that holds it; None before the tree stands
	Conf uint8
}

// A Document is a title in 《》. Titles inside titles are documents too.
type Document struct {
	Fact
	Title  source.Span // without the marks
	Key    uint64      // hash of the folded title: equal titles have equal keys
	Type   DocType
	Event  DocEvent
	Outer  int32 // index of the document whose title holds this one, or None
	Number int32 // index into DocNumbers of the number bound to it, or None
	ASCII  bool  // marked by < > instead of 〈 〉 or 《 》
}

// A DocType is the kind of document by the last words of its title.
type DocType uint8

// Document types. Regulation types (制度 办法 规定 细则 …) come before the others.
const (
	DocOther  DocType = iota // no type word: a book, a slogan, an event
	DocRule                  // 制度 办法 规定 细则 规则 规程 准则 条例 守则 规范 机制
	DocFlow                  // 流程 流程图 清单 预案 标准 指南 手册 台账
	DocPlan                  // 方案 计划 要点 规划
	DocNotice                // 通知 通报 公告 决定 意见 函 批复 纪要
	DocReport                // 报告 总结 材料 合同 协议 承诺书 …
)

// A DocEvent says what the text does with a document.
type DocEvent uint8

// What is done with documents.
const (
	DocMentioned DocEvent = iota
	DocIssued             // 印发 制定 出台 修订 建立 完善 …
	DocStudied            // 学习 传达 贯彻 …
	DocApplied            // 按照 根据 依据 …
)

// A DocNumber is 某党组〔2020〕20号.
type DocNumber struct {
	Fact
	Code    source.Span
	Year, N int32
	Open    rune // the bracket that was printed: 〔 is right
	Padded  bool // 07号, 第7号, blanks inside
}

// A Grain is the precision of a date as it was written.
type Grain uint8

// Grains.
const (
	GrainDay Grain = iota
	GrainMonth
	GrainQuarter
	GrainHalf
	GrainYear
	GrainPart // 上旬 年初 年底
)

// A Date is one date or range of dates with the one interval it means.
type Date struct {
	Fact
	zh.Interval
	Grain   Grain
	Why     DateWhy
	NoYear  bool // no year was printed
	Range   bool
	Rel     Relative // 今年 去年 … ; RelNone for a calendar date
	Bad     bool     // no such day: 2月30日. From and To are as printed
	Reverse bool     // the range ends before it begins
	Since   bool     // 2018年以来, 自…起: the open end is To
	Until   bool     // 截至…, …前
	Title   bool     // inside a document's title: not an event
	Damaged bool     // characters were lost: 2023815日
	Alt     int16    // another year that was thought of, 0 if none

	part, part2 datePart // 上旬, 上半年 …, applied when the year is known
	raw         rawDate  // as printed, to read it in another year
}

// A rawDate is a date as printed, zero where nothing is.
type rawDate struct {
	set      bool
	from, to zh.Date
}

// A Relative is a date by words.
type Relative uint8

// The words.
const (
	RelNone     Relative = iota
	RelThisYear          // 今年 本年度
	RelLastYear          // 去年 上年度
	RelNextYear          // 明年
	RelNow               // 目前 截至目前
	RelRecent            // 近三年
	RelThisMonth
	RelThatYear   // 当年 同年: the year of the date before
	RelYearAfter  // 次年 翌年
	RelMonthAfter // 次月
)

// A DateWhy says how the year was chosen.
type DateWhy uint8

// The ways to a year.
const (
	WhyPrinted  DateWhy = iota // it is printed
	WhyCarried                 // from the date before it in the sentence or opening
	WhyLatest                  // the latest year in which it is not after the sign-off
	WhyFeedback                // 今年, read against the year of the feedback
	WhySignOff                 // 今年, read against the year of the sign-off
	WhyUnknown                 // nothing to go by
)

// A Unit is what a Quantity counts in.
type Unit uint8

// The units. Count has a classifier, see Quantity.Class.
const (
	Count   Unit = iota
	Money        // yuan
	Percent      // 85% is 85; ‰ is given in per cent
	Points       // 个百分点
	Bare         // no unit: a number in a list or a table
)

// An Approx says how exact a quantity claims to be.
type Approx uint8

// How exact.
const (
	Exact   Approx = iota
	About          // 近 约 大约 左右
	More           // 余 多 以上 逾 超
	Less           // 不足 以内
	Between        // 3—5; N is the lower and To the upper end
)

// A Quantity is a number with what it counts.
type Quantity struct {
	Fact
	N, To    zh.Decimal // To only for Between
	Digits   source.Span
	Class    source.Span // the classifier as printed: 个, 人次, 万元
	Noun     source.Span // what is counted, at most eight characters: 制度, 项目
	Per      source.Span // 人 in 元/人
	Unit     Unit
	ClassID  uint8 // equal for classifiers that count the same: see ClassName
	Approx   Approx
	Decimals uint8 // printed digits behind the point, for rounding
	Ordinal  bool  // 第三次
	Idiom    bool  // “四个意识”, 三会一课: not a count
	Han      bool  // written in Chinese numerals
}

// An Org is the name of a body.
type Org struct {
	Fact
	Canon int32 // index into Orgs of the first mention of the same body
}

// A Person is a name beside a title or function.
type Person struct {
	Fact
	Name  source.Span
	Title source.Span // 局长, 书记, 同志 …
}

// A ContactKind says what a Contact is.
type ContactKind uint8

// Kinds of contact.
const (
	Phone ContactKind = iota
	Mobile
	Mail
	Address
	Postcode
	IDCard // 18 digits in the form of an identity card
	Card   // 16–19 digits behind 卡号, 账号
)

// A Contact is a way to reach somebody, or a number that is nobody's business.
type Contact struct {
	Fact
	Kind   ContactKind
	Office bool // the unit gives it to be reached: in the closing part
	Value  source.Span
}

// A Change is 由 A 调整为 B, 新增 c, 调出 d.
type Change struct {
	Fact
	From, To    int32 // indexes into Quantities
	Plus, Minus Range // of Outline.Parts
	Down        bool  // the verb says that it became less
	Up          bool  // the verb says that it became more
}

// A Range is a run [First, First+N) of Outline.Parts.
type Range struct{ First, N int32 }

// A Total is T(其中 a, b …) or T(a、b、…).
type Total struct {
	Fact
	Total      int32 // index into Quantities
	Parts      Range
	Exhaustive bool // false behind 其中 and before 等
}

// A State is N个问题,已完成a,基本完成b,正在整改c,…: counts by state.
// A count that is not given is None.
type State struct {
	Fact
	Total, Done, Partial, Doing, Open, Rate int32 // indexes into Quantities
}

// A List is 甲、乙、丙(等)3家单位: names and their stated number.
type List struct {
	Fact
	Quantity int32 // index into Quantities
	Items    int32
	Open     bool // 等: the number is only a lower bound
	Dates    bool // the items are dates: 3月1日、4月2日分2次
}

// A Commitment is a future or conditional result: 拟于年底前验收.
type Commitment struct {
	Fact
	Modal source.Span // 拟, 预计, 下一步 …
	Due   int32       // index into Dates, or None
	Next  bool        // under a label 下一步打算 or in the closing part: in its place
}
