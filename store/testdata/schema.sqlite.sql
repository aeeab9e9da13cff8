CREATE TABLE accountability (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	form TEXT NOT NULL,
	persons BIGINT NOT NULL,
	bodies BIGINT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	evidence_id BLOB,
	text TEXT NOT NULL,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX accountability_by_finding ON accountability (book_id, finding_id);

CREATE TABLE attempt (
	book_id BLOB NOT NULL,
	digest BLOB NOT NULL,
	failures BIGINT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, digest)
);

CREATE INDEX attempt_by_time ON attempt (book_id, at);

CREATE TABLE book (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	unit_id BLOB NOT NULL,
	name TEXT NOT NULL,
	supervised BOOLEAN NOT NULL,
	chain TEXT NOT NULL,
	closed BOOLEAN NOT NULL,
	unit_name TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, unit_id)
);

CREATE INDEX book_of_unit ON book (unit_id);

CREATE TABLE checkpoint (
	book_id BLOB NOT NULL,
	size BIGINT NOT NULL,
	note BLOB NOT NULL,
	PRIMARY KEY (book_id, size)
);

CREATE TABLE closure (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	cycle BIGINT NOT NULL,
	submission_id BLOB,
	verifier_id BLOB,
	by_id BLOB,
	at TEXT NOT NULL,
	seen BLOB NOT NULL,
	renewed TEXT NOT NULL,
	failed_id BLOB,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id),
	FOREIGN KEY (book_id, submission_id) REFERENCES submission (book_id, id)
);

CREATE INDEX closure_by_finding ON closure (book_id, finding_id);

CREATE TABLE detail (
	book_id BLOB NOT NULL,
	n BIGINT NOT NULL,
	i BIGINT NOT NULL,
	row_table TEXT NOT NULL,
	row_id TEXT NOT NULL,
	row_version BIGINT NOT NULL,
	sha256 BLOB NOT NULL,
	sm3 BLOB NOT NULL,
	salt BLOB NOT NULL,
	image TEXT NOT NULL,
	PRIMARY KEY (book_id, n, i)
);

CREATE TABLE discrepancy (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	subject TEXT NOT NULL,
	row_id BLOB,
	finding_id BLOB,
	field TEXT NOT NULL,
	kept TEXT NOT NULL,
	other TEXT NOT NULL,
	kept_in TEXT NOT NULL,
	other_in TEXT NOT NULL,
	settled TEXT NOT NULL,
	by_id BLOB,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX discrepancy_by_finding ON discrepancy (book_id, finding_id);

CREATE TABLE document (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BLOB,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	sha256 BLOB NOT NULL,
	sm3 BLOB NOT NULL,
	size BIGINT NOT NULL,
	text BLOB NOT NULL,
	by_id BLOB,
	seen TEXT NOT NULL,
	signed TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, inspection_id) REFERENCES inspection (book_id, id)
);

CREATE INDEX document_by_inspection ON document (book_id, inspection_id);

CREATE TABLE entry (
	book_id BLOB NOT NULL,
	n BIGINT NOT NULL,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	details BIGINT NOT NULL,
	sha256 BLOB NOT NULL,
	sm3 BLOB NOT NULL,
	PRIMARY KEY (book_id, n)
) WITHOUT ROWID;

CREATE INDEX entry_by_subject ON entry (book_id, subject, n);

CREATE TABLE evidence (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	measure_id BLOB,
	cycle BIGINT NOT NULL,
	sha256 BLOB NOT NULL,
	sm3 BLOB NOT NULL,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	size BIGINT NOT NULL,
	title TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	by_id BLOB,
	voided TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id),
	FOREIGN KEY (book_id, measure_id) REFERENCES measure (book_id, id)
);

CREATE INDEX evidence_by_finding ON evidence (book_id, finding_id);

CREATE INDEX evidence_by_measure ON evidence (book_id, measure_id);

CREATE INDEX evidence_of_bytes ON evidence (sha256);

