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
	sources TEXT NOT NULL
);

ALTER TABLE accountability ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE accountability ADD PRIMARY KEY (book_id, id);

CREATE INDEX accountability_by_finding ON public.accountability USING btree (book_id, finding_id);

CREATE TABLE attempt (
	book_id BYTEA NOT NULL,
	digest BYTEA NOT NULL,
	failures BIGINT NOT NULL,
	at TEXT NOT NULL
);

ALTER TABLE attempt ADD PRIMARY KEY (book_id, digest);

CREATE INDEX attempt_by_time ON public.attempt USING btree (book_id, at);

CREATE TABLE book (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	unit_id BYTEA NOT NULL,
	name TEXT NOT NULL,
	supervised BOOLEAN NOT NULL,
	chain TEXT NOT NULL,
	closed BOOLEAN NOT NULL,
	unit_name TEXT NOT NULL
);

ALTER TABLE book ADD UNIQUE (book_id, unit_id);

ALTER TABLE book ADD PRIMARY KEY (book_id, id);

CREATE INDEX book_of_unit ON public.book USING btree (unit_id);

CREATE TABLE checkpoint (
	book_id BYTEA NOT NULL,
	size BIGINT NOT NULL,
	note BYTEA NOT NULL
);

ALTER TABLE checkpoint ADD PRIMARY KEY (book_id, size);

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
	failed_id BYTEA
);

ALTER TABLE closure ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE closure ADD FOREIGN KEY (book_id, submission_id) REFERENCES submission(book_id, id);

ALTER TABLE closure ADD PRIMARY KEY (book_id, id);

CREATE INDEX closure_by_finding ON public.closure USING btree (book_id, finding_id);

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
	image TEXT NOT NULL
);

ALTER TABLE detail ADD PRIMARY KEY (book_id, n, i);

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
	at TEXT NOT NULL
);

ALTER TABLE discrepancy ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE discrepancy ADD PRIMARY KEY (book_id, id);

CREATE INDEX discrepancy_by_finding ON public.discrepancy USING btree (book_id, finding_id);

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
	signed TEXT NOT NULL
);

ALTER TABLE document ADD FOREIGN KEY (book_id, inspection_id) REFERENCES inspection(book_id, id);

ALTER TABLE document ADD PRIMARY KEY (book_id, id);

CREATE INDEX document_by_inspection ON public.document USING btree (book_id, inspection_id);

CREATE TABLE entry (
	book_id BYTEA NOT NULL,
	n BIGINT NOT NULL,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	details BIGINT NOT NULL,
	sha256 BYTEA NOT NULL,
	sm3 BYTEA NOT NULL
);

ALTER TABLE entry ADD PRIMARY KEY (book_id, n);

CREATE INDEX entry_by_subject ON public.entry USING btree (book_id, subject, n);

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
	voided TEXT NOT NULL
);

ALTER TABLE evidence ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE evidence ADD FOREIGN KEY (book_id, measure_id) REFERENCES measure(book_id, id);

ALTER TABLE evidence ADD PRIMARY KEY (book_id, id);

CREATE INDEX evidence_by_finding ON public.evidence USING btree (book_id, finding_id);

CREATE INDEX evidence_by_measure ON public.evidence USING btree (book_id, measure_id);

CREATE INDEX evidence_of_bytes ON public.evidence USING btree (sha256);

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
	decided_at TEXT NOT NULL
);

ALTER TABLE extension ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE extension ADD PRIMARY KEY (book_id, id);

CREATE INDEX extension_by_finding ON public.extension USING btree (book_id, finding_id);

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
	handler_name TEXT NOT NULL
);

ALTER TABLE finding ADD UNIQUE (book_id, inspection_id, code);

ALTER TABLE finding ADD FOREIGN KEY (book_id, inspection_id) REFERENCES inspection(book_id, id);

