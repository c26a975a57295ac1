-- How many requests came and deliveries were handled in each minute, on each node. Written once a minute, and kept for eight days.
CREATE TABLE socialhook_traffic (
	-- Minutes since 1970 in UTC.
	minute BIGINT NOT NULL,
	-- The process that counted. Of use only where there are several.
	node TEXT NOT NULL,
	received BIGINT NOT NULL,
	duplicates BIGINT NOT NULL,
	rejected BIGINT NOT NULL,
	unavailable BIGINT NOT NULL,
	handled BIGINT NOT NULL,
	failed BIGINT NOT NULL,
	-- How many genuine requests were answered within so many milliseconds, and in no fewer.
	ack_1 BIGINT NOT NULL,
	ack_2 BIGINT NOT NULL,
	ack_5 BIGINT NOT NULL,
	ack_10 BIGINT NOT NULL,
	ack_25 BIGINT NOT NULL,
	ack_50 BIGINT NOT NULL,
	ack_100 BIGINT NOT NULL,
	ack_250 BIGINT NOT NULL,
	ack_500 BIGINT NOT NULL,
	ack_1000 BIGINT NOT NULL,
	ack_1500 BIGINT NOT NULL,
	ack_over BIGINT NOT NULL,
	PRIMARY KEY (minute, node)
);
