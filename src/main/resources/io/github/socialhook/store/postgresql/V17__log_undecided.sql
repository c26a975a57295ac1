-- The handlers of which a consumer group had no position when a node began to receive, because Kafka did not answer.
CREATE TABLE socialhook_log_undecided (
	topic TEXT NOT NULL,
	handler TEXT NOT NULL,
	-- When the first such node was started.
	since BIGINT NOT NULL,
	PRIMARY KEY (topic, handler)
);
