package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"zhenggai/ledger"
	"zhenggai/org"
)

// topicOf returns what help says of a command. Of a step of the workflow it is what
// the workflow says: its name, who may take it, when, and on what terms.
func topicOf(n *kong.Node) topic {
	name := commandName(n)
	t, ok := topics[name]
	if !ok {
		t = ledgerTopics[name]
	}
	if p, ok := publicationTopics[name]; ok {
		t = p
	}
	if p, ok := publicationTopic(name, eventOf(n)); ok {
		return p
	}
	step := ledger.StepOf(eventOf(n))
	if step == nil {
		return t
	}
	if t.short == (say{}) {
		e := string(step.Event)
		t.short = say{ledger.Name(ledger.Events, e, "zh"), ledger.Name(ledger.Events, e, "en")}
	}
	terms := say{ZH: terms(step, "zh"), EN: terms(step, "en")}
	if t.long == (say{}) {
		t.long = terms
	} else {
		t.long = say{t.long.ZH + "\n" + terms.ZH, t.long.EN + "\n" + terms.EN}
	}
	return t
}

// terms says who may take a step of the workflow, when, and on what terms.
func terms(step *ledger.Step, lang string) string {
	var b strings.Builder
	join := func(names []string) string { return strings.Join(names, say{"、", ", "}.In(lang)) }
	write := func(m say, args ...any) { fmt.Fprintf(&b, m.In(lang), args...) }
	switch {
	case step.Chain:
		write(say{"办理：审核链当前一步的人。", "For: whoever the chain of reviews waits for."})
	case step.Office != nil:
		write(say{"办理：%s；有巡察办监督的由%s。", "For: %s; where an office supervises: %s."},
			join(roleNames(step.Roles, lang)), join(roleNames(step.Office, lang)))
	default:
		write(say{"办理：%s。", "For: %s."}, join(roleNames(step.Roles, lang)))
	}
	var from []string
	for _, s := range step.From {
		from = append(from, ledger.Name(ledger.States, string(s), lang))
	}
	write(say{"\n状态：%s", "\nStates: %s"}, join(from))
	if step.To != "" {
		write(say{" → %s", " → %s"}, ledger.Name(ledger.States, string(step.To), lang))
	}
	write(say{"。", "."})
	var needs []string
	for _, n := range step.Needs {
		needs = append(needs, say{n.ZH, n.EN}.In(lang))
	}
	if len(needs) > 0 {
		write(say{"\n条件：%s。", "\nTerms: %s."}, strings.Join(needs, say{"；", "; "}.In(lang)))
	}
	return b.String()
}

func roleNames(roles []org.Role, lang string) (names []string) {
	for _, r := range roles {
		names = append(names, r.Name(lang))
	}
	return names
}

// optionOf returns what help says of an option or argument of a command; what means
// the same everywhere is under *.
func optionOf(command, name string) say {
	if o, ok := publicationOptions[name]; ok && strings.HasPrefix(command, "publication ") {
		return o
	}
	return cmp.Or(options[command+"."+name], ledgerOptions[command+"."+name], ledgerOptions["*."+name])
}

