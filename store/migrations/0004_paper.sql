-- Versions of the papers that are made from the ledger.

CREATE TABLE paper (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BYTEA NOT NULL,
	form TEXT NOT NULL,
	subject_id BYTEA,
	n BIGINT NOT NULL,
	number TEXT NOT NULL,
	passages TEXT NOT NULL,
	by_id BYTEA,
	at TEXT NOT NULL,
	frozen_by_id BYTEA,
	frozen_at TEXT NOT NULL,
	day TEXT NOT NULL,
	document BYTEA NOT NULL,
	content BYTEA NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE INDEX paper_by_inspection ON paper (book_id, inspection_id);
