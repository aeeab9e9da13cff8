-- The schema of both engines. Types are PostgreSQL's; the store writes BLOB for
-- BYTEA on SQLite, and WITHOUT ROWID where a table is marked as clustered.

-- Rows: what people keep. Every row is in the journal.

CREATE TABLE unit (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	parent_id BYTEA,
	name TEXT NOT NULL,
	office BOOLEAN NOT NULL,
	closed BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE person (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	login TEXT NOT NULL,
	name TEXT NOT NULL,
	unit_id BYTEA,
	title TEXT NOT NULL,
	mail TEXT NOT NULL,
	closed BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, login)
);

CREATE TABLE grant_ (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	person_id BYTEA NOT NULL,
	role TEXT NOT NULL,
	unit_id BYTEA,
	by_id BYTEA,
	closed BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, person_id) REFERENCES person (book_id, id)
);

CREATE INDEX grant_by_person ON grant_ (book_id, person_id);

CREATE TABLE round (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	office_id BYTEA,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	regime TEXT NOT NULL,
	limits TEXT NOT NULL,
	overlays TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE book (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	unit_id BYTEA NOT NULL,
	name TEXT NOT NULL,
	supervised BOOLEAN NOT NULL,
	chain TEXT NOT NULL,
	closed BOOLEAN NOT NULL,
	unit_name TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, unit_id)
);

CREATE TABLE signatory (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	unit_id BYTEA,
	unit_name TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE INDEX book_of_unit ON book (unit_id);

CREATE TABLE setting (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, name)
);

CREATE TABLE workgroup (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	leader_id BYTEA,
	members TEXT NOT NULL,
	duty TEXT NOT NULL,
	closed BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE inspection (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	no TEXT NOT NULL,
	round_id BYTEA,
	title TEXT NOT NULL,
	team TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	feedback TEXT NOT NULL,
	published TEXT NOT NULL,
	kind TEXT NOT NULL,
	regime TEXT NOT NULL,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, no)
);

CREATE INDEX inspection_of_round ON inspection (round_id);

CREATE TABLE document (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BYTEA,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	sha256 BYTEA NOT NULL,
	sm3 BYTEA NOT NULL,
	size BIGINT NOT NULL,
	text BYTEA NOT NULL,
	by_id BYTEA,
	seen TEXT NOT NULL,
	signed TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, inspection_id) REFERENCES inspection (book_id, id)
);

CREATE INDEX document_by_inspection ON document (book_id, inspection_id);

