package cli

import "strings"

// language returns the language of a run: --lang, else ZHENGGAI_LANG, else Chinese.
// It is needed before the arguments are parsed, for what is wrong with them.
func language(args []string, getenv func(string) string) string {
	lang := getenv("ZHENGGAI_LANG")
	for i, a := range args {
		if a == "--" {
			break
		}
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			lang = v
		} else if a == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	if lang != "en" {
		return "zh"
	}
	return lang
}

// A topic is what help says of a command beyond its options.
type topic struct {
	short, long say
	examples    []example
}

type example struct {
	line string
	what say
}

// about is what help says of the program.
var about = topic{
	short: say{
		"整改报告的读、查、比，和整改台账：把整改报告读成“方面—问题—具体问题—措施”的树，逐字标出需要说明的地方；每个问题从方案、佐证、审核到销号，步步留痕，改动可查。",
		"Reads rectification reports into a tree of findings and measures, checks and compares them, and keeps the ledger that leads each finding to its closure and shows every change.",
	},
	long: say{
		`可以读取：纯文本（txt）、Word（docx）、网页（html）、有文字的 PDF、Excel 台账（xlsx）。
给一个文件夹，就读取其中所有能读的文件；写 - 则从标准输入读取。不联网，不改动任何原文件。`,
		`It reads plain text, Word (docx), web pages, PDFs with text, and Excel ledgers (xlsx).
A folder stands for all files in it that can be read, - for the standard input. No network is needed, and no file that is read is changed.`,
	},
	examples: []example{
		{"zhenggai check 整改报告.docx", say{"检查一份报告", "check a report"}},
		{"zhenggai check --html 结果.html 整改报告.docx", say{"把结果做成一个网页，可以发给别人看", "make one page of the result, to hand on"}},
		{"zhenggai read 整改报告.docx", say{"看报告的结构", "show what the report consists of"}},
		{"zhenggai compare 本轮/ 上轮/", say{"找出照抄的措施", "find measures that were copied"}},
		{"zhenggai import --as zhang 反馈意见.docx", say{"试算：一份文件导入台账会怎样", "show what a document would do to the ledger"}},
		{"zhenggai board --as zhang", say{"看各单位整改到哪一步", "see how far each unit is"}},
	},
}

// topics is what help says of each command.
var topics = map[string]topic{
	"read": {
		short: say{"读报告：列出结构和事实", "read reports: their tree and facts"},
		long: say{
			`先写标题、单位、日期等抬头，再按“方面—问题—具体问题”列出结构，并说明读的时候修复了哪些编号。
没有读懂的内容不会丢，用 --all 可以看到。`,
			`First what the report says of itself as a whole, then the tree of aspects, problems and points, and what was repaired in its numbering.
What was not understood is not lost: --all shows it.`,
		},
		examples: []example{
			{"zhenggai read 整改报告.docx", say{"看结构", "show the tree"}},
			{"zhenggai read --facts 整改报告.docx", say{"另外列出文件、日期、金额等事实", "list documents, dates, amounts and other facts too"}},
			{"zhenggai read --json 整改报告.docx", say{"输出 JSON，供其他程序使用", "print JSON for other programs"}},
		},
	},
	"check": {
		short: say{"查报告：标出需要说明的地方", "check reports: mark what needs explanation"},
		long: say{
			`每条结果写明级别、规则、位置和原因，并在原文的字下面用 ^ 标出。
结果只说“请说明”“请核对”，不下结论。查到“错误”级的结果时，退出码为 1。
几份一起查时，还会查只有放在一起才看得出的问题（例如几个单位措施雷同）。
已经作过说明的结果可以写进豁免文件：一个 JSON 数组，每条有 rule（规则）、anchor（位置，取自 check --json 的输出）、reason（理由），还可以有 by（谁）、on（哪天）。`,
			`Each finding has its severity, rule, place and reason, and ^ marks under the words.
A finding asks for an explanation; it never says that something is false.
The exit code is 1 if anything of severity error was found.
Several files together are also checked for what shows only beside one another, such as measures that units have in common.
A waiver file is a JSON list of objects with rule, anchor (as check --json prints it) and reason, and optionally by and on.`,
		},
		examples: []example{
			{"zhenggai check 整改报告.docx", say{"检查一份", "check one report"}},
			{"zhenggai check --profile publication --min-severity warning 待公开/", say{"按公开前的要求检查整个文件夹", "check a folder as before publication"}},
			{"zhenggai check --html 结果.html 整改报告.docx", say{"结果做成网页", "make a page of the result"}},
			{"zhenggai check --rule N02,W01 整改报告.txt", say{"只用两条规则", "run two rules only"}},
			{"zhenggai check --sarif 整改报告.txt > 结果.sarif", say{"输出 SARIF，供编辑器和代码平台显示", "print SARIF for editors and forges"}},
		},
	},
	"compare": {
		short: say{"比措施：找出一份之内、几份之间照抄的措施", "compare measures within and across reports"},
		long: say{
			`两条措施连续相同的字超过 20 个，或者相近程度在 0.35 以上，就列为一对，按相近程度从高到低排列。
^ 下的字两处相同；~ 下的字是 40 条以上措施都有的套话，单凭套话不算照抄。`,
			`Two measures make a pair if they share a run of 20 characters or a Jaccard index of 0.35; the most alike come first.
^ marks the shared words, ~ wordings that more than 40 measures have (boilerplate): sharing nothing else is not copying.`,
		},
		examples: []example{
			{"zhenggai compare 整改报告.docx", say{"一份之内", "within one report"}},
			{"zhenggai compare --min 0.6 甲单位.docx 乙单位.docx", say{"几份之间，只列很像的", "across reports, only what is much alike"}},
		},
	},
	"rules": {
		short:    say{"列出全部规则", "list all rules"},
		long:     say{"按类别列出规则的编号、级别和检查内容。标“默认不用”的规则，只在方案或词表里打开后才用。", "Lists the rules by family. A rule marked off runs only where a profile or a site file asks for it."},
		examples: []example{{"zhenggai rules", say{"列出规则", "list them"}}, {"zhenggai rules --json", say{"输出 JSON", "print JSON"}}},
	},
	"explain": {
		short:    say{"说明一条规则：查什么、为什么、依据、正反例、怎么改", "explain a rule"},
		long:     say{"规则可以用编号（N02）或名称（missing-number）来指。", "Name the rule by its ID (N02) or its name (missing-number). The pages are in Chinese."},
		examples: []example{{"zhenggai explain N02", say{"看 N02 的说明", "show the page of N02"}}},
	},
	"version": {
		short: say{"显示版本", "print the version"},
	},
}