// ledgerTopics is what help says of the commands of the ledger. Steps of the workflow
// say the rest by themselves.
var ledgerTopics = map[string]topic{
	"demo": {
		short: say{"看看样子：建一座虚构的城市并打开网页", "have a look: make an invented city and serve its pages"},
		long: say{
			`建好一个巡察办和三个被巡察单位，带十四个月的办理历史，不用任何设置；登录名和密码显示在屏幕上。
停止（Ctrl-C）后什么也不留下；写了 --folder 就留在那个文件夹里，以后可用 serve --site 再打开。`,
			`It makes an inspection office and three inspected units with fourteen months of history; nothing has to be set up, and logins and password are shown.
Nothing is left when it is stopped (Ctrl-C), unless --folder names a folder: then serve --site opens it again.`,
		},
	},
	"serve": {
		short: say{"打开网页：在浏览器里阅读、办理、审核、监督", "serve the pages: read, work, review, oversee in a browser"},
		long: say{
			`默认只在本机打开（127.0.0.1:8080）。要给办公网用，写上本机地址，并配证书（--cert、--key），或放在会加密的反向代理后面（--proxy）。
定时任务（到期提醒、检查点、核验）同时进行，不必另开 job work。按 Ctrl-C 停止，正在办的会办完。`,
			`It listens on this machine only (127.0.0.1:8080). For an office network name an address, with a certificate (--cert, --key) or behind a proxy that encrypts (--proxy).
Jobs (notices, checkpoints, verification) are done beside it, so job work is not needed. Ctrl-C stops it; what is under way is finished.`,
		},
		examples: []example{{"zhenggai serve --listen 0.0.0.0:8443 --cert site.crt --key site.pem", say{"给办公网使用", "for the office network"}},
			{"zhenggai serve --public 127.0.0.1:8081", say{"同时打开公开网站", "with the public site"}},
			{"zhenggai serve --public 0.0.0.0:8081 --public-only --proxy", say{"公开区的机器上，只开公开网站", "the public site alone"}}},
	},
	"init": {
		short: say{"建立站点：数据库、佐证文件夹和签名密钥", "found a site: database, files of evidence, signing key"},
		long: say{
			`站点是一个文件夹，里面有数据库（zhenggai.db）、佐证材料（blobs）、私钥（key）和公钥（key.pub）。
系统、安全、审计三个管理员必须是三个人（三员分立），都不能经办问题。
他们登录网页的初始密码自动生成，只显示一次，登录后必须修改；其他人的初始密码由安全管理员用 user password 设置。
谁能读写站点文件夹，谁就能用任何人的名义办理：请放在专人保管的机器上。`,
			`A site is a folder with its database (zhenggai.db), evidence (blobs), private key (key) and public key (key.pub).
The system, security and audit administrators must be three people, and none of them has a part in findings.
Their first passwords for the pages are made up, shown once, and must be changed at sign-in; other people get theirs from the security administrator (user password).
Whoever can write to the folder can act in anybody's name: keep it on a machine that is looked after.`,
		},
		examples: []example{{"zhenggai init --unit 云川市水务局 --system xitong=赵一 --security anquan=钱二 --audit shenji=孙三", say{"在当前文件夹下建立 zhenggai-site", "make zhenggai-site in the current folder"}}},
	},
	"oscal": {short: say{"OSCAL：与国际通用格式（POA&M）互换", "OSCAL: plans of action and milestones"},
		long: say{"导入用 import，先试算，看过再加 --yes。", "They are imported with import: first what it would do, then --yes."}},
	"oscal export": {short: say{"把一次巡察写成 OSCAL 文件（POA&M，JSON）", "write an inspection as OSCAL (a POA&M in JSON)"},
		long:     say{"给能看整本账册的人。文件里有佐证材料的指纹，没有原件。不写巡察编号就是最近一次。", "For who sees the whole book. It has the digests of evidence, not the files. Without a number it is the last inspection."},
		examples: []example{{"zhenggai oscal export --as li 整改.json", say{"写到文件", "write a file"}}, {"zhenggai oscal export --as li --version 1.1.3 - > 整改.json", say{"写 1.1.3 版，到标准输出", "version 1.1.3, to the standard output"}}}},
	"oscal check": {short: say{"检查 OSCAL 文件：格式、引用、标识", "check an OSCAL document: form, references, identifiers"},
		long:     say{"不用站点。逐处指出不合规范的地方；官方的 JSON 模式查不出的断链和重复标识也查。", "It needs no site. Each fault is named by its path, also what the schemas of the standard do not see: references that lead nowhere and identifiers used twice."},
		examples: []example{{"zhenggai oscal check 整改.json", say{"检查", "check it"}}}},
	"mapping": {short: say{"列名对照：台账表格的哪一列是什么", "mappings: what the columns of a sheet hold"},
		long: say{"列名不认识的表格，写一份对照存下来，导入时用 import --mapping 指明，以后照用。", "For sheets whose columns are not known: a mapping is saved once and named with import --mapping."}},
	"mapping save": {short: say{"保存列名对照（联络员或巡察办）；同名的被替换", "save a mapping, or replace the one of that name (coordinator or office)"},
		long: say{"文件是 JSON：{\"columns\": {\"包保同志\": \"lead\"}}，左边是表里印的列名，右边是栏目；写错栏目时会列出可用的栏目。",
			"The file is JSON: {\"columns\": {\"包保同志\": \"lead\"}}, the name of each column as printed and the field it holds; a wrong field is answered with those there are."},
		examples: []example{{"zhenggai mapping save --as li 月报 月报.json", say{"存为“月报”", "save it as 月报"}}}},
	"mapping list":  {short: say{"列出列名对照", "list the mappings"}, examples: []example{{"zhenggai mapping list --as li", say{"列出对照", "list them"}}}},
	"mapping show":  {short: say{"看一份对照", "show a mapping"}, examples: []example{{"zhenggai mapping show --as li 月报", say{"看“月报”", "show the one called 月报"}}}},
	"document":      {short: say{"文件：导入过的反馈意见、方案、报告", "documents that were imported"}},
	"document list": {short: say{"列出导入过的文件", "list the documents of a book"}, examples: []example{{"zhenggai document list --as li", say{"列出文件", "list them"}}}},
	"document show": {short: say{"看一份文件，或从中读出的文字", "show a document, or the text that was read from it"},
		long:     say{"文件给能看整本账册的人看。", "Documents are for those who see the whole book."},
		examples: []example{{"zhenggai document show --as li 整改方案.docx", say{"看它的日期和指纹", "show its dates and digests"}}, {"zhenggai document show --as li --text 整改方案.docx", say{"看文字", "show its text"}}}},
	"calendar": {short: say{"把到期日写成日历文件（.ics）", "write due days to a calendar file (.ics)"},
		long: say{"写的是本人能看到、还没有销号的问题的到期日，可导入日历软件；各带两次提醒：前 10 天和当天。期限改了，就再写一份。",
			"It holds the due days of the unfinished findings in sight, for a calendar program to import, each with two alarms: ten days before, and on the day. When dates change, write it again."},
		examples: []example{{"zhenggai calendar --as li 到期日.ics", say{"写到文件", "write a file"}}, {"zhenggai calendar --as li - > 到期日.ics", say{"写到标准输出", "write to the standard output"}}}},
	"unit":      {short: say{"单位和科室", "units and departments"}},
	"unit add":  {short: say{"添加单位或科室（系统管理员）", "add a unit or department (system administrator)"}, examples: []example{{"zhenggai unit add --as xitong --under 云川市水务局 计划科", say{"添加科室", "add a department"}}}},
	"unit list": {short: say{"列出单位", "list the units"}, examples: []example{{"zhenggai unit list", say{"看组织结构", "show the tree"}}}},
	"user":      {short: say{"用户", "users"}},
	"user add":  {long: say{"不指定单位就是最上级单位。", "Without a unit it is the topmost one."}, short: say{"添加用户（系统管理员）", "add a user (system administrator)"}, examples: []example{{"zhenggai user add --as xitong li 李四 --unit 计划科", say{"添加用户", "add a user"}}}},
	"user password": {short: say{"设置登录网页的初始密码（安全管理员）", "set a first password for the pages (security administrator)"},
		long: say{"密码自动生成，只显示这一次；用户登录后必须修改。忘了密码、登录被锁定，也这样重设；原有的登录随即退出。密码只存散列，不进日志。",
			"The password is made up and shown this once; it must be changed at sign-in. It is also the way out for who forgot his or is locked out; his sessions end. Only a hash is kept, and none of it is in the journal."},
		examples: []example{{"zhenggai user password --as anquan li", say{"生成李四的初始密码", "make up a first password"}}, {"zhenggai user password --as anquan --stdin li < 密码.txt", say{"从文件读取", "read it from a file"}}}},
	"user list": {short: say{"列出用户", "list the users"}, examples: []example{{"zhenggai user list", say{"列出用户", "list them"}}}},
	"role":      {short: say{"角色和授权", "roles and grants"}},
	"role grant": {short: say{"授权（安全管理员）", "grant a role (security administrator)"},
		long:     say{"角色在指定单位及其下级有效；不指定就是本人所在单位。", "A role holds for the unit that is named and those below it; without one, for the person's own."},
		examples: []example{{"zhenggai role grant --as anquan li coordinator --unit 云川市水务局", say{"李四任联络员", "make somebody the coordinator"}}}},
	"role withdraw": {short: say{"收回授权（安全管理员）", "withdraw a role (security administrator)"}, examples: []example{{"zhenggai role withdraw --as anquan li 联络员 --unit 云川市水务局", say{"收回", "withdraw it"}}}},
	"role list":     {short: say{"列出授权，和有哪些角色", "list the grants, and the roles there are"}, examples: []example{{"zhenggai role list", say{"谁有什么角色", "who has which role"}}}},
	"round":         {short: say{"轮次", "rounds"}},
	"round add":     {short: say{"设立轮次（巡察办）", "begin a round (inspection office)"}, examples: []example{{"zhenggai round add --as banli 八届市委第三轮巡察 --office 市委巡察办", say{"设立轮次", "begin a round"}}}},
	"round list":    {short: say{"列出轮次", "list the rounds"}, examples: []example{{"zhenggai round list", say{"列出轮次", "list them"}}}},
	"regime":        {short: say{"时限规则", "regimes: time limits by version of the rules"}},
	"regime list":   {short: say{"列出时限规则和地方叠加规则", "list the regimes and local overlays"}, examples: []example{{"zhenggai regime list", say{"列出规则", "list them"}}}},
	"regime show":   {short: say{"看一份规则的各项时限", "show the limits of a regime"}, examples: []example{{"zhenggai regime show inspection-2024", say{"看 2024 年的规则", "show that of 2024"}}}},
	"regime add":    {short: say{"登记本站点自己的规则文件（系统管理员）", "add a pack of the site's own (system administrator)"}, examples: []example{{"zhenggai regime add --as xitong 本市规定.json", say{"登记规则文件", "add a pack"}}}},
	"regime holidays": {short: say{"登记一年的放假安排（系统管理员）", "add the holidays of a year (system administrator)"},
		long: say{"文件是 JSON：{\"years\": [{\"year\": 2027, \"source\": \"放假通知的名称\", \"rest\": [{\"name\": \"元旦\", \"from\": \"2027-01-01\", \"to\": \"2027-01-03\"}], \"work\": [\"2027-01-04\"]}]}，work 是调休上班的日子。已有的年份以新登记的为准。",
			"The file is JSON: {\"years\": [{\"year\": 2027, \"source\": \"the notice\", \"rest\": [{\"name\": \"New Year\", \"from\": \"2027-01-01\", \"to\": \"2027-01-03\"}], \"work\": [\"2027-01-04\"]}]}, where work are the days of the weekend that are worked. A year that is known already is replaced."},
		examples: []example{{"zhenggai regime holidays --as xitong 2027.json", say{"登记 2027 年", "add 2027"}}}},
	"regime deadlines": {short: say{"看一次巡察的各项到期日", "show what is due when in an inspection"},
		long:     say{"没有在出处中核实过的数字标“待核实”；没有节假日表的年份标“暂算”。", "Figures that nobody confirmed in their source are marked unverified; years without a table of holidays, provisional."},
		examples: []example{{"zhenggai regime deadlines --as li 2026-01", say{"看到期日", "show the days"}}}},
	"book":      {short: say{"账册：一个单位整改的全部", "books: all that one unit keeps"}},
	"book open": {long: say{"不写单位就是办理人所在单位。", "Without a unit it is that of whoever acts."}, short: say{"开设账册（联络员或巡察办）", "open the book of a unit (coordinator or office)"}, examples: []example{{"zhenggai book open --as li 云川市水务局", say{"开设账册", "open a book"}}}},
	"book amend": {short: say{"修改账册：名称、监督、审核链（书记、领导小组；有监督的由巡察办）", "change how a book is kept: name, supervision, chain of reviews"},
		long:     say{"已经在审的申请仍按原来的审核链走完。", "Submissions under review go on through the chain they began with."},
		examples: []example{{"zhenggai book amend --as shuji --chain 审核链.json", say{"换一条审核链", "give it another chain"}}}},
	"book list": {short: say{"列出能看到的账册", "list the books in sight"}, examples: []example{{"zhenggai book list --as li", say{"列出账册", "list them"}}}},
	"book identity": {short: say{"生成收件密钥：私钥写到文件，公钥给对方", "make a key pair for encrypted exports"},
		long:     say{"对方用公钥加密（book export --encrypt-to），只有这个私钥文件打得开（--identity）。", "Whoever has the public key can encrypt to it (book export --encrypt-to); only the private key opens that (--identity)."},
		examples: []example{{"zhenggai book identity 收件.key", say{"生成密钥", "make one"}}}},
	"book export": {short: say{"导出账册：日志、行像和佐证合成一个签名文件", "write a book as one signed file"},
		long:     say{"拿到文件的人凭公钥就能离线核验（verify --bundle），也能导入另一处站点接着办。", "Whoever has the file and the public key can verify it offline (verify --bundle), or import it elsewhere and go on."},
		examples: []example{{"zhenggai book export --as li 水务局.zip", say{"导出", "export"}}}},
	"book import": {short: say{"导入账册文件，接续日志", "take a book from a file and go on with its journal"},
		long:     say{"两处各自接着办过的，不导入，并指出从哪一条起分开。", "Where both copies went on by themselves nothing is taken, and where they part is shown."},
		examples: []example{{"zhenggai book import --as banli --key 水务局.pub 水务局.zip", say{"导入", "import"}}}},
	"book json": {short: say{"把账册现在的全部内容写成一个 JSON 文件", "write all that a book holds now as JSON"},
		long:     say{"给能看整本账册的人，供别的程序读取；格式见 doc/json.md。佐证原件和历次改动不在里面，要用 book export。", "For who sees the whole book, and for other programs to read; the form is told in doc/json.md. Files of evidence and what went before are in book export."},
		examples: []example{{"zhenggai book json --as li 账册.json", say{"写到文件", "write a file"}}}},
	"inspection":      {short: say{"巡察", "inspections"}},
	"inspection add":  {short: say{"登记巡察（联络员或巡察办）", "file an inspection (coordinator or office)"}, examples: []example{{"zhenggai inspection add --as li 八届市委第三轮巡察 --feedback 2026-02-10", say{"登记巡察", "file one"}}}},
	"inspection list": {short: say{"列出巡察", "list the inspections"}, examples: []example{{"zhenggai inspection list --as li", say{"列出巡察", "list them"}}}},
	"inspection show": {short: say{"看一次巡察的问题树和状态", "show the tree of an inspection with states"}, long: say{"不写编号就是最近一次。", "Without a number it is the last one."},
		examples: []example{{"zhenggai inspection show --as li", say{"看最近一次", "show the last"}}}},
	"import": {short: say{"把文件导入台账：先试算，看过再加 --yes", "take a document into the ledger: first what it would do, then --yes"},
		long: say{
			`反馈意见、整改方案、进展报告、公开报告、Excel 台账、OSCAL 文件（POA&M）都能导入。同一批问题的第二份文件会对上号，不会重复；两份文件说法不一的，两个都留。
已销号的问题不会被文件改动；台账表格有一格不对，就一条也不导入。`,
			`It takes feedback, plans, progress and public reports, ledger sheets, and OSCAL documents (POA&M). A second document about the same findings matches them and doubles nothing; where two documents differ, both stay.
A document never changes what is closed, and one bad cell of a sheet keeps all of it out.`,
		},
		examples: []example{{"zhenggai import --as li 反馈意见.docx", say{"试算", "show what it would do"}}, {"zhenggai import --as li --yes 反馈意见.docx", say{"导入", "import"}}}},
	"discrepancy":      {short: say{"出入：两份文件说法不一的地方", "discrepancies: where two documents differ"}},
	"discrepancy list": {short: say{"列出还没有说明的出入", "list the discrepancies that are not explained"}, examples: []example{{"zhenggai discrepancy list --as li", say{"列出出入", "list them"}}}},
	"discrepancy settle": {short: say{"说明一处出入；两个说法都保留", "explain a discrepancy; both values stay"},
		examples: []example{{"zhenggai discrepancy settle --as li 5f0c1a2b3c4d --reason 以文件为准", say{"说明原因", "explain it"}}}},
	"finding": {short: say{"问题：查询、方案、修改", "findings: list, plan, amend"}},
	"finding list": {short: say{"列出问题", "list findings"},
		long:     say{"各项条件要同时满足。--at 列出账册在过去某天的样子，从存证日志重演出来。", "All conditions must hold. --at lists a book as it was on a past day, put together from the journal."},
		examples: []example{{"zhenggai finding list --as li --overdue", say{"超期的", "what is overdue"}}, {"zhenggai finding list --as li --at 2026-03-31", say{"3 月 31 日的样子", "as it was on that day"}}}},
	"finding show": {short: say{"看一个问题的全部：措施、佐证、审核、延期，和现在能办什么", "show all there is about a finding, and what you may do now"},
		long:     say{"末尾是所见摘要：审核、复核时要写上，意见就绑定在看到的材料上。自报状态是文件里写的，不是办理状态。", "At the end is the digest of what you saw: a verdict names it, and so is bound to it. The claimed state is what documents say, not how it stands."},
		examples: []example{{"zhenggai finding show --as li 2.7.33", say{"看 33 号问题", "show a point"}}, {"zhenggai finding show --as li --sources 2.7.33", say{"连同每一项出自哪份文件的哪句话", "and the words of documents that each field came from"}}}},
	"finding amend": {examples: []example{{"zhenggai finding amend --as li 2.7.33 --dept 计划科 --goal 公函齐全", say{"定牵头科室和目标", "name department and goal"}}}},
	"finding plan":  {examples: []example{{"zhenggai finding plan --as li 2.7.33", say{"报送方案", "send the plan"}}}},
	"finding approve": {long: say{"批准以后，最初期限固定下来，只有延期能改动现期限。", "From then on the first dates stand, and only an extension moves the present one."},
		examples: []example{{"zhenggai finding approve --as shuji 2.7.33", say{"批准方案", "approve it"}}}},
	"finding send-back": {examples: []example{{"zhenggai finding send-back --as shuji 2.7.33 --reason 缺少时限", say{"退回方案", "send it back"}}}},
	"finding partial":   {examples: []example{{"zhenggai finding partial --as li 2.7.33 --reason 主体完成", say{"登记基本完成", "record it"}}}},
	"finding void":      {examples: []example{{"zhenggai finding void --as shuji 2.7.33 --reason 与35号重复", say{"撤销", "void it"}}}},
	"board": {short: say{"统计：各单位的问题到了哪一步、亮什么灯", "counts by unit, state and colour"},
		examples: []example{{"zhenggai board --as li", say{"看统计", "show the counts"}}}},
	"measure":       {short: say{"整改措施", "measures"}},
	"measure add":   {examples: []example{{"zhenggai measure add --as li 2.7.33 --text 补齐公函 --due 2026-06-30", say{"增加措施", "add one"}}}},
	"measure amend": {short: say{"修改措施", "amend a measure"}, examples: []example{{"zhenggai measure amend --as li 2.7.33 1 --due 2026-05-31", say{"改期限", "change its date"}}}},
	"measure done":  {examples: []example{{"zhenggai measure done --as wang 2.7.33 1 --result 已补齐公函12份 --dated 2026-04-20", say{"登记完成", "record it as done"}}}},
	"measure drop":  {examples: []example{{"zhenggai measure drop --as shuji 2.7.33 2 --reason 并入第1条", say{"取消措施", "drop it"}}}},
	"evidence":      {short: say{"佐证材料", "evidence"}},
	"evidence add": {long: say{"按内容识别文件类型，按哈希保存，永不覆盖；带密级标志的文件拒收并登记。落款日期和首次见到的日期并列保存。",
		"What a file is is found out from its content; it is kept by its hash and never overwritten. Files that bear a secrecy mark are refused, which is recorded. The day a document claims and the day it came stand side by side."},
		examples: []example{{"zhenggai evidence add --as wang 2.7.33 公函.pdf --measure 1 --dated 2026-04-20", say{"提交佐证", "file evidence"}}}},
	"evidence list":           {short: say{"列出佐证材料", "list the evidence of a finding"}, examples: []example{{"zhenggai evidence list --as li 2.7.33", say{"列出佐证", "list it"}}}},
	"evidence open":           {short: say{"取出佐证材料的原件", "write out the bytes of evidence"}, examples: []example{{"zhenggai evidence open --as li 2.7.33 1 --output 公函.pdf", say{"取出第 1 份", "write out the first"}}}},
	"evidence void":           {examples: []example{{"zhenggai evidence void --as wang 2.7.33 1 --reason 传错文件", say{"作废，原件仍保存", "void it; the bytes stay"}}}},
	"record":                  {short: say{"记录：做过的事", "records of what was done"}},
	"record add":              {examples: []example{{"zhenggai record add --as wang 2.7.33 --kind 学习 --title 学习接待管理办法 --dated 2026-04-02", say{"登记记录", "add a record"}}}},
	"register":                {short: say{"台账：资金、问责、制度", "registers: money, accountability, regulations"}},
	"register money":          {short: say{"登记资金：清退、追回、挽回损失", "enter a sum: paid back, recovered, loss made good"}, examples: []example{{"zhenggai register money --as wang 2.7.33 --event repaid --amount 12800.50 --dated 2026-04-15", say{"登记清退", "enter what was paid back"}}}},
	"register accountability": {short: say{"登记问责处理", "enter what was done about people"}, examples: []example{{"zhenggai register accountability --as wang 2.7.33 --form 谈话提醒 --persons 2", say{"登记谈话提醒", "enter a reminder"}}}},
	"register regulation":     {short: say{"登记制度：新建、修订、废止（联络员、领导小组、书记）", "enter a regulation: made, amended, repealed"}, examples: []example{{"zhenggai register regulation --as li 公务接待管理办法 --event amended --finding 2.7.33", say{"登记修订", "enter an amendment"}}}},
	"register list":           {short: say{"列出制度台账", "list the register of regulations"}, examples: []example{{"zhenggai register list --as li", say{"列出制度", "list them"}}}},
	"submit":                  {examples: []example{{"zhenggai submit --as wang 2.7.33 --reason 措施已全部完成", say{"申请销号", "ask for closure"}}}},
	"review":                  {short: say{"审核", "reviews"}},
	"review pass":             {long: seenWords, examples: []example{{"zhenggai review pass --as li 2.7.33 --seen 1f0c9a3b --reason 同意", say{"通过", "pass it"}}}},
	"review return":           {long: seenWords, examples: []example{{"zhenggai review return --as li 2.7.33 --seen 1f0c9a3b --reason 清单缺二季度", say{"退回", "return it"}}}},
	"withdraw":                {examples: []example{{"zhenggai withdraw --as wang 2.7.33", say{"撤回申请", "withdraw it"}}}},
	"renew":                   {short: say{"复核确认：销号后有变动的，重新看过", "confirm a closure again after a change"}, long: seenWords, examples: []example{{"zhenggai renew --as ducha 2.7.33 --seen 1f0c9a3b --reason 变动不影响结论", say{"复核确认", "confirm it"}}}},
	"extend":                  {short: say{"延期", "extensions"}},
	"extend ask":              {examples: []example{{"zhenggai extend ask --as li 2.7.33 --to 2026-09-30 --reason 工程未验收 --progress 已完成八成", say{"申请延期", "ask for more time"}}}},
	"extend grant":            {examples: []example{{"zhenggai extend grant --as shuji 2.7.33", say{"同意延期", "grant it"}}}},
	"extend refuse":           {examples: []example{{"zhenggai extend refuse --as shuji 2.7.33 --reason 理由不充分", say{"不同意", "refuse it"}}}},
	"relapse":                 {long: say{"同一编号开始新的周期，并指明是哪一次销号没有守住。", "The same number begins a new cycle, which names the closure that failed."}, examples: []example{{"zhenggai relapse --as ducha 2.7.33 --reason 又发现无公函接待 --found 2026-09-12", say{"登记反弹", "record a relapse"}}}},
	"form": {short: say{"表单：整改方案、台账、销号单、通报等，都由台账生成", "forms: plans, ledgers, closures, the public report, all made from the ledger"},
		long: say{"叙述部分由人写，存成版本；其中的数字写成字段，例如 {问题总数}，跟着台账变。定稿（freeze）后数字不再变。\n针对一个问题、一次延期申请或一次会议的表单，用 --about 指明是哪一个。",
			"People write the narrative, which is kept as versions; figures in it are fields such as {问题总数} and follow the ledger. A frozen version keeps its figures.\nA form about a finding, a request for more time or a meeting wants --about."}},
	"form list":      {short: say{"列出全部表单", "list the forms"}, examples: []example{{"zhenggai form list --as li", say{"列出表单", "list them"}}}},
	"form words":     {short: say{"看一份表单里由人写的文字", "show the words of a form that people write"}, examples: []example{{"zhenggai form words --as li public", say{"看通报的文字", "those of the public report"}}}},
	"form figures":   {short: say{"列出可以引用的数字；给出名称时列出它数的是哪些", "list the figures that words may quote; of one, the rows behind it"}, examples: []example{{"zhenggai form figures --as li 已完成数", say{"看已完成的是哪些", "what is counted as done"}}}},
	"form make":      {short: say{"生成一份表单，按文件名的后缀决定格式", "write a form as a file, in the format of its name"}, examples: []example{{"zhenggai form make --as li plan 方案.docx", say{"整改方案", "the plan"}}, {"zhenggai form make --as li approval --about 2.7.33 --output 审批表.pdf", say{"一个问题的销号审批表", "the approval of a closure"}}}},
	"form save":      {short: say{"保存文字，成为下一版（联络员、领导小组、书记或巡察办）", "keep words as the next version (coordinator, leading group, secretary or office)"}, examples: []example{{"zhenggai form save --as li public --text invite=欢迎监督。", say{"改通报的监督邀请", "change the invitation"}}}},
	"form versions":  {short: say{"列出一份表单的各版", "list the versions of a form"}, examples: []example{{"zhenggai form versions --as li public", say{"通报的各版", "those of the public report"}}}},
	"form diff":      {short: say{"对照两版的不同", "tell two versions apart"}, examples: []example{{"zhenggai form diff --as li public 1 2", say{"第 1 版和第 2 版", "versions 1 and 2"}}}},
	"form freeze":    {short: say{"定稿：这一版的数字和文字从此不变", "freeze a version: it keeps its figures and words"}, examples: []example{{"zhenggai form freeze --as li public", say{"最后一版定稿", "the last version"}}}},
	"meeting":        {short: say{"会议和决定", "meetings and decisions"}},
	"meeting add":    {short: say{"登记会议和它对问题的决定（联络员、领导小组、书记）", "record a meeting and what it decided"}, examples: []example{{"zhenggai meeting add --as zuzhang 领导小组第五次会议 --dated 2026-05-08 --decides 2.7.33=同意销号", say{"登记会议", "record one"}}}},
	"meeting list":   {short: say{"列出会议", "list the meetings"}, examples: []example{{"zhenggai meeting list --as li", say{"列出会议", "list them"}}}},
	"workgroup":      {short: say{"专项组", "workgroups"}},
	"workgroup add":  {short: say{"成立专项组（联络员、领导小组、书记）", "form a workgroup"}, examples: []example{{"zhenggai workgroup add --as li 公务接待专项组 --leader wang --member zhao", say{"成立专项组", "form one"}}}},
	"workgroup list": {short: say{"列出专项组", "list the workgroups"}, examples: []example{{"zhenggai workgroup list --as li", say{"列出专项组", "list them"}}}},
	"log":            {short: say{"看存证日志：谁在什么时候办了什么", "show the journal: who did what when"}, examples: []example{{"zhenggai log --as li 2.7.33", say{"一个问题的日志", "of one finding"}}, {"zhenggai log --as shenji --of-site", say{"站点的日志（审计管理员）", "of the site (audit administrator)"}}}},
	"checkpoint":     {short: say{"签署检查点：日志到哪一条、根是什么", "sign checkpoints of the journals"}, examples: []example{{"zhenggai checkpoint > 检查点.txt", say{"签署并保存", "sign and keep them"}}}},

	"publish": {
		short: say{"把公开网站写成静态文件，交给单位自己的网站", "write the public site as files, for the unit's own web server"},
		long: say{
			`页面与 serve --public 的相同，用相对链接，不需要脚本；意见由在线的公开网站（--address）接收。
清单 manifest.json 有每个文件的 SHA-256 和检查点。内容不变时再写一遍一个字节也不变；只移除自己写过的文件，不动别人的文件夹。`,
			`The pages are those of serve --public, with relative links and no need of scripts; comments are taken by the online site (--address).
manifest.json has the SHA-256 of each file and the checkpoints. A second run writes the same bytes; only what was written before is taken away, and a folder of somebody else is left alone.`,
		},
		examples: []example{{"zhenggai publish /srv/www/zhenggai", say{"写出或更新", "write or bring up to date"}},
			{"zhenggai publish --verify /srv/www/zhenggai", say{"核对文件没有被改动", "see that nothing was changed"}}},
	},
	"comment":         {short: say{"群众意见：甄别、归入问题、交办、答复", "comments of readers: look at, file, assign, answer"}},
	"comment list":    {short: say{"列出意见，最先到期的在前", "list the comments, those due first at the top"}, examples: []example{{"zhenggai comment list --as li --state filed", say{"等着答复的", "those to be answered"}}}},
	"comment show":    {short: say{"显示一条意见和它的答复", "show a comment with its answers"}, examples: []example{{"zhenggai comment show --as li 7c21a9", say{"看一条", "look at one"}}}},
	"comment file":    {short: say{"把待甄别或误判的意见归入问题", "file a comment that was held, or taken for spam, to its finding"}, examples: []example{{"zhenggai comment file --as li 7c21a9", say{"归入", "file it"}}}},
	"comment hold":    {short: say{"暂存：还要再看", "hold a comment: it wants another look"}, examples: []example{{"zhenggai comment hold --as li 7c21a9 --reason 需核实", say{"暂存", "hold it"}}}},
	"comment spam":    {short: say{"判为无效：与问题无关", "call a comment spam: it has nothing to do with the finding"}, examples: []example{{"zhenggai comment spam --as li 7c21a9 --reason 广告", say{"判为无效", "spam"}}}},
	"comment assign":  {short: say{"交给一个人办", "give a comment to somebody"}, examples: []example{{"zhenggai comment assign --as li 7c21a9 --to zhang", say{"交办", "assign it"}}}},
	"comment answer":  {short: say{"答复，公开或不公开", "answer, publicly or not"}, examples: []example{{"zhenggai comment answer --as li 7c21a9 已采纳，清单按季公布。 --public", say{"公开答复", "answer publicly"}}}},
	"comment contact": {short: say{"查看群众留下的联系方式；查看会记入存证日志", "show how a reader can be reached; that it was looked at is journalled"}, examples: []example{{"zhenggai comment contact --as li 7c21a9", say{"查看", "look"}}}},
	"comment terms": {short: say{"查看、修改意见的答复期限和联系方式的保存期限", "show or set by when comments are answered and how long contacts are kept"},
		long: say{`联系方式在意见答复（或判为无效）之后保存这么多天，由任务 erase 每天清除到期的，只在存证日志里记下清除了哪几条。账册的先于站点的；写 0 恢复上一级的规定。`,
			`Contacts are kept for so many days after the answer (or for spam, after it came); the job erase erases them then, and the journal says of which comments.
A book's own terms come before the site's; 0 takes those from above again.`},
		examples: []example{{"zhenggai comment terms --as li", say{"一本账册的", "of a book"}}, {"zhenggai comment terms --as xitong --of-site --reply 10 --keep 90", say{"全站：10 个工作日答复，答复后保存 90 天", "the site: ten working days, ninety days"}}}},
	"comment erase": {short: say{"清除群众的联系方式和未遮盖的原文", "erase the contact of a reader, and what was masked"}, examples: []example{{"zhenggai comment erase --as li 7c21a9 --reason 本人要求", say{"清除", "erase it"}}}},

	"verify": {short: say{"核验：全部重算，指出哪一行、哪个文件被改过", "recompute everything and name what was changed"},
		long: say{"重算日志树、检查点、每一行、每个文件和每个计数。发现改动时退出码为 1。不显示内容，不需要登录。",
			"It recomputes the tree of the journal, checkpoints, every row, every file and every count. The exit code is 1 if something was changed. It shows no content and asks for nobody."},
		examples: []example{{"zhenggai verify", say{"核验站点", "verify the site"}}, {"zhenggai verify --checkpoint 检查点.txt", say{"同时核对以前签署的检查点", "hold it against a checkpoint of before"}},
			{"zhenggai verify --bundle 水务局.zip --key 水务局.pub", say{"只凭文件和公钥，离线核验", "offline, from the file and the public key alone"}}}},
	"backup": {short: say{"备份站点，不影响使用", "back up the site while it is used"}, long: say{"备份里没有密钥（key、key.pub）和含密码的 blobs.json、channels.json，请另外保管。", "The keys (key, key.pub) and the files with passwords (blobs.json, channels.json) are not in it; keep them elsewhere."},
		examples: []example{{"zhenggai backup /mnt/backup", say{"备份到文件夹", "back it up to a folder"}}}},
	"restore": {short: say{"从备份恢复成一个新站点，并核验", "make a new site of a backup, and verify it"},
		examples: []example{{"zhenggai restore --site 恢复 --keys 密钥 /mnt/backup/zhenggai-20260302-010000.zip", say{"恢复到新文件夹", "restore it into a new folder"}}}},
	"job":      {short: say{"定时任务：提醒、投递、检查点、核验", "jobs: notices, delivery, checkpoints, verification"}},
	"job list": {short: say{"列出任务", "list the jobs"}, examples: []example{{"zhenggai job list", say{"列出任务", "list them"}}}},
	"job run":  {short: say{"立即执行一项任务", "do a job now"}, examples: []example{{"zhenggai job run warn", say{"立即发送到期提醒", "send what notices are due"}}}},
	"job work": {short: say{"一直执行到期任务，直到中断", "do jobs as they fall due, until stopped"}, examples: []example{{"zhenggai job work", say{"守着执行", "keep at it"}}}},
}

// seenWords is what help says of the digest of what was seen.
var seenWords = say{
	"意见绑定在看到的材料上：先用 finding show 看过，再写上所见摘要（前 8 位就够）；看过之后材料有变动，就不能办理。在终端上不写 --seen，会先显示材料再问是否确认。",
	"A verdict is bound to what was seen: look with finding show, then name its digest (8 digits will do). If something was changed since, it is refused. At a terminal, without --seen, the case is shown and you are asked.",
}
