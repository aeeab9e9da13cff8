// Package store has all SQL of the product, for SQLite and PostgreSQL from one text.
//
// A row type of org and ledger is kept in one table, described by one value (the
// files row_*.go): its columns by name, kind and pointer into the struct. From it the
// statements are made and the rows are scanned, straight into the struct; a test
// compares it with the schema of both engines. What the two engines do not share
// is in dialect.go, sqlite.go, postgres.go and search.go, and nowhere else;
// doc/sql.md says what SQL may be written.
//
// Promised:
//
//   - What is not in the journal did not happen. [Tx.Put] collects the image of
//     each row it writes, [Tx.Journal] appends exactly these; a transaction that
//     wrote rows and appended nothing fails before it commits.
//   - A row is written only over the version that was read. Somebody else was
//     faster: fault.Conflict.
//   - Two writers of one book never both go by what the other has changed: the
//     head of its journal is written by each, and whoever comes second is tried
//     again from the start ([DB.Update]).
//   - What can be computed from rows (counts, search, who sees what) is kept up in
//     the same transaction, and [Tx.Recount] computes it anew.
//   - Every listing takes an org.Scope and costs a fixed number of statements.
//
// Every table has book_id as its first column, primary and unique keys begin with
// it and joins include it, so that the same schema can be spread by book.
package store
