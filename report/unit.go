package report

import "strings"

// A classifier is a unit of counting. Classifiers with the same ID count the
// same thing, so that 40人 and 40名 may be compared and 3场 and 3场次 may not.
type classifier struct {
	words string
	id    uint8
}

// IDs of the classifiers that relations ask for by name; the others are
// numbered in the order of the table.
const (
	classNone    uint8 = iota
	ClassThing         // 个
	ClassPerson        // 人 名 位
	ClassTimes         // 次
	ClassHeads         // 人次
	ClassItem          // 项
	ClassCopy          // 份
	ClassFirm          // 家
	ClassArticle       // 条
	ClassDay           // 天 日
	classOther
)

// classifiers, longest first among those that begin alike.
var classifiers = [...]classifier{
	{"个百分点", classNone}, {"个工作日", classOther + 1}, {"个月", classOther + 2}, {"个半天", classOther + 3}, {"个小时", classOther + 4},
	{"个", ClassThing}, {"人次", ClassHeads}, {"人", ClassPerson}, {"名", ClassPerson}, {"位", ClassPerson},
	{"次", ClassTimes}, {"项次", classOther + 5}, {"项", ClassItem}, {"份", ClassCopy}, {"家次", classOther + 6}, {"家", ClassFirm},
	{"条", ClassArticle}, {"天", ClassDay}, {"场次", classOther + 7}, {"场", classOther + 8}, {"期", classOther + 9},
	{"批次", classOther + 10}, {"批", classOther + 11}, {"轮次", classOther + 12}, {"轮", classOther + 13}, {"篇", classOther + 14},
	{"堂", classOther + 15}, {"亩", classOther + 16}, {"台", classOther + 17}, {"套", classOther + 18}, {"户次", classOther + 20}, {"户", classOther + 21},
	{"册", classOther + 22}, {"处", classOther + 23}, {"件次", classOther + 24}, {"件", classOther + 25}, {"起", classOther + 26},
	{"笔", classOther + 27}, {"宗", classOther + 28}, {"座", classOther + 29}, {"辆", classOther + 30}, {"艘", classOther + 31},
	{"公里", classOther + 32}, {"平方米", classOther + 33}, {"立方米", classOther + 34}, {"公顷", classOther + 35}, {"米", classOther + 36},
	{"吨", classOther + 37}, {"公斤", classOther + 38}, {"千克", classOther + 38}, {"间", classOther + 39}, {"所", classOther + 40}, {"门", classOther + 41},
	{"本", classOther + 42}, {"张", classOther + 43}, {"封", classOther + 44}, {"通", classOther + 45}, {"部", classOther + 46}, {"支", classOther + 47},
	{"类", classOther + 48}, {"种", classOther + 49}, {"级", classOther + 50}, {"年", classOther + 51}, {"岁", classOther + 52}, {"小时", classOther + 4}, {"分钟", classOther + 53},
	{"方面", classOther + 54}, {"点", classOther + 55}, {"步", classOther + 56}, {"方", classOther + 57}, {"村", classOther + 58}, {"组", classOther + 59}, {"队", classOther + 60},
	{"人份", classOther + 61}, {"例", classOther + 62}, {"届", classOther + 63}, {"节", classOther + 64}, {"讲", classOther + 65}, {"课时", classOther + 66}, {"学时", classOther + 67},
	{"株", classOther + 68}, {"头", classOther + 69}, {"只", classOther + 70}, {"块", classOther + 71}, {"幅", classOther + 72}, {"幢", classOther + 73}, {"栋", classOther + 73},
	{"回", classOther + 74}, {"趟", classOther + 75}, {"遍", classOther + 76}, {"卷", classOther + 77}, {"页", classOther + 78}, {"盏", classOther + 79}, {"条次", classOther + 80}, {"站", classOther + 81}, {"眼", classOther + 82}, {"口", classOther + 83}, {"瓶", classOther + 84}, {"桶", classOther + 85}, {"箱", classOther + 86}, {"袋", classOther + 87}, {"具", classOther + 88}, {"枚", classOther + 89}, {"棵", classOther + 90}, {"匹", classOther + 91}, {"床", classOther + 92}, {"课", classOther + 93},
}

