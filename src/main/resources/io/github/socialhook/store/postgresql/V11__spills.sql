-- The local spills of all nodes: files with deliveries that came while this database was unavailable. A row is deleted when its
-- node stops and leaves an empty file.
CREATE TABLE socialhook_spill (
	-- The name that is in the file.
	name TEXT PRIMARY KEY,
	node TEXT NOT NULL,
	file TEXT NOT NULL,
	-- How many were in it when this was written, and when the oldest of them came.
	deliveries BIGINT NOT NULL,
	since BIGINT,
	-- 0 after its node has stopped and left deliveries in it.
	in_use INTEGER NOT NULL,
	-- By the clock of the database: those of the nodes differ.
	seen_at BIGINT NOT NULL
);