ALTER TABLE finding ADD FOREIGN KEY (book_id, parent_id) REFERENCES finding(book_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE finding ADD PRIMARY KEY (book_id, id);

CREATE INDEX finding_at_turn ON public.finding USING btree (book_id, stage, due) WHERE (state = 'submitted'::text);

CREATE INDEX finding_by_order ON public.finding USING btree (book_id, inspection_id, ord);

CREATE INDEX finding_by_state ON public.finding USING btree (book_id, state, due, dept_id);

CREATE TABLE grant_ (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	person_id BYTEA NOT NULL,
	role TEXT NOT NULL,
	unit_id BYTEA,
	by_id BYTEA,
	closed BOOLEAN NOT NULL
);

ALTER TABLE grant_ ADD FOREIGN KEY (book_id, person_id) REFERENCES person(book_id, id);

ALTER TABLE grant_ ADD PRIMARY KEY (book_id, id);

CREATE INDEX grant_by_person ON public.grant_ USING btree (book_id, person_id);

CREATE TABLE hash (
	book_id BYTEA NOT NULL,
	i BIGINT NOT NULL,
	hash BYTEA NOT NULL
);

ALTER TABLE hash ADD PRIMARY KEY (book_id, i);

CREATE TABLE head (
	book_id BYTEA NOT NULL,
	size BIGINT NOT NULL,
	state BYTEA NOT NULL
);

ALTER TABLE head ADD PRIMARY KEY (book_id);

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
	sources TEXT NOT NULL
);

ALTER TABLE inspection ADD UNIQUE (book_id, no);

ALTER TABLE inspection ADD PRIMARY KEY (book_id, id);

CREATE INDEX inspection_of_round ON public.inspection USING btree (round_id);

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
	done TEXT NOT NULL
);

ALTER TABLE job ADD PRIMARY KEY (book_id, id);

CREATE INDEX job_by_due ON public.job USING btree (done, due);

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
	handler_name TEXT NOT NULL
);

ALTER TABLE measure ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE measure ADD PRIMARY KEY (book_id, id);

CREATE INDEX measure_by_finding ON public.measure USING btree (book_id, finding_id);

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
	sources TEXT NOT NULL
);

ALTER TABLE meeting ADD PRIMARY KEY (book_id, id);

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
	sources TEXT NOT NULL
);

ALTER TABLE money ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE money ADD PRIMARY KEY (book_id, id);

CREATE INDEX money_by_finding ON public.money USING btree (book_id, finding_id);

CREATE TABLE notice (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	finding_id BYTEA NOT NULL,
	due TEXT NOT NULL,
	level BIGINT NOT NULL,
	colour TEXT NOT NULL,
	to_ids TEXT NOT NULL,
	at TEXT NOT NULL
);

ALTER TABLE notice ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE notice ADD PRIMARY KEY (book_id, id);

CREATE INDEX notice_by_finding ON public.notice USING btree (book_id, finding_id);

CREATE TABLE outbox (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	channel TEXT NOT NULL,
	message TEXT NOT NULL,
	due TEXT NOT NULL,
	tries BIGINT NOT NULL,
	failure TEXT NOT NULL,
	sent TEXT NOT NULL
);

ALTER TABLE outbox ADD PRIMARY KEY (book_id, id);

CREATE INDEX outbox_by_due ON public.outbox USING btree (sent, due);

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
	content BYTEA NOT NULL
);

ALTER TABLE paper ADD PRIMARY KEY (book_id, id);

CREATE INDEX paper_by_inspection ON public.paper USING btree (book_id, inspection_id);

CREATE TABLE password (
	book_id BYTEA NOT NULL,
	person_id BYTEA NOT NULL,
	phc TEXT NOT NULL,
	must_change BOOLEAN NOT NULL,
	at TEXT NOT NULL
);

ALTER TABLE password ADD FOREIGN KEY (book_id, person_id) REFERENCES person(book_id, id);

ALTER TABLE password ADD PRIMARY KEY (book_id, person_id);

CREATE TABLE person (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	login TEXT NOT NULL,
	name TEXT NOT NULL,
	unit_id BYTEA,
	title TEXT NOT NULL,
	mail TEXT NOT NULL,
	closed BOOLEAN NOT NULL
);

ALTER TABLE person ADD UNIQUE (book_id, login);

ALTER TABLE person ADD PRIMARY KEY (book_id, id);

CREATE TABLE preference (
	book_id BYTEA NOT NULL,
	person_id BYTEA NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL
);

ALTER TABLE preference ADD FOREIGN KEY (book_id, person_id) REFERENCES person(book_id, id);

