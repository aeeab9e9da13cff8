package report

import "strings"

// longNumber reads what a run of seven or more digits is: an identity card, a
// bank card behind its word, a mobile or an office telephone; 0 if it is none.
func (sc *scanner) longNumber(n *numeral) int {
	s := sc.s
	c := Contact{Kind: Phone}
	end := n.end
	switch {
	case n.digits == 17 && end < len(s) && (s[end] == 'X' || s[end] == 'x'):
		c.Kind = IDCard
		end++
	case n.digits == 18:
		c.Kind = IDCard
		if sc.near(n.start, "卡号", "账号", "帐号") {
			c.Kind = Card
		}
	case n.digits >= 16 && n.digits <= 19 && sc.near(n.start, "卡号", "账号", "帐号", "账户", "银行卡"):
		c.Kind = Card
	case n.digits == 11 && s[n.start] == '1' && s[n.start+1] >= '3':
		c.Kind = Mobile
	case n.digits <= 8 && sc.near(n.start, "电话", "热线", "传真", "联系方式"):
	default:
		return 0
	}
	sc.addContact(c, n.start, end)
	return end
}

// phone reads 0825-2655068 and (0825)2655068 from the area code n on.
func (sc *scanner) phone(n *numeral) int {
	s := sc.s
	if s[n.start] != '0' || n.decimals > 0 {
		return 0
	}
	j := n.end
	if c, m := at2(s, j); c == clDash || c == clClose {
		sc.odd = sc.odd || c == clClose
		j += m
	} else {
		return 0
	}
	if c, m := at2(s, j); c == clDash { // 0825--2655068
		j += m
	}
	if c, _ := at2(s, j); c != clDigit {
		return 0
	}
	var rest numeral
	sc.arabic(j, &rest)
	if rest.digits < 7 || rest.digits > 8 {
		return 0
	}
	sc.addContact(Contact{Kind: Phone}, n.start, rest.end)
	return rest.end
}

// near reports whether one of words stands in the clause before i.
func (sc *scanner) near(i int, words ...string) bool {
	before := sc.s[max(sc.clause, i-48):i]
	for _, w := range words {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}

func (sc *scanner) addContact(c Contact, i, j int) {
	c.Fact = Fact{Span: span(i, j), Node: None, Conf: 97}
	c.Value = c.Span
	sc.out.Contacts = append(sc.out.Contacts, c)
}

// mail reads the address around the @ at i.
func (sc *scanner) mail(i, n int) int {
	s := sc.s
	from, to := i, i+n
	for from > 0 && mailByte(s[from-1]) {
		from--
	}
	for to < len(s) && mailByte(s[to]) {
		to++
	}
	for to > i+n && (s[to-1] == '.' || s[to-1] == '-') {
		to--
	}
	if from == i || !strings.Contains(s[i+n:to], ".") {
		return i + n
	}
	sc.addContact(Contact{Kind: Mail}, from, to)
	return to
}

func mailByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.' || c == '_' || c == '-' || c == '+'
}

// addressWords name the address that follows their colon.
var addressWords = newWords("地址", "通信地址", "通讯地址", "联系地址", "邮寄地址", "邮政信箱", "邮政邮箱", "邮寄", "办公地址", "来信地址", "来访地址", "信函")

// address adds the address that begins at i, up to the next stop or comma.
func (sc *scanner) address(i int) {
	s := sc.s
	i = blank(s, i)
	j := i
	for j < len(s) && j-i < 150 {
		c, n := at(s, j)
		if c == clStop || c == clSemi || c == clComma || c == clNewline || c == clOpen || c == clSpace {
			break
		}
		j += n
	}
	if j-i >= 12 {
		sc.addContact(Contact{Kind: Address}, i, j)
	}
}