CREATE TABLE finding (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BYTEA NOT NULL,
	parent_id BYTEA,
	level TEXT NOT NULL,
	leaf BOOLEAN NOT NULL,
	ord BIGINT NOT NULL,
	no TEXT NOT NULL,
	printed TEXT NOT NULL,
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	category TEXT NOT NULL,
	root_cause TEXT NOT NULL,
	goal TEXT NOT NULL,
	standard TEXT NOT NULL,
	analogy TEXT NOT NULL,
	progress TEXT NOT NULL,
	next TEXT NOT NULL,
	kind TEXT NOT NULL,
	first_due TEXT NOT NULL,
	due TEXT NOT NULL,
	standing BOOLEAN NOT NULL,
	groups TEXT NOT NULL,
	involved BIGINT NOT NULL,
	recovered BIGINT NOT NULL,
	state TEXT NOT NULL,
	cycle BIGINT NOT NULL,
	partial BOOLEAN NOT NULL,
	stage BIGINT NOT NULL,
	extended BIGINT NOT NULL,
	voided TEXT NOT NULL,
	sources TEXT NOT NULL,
	inferred BOOLEAN NOT NULL,
	claim TEXT NOT NULL,
	note TEXT NOT NULL,
	lead_id BYTEA,
	lead_name TEXT NOT NULL,
	dept_id BYTEA,
	dept_name TEXT NOT NULL,
	support TEXT NOT NULL,
	support_name TEXT NOT NULL,
	handler_id BYTEA,
	handler_name TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, inspection_id, code),
	FOREIGN KEY (book_id, inspection_id) REFERENCES inspection (book_id, id),
	FOREIGN KEY (book_id, parent_id) REFERENCES finding (book_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX finding_by_order ON finding (book_id, inspection_id, ord);

CREATE INDEX finding_by_state ON finding (book_id, state, due, dept_id);

CREATE TABLE measure (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	cycle BIGINT NOT NULL,
	ord BIGINT NOT NULL,
	no TEXT NOT NULL,
	text TEXT NOT NULL,
	kind TEXT NOT NULL,
	first_due TEXT NOT NULL,
	due TEXT NOT NULL,
	standing BOOLEAN NOT NULL,
	milestones TEXT NOT NULL,
	done TEXT NOT NULL,
	dropped TEXT NOT NULL,
	claims TEXT NOT NULL,
	sources TEXT NOT NULL,
	lead_id BYTEA,
	lead_name TEXT NOT NULL,
	dept_id BYTEA,
	dept_name TEXT NOT NULL,
	support TEXT NOT NULL,
	support_name TEXT NOT NULL,
	handler_id BYTEA,
	handler_name TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX measure_by_finding ON measure (book_id, finding_id);

CREATE TABLE record (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	measure_id BYTEA,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	by_id BYTEA,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id),
	FOREIGN KEY (book_id, measure_id) REFERENCES measure (book_id, id)
);

CREATE INDEX record_by_finding ON record (book_id, finding_id);

CREATE INDEX record_by_measure ON record (book_id, measure_id);

CREATE TABLE evidence (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	measure_id BYTEA,
	cycle BIGINT NOT NULL,
	sha256 BYTEA NOT NULL,
	sm3 BYTEA NOT NULL,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	size BIGINT NOT NULL,
	title TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	by_id BYTEA,
	voided TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id),
	FOREIGN KEY (book_id, measure_id) REFERENCES measure (book_id, id)
);

CREATE INDEX evidence_by_finding ON evidence (book_id, finding_id);

CREATE INDEX evidence_by_measure ON evidence (book_id, measure_id);

CREATE INDEX evidence_of_bytes ON evidence (sha256);