ALTER TABLE preference ADD PRIMARY KEY (book_id, person_id, name);

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
	steps TEXT NOT NULL
);

ALTER TABLE publication ADD FOREIGN KEY (book_id, inspection_id) REFERENCES inspection(book_id, id);

ALTER TABLE publication ADD PRIMARY KEY (book_id, id);

CREATE INDEX publication_by_inspection ON public.publication USING btree (book_id, inspection_id);

CREATE INDEX publication_of_inspection ON public.publication USING btree (inspection_id, channel);

CREATE INDEX publication_shown ON public.publication USING btree (channel) WHERE (state = 'published'::text);

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
	sources TEXT NOT NULL
);

ALTER TABLE record ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE record ADD FOREIGN KEY (book_id, measure_id) REFERENCES measure(book_id, id);

ALTER TABLE record ADD PRIMARY KEY (book_id, id);

CREATE INDEX record_by_finding ON public.record USING btree (book_id, finding_id);

CREATE INDEX record_by_measure ON public.record USING btree (book_id, measure_id);

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
	sources TEXT NOT NULL
);

ALTER TABLE regulation ADD PRIMARY KEY (book_id, id);

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
	at TEXT NOT NULL
);

ALTER TABLE relapse ADD FOREIGN KEY (book_id, closure_id) REFERENCES closure(book_id, id);

ALTER TABLE relapse ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE relapse ADD PRIMARY KEY (book_id, id);

CREATE INDEX relapse_by_finding ON public.relapse USING btree (book_id, finding_id);

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
	overlays TEXT NOT NULL
);

ALTER TABLE round ADD PRIMARY KEY (book_id, id);

CREATE TABLE search (
	book_id BYTEA NOT NULL,
	finding_id BYTEA NOT NULL,
	grams TSVECTOR NOT NULL,
	body TEXT NOT NULL
);

ALTER TABLE search ADD PRIMARY KEY (book_id, finding_id);

CREATE INDEX search_by_gram ON public.search USING gin (grams);

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
	ended BOOLEAN NOT NULL
);

ALTER TABLE session ADD PRIMARY KEY (book_id, digest);

CREATE INDEX session_by_expiry ON public.session USING btree (book_id, expires);

CREATE INDEX session_of_person ON public.session USING btree (book_id, person_id);

CREATE TABLE setting (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL
);

ALTER TABLE setting ADD UNIQUE (book_id, name);

ALTER TABLE setting ADD PRIMARY KEY (book_id, id);

CREATE TABLE sight (
	book_id BYTEA NOT NULL,
	party_id BYTEA NOT NULL,
	finding_id BYTEA NOT NULL
);

ALTER TABLE sight ADD PRIMARY KEY (book_id, party_id, finding_id);

CREATE INDEX sight_of_party ON public.sight USING btree (party_id, book_id, finding_id);

CREATE TABLE signatory (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	unit_id BYTEA,
	unit_name TEXT NOT NULL
);

ALTER TABLE signatory ADD PRIMARY KEY (book_id, id);

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
	outcome TEXT NOT NULL
);

ALTER TABLE submission ADD FOREIGN KEY (book_id, finding_id) REFERENCES finding(book_id, id);

ALTER TABLE submission ADD PRIMARY KEY (book_id, id);

CREATE INDEX submission_by_finding ON public.submission USING btree (book_id, finding_id);

CREATE TABLE tally (
	book_id BYTEA NOT NULL,
	shelf BIGINT NOT NULL,
	counts BYTEA NOT NULL
);

ALTER TABLE tally ADD PRIMARY KEY (book_id);

CREATE TABLE unit (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	parent_id BYTEA,
	name TEXT NOT NULL,
	office BOOLEAN NOT NULL,
	closed BOOLEAN NOT NULL
);

ALTER TABLE unit ADD PRIMARY KEY (book_id, id);

CREATE TABLE workgroup (
	book_id BYTEA NOT NULL,
	id BYTEA NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	leader_id BYTEA,
	members TEXT NOT NULL,
	duty TEXT NOT NULL,
	closed BOOLEAN NOT NULL
);

ALTER TABLE workgroup ADD PRIMARY KEY (book_id, id);

