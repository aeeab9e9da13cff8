-- Search on SQLite: a number of its own for each finding, because VACUUM may
-- change a hidden rowid, and an index over the pairs of characters of its text.

CREATE TABLE search (
	doc INTEGER PRIMARY KEY,
	book_id BLOB NOT NULL,
	finding_id BLOB NOT NULL,
	UNIQUE (book_id, finding_id)
);

CREATE VIRTUAL TABLE gram USING fts5(body, traits, content='', contentless_delete=1, tokenize='ascii');

-- Every word of the index, for verifying it: it keeps nothing.
CREATE VIRTUAL TABLE gram_word USING fts5vocab(gram, instance);