// unitFirst leads from the first character of a classifier to the run of
// classifiers that begin with it, plus one; 0 for other characters.
var unitFirst, unitRuns = func() (first [1 << 16]uint8, runs [][]classifier) {
	for _, c := range classifiers {
		r, _ := runeAt(c.words, 0)
		if first[r] == 0 {
			runs = append(runs, nil)
			first[r] = uint8(len(runs))
		}
		runs[first[r]-1] = append(runs[first[r]-1], c)
	}
	for _, run := range runs {
		for i := range run { // longest first
			for j := i; j > 0 && len(run[j].words) > len(run[j-1].words); j-- {
				run[j], run[j-1] = run[j-1], run[j]
			}
		}
	}
	return first, runs
}()

// classifierAt returns the classifier that stands at i.
func classifierAt(s string, i int) (c classifier, ok bool) {
	if p := classifierOf(s, i); p != nil {
		return *p, true
	}
	return c, false
}

// classifierOf returns the classifier that stands at i, nil if there is none.
func classifierOf(s string, i int) *classifier {
	if i+3 > len(s) || s[i] < 0xE0 || s[i] >= 0xF0 {
		return nil
	}
	first := unitFirst[uint16(s[i])<<12|uint16(s[i+1]&0x3F)<<6|uint16(s[i+2]&0x3F)]
	if first == 0 {
		return nil
	}
	run := unitRuns[first-1]
	for k := range run {
		if n := len(run[k].words); n == 3 || n <= len(s)-i && s[i:i+n] == run[k].words {
			return &run[k]
		}
	}
	return nil
}

// idioms are set phrases with a number: no count is meant. They are looked up
// behind the numeral.
var idioms = [...]struct {
	n    int64
	rest string
}{
	{2, "个维护"}, {4, "个意识"}, {4, "个自信"}, {2, "个确立"}, {4, "个全面"}, {5, "个必由之路"}, {3, "个务必"}, {2, "个务必"},
	{6, "个坚持"}, {4, "个服从"}, {3, "个区分开来"}, {2, "个责任"}, {4, "种形态"}, {4, "个聚焦"}, {3, "个聚焦"}, {4, "个落实"},
	{2, "个大局"}, {2, "个毫不动摇"}, {4, "个方面军"}, {8, "项规定"}, {9, "个坚持"}, {5, "个一"}, {1, "把手"}, {1, "言堂"}, {1, "岗双责"},
	{1, "家之言"}, {3, "个代表"}, {2, "个先锋队"}, {1, "个支部"}, {3, "个清单"}, {3, "张清单"}, {2, "个一以贯之"}, {14, "个坚持"},
	{10, "个明确"}, {13, "个方面成就"}, {6, "个必须坚持"}, {1, "方面"}, {2, "方面"}, {1, "批"}, {1, "届"}, {5, "位一体"}, {4, "风"}, {2, "级"}, {2, "年行动"}, {3, "年行动"}, {1, "点"}, {1, "步"}, {1, "类"}, {1, "种"}, {1, "部分"}, {1, "名"}, {1, "位"}, {1, "年"},
	{1, "门心思"}, {1, "头"}, {1, "口气"}, {2, "届"}, {1, "级"}, {1, "本"}, {1, "支"}, {1, "起"}, {1, "间"}, {1, "只"}, {1, "张"}, {1, "通"}, {1, "遍"}, {1, "站"}, {1, "所"}, {1, "处"}, {1, "段"}, {1, "组"}, {1, "队"}, {1, "方"}, {1, "村"}, {1, "门"}, {1, "块"}, {1, "回"}, {1, "米"}, {1, "口"}, {1, "眼"}, {1, "家"},
}

// idiom reports whether numeral v and the words behind it are a set phrase. A
// Chinese 一 is hardly ever a count: only 一个, 一次, 一人, 一名 … with their noun
// could be, and those are left out by the table on purpose.
func idiom(v int64, rest string) bool {
	if v < 1 || v >= int64(len(idiomRuns)) {
		return false
	}
	for _, w := range idiomRuns[v] {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// idiomRuns holds the idioms by their number.
var idiomRuns = func() (runs [16][]string) {
	for _, d := range idioms {
		runs[d.n] = append(runs[d.n], d.rest)
	}
	return runs
}()
