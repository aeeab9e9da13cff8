package rules

import (
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

// freeMail are providers where anybody gets an address.
var freeMail = []string{"qq.com", "vip.qq.com", "foxmail.com", "163.com", "vip.163.com", "126.com", "yeah.net", "188.com", "sina.com", "sina.cn", "vip.sina.com", "sina.com.cn", "sohu.com",
	"139.com", "189.cn", "wo.cn", "21cn.com", "tom.com", "aliyun.com", "gmail.com", "hotmail.com", "outlook.com", "live.com", "live.cn", "icloud.com", "yahoo.com", "yahoo.com.cn", "yahoo.cn", "263.net", "eyou.com"}

// FreeMail reports whether anybody gets an address at domain.
func FreeMail(domain string) bool { return slices.Contains(freeMail, strings.ToLower(domain)) }

var p03 = &lint.Rule{
	ID: "P03", Name: "private-mail",
	Title:    lint.Say{ZH: "使用个人或免费电子邮箱", EN: "a private or free mail address"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.Contacts {
			c := &p.Contacts[i]
			if c.Kind != report.Mail {
				continue
			}
			words := flat(p.In(c.Value))
			k := strings.LastIndexAny(words, "@＠")
			if k < 0 {
				continue
			}
			domain := strings.ToLower(strings.TrimLeft(words[k:], "@＠"))
			if !FreeMail(domain) || slices.Contains(p.Site.Domains, domain) {
				continue
			}
			f := p.Found(c.Value, lint.Say{ZH: "“%s”是免费邮箱，请核对是否为单位的公务邮箱。", EN: "%q is an address of a free provider; please check whether it is the unit's own."}, words)
			if strings.Trim(words[:k], "0123456789") != "" {
				f.As(lint.Hint) // the letters may be short for the unit
			}
		}
	},
}
