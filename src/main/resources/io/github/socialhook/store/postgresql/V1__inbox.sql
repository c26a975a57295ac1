-- Times are milliseconds since 1970 in UTC.
CREATE TABLE socialhook_delivery (
	id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	endpoint TEXT NOT NULL,
	event TEXT,
	subject TEXT,
	received_at BIGINT NOT NULL,
	state TEXT NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 0,
	-- When it may be claimed for its first attempt: the end of the lease while it is held. Null once that is over.
	due_at BIGINT,
	-- When due_at was set, where that was not at its receipt: so that a clock that was set back shows.
	timed_at BIGINT,
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
	body BYTEA NOT NULL,
	-- Set for what came out of a local spill, so that a crash while moving it does not double it.
	spill_key TEXT
);

CREATE INDEX socialhook_delivery_fingerprint ON socialhook_delivery (fingerprint);

-- Accepted order is the order of ids, so this index only ever grows at its end.
CREATE INDEX socialhook_delivery_due ON socialhook_delivery (id) WHERE due_at IS NOT NULL;

-- Finds earlier deliveries of a subject that another node still holds. Its condition is put in other words than that of
-- the index before: who asks by subject in these words, and says nothing else that a null would not fulfil, is never led
-- through everything that is due, dead or alive.
CREATE INDEX socialhook_delivery_turn ON socialhook_delivery (subject, id) WHERE num_nonnulls(due_at) = 1;

CREATE INDEX socialhook_delivery_trouble ON socialhook_delivery (state, id) WHERE state IN ('RETRYING', 'DEAD', 'UNREADABLE', 'DUPLICATE');

-- What people ask for. It is not on the way of an acknowledgement or of a first attempt that succeeds.
CREATE INDEX socialhook_delivery_unhandled ON socialhook_delivery (id) WHERE state = 'UNHANDLED';

CREATE UNIQUE INDEX socialhook_delivery_spill_key ON socialhook_delivery (spill_key) WHERE spill_key IS NOT NULL;

-- A handler that needs more than the one common first attempt.
CREATE TABLE socialhook_task (
	delivery_id BIGINT NOT NULL REFERENCES socialhook_delivery (id) ON DELETE CASCADE,
	handler TEXT NOT NULL,
	-- That of the delivery.
	subject TEXT,
	state TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	due_at BIGINT,
	-- When due_at was set.
	timed_at BIGINT NOT NULL DEFAULT 0,
	-- 1 while a claim holds it, so that a restart can tell a lease from an appointment.
	leased INTEGER NOT NULL DEFAULT 0,
	fence BIGINT NOT NULL DEFAULT 0,
	-- The process that holds it, or was the last to: what came after it must not be handed to another meanwhile.
	holder TEXT,
	PRIMARY KEY (delivery_id, handler)
);

CREATE INDEX socialhook_task_due ON socialhook_task (due_at, delivery_id) WHERE due_at IS NOT NULL;

-- The handlers that lag behind the others in the common first attempt, and those that are replayed alone.
CREATE INDEX socialhook_task_turn ON socialhook_task (delivery_id) WHERE state = 'PENDING';

-- What waits for one handler is a queue of its own: one that is slow, held or paused keeps nobody else waiting.
-- First attempts, in the order of acceptance.
CREATE INDEX socialhook_task_first ON socialhook_task (handler, delivery_id, subject, due_at) WHERE due_at IS NOT NULL AND attempts = 0;

-- Further attempts, in the order in which they are due.
CREATE INDEX socialhook_task_again ON socialhook_task (handler, due_at, delivery_id) WHERE due_at IS NOT NULL AND attempts > 0;

-- The subjects whose next event has to wait, because an earlier one is being handled.
CREATE INDEX socialhook_task_held ON socialhook_task (handler, due_at, subject) WHERE leased = 1 AND attempts = 0;

-- Finds what waits for single handlers of a subject.
CREATE INDEX socialhook_task_subject ON socialhook_task (subject, delivery_id) WHERE state = 'PENDING';

-- What people ask for.
CREATE INDEX socialhook_task_handler ON socialhook_task (handler, delivery_id, state);

-- The history of trouble: what succeeds at the first attempt leaves no row.
CREATE TABLE socialhook_attempt (
	delivery_id BIGINT NOT NULL REFERENCES socialhook_delivery (id) ON DELETE CASCADE,
	handler TEXT NOT NULL,
	number INTEGER NOT NULL,
	started_at BIGINT NOT NULL,
	duration_ms BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	error_type TEXT,
	error_message TEXT,
	error_trace TEXT
);

CREATE INDEX socialhook_attempt_delivery ON socialhook_attempt (delivery_id);

-- What somebody wants to be handled again: the filter, and how far that has come. A node that dies leaves it to others.
CREATE TABLE socialhook_replay (
	id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	requested_by TEXT NOT NULL,
	requested_at BIGINT NOT NULL,
	state TEXT,
	event TEXT,
	endpoint TEXT,
	subject TEXT,
	handler TEXT,
	received_from BIGINT,
	received_to BIGINT,
	contains TEXT,
	matched BIGINT NOT NULL,
	-- What is done has a number up to the position; what came after the last one is not meant.
	position BIGINT NOT NULL,
	last BIGINT NOT NULL,
	done BIGINT NOT NULL DEFAULT 0,
	replayed BIGINT NOT NULL DEFAULT 0,
	-- One node at a time goes on with it, so that the rate is bounded for all of them together.
	holder TEXT,
	leased_until BIGINT NOT NULL DEFAULT 0,
	ended_at BIGINT,
	cancelled INTEGER NOT NULL DEFAULT 0
);

-- The handlers that somebody has paused, for every node and over restarts.
CREATE TABLE socialhook_handler_pause (
	handler TEXT PRIMARY KEY,
	since BIGINT NOT NULL
);

-- What is known of the clock, before anything is deleted for its age.
CREATE TABLE socialhook_retention_clock (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	-- The latest time at which it was believed.
	trusted_at BIGINT NOT NULL,
	-- The time of the last look.
	looked_at BIGINT NOT NULL,
	-- The first time after a step that is too long. Null while the clock is believed.
	suspect_since BIGINT
);

-- Written to find out whether anything can be written.
CREATE TABLE socialhook_probe (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	tried_at BIGINT NOT NULL
);