CREATE TABLE meeting (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	by_id BYTEA,
	chair TEXT NOT NULL,
	present TEXT NOT NULL,
	minutes_id BYTEA,
	decisions TEXT NOT NULL,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE regulation (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	title TEXT NOT NULL,
	no TEXT NOT NULL,
	event TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	findings TEXT NOT NULL,
	evidence_id BYTEA,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE money (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	event TEXT NOT NULL,
	amount BIGINT NOT NULL,
	payer TEXT NOT NULL,
	voucher TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	evidence_id BYTEA,
	text TEXT NOT NULL,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX money_by_finding ON money (book_id, finding_id);

CREATE TABLE accountability (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	form TEXT NOT NULL,
	persons BIGINT NOT NULL,
	bodies BIGINT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	evidence_id BYTEA,
	text TEXT NOT NULL,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX accountability_by_finding ON accountability (book_id, finding_id);

CREATE TABLE submission (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	cycle BIGINT NOT NULL,
	n BIGINT NOT NULL,
	note TEXT NOT NULL,
	by_id BYTEA,
	at TEXT NOT NULL,
	seen BYTEA NOT NULL,
	chain TEXT NOT NULL,
	verdicts TEXT NOT NULL,
	outcome TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX submission_by_finding ON submission (book_id, finding_id);

CREATE TABLE closure (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	cycle BIGINT NOT NULL,
	submission_id BYTEA,
	verifier_id BYTEA,
	by_id BYTEA,
	at TEXT NOT NULL,
	seen BYTEA NOT NULL,
	renewed TEXT NOT NULL,
	failed_id BYTEA,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id),
	FOREIGN KEY (book_id, submission_id) REFERENCES submission (book_id, id)
);

CREATE INDEX closure_by_finding ON closure (book_id, finding_id);

CREATE TABLE relapse (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	closure_id BYTEA,
	cycle BIGINT NOT NULL,
	reason TEXT NOT NULL,
	found TEXT NOT NULL,
	by_id BYTEA,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id),
	FOREIGN KEY (book_id, closure_id) REFERENCES closure (book_id, id)
);

CREATE INDEX relapse_by_finding ON relapse (book_id, finding_id);

CREATE TABLE extension (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	n BIGINT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	reason TEXT NOT NULL,
	progress TEXT NOT NULL,
	by_id BYTEA,
	at TEXT NOT NULL,
	decision TEXT NOT NULL,
	opinion TEXT NOT NULL,
	decided_by_id BYTEA,
	decided_at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX extension_by_finding ON extension (book_id, finding_id);

CREATE TABLE discrepancy (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	subject TEXT NOT NULL,
	row_id BYTEA,
	finding_id BYTEA,
	field TEXT NOT NULL,
	kept TEXT NOT NULL,
	other TEXT NOT NULL,
	kept_in TEXT NOT NULL,
	other_in TEXT NOT NULL,
	settled TEXT NOT NULL,
	by_id BYTEA,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX discrepancy_by_finding ON discrepancy (book_id, finding_id);

CREATE TABLE notice (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	due TEXT NOT NULL,
	level BIGINT NOT NULL,
	colour TEXT NOT NULL,
	to_ids TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX notice_by_finding ON notice (book_id, finding_id);

-- The journal of each book.

CREATE TABLE head (
	book_id BYTEA NOT NULL,
	size BIGINT NOT NULL,
	state BYTEA NOT NULL,
	PRIMARY KEY (book_id)
) /* clustered */;

CREATE TABLE entry (
	book_id BYTEA NOT NULL,
	n BIGINT NOT NULL,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	details BIGINT NOT NULL,
	sha256 BYTEA NOT NULL,
	sm3 BYTEA NOT NULL,
	PRIMARY KEY (book_id, n)
) /* clustered */;

CREATE INDEX entry_by_subject ON entry (book_id, subject, n);

CREATE TABLE detail (
	book_id BYTEA NOT NULL,
	n BIGINT NOT NULL,
	i BIGINT NOT NULL,
	row_table TEXT NOT NULL,
	row_id TEXT NOT NULL,
	row_version BIGINT NOT NULL,
	sha256 BYTEA NOT NULL,
	sm3 BYTEA NOT NULL,
	salt BYTEA NOT NULL,
	image TEXT NOT NULL,
	PRIMARY KEY (book_id, n, i)
);

CREATE TABLE hash (
	book_id BYTEA NOT NULL,
	i BIGINT NOT NULL,
	hash BYTEA NOT NULL,
	PRIMARY KEY (book_id, i)
) /* clustered */;

CREATE TABLE checkpoint (
	book_id BYTEA NOT NULL,
	size BIGINT NOT NULL,
	note BYTEA NOT NULL,
	PRIMARY KEY (book_id, size)
);

-- Work to do and messages to send. Not in the journal: what they do is.

CREATE TABLE job (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	kind TEXT NOT NULL,
	payload TEXT NOT NULL,
	due TEXT NOT NULL,
	lease TEXT NOT NULL,
	lease_by TEXT NOT NULL,
	tries BIGINT NOT NULL,
	failure TEXT NOT NULL,
	done TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE INDEX job_by_due ON job (done, due);

CREATE TABLE outbox (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	channel TEXT NOT NULL,
	message TEXT NOT NULL,
	due TEXT NOT NULL,
	tries BIGINT NOT NULL,
	failure TEXT NOT NULL,
	sent TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE INDEX outbox_by_due ON outbox (sent, due);

-- Computed from rows, and can be computed anew: who sees which finding, how many
-- findings of each sort a book has, and the number that search knows a book by.

CREATE TABLE sight (
	book_id BYTEA NOT NULL,
	party_id BYTEA NOT NULL,
	finding_id BYTEA NOT NULL,
	PRIMARY KEY (book_id, party_id, finding_id)
) /* clustered */;

CREATE INDEX sight_of_party ON sight (party_id, book_id, finding_id);

CREATE TABLE tally (
	book_id BYTEA NOT NULL,
	shelf BIGINT NOT NULL,
	counts BYTEA NOT NULL,
	PRIMARY KEY (book_id)
);
