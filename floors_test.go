// Package zhenggai holds the tests of the architecture as a whole.
package zhenggai

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors is the architecture: each package, and the packages of this module that
// it may import. A line may be made shorter at will; making one longer is a
// decision and wants an ADR in doc/adr.
var floors = map[string]string{
	// floor 0: values in, values out
	"fault":        "",
	"source":       "",
	"zh":           "",
	"similar":      "",
	"password":     "fault",
	"report":       "source zh",
	"report/show":  "fault report source zh",
	"lint":         "fault report similar source zh",
	"lint/rules":   "lint report similar source zh",
	"org":          "fault",
	"ledger":       "fault org zh",
	"regs":         "fault zh",
	"journal":      "fault",
	"ledger/draft": "fault ledger org oscal regs report source zh",
	"paper":        "fault zh",
	"form":         "fault ledger ledger/draft org paper regs zh",
	"publish":      "fault form ledger lint lint/rules org paper report source zh",
	"paper/pdf":    "fault paper",
	"oscal":        "fault ledger org zh",
	// floor 1: files in, workbooks out
	"intake":      "fault source",
	"blob":        "fault",
	"notify":      "fault zh",
	"paper/sheet": "paper zh",
	"store":       "fault journal ledger org zh",
	// floor 2: what can be asked
	"app": "blob fault form intake journal ledger ledger/draft notify org oscal paper paper/pdf paper/sheet password publish regs report similar source store zh",
	// floor 3: pages
	"web/guard":  "fault",
	"web/ui":     "fault",
	"web":        "app fault form intake journal ledger ledger/draft lint lint/rules org oscal paper paper/sheet publish regs report report/show source store web/guard web/ui zh",
	"web/public": "app fault form ledger org paper publish web/guard",
	// floor 4: commands
	"demo":         "app form intake ledger org password zh",
	"gallery":      "app demo ledger org store web",
	"cli":          "app demo fault form gallery intake journal ledger ledger/draft lint lint/rules org oscal password publish regs report report/show similar source store web web/public zh",
	"cmd/zhenggai": "cli",
	// tests and measuring
	"golden":          "",
	"chromium":        "",
	"lint/linttest":   "golden lint report source zh",
	"paper/papertest": "paper zh",
	"blob/blobtest":   "blob fault",
	"store/storetest": "store",
	"eval":            "intake lint lint/rules report source",
	"cmd/evaluate":    "eval",
}

// outside is what the pure packages do without, and impure are the packages that
// may have it.
var (
	outside = []string{"database/sql", "net", "net/http", "os", "os/exec", "log", "log/slog", "math/rand", "math/rand/v2", "regexp"}
	impure  = []string{"intake", "blob", "notify", "paper/sheet", "store", "app", "web", "web/guard", "web/public", "web/ui", "cli", "cmd/zhenggai", "demo", "gallery", "chromium", "golden", "lint/linttest", "blob/blobtest", "store/storetest", "eval", "cmd/evaluate"}
)

// owners are the modules from elsewhere and the packages that may import them.
var owners = map[string]string{
	"github.com/alecthomas/kong":         "cli",
	"github.com/klippa-app/go-pdfium":    "intake",
	"github.com/tetratelabs/wazero":      "intake",
	"github.com/xuri/excelize/v2":        "intake eval paper/sheet",
	"github.com/klauspost/compress":      "intake web",
	"github.com/google/go-cmp":           "golden",
	"golang.org/x/net":                   "intake",
	"modernc.org/sqlite":                 "store",
	"github.com/jackc/pgx/v5":            "store",
	"github.com/pressly/goose/v3":        "store",
	"golang.org/x/crypto":                "password",
	"github.com/chromedp/chromedp":       "chromium",
	"github.com/chromedp/cdproto":        "chromium",
	"golang.org/x/mod":                   "journal",
	"github.com/emmansun/gmsm":           "journal blob",
	"filippo.io/age":                     "journal",
	"github.com/minio/minio-go/v7":       "blob",
	"github.com/gabriel-vasile/mimetype": "blob",
	"github.com/richardlehane/mscfb":     "blob",
	"github.com/wneessen/go-mail":        "notify",
	"github.com/robfig/cron/v3":          "app",
	"github.com/arran4/golang-ical":      "notify",
	"golang.org/x/sys":                   "cli",
	"github.com/a-h/templ":               "web web/ui web/public",
	"github.com/alexedwards/scs/v2":      "web",
	"golang.org/x/text":                  "zh intake eval",
	"golang.org/x/tools":                 "lint/linttest",
	"rsc.io/qr":                          "publish",
	"pgregory.net/rapid":                 "paper/papertest",
}

func TestFloors(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	const module = "zhenggai/"
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		name, ok := strings.CutPrefix(p.ImportPath, module)
		if !ok {
			continue // the root
		}
		line, ok := floors[name]
		if !ok {
			t.Errorf("%s is not in floors", name)
			continue
		}
		may := strings.Fields(line)
		for _, imp := range p.Imports {
			own, ours := strings.CutPrefix(imp, module)
			switch {
			case ours && !slices.Contains(may, own):
				t.Errorf("%s must not import %s", name, own)
			case imp == "encoding/csv":
				t.Errorf("%s must write CSV by paper.CSV, which makes formulas harmless", name)
			case !slices.Contains(impure, name) && slices.Contains(outside, imp):
				t.Errorf("%s must stay pure, but imports %s", name, imp)
			case !ours && strings.Contains(strings.Split(imp, "/")[0], "."):
				checkOwner(t, name, imp)
			}
		}
		for _, m := range may {
			if !slices.Contains(p.Imports, module+m) {
				t.Errorf("%s no longer imports %s; shorten its line", name, m)
			}
		}
	}
}

func checkOwner(t *testing.T, name, imp string) {
	t.Helper()
	for mod, who := range owners {
		if imp == mod || strings.HasPrefix(imp, mod+"/") {
			if !slices.Contains(strings.Fields(who), name) {
				t.Errorf("%s must not import %s: that is for %s", name, imp, who)
			}
			return
		}
	}
	t.Errorf("%s imports %s, which nobody owns in floors_test.go", name, imp)
}
