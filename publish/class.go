package publish

import "zhenggai/fault"

// A Class is a ground on which the law or the rules keep something from the public.
type Class struct {
	Key, ZH, EN string
	About       fault.Msg // when it applies
}

// Classes are the classes under which a finding may be left out. There are no others:
// what is merely embarrassing has none.
var Classes = []Class{
	{"secret", "国家秘密、工作秘密", "state or work secret", fault.Msg{ZH: "依法确定的国家秘密、党的秘密和工作秘密", EN: "what was lawfully marked as a state, Party or work secret"}},
	{"case", "初核或立案未公布", "case not announced", fault.Msg{ZH: "正在初步核实，或已立案审查调查而未公布的", EN: "what is being looked into, or under a case that was not announced"}},
	{"hype", "易引发负面炒作", "likely to be played up", fault.Msg{ZH: "公开后可能引发大规模负面炒作的", EN: "what may be played up widely once published"}},
	{"crowd", "群体性事件", "mass incident", fault.Msg{ZH: "涉及群体性事件、集体上访的", EN: "what touches mass incidents or petitions"}},
	{"privacy", "个人隐私", "personal privacy", fault.Msg{ZH: "涉及个人隐私，遮盖以后仍能认出是谁的", EN: "what would still show who it is after masking"}},
	{"trade", "商业秘密", "trade secret", fault.Msg{ZH: "涉及商业秘密，公开会损害合法权益的", EN: "trade secrets whose publication would harm somebody's rights"}},
	{"other", "其他敏感事项", "other sensitive matter", fault.Msg{ZH: "其他重大敏感事项，理由要写得具体", EN: "another grave and sensitive matter; the reason must be plain"}},
}

// ClassKeys are the keys of Classes.
func ClassKeys() (keys []string) {
	for _, c := range Classes {
		keys = append(keys, c.Key)
	}
	return keys
}

// ClassWord returns the words of a class as the public reads them.
func ClassWord(key string) string {
	for _, c := range Classes {
		if c.Key == key {
			return c.ZH
		}
	}
	return key
}
