-- What users of the operations side have done: the latest entries.
CREATE TABLE socialhook_audit (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	done_at INTEGER NOT NULL,
	done_by TEXT NOT NULL,
	action TEXT NOT NULL,
	-- The id of a delivery or of a replay, the name of a handler, a file, the address of a client.
	target TEXT NOT NULL,
	-- How many deliveries were meant.
	number INTEGER
) STRICT;
