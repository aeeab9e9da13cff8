package cli

// arguments are the names of arguments as help has them.
var arguments = map[string]say{
	"file": {"文件", "FILE"}, "rule": {"规则", "RULE"}, "name": {"名称", "NAME"}, "unit": {"单位", "UNIT"}, "login": {"登录名", "LOGIN"},
	"role": {"角色", "ROLE"}, "title": {"名称", "TITLE"}, "inspection": {"巡察", "INSPECTION"}, "finding": {"问题", "FINDING"},
	"measure": {"措施", "MEASURE"}, "evidence": {"佐证", "EVIDENCE"}, "key": {"标识", "KEY"}, "job": {"任务", "JOB"}, "document": {"文件", "DOCUMENT"}, "folder": {"文件夹", "FOLDER"},
	"form": {"表单", "FORM"}, "figure": {"字段", "FIELD"}, "words": {"文字", "WORDS"}, "mask": {"遮盖", "MASK"}, "check": {"检查", "CHECK"}, "old": {"旧版", "OLD"}, "new": {"新版", "NEW"},
}

// placeholders are what stands for the values of options.
var placeholders = map[string]say{
	"FILE": {"文件", "FILE"}, "NAME": {"方案", "NAME"}, "ID": {"编号,…", "ID,…"}, "N": {"数", "N"}, "2006-01-02": {"年-月-日", "2006-01-02"},
	"FOLDER": {"文件夹", "FOLDER"}, "ADDRESS": {"地址", "ADDRESS"}, "LOGIN": {"登录名", "LOGIN"}, "TEXT": {"文字", "TEXT"}, "ACCOUNT": {"登录名=姓名", "LOGIN=NAME"},
	"UNIT": {"单位", "UNIT"}, "BOOK": {"账册", "BOOK"}, "KEY": {"标识", "KEY"}, "ROUND": {"轮次", "ROUND"}, "STATE": {"状态,…", "STATE,…"},
	"PLACE": {"位置", "PLACE"}, "PERSON": {"用户", "PERSON"}, "KIND": {"类型", "KIND"}, "GROUP": {"专项组", "GROUP"}, "YUAN": {"元", "YUAN"},
	"MEASURE": {"措施", "MEASURE"}, "EVENT": {"事项", "EVENT"}, "CODE": {"编号,…", "CODE,…"}, "DECISION": {"编号=决定", "CODE=TEXT"},
	"DIGEST": {"所见摘要", "DIGEST"}, "MEETING": {"会议", "MEETING"}, "INSPECTION": {"巡察", "INSPECTION"}, "SUBJECT": {"事项", "SUBJECT"}, "CLASS": {"类别", "CLASS"}, "KEY=TEXT": {"段落=文字", "KEY=TEXT"},
}

