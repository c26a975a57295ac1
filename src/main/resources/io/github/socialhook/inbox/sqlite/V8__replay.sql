-- What somebody wants to be handled again: the filter, and how far that has come. A node that dies leaves it to others.
CREATE TABLE replay (
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
