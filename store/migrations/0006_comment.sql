-- What readers of a published report say of its items. A comment is kept with personal
-- data masked, and journalled; what was masked and how its writer can be reached is in
-- reader, sealed, outside the journal, and can be erased. A vote says who voted nowhere.

CREATE TABLE comment (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	publication_id BYTEA NOT NULL,
	edition BIGINT NOT NULL,
	item TEXT NOT NULL,
	text TEXT NOT NULL,
	at TEXT NOT NULL,
	state TEXT NOT NULL,
	why TEXT NOT NULL,
	receipt BYTEA NOT NULL,
	due TEXT NOT NULL,
	private BOOLEAN NOT NULL,
	assigned_id BYTEA,
	reason TEXT NOT NULL,
	replies TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX comment_by_finding ON comment (book_id, finding_id);

CREATE INDEX comment_by_state ON comment (book_id, state, due);

CREATE INDEX comment_by_receipt ON comment (receipt);

CREATE TABLE vote (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BYTEA NOT NULL,
	finding_id BYTEA,
	choice TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, inspection_id) REFERENCES inspection (book_id, id)
);

CREATE INDEX vote_by_inspection ON vote (book_id, inspection_id);

CREATE TABLE reader (
	book_id BYTEA NOT NULL,
	comment_id BYTEA NOT NULL,
	sealed BYTEA NOT NULL,
	PRIMARY KEY (book_id, comment_id)
);
