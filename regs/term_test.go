package regs

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/fault"
	"zhenggai/zh"
)

// feedback is the base of the relative wordings: a Tuesday.
var feedback = zh.D(2024, 9, 10)

var terms = []struct {
	phrase string
	due    string // "" is none
	marks  string // i: at once, s: for good
}{
	// as ledgers have them
	{"2024年底前，并长期坚持", "2024-12-31", "s"},
	{"立行立改，长期坚持", "", "is"},
	{"长期坚持", "", "s"},
	{"2024年12月", "2024-12-31", ""},
	{"即日起", "", "i"},
	{"立行立改", "", "i"},
	{"2026年底前", "2026-12-31", ""},
	{"2024年8月31日前，长期坚持", "2024-08-31", "s"},
	{"立行立改，2024年10月底前完成", "2024-10-31", "i"},
	{"立行立改并长期坚持", "", "is"},
	{"立行立改、2024年12月底前完成，并长期坚持", "2024-12-31", "is"},
	{"即知即改", "", "i"},
	{"边查边改", "", "i"},
	{"立即整改", "", "i"},
	{"常态化推进", "", "s"},
	{"持续整改", "", "s"},
	{"持续推进，长期坚持", "", "s"},
	{"2024年12月底完成后长期坚持", "2024-12-31", "s"},
	{"立行立改（长期坚持）", "", "is"},
	{"立行立改+长期坚持", "", "is"},
	{"即日起至2024年12月底", "2024-12-31", "i"},
	{"2024年9月起，长期坚持", "", "s"},
	{"自2024年9月起长期坚持", "", "s"},
	{"从2024年9月10日，长期坚持", "", "s"},
	{"2024年9月—长期坚持", "", "s"},
	{"每季度一次，长期坚持", "", "s"},
	{"每年12月底前", "2024-12-31", "s"},
	// days
	{"2024年12月31日", "2024-12-31", ""},
	{"2024年12月31日前", "2024-12-31", ""},
	{"2024年12月31日之前完成整改", "2024-12-31", ""},
	{"2024年12月5号以前", "2024-12-05", ""},
	{"2024-12-31", "2024-12-31", ""},
	{"2024.12.31", "2024-12-31", ""},
	{"2024/9/5", "2024-09-05", ""},
	{"20241231", "2024-12-31", ""},
	{"２０２４年１２月３１日前", "2024-12-31", ""},
	{"2024 年 12 月 31 日 前", "2024-12-31", ""},
	{"二〇二四年十二月三十一日", "2024-12-31", ""},
	{"24年12月底", "2024-12-31", ""},
	{"截至2024年11月30日止", "2024-11-30", ""},
	{"不迟于2024年11月30日", "2024-11-30", ""},
	{"完成时限：2024年11月30日。", "2024-11-30", ""},
	{"10月15日前", "2024-10-15", ""},
	{"9月10日前", "2024-09-10", ""},
	{"9月9日前", "2025-09-09", ""},
	{"3月底前", "2025-03-31", ""},
	{"2024年2月底", "2024-02-29", ""},
	// months, quarters and other parts
	{"2024.12", "2024-12-31", ""},
	{"2024-11", "2024-11-30", ""},
	{"2024年11月份", "2024-11-30", ""},
	{"2024年10月上旬", "2024-10-10", ""},
	{"2024年10月中旬", "2024-10-20", ""},
	{"10月下旬", "2024-10-31", ""},
	{"2024年11月初", "2024-11-10", ""},
	{"2024年11月末", "2024-11-30", ""},
	{"2024年第四季度", "2024-12-31", ""},
	{"2025年一季度末", "2025-03-31", ""},
	{"四季度", "2024-12-31", ""},
	{"2025年上半年", "2025-06-30", ""},
	{"下半年", "2024-12-31", ""},
	{"2024年", "2024-12-31", ""},
	{"2024年度", "2024-12-31", ""},
	{"2024年内", "2024-12-31", ""},
	{"2024年年底", "2024-12-31", ""},
	{"年底前", "2024-12-31", ""},
	{"年内完成", "2024-12-31", ""},
	{"今年年底前", "2024-12-31", ""},
	{"今年内", "2024-12-31", ""},
	{"明年6月底前", "2025-06-30", ""},
	{"本月底", "2024-09-30", ""},
	{"月底前", "2024-09-30", ""},
	{"下月底前", "2024-10-31", ""},
	{"下个月", "2024-10-31", ""},
	// ranges and several days
	{"2024年9月至12月", "2024-12-31", ""},
	{"2024年9月10日至2024年12月31日", "2024-12-31", ""},
	{"2024年9-10月", "2024-10-31", ""},
	{"10—12月底前", "2024-12-31", ""},
	{"9月10日—20日", "2024-09-20", ""},
	{"2024年9月—2025年3月", "2025-03-31", ""},
	{"2024年9月至次年3月", "2025-03-31", ""},
	{"2024年11月至2月", "2025-02-28", ""},
	{"2024.9-2024.12", "2024-12-31", ""},
	{"2024年9月起至2024年12月", "2024-12-31", ""},
	{"2024年10月底前取得阶段性成效，2024年12月底前全部完成", "2024-12-31", ""},
	// from the day of feedback
	{"3个月内", "2024-12-10", ""},
	{"三个月内完成", "2024-12-10", ""},
	{"反馈后2个月内", "2024-11-10", ""},
	{"自反馈之日起6个月内", "2025-03-10", ""},
	{"收到反馈意见之日起一个月内", "2024-10-10", ""},
	{"半年内", "2025-03-10", ""},
	{"半个月内", "2024-09-25", ""},
	{"一年内", "2025-09-10", ""},
	{"3-5年", "2029-09-10", ""},
	{"1至2个月内", "2024-11-10", ""},
	{"30天", "2024-10-10", ""},
	{"30日内", "2024-10-10", ""},
	{"两周内", "2024-09-24", ""},
	{"一个季度内", "2024-12-10", ""},
	{"15个工作日内", "2024-10-08", ""}, // over the holidays of September and October
}

