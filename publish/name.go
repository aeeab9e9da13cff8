package publish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"zhenggai/report"
	"zhenggai/zh"
)

// doubles are the common family names of two characters.
var doubles = []string{"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯"}

// commonWords begin like a family name and are none.
var commonWords = strings.Fields(`单独 严肃 严格 严厉 严重 严禁 当面 任前 任职 任期 任务 任何 任组 任副 集体 分别 全部 公开 及时 方面 方案 方式 方法 方针 方向 方便 成员 成立 成效 成果 成本 成功 成绩 连续 连带 高度 高新 高校 高层 高管 高标 高质 高位 高级 高效 高风 明确 时任 时限
	时间 时候 干部 万元 万人 单位 项目 管理 管控 管护 管辖 管委 解释 解决 向上 向下 向其 向社 全体 江河 江边 金额 金融 陈旧 陈述 石油 石材 石料 安全 安排 安置 安装 文件 文化 文书 文明 常态 常务 常委 常规 车辆 车间 房屋 房产 房地 路面 路段 路灯 章程
	季度 施工 施行 洪水 牛羊 童年 游客 阳光 席位 包括 包干 包保 包村 宁愿 关于 关键 关系 关注 强化 强调 强制 柴油 易地 易发 康复 毛利 毛地 田间 林业 林地 林区 林场 林草 黄河 黄牌 黄线 何时 何种 胡乱 段时 钱款 钱物 余额 余下 左右 程序 程度 边远 边界
	边坡 华东 华南 计划 相关 有关 周边 周期 周转 马上 张贴 张榜 白酒 白条 宋体 于年 于月 于日 于当 于未 于下 应当 曲线 项下 樊篱 温度 温泉 汤水 武装 武术 水利 水务 水库 史料 庄稼 古树 龙头 龙舟 雷同 雷达 贺信 叶片 顾问 顾虑 孟加 平台 夏季 夏粮 秦岭
	江苏 江西 江南 苏州 吉林 郑州 徐州 温州 邵阳 安徽 安康 宁夏 贵州 祁连 辛苦 葛洲 戴帽 沈阳 柳州 莫名 申请 申报 申诉 申购 毕业 毕节 焦点 焦化 邢台 齐全 齐抓 齐备 沿线 沿江 柏油 司机 司法 司局 艾滋 容量 容易 容缺 尚未 解除 解聘 解读 强降 强力 强基
	查处 查找 查摆 查看 查清 查实 查询 单项 单一 单据 薄弱 景区 景观 费用 费率 纪律 纪检 纪委 纪要 甄别 梅雨 凌晨 霍乱 植树 植被 植物 苗木 苗圃 卫生 卫健 卫片 欧美`)

// isCommon reports whether what looks like a name begins with a common word.
func isCommon(name string) bool { return zh.StartsAny(name, commonWords...) }

// sensitive are words of what is done to people. A name in a sentence without one stays.
var sensitive = strings.Fields(`诫勉 警告 记过 政务处分 党纪处分 处分 降级 撤职 撤销职务 开除 免职 免去 停职 留党察看 立案 通报批评 批评教育 提醒谈话 谈话提醒 谈话 约谈 问责 责令检查 责令作出 责令
	调离 辞退 组织处理 函询 移送 留置 检讨 书面检查 追责 清退 违规领取 违规报销 涉嫌 受贿 挪用 侵占 贪污`)

// leftWords stand directly before the name of somebody to whom something was done.
var leftWords = strings.Fields(`对 给予 给 约谈 问责 处分 诫勉 免去 调离 辞退 将 责令 提醒 当事人 责任人 责任人员 其中 与 同 找 涉嫌人员 违纪人员 违规人员 人员 党员 职工 教师 医生 驾驶员 会计 出纳`)

// titles end offices that stand before a name.
var titles = strings.Fields(`长 书记 主任 主席 委员 会计 出纳 经理 科员 干部 教授 成员 助理 党员 职工 教师 医生 驾驶员 办事员 工作人员 负责人 责任人 当事人 人员 巡视员 调研员`)

// rightWords stand directly behind it.
var rightWords = strings.Fields(`同志 进行 给予 予以 作出 做出 受到 被 因 等 党内 政务 严重 实施 采取 诫勉 警告 记过 处分 降级 撤职 开除 免职 停职 留党 立案 通报 批评 提醒 谈话 约谈 问责 责令 调离 辞退
	函询 移送 留置 书面 涉嫌 违规 违纪 受 和 及 、 ， , （ ( 。 ； ; 的职务 的处分 现场 集体 分别 开展 作了 做了 本人 退还 清退 挪用 侵占 报销 领取 已 ）`)

// suffering are words that make whoever is named the one to whom it was done, even
// behind a title.
var suffering = strings.Fields(`被 受到 受 对 给予 责令 约谈 问责 将 与 同 清退 涉嫌 挪用 侵占 违规`)

// nameRunes returns the lengths in bytes that a name at i may have, the longest first.
func nameRunes(s string, i int) (lengths []int) {
	r, n := utf8.DecodeRuneInString(s[i:])
	if n != 3 {
		return nil
	}
	family := 1
	for _, d := range doubles {
		if strings.HasPrefix(s[i:], d) {
			family = 2
		}
	}
	if family == 1 && !report.Surname(r) {
		return nil
	}
	for given := 2; given >= 1; given-- {
		end, ok := i, true
		for range family + given {
			r, n := utf8.DecodeRuneInString(s[end:])
			ok = ok && n == 3 && unicode.Is(unicode.Han, r) && !strings.ContainsRune("某们等的了和与及被受已在为因于", r)
			end += n
		}
		if ok && !isCommon(s[i:end]) {
			lengths = append(lengths, end-i)
		}
	}
	return lengths
}