CREATE TABLE extension (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	n BIGINT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	reason TEXT NOT NULL,
	progress TEXT NOT NULL,
	by_id BLOB,
	at TEXT NOT NULL,
	decision TEXT NOT NULL,
	opinion TEXT NOT NULL,
	decided_by_id BLOB,
	decided_at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX extension_by_finding ON extension (book_id, finding_id);

CREATE TABLE finding (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BLOB NOT NULL,
	parent_id BLOB,
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
	lead_id BLOB,
	lead_name TEXT NOT NULL,
	dept_id BLOB,
	dept_name TEXT NOT NULL,
	support TEXT NOT NULL,
	support_name TEXT NOT NULL,
	handler_id BLOB,
	handler_name TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, inspection_id, code),
	FOREIGN KEY (book_id, inspection_id) REFERENCES inspection (book_id, id),
	FOREIGN KEY (book_id, parent_id) REFERENCES finding (book_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX finding_at_turn ON finding (book_id, stage, due) WHERE state = 'submitted';

CREATE INDEX finding_by_order ON finding (book_id, inspection_id, ord);

CREATE INDEX finding_by_state ON finding (book_id, state, due, dept_id);

CREATE VIRTUAL TABLE gram USING fts5(body, traits, content='', contentless_delete=1, tokenize='ascii');

CREATE VIRTUAL TABLE gram_word USING fts5vocab(gram, instance);

CREATE TABLE grant_ (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	person_id BLOB NOT NULL,
	role TEXT NOT NULL,
	unit_id BLOB,
	by_id BLOB,
	closed BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, person_id) REFERENCES person (book_id, id)
);

CREATE INDEX grant_by_person ON grant_ (book_id, person_id);

CREATE TABLE hash (
	book_id BLOB NOT NULL,
	i BIGINT NOT NULL,
	hash BLOB NOT NULL,
	PRIMARY KEY (book_id, i)
) WITHOUT ROWID;

CREATE TABLE head (
	book_id BLOB NOT NULL,
	size BIGINT NOT NULL,
	state BLOB NOT NULL,
	PRIMARY KEY (book_id)
) WITHOUT ROWID;

CREATE TABLE inspection (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	no TEXT NOT NULL,
	round_id BLOB,
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

CREATE TABLE job (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
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

CREATE TABLE measure (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
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
	lead_id BLOB,
	lead_name TEXT NOT NULL,
	dept_id BLOB,
	dept_name TEXT NOT NULL,
	support TEXT NOT NULL,
	support_name TEXT NOT NULL,
	handler_id BLOB,
	handler_name TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX measure_by_finding ON measure (book_id, finding_id);

CREATE TABLE meeting (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	by_id BLOB,
	chair TEXT NOT NULL,
	present TEXT NOT NULL,
	minutes_id BLOB,
	decisions TEXT NOT NULL,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE money (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	event TEXT NOT NULL,
	amount BIGINT NOT NULL,
	payer TEXT NOT NULL,
	voucher TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	evidence_id BLOB,
	text TEXT NOT NULL,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX money_by_finding ON money (book_id, finding_id);

CREATE TABLE notice (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	due TEXT NOT NULL,
	level BIGINT NOT NULL,
	colour TEXT NOT NULL,
	to_ids TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX notice_by_finding ON notice (book_id, finding_id);

CREATE TABLE outbox (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	channel TEXT NOT NULL,
	message TEXT NOT NULL,
	due TEXT NOT NULL,
	tries BIGINT NOT NULL,
	failure TEXT NOT NULL,
	sent TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE INDEX outbox_by_due ON outbox (sent, due);

CREATE TABLE paper (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BLOB NOT NULL,
	form TEXT NOT NULL,
	subject_id BLOB,
	n BIGINT NOT NULL,
	number TEXT NOT NULL,
	passages TEXT NOT NULL,
	by_id BLOB,
	at TEXT NOT NULL,
	frozen_by_id BLOB,
	frozen_at TEXT NOT NULL,
	day TEXT NOT NULL,
	document BLOB NOT NULL,
	content BLOB NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE INDEX paper_by_inspection ON paper (book_id, inspection_id);

CREATE TABLE password (
	book_id BLOB NOT NULL,
	person_id BLOB NOT NULL,
	phc TEXT NOT NULL,
	must_change BOOLEAN NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, person_id),
	FOREIGN KEY (book_id, person_id) REFERENCES person (book_id, id)
);

CREATE TABLE person (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	login TEXT NOT NULL,
	name TEXT NOT NULL,
	unit_id BLOB,
	title TEXT NOT NULL,
	mail TEXT NOT NULL,
	closed BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, login)
);

CREATE TABLE preference (
	book_id BLOB NOT NULL,
	person_id BLOB NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (book_id, person_id, name),
	FOREIGN KEY (book_id, person_id) REFERENCES person (book_id, id)
);

CREATE TABLE publication (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	inspection_id BLOB NOT NULL,
	channel TEXT NOT NULL,
	state TEXT NOT NULL,
	title TEXT NOT NULL,
	n BIGINT NOT NULL,
	replaces_id BLOB,
	reason TEXT NOT NULL,
	by_id BLOB,
	draft BLOB NOT NULL,
	content BLOB NOT NULL,
	approved BLOB NOT NULL,
	masks TEXT NOT NULL,
	exclusions TEXT NOT NULL,
	checked BLOB NOT NULL,
	checks TEXT NOT NULL,
	day TEXT NOT NULL,
	steps TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, inspection_id) REFERENCES inspection (book_id, id)
);

CREATE INDEX publication_by_inspection ON publication (book_id, inspection_id);

CREATE INDEX publication_of_inspection ON publication (inspection_id, channel);

CREATE INDEX publication_shown ON publication (channel) WHERE state = 'published';

CREATE TABLE record (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	measure_id BLOB,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	by_id BLOB,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id),
	FOREIGN KEY (book_id, measure_id) REFERENCES measure (book_id, id)
);

CREATE INDEX record_by_finding ON record (book_id, finding_id);

CREATE INDEX record_by_measure ON record (book_id, measure_id);

CREATE TABLE regulation (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	title TEXT NOT NULL,
	no TEXT NOT NULL,
	event TEXT NOT NULL,
	dated TEXT NOT NULL,
	seen TEXT NOT NULL,
	findings TEXT NOT NULL,
	evidence_id BLOB,
	sources TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE relapse (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	closure_id BLOB,
	cycle BIGINT NOT NULL,
	reason TEXT NOT NULL,
	found TEXT NOT NULL,
	by_id BLOB,
	at TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id),
	FOREIGN KEY (book_id, closure_id) REFERENCES closure (book_id, id)
);

CREATE INDEX relapse_by_finding ON relapse (book_id, finding_id);

CREATE TABLE round (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	office_id BLOB,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	regime TEXT NOT NULL,
	limits TEXT NOT NULL,
	overlays TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE search (
	doc INTEGER PRIMARY KEY,
	book_id BLOB NOT NULL,
	finding_id BLOB NOT NULL,
	UNIQUE (book_id, finding_id)
);

CREATE TABLE session (
	book_id BLOB NOT NULL,
	digest BLOB NOT NULL,
	person_id BLOB,
	data BLOB NOT NULL,
	address TEXT NOT NULL,
	agent TEXT NOT NULL,
	since TEXT NOT NULL,
	seen TEXT NOT NULL,
	expires TEXT NOT NULL,
	ended BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, digest)
);

CREATE INDEX session_by_expiry ON session (book_id, expires);

CREATE INDEX session_of_person ON session (book_id, person_id);

CREATE TABLE setting (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	UNIQUE (book_id, name)
);

CREATE TABLE sight (
	book_id BLOB NOT NULL,
	party_id BLOB NOT NULL,
	finding_id BLOB NOT NULL,
	PRIMARY KEY (book_id, party_id, finding_id)
) WITHOUT ROWID;

CREATE INDEX sight_of_party ON sight (party_id, book_id, finding_id);

CREATE TABLE signatory (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	unit_id BLOB,
	unit_name TEXT NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE submission (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	finding_id BLOB NOT NULL,
	cycle BIGINT NOT NULL,
	n BIGINT NOT NULL,
	note TEXT NOT NULL,
	by_id BLOB,
	at TEXT NOT NULL,
	seen BLOB NOT NULL,
	chain TEXT NOT NULL,
	verdicts TEXT NOT NULL,
	outcome TEXT NOT NULL,
	PRIMARY KEY (book_id, id),
	FOREIGN KEY (book_id, finding_id) REFERENCES finding (book_id, id)
);

CREATE INDEX submission_by_finding ON submission (book_id, finding_id);

CREATE TABLE tally (
	book_id BLOB NOT NULL,
	shelf BIGINT NOT NULL,
	counts BLOB NOT NULL,
	PRIMARY KEY (book_id)
);

CREATE TABLE unit (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	parent_id BLOB,
	name TEXT NOT NULL,
	office BOOLEAN NOT NULL,
	closed BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, id)
);

CREATE TABLE workgroup (
	book_id BLOB NOT NULL,
	id BLOB NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	leader_id BLOB,
	members TEXT NOT NULL,
	duty TEXT NOT NULL,
	closed BOOLEAN NOT NULL,
	PRIMARY KEY (book_id, id)
);

