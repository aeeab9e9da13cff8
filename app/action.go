package app

import (
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
)

// ActionName returns what an action of the journal is called in the language lang, "en"
// or Chinese: of a step of the workflow the name of its event.
func ActionName(action, lang string) string {
	if event, ok := strings.CutPrefix(action, "finding."); ok {
		return ledger.Name(ledger.Events, event, lang)
	}
	if event, ok := strings.CutPrefix(action, "comment."); ok && actions[action] == (fault.Msg{}) {
		return aboutComment(lang) + ledger.Name(ledger.CommentEvents, event, lang)
	}
	if event, ok := strings.CutPrefix(action, "publication."); ok {
		word, of := ledger.Name(ledger.PublicationEvents, event, lang), "公开稿："
		if lang == "en" {
			of = "publication: "
		}
		return of + word
	}
	if m, ok := actions[action]; ok {
		return m.In(lang)
	}
	return action
}

// actions are the names of what the journal records, beside the steps of the workflow.
var actions = map[string]fault.Msg{
	"site.found":         {ZH: "建立站点", EN: "found the site"},
	"unit.add":           {ZH: "添加单位", EN: "add a unit"},
	"person.add":         {ZH: "添加用户", EN: "add a user"},
	"person.close":       {ZH: "停用用户", EN: "close an account"},
	"unit.close":         {ZH: "停用单位", EN: "close a unit"},
	"role.grant":         {ZH: "授权", EN: "grant a role"},
	"role.withdraw":      {ZH: "收回授权", EN: "withdraw a role"},
	"setting.set":        {ZH: "更改设置", EN: "change a setting"},
	"signin.done":        {ZH: "登录", EN: "sign in"},
	"signin.refused":     {ZH: "登录失败", EN: "fail to sign in"},
	"session.end":        {ZH: "结束登录", EN: "end a session"},
	"password.set":       {ZH: "设置初始密码", EN: "set a first password"},
	"calendar.renew":     {ZH: "生成日历地址", EN: "make an address of a calendar"},
	"calendar.withdraw":  {ZH: "停用日历地址", EN: "withdraw the address of a calendar"},
	"password.change":    {ZH: "修改密码", EN: "change a password"},
	"password.refused":   {ZH: "修改密码失败", EN: "fail to change a password"},
	"book.open":          {ZH: "开设账册", EN: "open a book"},
	"book.amend":         {ZH: "修改账册", EN: "amend a book"},
	"inspection.amend":   {ZH: "修改巡察", EN: "amend an inspection"},
	"discrepancy.settle": {ZH: "说明出入", EN: "explain a discrepancy"},
	"book.take":          {ZH: "导入账册", EN: "take a book"},
	"round.add":          {ZH: "设立轮次", EN: "begin a round"},
	"inspection.add":     {ZH: "登记巡察", EN: "file an inspection"},
	"document.import":    {ZH: "导入文件", EN: "import a document"},
	"reading.refused":    {ZH: "阅读台拒收涉密文件", EN: "refuse a secret document at the desk"},
	"document.refused":   {ZH: "拒收涉密文件", EN: "refuse a secret document"},
	"evidence.refused":   {ZH: "拒收涉密佐证", EN: "refuse secret evidence"},
	"meeting.add":        {ZH: "登记会议", EN: "record a meeting"},
	"workgroup.add":      {ZH: "成立专项组", EN: "form a workgroup"},
	"regulation.add":     {ZH: "登记制度", EN: "enter a regulation"},
	"site.backup":        {ZH: "备份站点", EN: "back up the site"},
	"comment.received":   {ZH: "收到群众意见", EN: "receive a comment"},
	"comment.contact":    {ZH: "查看群众联系方式", EN: "look at a reader's contact"},
	"comment.expire":     {ZH: "清除到期的群众联系方式", EN: "erase readers' contacts whose time is up"},
	"vote.received":      {ZH: "收到群众评价", EN: "receive a vote"},
	"paper.save":         {ZH: "保存文稿", EN: "save a paper"},
	"paper.freeze":       {ZH: "文稿定稿", EN: "freeze a paper"},
	"notice.send":        {ZH: "发送提醒", EN: "send notices"},
}

// aboutComment stands before what was done with a comment.
func aboutComment(lang string) string {
	if lang == "en" {
		return "comment: "
	}
	return "群众意见："
}
