-- How many requests came and deliveries were handled in each minute, on each node. Written once a minute, and kept for eight days.
CREATE TABLE socialhook_traffic (
	-- Minutes since 1970 in UTC.
	minute INTEGER NOT NULL,
	-- The process that counted. Of use only where there are several.
	node TEXT NOT NULL,
	received INTEGER NOT NULL,
	duplicates INTEGER NOT NULL,
	rejected INTEGER NOT NULL,
	unavailable INTEGER NOT NULL,
	handled INTEGER NOT NULL,
	failed INTEGER NOT NULL,
	-- How many genuine requests were answered within so many milliseconds, and in no fewer.
	ack_1 INTEGER NOT NULL,
	ack_2 INTEGER NOT NULL,
	ack_5 INTEGER NOT NULL,
	ack_10 INTEGER NOT NULL,
	ack_25 INTEGER NOT NULL,
	ack_50 INTEGER NOT NULL,
	ack_100 INTEGER NOT NULL,
	ack_250 INTEGER NOT NULL,
	ack_500 INTEGER NOT NULL,
	ack_1000 INTEGER NOT NULL,
	ack_1500 INTEGER NOT NULL,
	ack_over INTEGER NOT NULL,
	PRIMARY KEY (minute, node)
) STRICT, WITHOUT ROWID;
