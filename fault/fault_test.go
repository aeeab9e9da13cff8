package fault

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	e := New(Invalid, "文件是空的，请换一个。", "The file is empty; please take another.", io.EOF)
	wrapped := fmt.Errorf("intake: report.docx: %w", e)
	if KindOf(wrapped) != Invalid || KindOf(io.EOF) != Internal || KindOf(nil) != "" {
		t.Error("kinds are lost on the way")
	}
	if !errors.Is(wrapped, io.EOF) {
		t.Error("the cause is lost")
	}
	if Say(wrapped, "zh") != e.Msg.ZH || Say(wrapped, "en") != e.Msg.EN {
		t.Error("the person sees another sentence")
	}
	for lang, want := range map[string]string{"zh": "系统内部错误", "en": "internal error"} {
		if got := Say(io.ErrNoProgress, lang); !strings.HasPrefix(got, want) {
			t.Errorf("a foreign error says %q", got)
		}
	}
}
