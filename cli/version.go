package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// The version and commit, where the build sets them:
//
//	go build -ldflags "-X zhenggai/cli.version=0.1.0 -X zhenggai/cli.commit=abcdef0"
var version, commit string

// A versionCommand prints the version.
type versionCommand struct {
	JSON bool `name:"json"`
}

// A build says which program this is.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"`
	Modified bool   `json:"modified"` // built from files that were not committed
	Go       string `json:"go"`
}

// thisBuild returns what the build left in the program.
func thisBuild() build {
	b := build{Version: version, Commit: commit, Go: runtime.Version()}
	if in, ok := debug.ReadBuildInfo(); ok {
		if b.Version == "" && in.Main.Version != "(devel)" {
			b.Version = in.Main.Version
		}
		for _, s := range in.Settings {
			switch s.Key {
			case "vcs.revision":
				if b.Commit == "" {
					b.Commit = s.Value
				}
			case "vcs.modified":
				b.Modified = s.Value == "true" && commit == ""
			}
		}
	}
	if b.Version == "" {
		b.Version = "dev"
	}
	return b
}

func (c *versionCommand) run(s *session) error {
	b := thisBuild()
	if c.JSON {
		_, err := s.out.Write(jsonLine(b))
		return err
	}
	fmt.Fprintf(s.out, "zhenggai %s", b.Version)
	if b.Commit != "" {
		s.put(say{"（提交 %s）", " (commit %s)"}, b.Commit[:min(12, len(b.Commit))])
	}
	fmt.Fprintf(s.out, " %s\n", b.Go)
	return nil
}
