-- Signing in. None of this is in the journal: what is secret must not be in what is
-- kept for good and handed on, and what a person likes decides nothing. That somebody
-- signed in, failed to, or got another password is in the journal of the site.

CREATE TABLE password (
	book_id BYTEA NOT NULL,
	person_id BYTEA NOT NULL,
	phc TEXT NOT NULL,
	must_change BOOLEAN NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, person_id),
	FOREIGN KEY (book_id, person_id) REFERENCES person (book_id, id)
);

CREATE TABLE preference (
	book_id BYTEA NOT NULL,
	person_id BYTEA NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (book_id, person_id, name),
	FOREIGN KEY (book_id, person_id) REFERENCES person (book_id, id)
);

CREATE TABLE attempt (
	book_id BYTEA NOT NULL,
	digest BYTEA NOT NULL,
	failures BIGINT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, digest)
);

CREATE INDEX attempt_by_time ON attempt (book_id, at);

CREATE TABLE session (
	book_id BYTEA NOT NULL,
	digest BYTEA NOT NULL,
	person_id BYTEA,
	data BYTEA NOT NULL,
	address TEXT NOT NULL,
	agent TEXT NOT NULL,
	since TEXT NOT NULL,
	seen TEXT NOT NULL,
	expires TEXT NOT NULL,
	ended BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, digest)
);

CREATE INDEX session_of_person ON session (book_id, person_id);

CREATE INDEX session_by_expiry ON session (book_id, expires);
