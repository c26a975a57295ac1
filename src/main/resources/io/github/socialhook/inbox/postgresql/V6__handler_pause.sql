-- The handlers that somebody has paused, for every node and over restarts.
CREATE TABLE handler_pause (
	handler TEXT PRIMARY KEY,
	since BIGINT NOT NULL
);
