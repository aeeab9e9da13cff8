// Package blob keeps the bytes of evidence (佐证材料) by their hash.
//
// A Store holds objects, each named by the SHA-256 of its bytes. An object is
// written once and never again: Put of bytes that are there is a success that
// says so, Put of other bytes is refused, and there is no way to change or take
// away an object. When Put returns without an error the object is on the disk
// and outlives a power cut. There are three stores, held to one contract by
// package blobtest: Folder, S3 for S3-compatible services, and Memory, which
// serves tests, fails on demand and panics when it is misused.
//
// A file from a person comes in by a Spool. It is copied once to a temporary
// file while its size is limited and both digests, SHA-256 and SM3, are worked
// out; then it is looked at, by content and not by name. What it may be stands
// in a table of kinds. A program, a file of no known kind, one that is locked by
// a password, and one whose name says another kind than its content are refused
// with one sentence that says what the file is. What was refused, cut off or
// found no room leaves nothing behind.
//
//	up, err := spool.Receive(ctx, name, size, body)
//	defer up.Close()
//	...                      // extract the text and ask SecrecyMark
//	there, err := up.Keep(ctx, store)
//
// SecrecyMark finds the mark of a state secret (绝密, 机密, 秘密) on a document,
// which must not come near such a system. It looks at text; who extracts the
// text, refuses the file and journals that it was refused, without its content,
// is the caller.
//
// Check hashes every object of a store again and names what is missing, altered,
// or not known to the ledger.
//
// Errors are *fault.Error; the Cause in their chain tells them apart.
package blob
