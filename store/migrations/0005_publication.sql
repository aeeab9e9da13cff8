-- One version of a bulletin on one channel, from its draft to the day it is taken down.
-- The texts are blobs; draft, content, approved and checked are their digests.

CREATE TABLE publication (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BYTEA NOT NULL,
	channel TEXT NOT NULL,
	state TEXT NOT NULL,
	title TEXT NOT NULL,
	n BIGINT NOT NULL,
	replaces_id BYTEA,
	reason TEXT NOT NULL,
	by_id BYTEA,
	draft BYTEA NOT NULL,
	content BYTEA NOT NULL,
	approved BYTEA NOT NULL,
	masks TEXT NOT NULL,
	exclusions TEXT NOT NULL,
	checked BYTEA NOT NULL,
	checks TEXT NOT NULL,
	day TEXT NOT NULL,
	steps TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, inspection_id) REFERENCES inspection (book_id, id)
);

CREATE INDEX publication_by_inspection ON publication (book_id, inspection_id);

-- Who reads what is public knows no books.

CREATE INDEX publication_of_inspection ON publication (inspection_id, channel);

-- What readers see now, of all books: the public site asks for this and for nothing else.

CREATE INDEX publication_shown ON publication (channel) WHERE state = 'published';
