//go:build !linux

package cli

// duringPostgres runs without a server: package storetest starts one on Linux alone.
func duringPostgres(run func() int) int { return run() }
