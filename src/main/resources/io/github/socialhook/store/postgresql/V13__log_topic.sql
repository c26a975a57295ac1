-- The incarnations of the topic in which deliveries are stored with socialhook.store=kafka. The generation is a part of the ids
-- of deliveries, because offsets begin anew in each incarnation.
CREATE TABLE socialhook_log_topic (
	generation INTEGER PRIMARY KEY,
	-- The id that Kafka gave the topic when it was created.
	topic_id TEXT NOT NULL UNIQUE,
	topic TEXT NOT NULL,
	created_at BIGINT NOT NULL
);
