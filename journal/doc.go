// Package journal is the tamper-evident log of a book (账册的存证日志).
//
// One change of the ledger is one [Entry]; the images of the rows it wrote are
// its [Detail]s. Entries are the leaves of a Merkle tree as in RFC 6962, once with
// SHA-256 and once with SM3. A [Checkpoint] is a signed statement of how long the
// log is and what its roots are. [Verify] recomputes everything, [Replay] gives
// the ledger as of any day, a bundle carries it all in one file, and [Compare]
// says where two copies part.
//
// Promised: whoever holds a checkpoint, if only size and root on a printed page,
// sees any later change to what the checkpoint covers: an entry changed, left
// out, put in between or moved; a row written by hand; an image exchanged. What
// a law orders to be forgotten can be blotted out ([Detail.Blot]): the image and
// its salt go, the tree still stands, and an entry must say that it was done.
//
// Not promised:
//   - Whoever holds the signing key and the database can write another log, as
//     long as nobody else holds a checkpoint of the first. So checkpoints belong
//     on paper and with others; a log that nobody has seen proves nothing.
//   - The log says when the server saw something, by the server's clock. It does
//     not say that what was seen is true. A clock set back shows as a hint.
//   - SM3 here is no certified cryptographic module, and there are SM3 roots but no
//     SM3 proofs: an inclusion or consistency proof speaks of the SHA-256 tree.
//   - Encryption of a bundle hides it from others; it does not say who made it.
//     The signature on its manifest does.
//
// The package is pure: salts, keys and times are arguments, and where things are
// kept is the caller's business. (Only the encryption takes random bytes for
// itself, inside filippo.io/age.)
package journal
