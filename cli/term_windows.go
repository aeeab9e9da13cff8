package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// terminalWidth returns the columns of the console f, or 0 if it is none. It
// also asks the console to obey colours.
func terminalWidth(f *os.File) int {
	h := windows.Handle(f.Fd())
	var mode uint32
	if windows.GetConsoleMode(h, &mode) != nil {
		return 0
	}
	_ = windows.SetConsoleMode(h, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
	var at windows.ConsoleScreenBufferInfo
	if windows.GetConsoleScreenBufferInfo(h, &at) != nil {
		return 80
	}
	return int(at.Window.Right-at.Window.Left) + 1
}