func TestParseTerm(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range terms {
		if seen[c.phrase] {
			t.Errorf("%s is there twice", c.phrase)
		}
		seen[c.phrase] = true
		got, err := ParseTerm(c.phrase, feedback, Holidays())
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		want := Term{Phrase: c.phrase, Standing: strings.Contains(c.marks, "s"), Immediate: strings.Contains(c.marks, "i")}
		want.Due, _ = zh.ParseDay(c.due)
		if got != want {
			t.Errorf("%s is read as %+v, want %+v", c.phrase, got, want)
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d wordings", len(seen))
	}
}

func TestParseTermRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		phrase string
		why    *refusal
	}{
		{"", unknown}, {"，", unknown}, {"完成", unknown}, {"尽快", unknown}, {"已完成", unknown}, {"集中整改期内", unknown}, {"待定", unknown},
		{"2024年12月31日后", unknown}, {"3个月后", unknown}, {"3个月后完成", unknown}, {"2024年9月起", unknown}, {"2024年9月至", unknown}, {"自2024年9月10日", unknown},
		{"收到通知书后15日内", unknown}, {"2024年12.31", unknown}, {"12.31", unknown}, {"30日", unknown}, {"45657", unknown},
		{"2024年12月底前完成第一批", unknown}, {"500年内", unknown}, {"2024年9、10月", unknown}, {"2024年12-10月", unknown}, {"即日起3个月内", unknown}, {"今年9、10月", unknown}, {"5-3年", unknown},
		{"12月前", twoReadings}, {"2024年12月前完成", twoReadings}, {"2025年前", twoReadings}, {"2024年第四季度前", twoReadings},
		{"2024年10月中旬前", twoReadings}, {"2024.12前", twoReadings}, {"3月内", twoReadings},
		{"2024年2月30日", noSuchDay}, {"2024年13月", noSuchDay}, {"2023-02-29", noSuchDay}, {"9月31日", noSuchDay}, {"20241301", noSuchDay}, {"2月29日前", noSuchDay},
	} {
		got, err := ParseTerm(c.phrase, feedback, Holidays())
		if err == nil || got != (Term{Phrase: c.phrase}) {
			t.Errorf("%q is read as %+v", c.phrase, got)
			continue
		}
		if want, _, _ := strings.Cut(c.why.ZH, "%s"); fault.KindOf(err) != fault.Invalid ||
			!strings.HasPrefix(fault.Say(err, "zh"), want) || !strings.HasSuffix(fault.Say(err, "zh"), c.why.ZH[strings.Index(c.why.ZH, "%s")+2:]) {
			t.Errorf("%q is refused with: %s", c.phrase, fault.Say(err, "zh"))
		}
	}
	for _, relative := range []string{"年底前", "3个月内", "12月31日前", "今年底", "本月底"} {
		if got, err := ParseTerm(relative, zh.Date{}, Holidays()); err == nil || !strings.Contains(fault.Say(err, "zh"), "反馈日期") {
			t.Errorf("%s without a day of feedback is %+v, %v", relative, got, err)
		}
	}
	if got, err := ParseTerm("2024年12月底前，长期坚持", zh.Date{}, Holidays()); err != nil || got.Due != zh.D(2024, 12, 31) {
		t.Errorf("a full date needs no base: %+v, %v", got, err)
	}
	if got, err := ParseTerm("15个工作日内", feedback, new(Calendar)); err != nil || !got.Provisional || got.Due != zh.D(2024, 10, 1) {
		t.Errorf("without a table: %+v, %v", got, err)
	}
}

