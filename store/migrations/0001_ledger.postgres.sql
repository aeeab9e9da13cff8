-- Search on PostgreSQL: the pairs of characters of the text of each finding, each
-- with the number of its book before it, and the text to look again.

CREATE TABLE search (
	book_id BYTEA NOT NULL,
	finding_id BYTEA NOT NULL,
	grams TSVECTOR NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (book_id, finding_id)
);

CREATE INDEX search_by_gram ON search USING GIN (grams);
