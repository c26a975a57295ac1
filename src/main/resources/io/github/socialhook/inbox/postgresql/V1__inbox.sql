-- Times are milliseconds since 1970 in UTC.
CREATE TABLE delivery (
	id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	endpoint TEXT NOT NULL,
	event TEXT,
	subject TEXT,
	received_at BIGINT NOT NULL,
	state TEXT NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 0,
	-- When it may be claimed for its first attempt: the end of the lease while it is held. Null once that is over.
	due_at BIGINT,
	fence BIGINT NOT NULL DEFAULT 0,
	handled_at BIGINT,
	-- The process that holds it. Of use only where there are several.
	holder TEXT,
	-- How often the same bytes came again within the window, and when last.
	repeats INTEGER NOT NULL DEFAULT 0,
	repeated_at BIGINT,
	-- SHA-256 of the body, and its first eight bytes as a number: an index of numbers is a third of one of digests.
	digest BYTEA NOT NULL,
	fingerprint BIGINT NOT NULL,
	body BYTEA NOT NULL
);

CREATE INDEX delivery_fingerprint ON delivery (fingerprint);

-- Accepted order is the order of ids, so this index only ever grows at its end.
CREATE INDEX delivery_due ON delivery (id) WHERE due_at IS NOT NULL;

-- Finds earlier deliveries of a subject that another node still holds.
CREATE INDEX delivery_turn ON delivery (subject, id) WHERE due_at IS NOT NULL;

CREATE INDEX delivery_trouble ON delivery (state, id) WHERE state IN ('RETRYING', 'DEAD', 'UNREADABLE');

-- A handler that needs more than the one common first attempt.
CREATE TABLE task (
	delivery_id BIGINT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
	handler TEXT NOT NULL,
	state TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	due_at BIGINT,
	-- 1 while a claim holds it, so that a restart can tell a lease from an appointment.
	leased INTEGER NOT NULL DEFAULT 0,
	fence BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (delivery_id, handler)
);

CREATE INDEX task_due ON task (due_at, delivery_id) WHERE due_at IS NOT NULL;

CREATE INDEX task_turn ON task (delivery_id) WHERE state = 'PENDING';

-- The history of trouble: what succeeds at the first attempt leaves no row.
CREATE TABLE attempt (
	delivery_id BIGINT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
	handler TEXT NOT NULL,
	number INTEGER NOT NULL,
	started_at BIGINT NOT NULL,
	duration_ms BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	error_type TEXT,
	error_message TEXT,
	error_trace TEXT
);

CREATE INDEX attempt_delivery ON attempt (delivery_id);

-- Written to find out whether anything can be written.
CREATE TABLE probe (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	tried_at BIGINT NOT NULL
);
