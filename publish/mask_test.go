package publish

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"zhenggai/form"
	"zhenggai/golden"
	"zhenggai/ledger"
	"zhenggai/org"
)

// id returns an id that differs by n.
func id(n int) org.ID { return org.ID{6: 0x70, 8: 0x80, 14: byte(n >> 8), 15: byte(n)} }

// said is a bulletin of one item whose result is text.
func said(text string) *form.Bulletin {
	return &form.Bulletin{Unit: "中共云川市水务局党组", Title: "整改进展情况的通报", Heading: "逐条整改",
		Items: []*form.Item{{Finding: id(1), Level: ledger.Point, Label: "1", Title: "公务接待不规范", Result: text}}}
}

// shown is what the text becomes.
func shown(t interface{ Fatal(...any) }, text string) (string, []ledger.Mask) {
	b := said(text)
	masks := Mask(b)
	out, err := Render(b, masks, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out.Items[0].Result, masks
}

// TestMasks masks each line of the cases. What stands is the line, and below it what is
// left of it with the rules that found something; lines without any must stay.
func TestMasks(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := range ar.Files {
				f := &ar.Files[i]
				var out strings.Builder
				for line := range strings.Lines(string(f.Data)) {
					line = strings.TrimSpace(line)
					if line == "" || strings.HasPrefix(line, "→") {
						continue
					}
					out.WriteString(line + "\n")
					after, masks := shown(t, line)
					var rules []string
					for _, m := range masks {
						rules = append(rules, m.Rule)
					}
					if len(masks) > 0 {
						fmt.Fprintf(&out, "→ %s [%s]\n", after, strings.Join(rules, " "))
					}
					if stay := f.Name == "stays"; stay && len(masks) > 0 {
						t.Errorf("%s: must stay, but became %s", line, after)
					} else if !stay && len(masks) == 0 {
						t.Errorf("%s: nothing was masked", line)
					}
				}
				f.Data = []byte(out.String())
			}
			golden.Check(t, path, txtar.Format(ar))
		})
	}
}

// check digits, so that numbers can be made.
func idNumber(region, day, seq int) string {
	base := fmt.Sprintf("%06d%08d%03d", region, day, seq)
	for _, c := range "0123456789X" {
		if idChecked(base + string(c)) {
			return base + string(c)
		}
	}
	return ""
}

func cardNumber(base string) string {
	for c := '0'; c <= '9'; c++ {
		if luhn(base + string(c)) {
			return base + string(c)
		}
	}
	return ""
}

// private draws something that must not be published.
func private(t *rapid.T) string {
	sep := rapid.SampledFrom([]string{"", " ", "-", "－"}).Draw(t, "separator")
	n := rapid.IntRange(0, 99999999).Draw(t, "digits")
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 0:
		s := idNumber(rapid.SampledFrom([]int{110101, 510922, 440305, 650102}).Draw(t, "region"), 19600000+rapid.IntRange(1, 12).Draw(t, "month")*100+rapid.IntRange(1, 28).Draw(t, "day"), n%1000)
		if sep != "" {
			return s[:6] + sep + s[6:14] + sep + s[14:]
		}
		return s
	case 1:
		s := fmt.Sprintf("1%d%09d", 3+n%7, n)
		if sep != "" {
			return s[:3] + sep + s[3:7] + sep + s[7:]
		}
		return s
	case 2:
		s := cardNumber(fmt.Sprintf("622202%09d", n))
		if sep != "" {
			return s[:4] + sep + s[4:8] + sep + s[8:12] + sep + s[12:]
		}
		return s
	case 3:
		return fmt.Sprintf("u%d@%s", n, rapid.SampledFrom([]string{"qq.com", "163.com", "gmail.com"}).Draw(t, "mail"))
	case 4:
		return fmt.Sprintf("川A%05d", n%100000)
	case 5:
		return fmt.Sprintf("家庭住址：清江路%d号%d栋%d单元%d室", n%90+1, n%9+1, n%4+1, n%900+101)
	case 6:
		return fmt.Sprintf("机密★%d年", n%30+1)
	}
	return fmt.Sprintf("对科长%s进行约谈", rapid.SampledFrom([]string{"张望山", "李文博", "王晓", "欧阳青山"}).Draw(t, "name"))
}

var plain = []string{"。", "，", "；", "已退还资金", "联系电话：0999-5550123", "2025年6月30日", "共计1234.56万元", "修订制度3项", "云水发〔2025〕12号", "群众反映的问题", "、", "（", "）", "身份证号", "手机", "张某某", "***", "某", "A1", "1", "　"}

// TestMaskProperties: masking again finds nothing; what a machine can tell is gone; and
// what was not masked is what it was.
func TestMaskProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		var secrets []string
		for range rapid.IntRange(1, 6).Draw(t, "parts") {
			if rapid.Bool().Draw(t, "private") {
				s := private(t)
				secrets = append(secrets, s)
				text.WriteString(rapid.SampledFrom([]string{"。", "，", "："}).Draw(t, "before") + s + "。")
			} else {
				text.WriteString(rapid.SampledFrom(plain).Draw(t, "plain"))
			}
		}
		b := said(text.String())
		masks := Mask(b)
		once, err := Render(b, masks, nil)
		if err != nil {
			t.Fatal(err)
		}
		after := once.Items[0].Result
		if again := Mask(once); len(again) > 0 {
			t.Fatalf("%s\n%s\nmasked again: %+v", text.String(), after, again)
		}
		if left := Residue(once); len(left) > 0 {
			t.Fatalf("%s\n%s\nleft: %+v %q", text.String(), after, left, after[left[0].From:left[0].To])
		}
		for _, s := range secrets {
			if strings.Contains(after, s) {
				t.Fatalf("%s\n%s\nstill has %s", text.String(), after, s)
			}
		}
		end, rest := 0, after
		for _, m := range masks {
			keep := text.String()[end:m.From]
			if !strings.HasPrefix(rest, keep+m.After) {
				t.Fatalf("%s\n%s\nwhat is not masked was changed before %+v", text.String(), after, m)
			}
			rest, end = rest[len(keep+m.After):], m.To
		}
		if rest != text.String()[end:] {
			t.Fatal("what is not masked was changed at the end")
		}
	})
}

func FuzzMask(f *testing.F) {
	f.Add("对科长张望山进行约谈，电话13800000000")
	f.Fuzz(func(t *testing.T, text string) {
		b := said(strings.ToValidUTF8(text, "?"))
		once, err := Render(b, Mask(b), nil)
		if err != nil {
			t.Fatal(err)
		}
		if again := Mask(once); len(again) > 0 {
			t.Fatalf("%q became %q and is masked again: %+v", text, once.Items[0].Result, again)
		}
	})
}