func TestTermWordsMeanOneThing(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, w := range termWords {
		if seen[w.word] {
			t.Errorf("%s stands in the table twice", w.word)
		}
		if plain(w.word) != w.word {
			t.Errorf("%s can never be met: phrases are made plain first", w.word)
		}
		seen[w.word] = true
	}
}

func anyDay(t *rapid.T, label string) zh.Date {
	return zh.D(2010, 1, 1).AddDays(rapid.IntRange(0, 7700).Draw(t, label))
}

func TestTermRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := Term{Standing: rapid.Bool().Draw(t, "standing"), Immediate: rapid.Bool().Draw(t, "immediate")}
		if rapid.Bool().Draw(t, "dated") {
			want.Due = anyDay(t, "due")
		}
		want.Phrase = want.String()
		got, err := ParseTerm(want.Phrase, anyDay(t, "base"), Holidays())
		if want == (Term{}) {
			if err == nil {
				t.Fatal("an empty term is read")
			}
			return
		}
		if err != nil || got != want {
			t.Fatalf("%s is read as %+v: %v", want.Phrase, got, err)
		}
	})
}

func FuzzParseTerm(f *testing.F) {
	for _, c := range terms {
		f.Add(c.phrase)
	}
	f.Fuzz(func(t *testing.T, phrase string) {
		got, err := ParseTerm(phrase, feedback, Holidays())
		if got.Phrase != phrase {
			t.Fatalf("the phrase %q becomes %q", phrase, got.Phrase)
		}
		if err != nil {
			if got != (Term{Phrase: phrase}) {
				t.Fatalf("%q is refused and read as %+v", phrase, got)
			}
			return
		}
		if !got.Standing && !got.Immediate && got.Due.IsZero() || !got.Due.IsZero() && !got.Due.Valid() {
			t.Fatalf("%q is read as %+v", phrase, got)
		}
		again, err := ParseTerm(got.String(), zh.Date{}, new(Calendar))
		if err != nil || again.Due != got.Due || again.Standing != got.Standing || again.Immediate != got.Immediate {
			t.Fatalf("%q is written %s and read back as %+v: %v", phrase, got, again, err)
		}
	})
}