// options is what help says of options and arguments, by command and name; the
// empty command stands for options of all.
var options = map[string]say{
	".lang":  {"显示的语言：zh 中文，en 英文", "language of the output: zh or en"},
	".color": {"颜色：auto 输出到终端时用，always 总用，never 不用；也认环境变量 NO_COLOR", "colours: auto (on a terminal), always, never; NO_COLOR is honoured"},

	"read.file":  {"文件、文件夹，或 -（标准输入）", "a file, a folder, or - for the standard input"},
	"read.json":  {"输出 JSON，每份报告一行", "print JSON, one line a report"},
	"read.facts": {"另外列出事实：文件、文号、日期、金额、数量、单位、人员等", "list the facts too: documents, dates, amounts, counts, bodies, persons"},
	"read.all":   {"列出措施、标签和叙述，不只是问题", "show measures, labels and prose, not only problems and points"},

	"read.overlay": {"人工更正文件（JSON）：读报告之后重放", "JSON file of a person's corrections, replayed after reading"},

	"check.file":         {"文件、文件夹，或 -（标准输入）", "a file, a folder, or - for the standard input"},
	"check.json":         {"输出 JSON，每份报告一行", "print JSON, one line a report"},
	"check.sarif":        {"输出 SARIF 2.1.0", "print SARIF 2.1.0"},
	"check.html":         {"把结果写成一个网页文件（自成一体，不需要网络）", "write one self-contained page to this file"},
	"check.profile":      {"检查方案：draft 起草（默认），publication 公开前，acceptance 验收", "purpose: draft (default), publication, acceptance"},
	"check.site":         {"本单位的词表文件（JSON）：允许的词、别称、级别调整等；也可以是站点文件夹，用其中的 site.json", "JSON file of the site's own words, aliases and severities; or a site's folder, for the site.json in it"},
	"check.waivers":      {"豁免文件（JSON）：已经作过说明的结果及理由", "JSON file of findings that were explained, with reasons"},
	"check.overlay":      {"人工更正文件（JSON）：读报告之后重放，再检查", "JSON file of a person's corrections, replayed after reading"},
	"check.rule":         {"只用这些规则，用逗号分开", "run only these rules, separated by commas"},
	"check.min-severity": {"只显示这个级别以上的结果：hint 提示，warning 警告，error 错误", "show findings from this severity on: hint, warning, error"},
	"check.today":        {"以哪一天为“今天”来判断是否逾期，便于重现结果", "the day of the check, to make a run reproducible"},

	"compare.file": {"文件、文件夹，或 -（标准输入）", "a file, a folder, or - for the standard input"},
	"compare.json": {"输出 JSON（一个对象）", "print JSON (one object)"},
	"compare.min":  {"只列相近程度不低于此数的（0 到 1）", "list pairs from this Jaccard index on (0 to 1)"},

	"rules.json":   {"输出 JSON", "print JSON"},
	"explain.rule": {"规则的编号或名称", "ID or name of a rule"},
	"version.json": {"输出 JSON", "print JSON"},
}

// exits is what help says of exit codes.
var exits = []struct {
	code int
	what say
}{
	{Clean, say{"已办；没有“错误”级的结果", "done; nothing of severity error was found"}},
	{Found, say{"有“错误”级的结果（check）；发现改动（verify）；不予办理：条件不够、没有权限、找不到、被别人抢先（台账各命令）",
		"findings of severity error (check); a change was found (verify); refused: something is missing, not for this person, not found, or somebody was faster (the ledger)"}},
	{Misuse, say{"用法不对：参数、词表文件或豁免文件有误", "misuse: arguments, file of words or waiver file are not right"}},
	{Failure, say{"有文件没能读出来（其余照常处理），机器或数据库出错，或中途停止", "a file could not be read (the others were), the machine or database failed, or the run was stopped"}},
}
