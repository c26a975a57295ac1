-- The process that uses the file: for file systems where locks have no effect, and paths that lead past the lock.
CREATE TABLE socialhook_holder (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	-- A random text, another one each time that a process opens the file.
	mark TEXT NOT NULL,
	process INTEGER NOT NULL,
	host TEXT NOT NULL,
	started_at INTEGER NOT NULL,
	-- Goes up by one every few seconds.
	beat INTEGER NOT NULL,
	-- When it last did. 0 after the process has left the file.
	beaten_at INTEGER NOT NULL
) STRICT;
