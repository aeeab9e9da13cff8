package publish

import "testing"

// TestMaskPersonal: what leads to a person is masked, and what does not is not.
func TestMaskPersonal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"电话13912345678。":                           "电话***。",
		"电话 139 1234 5678，或 0755-26012345":         "电话 ***，或 ***",
		"+86 13912345678":                          "***",
		"１３９１２３４５６７８":                              "***",
		"身份证11010519491231002X和110105194912310020": "身份证***和***",
		"卡号6222 0212 3456 7890 123":                "卡号***",
		"写信到 a.b-c@mail.example.cn 谢谢":             "写信到 *** 谢谢",
		"打8601234":                                 "打***",
		"2024年3月15日投入548740元，共1234567元":            "2024年3月15日投入548740元，共1234567元",
		"2024-03-15至20240401，文号〔2024〕12号":          "2024-03-15至20240401，文号〔2024〕12号",
		"第33个问题，占62.5%，@我":                         "第33个问题，占62.5%，@我",
		"编号12345678901234567890":                   "编号12345678901234567890",
	} {
		if have := MaskPersonal(text); have != want {
			t.Errorf("%q is masked as %q, want %q", text, have, want)
		}
	}
}
