-- Times are milliseconds since 1970 in UTC.
CREATE TABLE socialhook_delivery (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	endpoint TEXT NOT NULL,
	event TEXT,
	subject TEXT,
	received_at INTEGER NOT NULL,
	state TEXT NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 0,
	-- When it may be claimed for its first attempt: the end of the lease while it is held. Null once that is over.
	due_at INTEGER,
	-- When due_at was set, where that was not at its receipt: so that a clock that was set back shows.
	timed_at INTEGER,
	fence INTEGER NOT NULL DEFAULT 0,
	handled_at INTEGER,
	-- The process that holds it. Of use only where there are several.
	holder TEXT,
	-- How often the same bytes came again within the window, and when last.
	repeats INTEGER NOT NULL DEFAULT 0,
	repeated_at INTEGER,
	-- SHA-256 of the body.
	digest BLOB NOT NULL,
	body BLOB NOT NULL
) STRICT;

-- The fingerprints of what was accepted within the window in which the same bytes are a repeat. An index would cost a
-- page for each delivery, because they are random; these are written at the end of a table, thousands at a time.
CREATE TABLE socialhook_fingerprint_run (
	id INTEGER PRIMARY KEY,
	-- When the latest of its deliveries was received.
	newest INTEGER NOT NULL,
	-- Every delivery up to this number is in this run or in one before it.
	last INTEGER NOT NULL
) STRICT;

CREATE TABLE socialhook_fingerprint_bucket (
	-- 512 for each run.
	id INTEGER PRIMARY KEY,
	-- Fingerprint and number of each delivery, eight bytes each.
	entries BLOB NOT NULL
) STRICT;

-- Accepted order is the order of ids, so this index only ever grows at its end.
CREATE INDEX socialhook_delivery_due ON socialhook_delivery (id) WHERE due_at IS NOT NULL;

CREATE INDEX socialhook_delivery_trouble ON socialhook_delivery (state, id) WHERE state IN ('RETRYING', 'DEAD', 'UNREADABLE', 'DUPLICATE');

-- What people ask for. It is not on the way of an acknowledgement or of a first attempt that succeeds.
CREATE INDEX socialhook_delivery_unhandled ON socialhook_delivery (id) WHERE state = 'UNHANDLED';

-- A handler that needs more than the one common first attempt.
CREATE TABLE socialhook_task (
	delivery_id INTEGER NOT NULL REFERENCES socialhook_delivery (id) ON DELETE CASCADE,
	handler TEXT NOT NULL,
	-- That of the delivery.
	subject TEXT,
	state TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	due_at INTEGER,
	-- When due_at was set.
	timed_at INTEGER NOT NULL DEFAULT 0,
	-- 1 while a claim holds it, so that a restart can tell a lease from an appointment.
	leased INTEGER NOT NULL DEFAULT 0,
	fence INTEGER NOT NULL DEFAULT 0,
	-- The process that holds it. Of use only where there are several.
	holder TEXT,
	PRIMARY KEY (delivery_id, handler)
) STRICT, WITHOUT ROWID;

CREATE INDEX socialhook_task_due ON socialhook_task (due_at, delivery_id) WHERE due_at IS NOT NULL;

-- The handlers that lag behind the others in the common first attempt, and those that are replayed alone.
CREATE INDEX socialhook_task_pending ON socialhook_task (delivery_id) WHERE state = 'PENDING';

-- What waits for one handler is a queue of its own: one that is slow, held or paused keeps nobody else waiting.
-- First attempts, in the order of acceptance.
CREATE INDEX socialhook_task_first ON socialhook_task (handler, delivery_id, subject, due_at) WHERE due_at IS NOT NULL AND attempts = 0;

-- Further attempts, in the order in which they are due.
CREATE INDEX socialhook_task_again ON socialhook_task (handler, due_at, delivery_id) WHERE due_at IS NOT NULL AND attempts > 0;

-- The subjects whose next event has to wait, because an earlier one is being handled.
CREATE INDEX socialhook_task_held ON socialhook_task (handler, due_at, subject) WHERE leased = 1 AND attempts = 0;

-- What people ask for.
CREATE INDEX socialhook_task_handler ON socialhook_task (handler, delivery_id, state);

-- The history of trouble: what succeeds at the first attempt leaves no row.
CREATE TABLE socialhook_attempt (
	delivery_id INTEGER NOT NULL REFERENCES socialhook_delivery (id) ON DELETE CASCADE,
	handler TEXT NOT NULL,
	number INTEGER NOT NULL,
	started_at INTEGER NOT NULL,
	duration_ms INTEGER NOT NULL,
	outcome TEXT NOT NULL,
	error_type TEXT,
	error_message TEXT,
	error_trace TEXT
) STRICT;

CREATE INDEX socialhook_attempt_delivery ON socialhook_attempt (delivery_id);

-- What somebody wants to be handled again: the filter, and how far that has come. A node that dies leaves it to others.
CREATE TABLE socialhook_replay (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	requested_by TEXT NOT NULL,
	requested_at INTEGER NOT NULL,
	state TEXT,
	event TEXT,
	endpoint TEXT,
	subject TEXT,
	handler TEXT,
	received_from INTEGER,
	received_to INTEGER,
	contains TEXT,
	matched INTEGER NOT NULL,
	-- What is done has a number up to the position; what came after the last one is not meant.
	position INTEGER NOT NULL,
	last INTEGER NOT NULL,
	done INTEGER NOT NULL DEFAULT 0,
	replayed INTEGER NOT NULL DEFAULT 0,
	-- One node at a time goes on with it, so that the rate is bounded for all of them together.
	holder TEXT,
	leased_until INTEGER NOT NULL DEFAULT 0,
	ended_at INTEGER,
	cancelled INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The handlers that somebody has paused, for every node and over restarts.
CREATE TABLE socialhook_handler_pause (
	handler TEXT PRIMARY KEY,
	since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is known of the clock, before anything is deleted for its age.
CREATE TABLE socialhook_retention_clock (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	-- The latest time at which it was believed.
	trusted_at INTEGER NOT NULL,
	-- The time of the last look.
	looked_at INTEGER NOT NULL,
	-- The first time after a step that is too long. Null while the clock is believed.
	suspect_since INTEGER
) STRICT;

-- Written to find out whether anything can be written.
CREATE TABLE socialhook_probe (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	tried_at INTEGER NOT NULL
) STRICT;
