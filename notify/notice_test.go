package notify_test

import (
	"fmt"
	"strings"
	"testing"

	"zhenggai/golden"
	"zhenggai/notify"
	"zhenggai/zh"
)

// TestCompose shows each form of a message, for a person to read.
func TestCompose(t *testing.T) {
	t.Parallel()
	red := notify.Notice{Colour: notify.Red, Unit: "云溪县财政局", Code: "3-2", Title: "专项资金台账不全", Handler: "李四", Due: zh.D(2026, 2, 26), Days: -3, Level: notify.Principal}
	yellow := notify.Notice{Colour: notify.Yellow, Unit: "云溪县财政局", Code: "1-1", Title: "理论学习不够深入", Due: zh.D(2026, 3, 1), Days: 0, Level: notify.Leader}
	green := notify.Notice{Colour: notify.Green, Unit: "云溪县教育局", Code: "2-4", Title: "档案\n不规范", Handler: "王五", Due: zh.D(2026, 3, 21), Days: 20, Level: notify.Handler}
	soon := yellow
	soon.Code, soon.Due, soon.Days = "1-2", zh.D(2026, 3, 2), 1
	var b strings.Builder
	for _, lang := range []string{"zh", "en"} {
		for _, ns := range [][]notify.Notice{{red}, {yellow}, {green}, {soon}, {green, soon, red, yellow}} {
			m := notify.Compose("id", notify.Address{Name: "张三"}, lang, "https://zhenggai.example.org/", now, ns)
			if m.ID != "id" || len(m.To) != 1 || !m.At.Equal(now) || m.Link == "" {
				t.Errorf("the message is %+v", m)
			}
			for _, n := range ns {
				if strings.Contains(m.Subject, n.Title) {
					t.Errorf("the subject tells a title: %s", m.Subject)
				}
			}
			fmt.Fprintf(&b, "## %s\n%s\n", m.Subject, m.Body)
		}
	}
	fmt.Fprint(&b, notify.Compose("id", notify.Address{}, "zh", "", now, []notify.Notice{green}).Body)
	golden.Check(t, "testdata/notice.txt", []byte(b.String()))
}