// nameAt returns the name that begins at i and that one of right, or the end, follows.
func nameAt(s string, i int, right []string) int {
	for _, n := range nameRunes(s, i) {
		if rest := s[i+n:]; rest == "" || zh.StartsAny(rest, right...) {
			return n
		}
	}
	return 0
}

// sentences yields the sentences of s with where they begin.
func sentences(s string, do func(from int, sentence string)) {
	for from := 0; from < len(s); {
		end := len(s)
		if k := strings.IndexAny(s[from:], "。；！？;!?\n"); k >= 0 {
			_, n := utf8.DecodeRuneInString(s[from+k:])
			end = from + k + n
		}
		do(from, s[from:end])
		from = end
	}
}

// findSanctioned finds the names of those to whom something was done: behind a title or
// a verb and before another, in a sentence that tells of it, and in lists of such names.
func findSanctioned(s string) (all []span) {
	sentences(s, func(from int, line string) {
		if !zh.HasAny(line, sensitive...) {
			return
		}
		listed := -1 // where a name, masked or not, has just ended
		for i, r := range line {
			if r < utf8.RuneSelf {
				continue
			}
			if n := maskedAt(line[i:]); n > 0 {
				listed = i + n
				continue
			}
			if listed > i {
				continue
			}
			n := nameAt(line, i, rightWords)
			if n == 0 || !sufferer(line, i, i+n, listed) {
				continue
			}
			all = append(all, span{from + i, from + i + n})
			listed = i + n
		}
	})
	return all
}

// maskedAt returns the length of a masked name at the beginning of s.
func maskedAt(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if n != 3 || !report.Surname(r) || !strings.HasPrefix(s[n:], "某") {
		return 0
	}
	n += len("某")
	if strings.HasPrefix(s[n:], "某") {
		n += len("某")
	}
	return n
}

// sufferer reports whether the name at [i, end) of a sentence is the one to whom it was
// done. listed is where the name before it ended, or -1.
func sufferer(line string, i, end, listed int) bool {
	head, rest := line[:i], line[end:]
	if listed >= 0 && listed < i {
		switch line[listed:i] {
		case "、", "和", "及", "与", "，":
			return true
		}
		if strings.HasPrefix(line[listed:i], "、") && i-listed < 40 && zh.EndsAny(head, titles...) {
			return true
		}
	}
	if zh.EndsAny(head, leftWords...) && !zh.EndsAny(head, "针对", "面对", "应对", "相对", "绝对", "核对", "校对", "发给", "供给", "补给", "党员干部", "共同", "协同", "会同", "合同") {
		return true
	}
	if !zh.EndsAny(head, titles...) {
		return false
	}
	return zh.StartsAny(strings.TrimPrefix(rest, "同志"), "被", "受", "因", "涉嫌", "违规", "违纪", "挪用", "侵占") || zh.HasAny(lastClause(head), suffering...) && !zh.HasAny(lastClause(head), "由", "副组长由")
}

// lastClause returns what stands behind the last mark of s.
func lastClause(s string) string {
	if k := strings.LastIndexAny(s, "，。；：,;"); k >= 0 {
		_, n := utf8.DecodeRuneInString(s[k:])
		return s[k+n:]
	}
	return s
}

// nameOf returns the name at the beginning of words that end in what was done.
func nameOf(words string) string {
	for changed := true; changed; {
		changed = false
		for _, list := range [][]string{sensitive, rightWords, {"党内", "严重", "政务", "党纪", "进行了", "了", "处分", "记大过", "记过", "责令检查", "责令作出", "撤销职务", "大"}} {
			for _, w := range list {
				if rest, ok := strings.CutSuffix(words, w); ok && len(rest) >= 6 {
					words, changed = rest, true
				}
			}
		}
	}
	return words
}

// maskName keeps the family name: 张某某.
func maskName(name string) string {
	family := 3
	for _, d := range doubles {
		if strings.HasPrefix(name, d) && len(name) > len(d) {
			family = len(d)
		}
	}
	if len(name) <= family {
		return Stars
	}
	return name[:family] + strings.Repeat("某", utf8.RuneCountInString(name[family:]))
}

// informants are words for those who tell of wrongs.
var informants = strings.Fields(`举报人 信访人 反映人 投诉人 检举人 控告人 来信人 来访人 上访人 知情人 线索提供人 证人`)

// functional are family names that more often are words of grammar.
var functional = strings.Fields(`向 于 应 任 时 曾 连 全 单 成 何 莫 安 方 对 未 常 关 解 计 易 支`)

// findInformants finds the names of those who told.
func findInformants(s string) (all []span) {
	right := []string{"，", "。", "；", "、", ",", ";", "）", ")", "进行", "反映", "举报", "来信", "来访", "投诉", "称", "提供", "等", "同志", "检举", "控告", "的", "（", "(", "表示", "实名", "\n"}
	for _, word := range informants {
		for _, w := range occurrences(s, word) {
			i := w.to
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !strings.ContainsRune("：:为系是“ （(", r) {
					break
				}
				i += n
			}
			n := nameAt(s, i, right)
			if names := nameRunes(s, i); n == 0 && len(names) > 0 && !zh.StartsAny(s[i:], functional...) {
				n = names[0] // rather a character too many than the name of an informant
			}
			if n > 0 {
				all = append(all, span{i, i + n})
			}
		}
	}
	for _, word := range [...]string{"群众", "村民", "职工", "党员", "干部", "居民", "市民", "教师", "患者", "家长"} {
		for _, w := range occurrences(s, word) {
			if n := nameAt(s, w.to, []string{"举报", "反映", "检举", "控告", "投诉", "来信", "来访", "信访", "实名"}); n > 0 {
				all = append(all, span{w.to, w.to + n})
			}
		}
	}
	return all
}