// ledgerOptions is what help says of the options and arguments of the commands of the
// ledger. What stands under * means the same in every command that has it.
var ledgerOptions = map[string]say{
	"*.site": {"站点文件夹，默认是当前文件夹下的 zhenggai-site", "the site's folder; zhenggai-site in the current folder if it is not named"},
	"*.db":   {"数据库在别处时的地址，如 postgres://…", "address of the database if it is elsewhere, such as postgres://…"},
	"*.json": {"输出 JSON", "print JSON"},
	"*.as":   {"谁办理：登录名", "who acts: a login"},

	"*.book":       {"哪本账册：名称或单位；只看得到一本时不用写", "which book: its name or unit; not needed if only one is in sight"},
	"*.finding":    {"编号（2.7.33），或末级问题的序号（33）", "its code (2.7.33), or the number of a leaf (33)"},
	"*.measure":    {"措施的编号：finding show 里的序号，或“一是”这样的编号", "number of a measure, as finding show has it or as the paper does"},
	"*.evidence":   {"佐证的序号，或 SHA-256 的前几位（至少 8 位）", "its number, or at least 8 digits of its SHA-256"},
	"*.reason":     {"理由、意见或说明", "reason, opinion or note"},
	"*.dated":      {"落款日期，材料自称的日子", "the day that the paper claims"},
	"*.seen":       {"finding show 给出的所见摘要，至少前 8 位", "digest from finding show, at least its first 8 digits"},
	"*.meeting":    {"审定的会议：名称或日期", "the meeting that decided it: title or day"},
	"*.inspection": {"巡察的编号（2026-01）或名称；不写就是最近一次", "number (2026-01) or title of the inspection; the last if it is not named"},
	"*.unit":       {"单位名称；重名的带上上级，如 市水务局/计划科", "name of the unit; with the one above it where several have the name, as in A/B"},
	"*.login":      {"登录名", "the login"},
	"*.text":       {"内容", "text"},
	"*.title":      {"名称", "title"},
	"*.kind":       {"类型：immediate 立行立改，dated 限期整改，lasting 长期坚持", "kind: immediate (at once), dated (by a date), lasting (standing)"},
	"*.due":        {"期限", "by when"},
	"*.standing":   {"长期坚持；“到某日并长期坚持”与 --due 同用", "to be kept up for good; beside --due for a date and then for good"},
	"*.lead":       {"责任领导", "lead leader"},
	"*.dept":       {"牵头科室", "lead department"},
	"*.support":    {"协办科室，可写多个", "supporting departments; may be several"},
	"*.handler":    {"承办人", "handler"},
	"*.no":         {"编号，如 一是；制度的文号", "number as printed; of a regulation, its document number"},
	"*.round":      {"轮次的名称", "name of the round"},
	"*.identity":   {"文件加密过的：私钥文件", "private key file, if the file is encrypted"},

	"demo.listen": {"在哪个地址打开，默认 127.0.0.1:8080", "the address; 127.0.0.1:8080 if it is not named"},
	"demo.cert":   {"证书文件（PEM）", "certificate (PEM)"},
	"demo.key":    {"证书的私钥文件（PEM）", "its key (PEM)"},
	"demo.proxy":  {"前面有会加密的反向代理：登录凭据只经 https 传送", "behind a proxy that encrypts: sign-ins are sent by https only"},
	"demo.folder": {"留在哪个文件夹；不写就是临时的", "the folder to keep it in; a temporary one if it is not named"},

	"serve.listen":  {"在哪个地址打开，默认 127.0.0.1:8080", "the address; 127.0.0.1:8080 if it is not named"},
	"serve.gallery": {"不打开站点，而是虚构城市里每一页、每一种状态的陈列，不用登录", "no site, but every page in every state over an invented city, without signing in"},
	"serve.cert":    {"证书文件（PEM）", "certificate (PEM)"},
	"serve.key":     {"证书的私钥文件（PEM）", "its key (PEM)"},
	"serve.proxy":   {"前面有会加密的反向代理：登录凭据只经 https 传送", "behind a proxy that encrypts: sign-ins are sent by https only"},

	"init.unit":     {"最上级单位的名称", "name of the topmost unit"},
	"init.office":   {"它是巡察办", "it is an inspection office"},
	"init.system":   {"系统管理员：管单位和用户", "system administrator: units and users"},
	"init.security": {"安全管理员：管授权", "security administrator: grants"},
	"init.audit":    {"审计管理员：看站点日志", "audit administrator: the site's journal"},

	"init.no-passwords":   {"不给管理员设置初始密码（以后用 user password 设置）", "give the administrators no first passwords (user password does that later)"},
	"user password.login": {"登录名或姓名", "a login or a name"},
	"user password.stdin": {"从标准输入的第一行读取初始密码，不自动生成", "read the first password from the first line of the standard input, and make none up"},

	"unit add.name":   {"单位名称", "name of the unit"},
	"unit add.under":  {"上级单位；不写就是最上级", "the unit above it; the topmost if it is not named"},
	"unit add.office": {"它是巡察办", "it is an inspection office"},

	"user add.unit":  {"单位名称；不写就是最上级单位", "name of the unit; the topmost if it is not named"},
	"user add.name":  {"姓名", "name"},
	"user add.title": {"职务", "title"},
	"user add.mail":  {"邮箱，用于提醒", "mail address, for notices"},

	"role grant.role":    {"角色：标识（coordinator）或名称（联络员），见 role list", "role by key (coordinator) or Chinese name; see role list"},
	"role withdraw.role": {"角色：标识（coordinator）或名称（联络员），见 role list", "role by key (coordinator) or Chinese name; see role list"},

	"round add.name":    {"轮次名称", "name of the round"},
	"round add.office":  {"哪个巡察办", "which office"},
	"round add.kind":    {"类型：inspection 巡察，audit 审计，environment 环保督察", "kind: inspection, audit, environment"},
	"round add.from":    {"自", "from"},
	"round add.to":      {"至", "to"},
	"round add.regime":  {"时限规则的标识；不写就按反馈日期选", "key of the regime; chosen by feedback date if it is not named"},
	"round add.overlay": {"叠加的地方规则，可写多个", "local overlays; may be several"},

	"regime show.key":      {"规则的标识，见 regime list", "key of a regime or overlay; see regime list"},
	"regime add.file":      {"规则文件（JSON）", "pack (JSON)"},
	"regime holidays.file": {"放假安排（JSON），文件名就是它的名称，如 2027.json", "the holidays (JSON); the name of the file is theirs, as in 2027.json"},

	"mapping save.name": {"对照的名称", "name of the mapping"},
	"mapping save.file": {"对照文件（JSON）", "file of the mapping (JSON)"},
	"mapping show.name": {"对照的名称，见 mapping list", "name of the mapping; see mapping list"},

	"document show.document": {"文件名，或 document list 里的标识；同名的取最近一份", "its name, or its key from document list; of several with the name the last"},
	"document show.text":     {"显示读出的文字", "show the text that was read from it"},

	"calendar.file": {"写到哪个文件；- 是标准输出", "file to write; - is the standard output"},

	"book open.unit":         {"单位名称；不写就是办理人所在单位", "name of the unit; that of whoever acts if it is not named"},
	"book open.name":         {"账册名称；不写就是“单位名称＋整改账册”", "name of the book; made from the unit's if it is not given"},
	"book open.supervised":   {"有巡察办监督：核实人须是单位以外的人", "an office supervises: verifiers come from outside"},
	"book amend.name":        {"账册名称", "name of the book"},
	"book amend.supervised":  {"有（没有）巡察办监督", "an office supervises, or does not"},
	"book amend.chain":       {"审核链文件（JSON），样子见 book list --json", "file of the chain of reviews (JSON), as book list --json shows it"},
	"book amend.closed":      {"账册不再使用，或恢复使用", "the book is no longer used, or is again"},
	"book identity.file":     {"私钥写到哪个文件", "file for the private key"},
	"book export.file":       {"写到哪个文件", "file to write"},
	"book export.encrypt-to": {"收件人公钥（age1…），可写多个；不写就不加密", "public keys of recipients (age1…); not encrypted without one"},
	"book import.file":       {"book export 写出的文件", "file that book export wrote"},
	"book import.key":        {"对方站点的公钥文件（key.pub）；本站点自己导出的不用写", "public key file of the other site (key.pub); not needed for one of this site"},

	"inspection add.team":      {"巡察组", "inspection team"},
	"inspection add.from":      {"进驻日期", "first day on site"},
	"inspection add.to":        {"撤点日期", "last day on site"},
	"inspection add.feedback":  {"反馈日期，各项时限由此起算", "day of feedback, from which every limit runs"},
	"inspection add.published": {"公开日期", "day of publication"},
	"inspection add.kind":      {"类型：inspection 巡察，audit 审计，environment 环保督察", "kind: inspection, audit, environment"},
	"inspection add.regime":    {"时限规则的标识；不写就按轮次和反馈日期选", "key of the regime; chosen by round and feedback date if it is not named"},

	"import.file":    {"要导入的文件：txt、docx、pdf、html、xlsx", "document to import: txt, docx, pdf, html, xlsx"},
	"import.kind":    {"文种：auto 自动识别，feedback 反馈意见，plan 整改方案，progress 进展报告，public 公开报告，ledger 整改台账", "kind: auto (as it looks), feedback, plan, progress, public, ledger"},
	"import.mapping": {"保存过的列名对照的名称", "name of a saved mapping of columns"},
	"import.yes":     {"确实导入；不写只试算", "do it; without, it only shows what it would do"},

	"finding list.state":    {"状态，可写多个：open 待定措施，planned 方案待审，underway 整改中，submitted 申请销号，closed 已销号，void 撤销", "states: open, planned, underway, submitted, closed, void"},
	"finding list.overdue":  {"只列超期的", "only what is overdue"},
	"finding list.due-from": {"这一天及以后到期的", "due on this day or later"},
	"finding list.due-to":   {"这一天及以前到期的", "due on this day or earlier"},
	"finding list.text":     {"问题文字里有这些字", "these words stand in the finding"},
	"finding list.all":      {"也列方面、问题，不只列末级问题", "aspects and problems too, not only leaf findings"},
	"finding list.sort":     {"次序：text 按原文，due 按期限", "order: text (as the papers have them) or due"},
	"finding list.limit":    {"最多列几个；0 是全部", "how many at most; 0 is all"},
	"finding list.after":    {"从上一页给出的位置接着列", "go on from the place that the page before gave"},
	"finding list.at":       {"账册在过去这一天的样子", "the book as it was on this past day"},

	"finding show.sources": {"每一项出自哪份文件的哪句话（能看整本账册的人）", "the document and the words that each field came from (for those who see the whole book)"},

	"finding amend.category":   {"分类", "category"},
	"finding amend.root-cause": {"根本原因", "root cause"},
	"finding amend.goal":       {"整改目标", "goal"},
	"finding amend.standard":   {"整改标准：凭什么验收", "standard: what acceptance is judged by"},
	"finding amend.analogy":    {"举一反三", "what follows for like cases"},
	"finding amend.progress":   {"进展", "progress"},
	"finding amend.next":       {"下一步", "next step"},
	"finding amend.group":      {"划给哪些专项组，可写多个", "workgroups in whose scope it lies"},
	"finding amend.involved":   {"涉及金额（元）", "amount involved, in yuan"},

	"board.day": {"按哪一天亮灯；不写就是今天", "day by which the lights are lit; today if it is not named"},

	"measure done.result": {"完成情况、成效", "what came of it"},
	"measure done.dated":  {"完成日期，自称的日子", "day on which it was done, as claimed"},

	"evidence add.file":    {"要提交的文件，可写多个", "files to add"},
	"evidence add.title":   {"材料名称", "title of the paper"},
	"evidence open.output": {"写到哪个文件；不写就写到标准输出", "file to write; the standard output without"},

	"record add.kind":  {"类型：会议、学习、谈话、检查等", "kind: meeting, study, talk, check …"},
	"record add.title": {"做了什么", "what was done"},

	"register money.event":            {"事项：repaid 清退，recovered 追回，saved 挽回损失", "repaid, recovered or saved"},
	"register money.amount":           {"金额（元）", "amount in yuan"},
	"register money.payer":            {"缴款人", "who paid"},
	"register money.voucher":          {"凭证号", "voucher"},
	"register accountability.form":    {"处理形式，如 谈话提醒、诫勉", "form, such as a reminder or an admonition"},
	"register accountability.persons": {"人数", "number of people"},
	"register accountability.bodies":  {"党组织数", "number of Party organisations"},
	"register regulation.title":       {"制度名称", "title of the regulation"},
	"register regulation.event":       {"事项：made 新建，amended 修订，repealed 废止", "made, amended or repealed"},
	"register regulation.finding":     {"相关问题的编号，可写多个", "codes of the findings it is about; may be several"},

	"extend ask.to":       {"新期限", "the new date"},
	"extend ask.progress": {"目前进展", "progress so far"},
	"relapse.found":       {"哪天发现的", "day on which it was found"},

	"form words.form":     {"表单的名称，见 form list", "key of the form; see form list"},
	"form words.about":    {"针对哪一项：问题编号，或会议的名称、日期", "what it is about: code of a finding, or title or day of a meeting"},
	"form make.form":      {"表单的名称，见 form list", "key of the form; see form list"},
	"form make.about":     {"针对哪一项：问题编号，或会议的名称、日期", "what it is about: code of a finding, or title or day of a meeting"},
	"form save.form":      {"表单的名称，见 form list", "key of the form; see form list"},
	"form save.about":     {"针对哪一项：问题编号，或会议的名称、日期", "what it is about: code of a finding, or title or day of a meeting"},
	"form versions.form":  {"表单的名称，见 form list", "key of the form; see form list"},
	"form versions.about": {"针对哪一项：问题编号，或会议的名称、日期", "what it is about: code of a finding, or title or day of a meeting"},
	"form diff.form":      {"表单的名称，见 form list", "key of the form; see form list"},
	"form diff.about":     {"针对哪一项：问题编号，或会议的名称、日期", "what it is about: code of a finding, or title or day of a meeting"},
	"form freeze.form":    {"表单的名称，见 form list", "key of the form; see form list"},
	"form freeze.about":   {"针对哪一项：问题编号，或会议的名称、日期", "what it is about: code of a finding, or title or day of a meeting"},
	"form figures.figure": {"字段的名称，如 已完成数", "name of the figure"},
	"form make.version":   {"第几版；不写是现在的样子", "number of the version; else as it reads now"},
	"form make.output":    {"写到哪个文件（.docx、.pdf、.xlsx、.csv、.html）", "file to write (.docx, .pdf, .xlsx, .csv, .html)"},
	"form save.text":      {"段落=文字，可写多次；\\n 是换行", "KEY=TEXT, may be given several times; \\n is a line end"},
	"form save.number":    {"文号", "number of the paper"},
	"form diff.old":       {"较早的一版", "the earlier version"},
	"form diff.new":       {"较晚的一版；不写是最后一版", "the later version; else the last"},
	"form freeze.version": {"第几版；不写是最后一版", "number of the version; else the last"},
	"meeting add.title":   {"会议名称", "title of the meeting"},
	"meeting add.kind":    {"类型，如 党组会、领导小组会", "kind of meeting"},
	"meeting add.dated":   {"开会日期", "day of the meeting"},
	"meeting add.chair":   {"主持人", "who was in the chair"},
	"meeting add.present": {"出席人，可写多个", "who was present; may be several"},
	"meeting add.decides": {"对问题的决定，可写多次", "what it decided on a finding; may be given several times"},

	"workgroup add.name":   {"专项组名称", "name of the workgroup"},
	"workgroup add.leader": {"组长", "leader"},
	"workgroup add.member": {"成员，可写多个", "members; may be several"},
	"workgroup add.duty":   {"职责", "duty"},

	"log.finding": {"只看这个问题的；不写就是整本账册", "of this finding; of the whole book if it is not named"},
	"log.of-site": {"站点的日志：单位、用户、授权（审计管理员）", "the site's journal: units, users, grants (audit administrator)"},
	"log.before":  {"只看这个序号以前的", "entries before this number"},
	"log.limit":   {"最多列几条", "how many at most"},

	"verify.checkpoint": {"以前签署的检查点文件，可写多个：日志必须与它相符", "files of checkpoints signed before, which the journal must agree with"},
	"verify.bundle":     {"不核验站点，只核验这个导出文件", "verify this exported file and no site"},
	"verify.key":        {"与 --bundle 同用：公钥文件（key.pub）", "beside --bundle: file of the public key (key.pub)"},

	"discrepancy list.all":   {"也列已经说明的", "those that were explained, too"},
	"discrepancy settle.key": {"出入的标识，见 discrepancy list", "its key; see discrepancy list"},

	"backup.folder": {"备份放在哪个文件夹；再用一次，佐证只补新增的", "folder of the backups; used again, it takes only new evidence"},
	"restore.file":  {"备份文件（zhenggai-….zip），旁边要有 blobs", "file of the backup (zhenggai-….zip), with blobs beside it"},
	"restore.keys":  {"密钥所在的文件夹：key.pub 必须有，没有 key 就不能再签名；有 blobs.json、channels.json 的一并带上", "folder of the keys: key.pub is needed, without key the site signs nothing; blobs.json and channels.json are taken too if they are there"},

	"job run.job": {"任务的标识，见 job list", "key of the job; see job list"},
}
