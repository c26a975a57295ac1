-- With socialhook.store=kafka and socialhook.kafka.index=all, what is in the log has a row here without its body.
ALTER TABLE socialhook_delivery ALTER COLUMN body DROP NOT NULL;

-- How many bytes the body has, where it is only in the log.
ALTER TABLE socialhook_delivery ADD COLUMN body_size INTEGER;

-- Which handlers have not passed it in the log: a row of socialhook_log_takers. Null once all of them have.
ALTER TABLE socialhook_delivery ADD COLUMN waits_for INTEGER;

CREATE INDEX socialhook_delivery_waits ON socialhook_delivery (waits_for, id) WHERE waits_for IS NOT NULL;

CREATE INDEX socialhook_delivery_waiting ON socialhook_delivery (id) WHERE waits_for IS NOT NULL;

-- The numbers of what is in the log say nothing about time.
CREATE INDEX socialhook_delivery_received ON socialhook_delivery (received_at, id) WHERE id >= 288230376151711744;

-- Sets of handlers, one name on each line. Two nodes may write the same.
CREATE TABLE socialhook_log_takers (
	id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	handlers TEXT NOT NULL
);

-- How far the index has come.
CREATE TABLE socialhook_log_index (
	generation INTEGER NOT NULL,
	partition INTEGER NOT NULL,
	-- The offset of the next record.
	position BIGINT NOT NULL,
	-- From which offset on to read, to know what is there twice.
	read_from BIGINT NOT NULL,
	PRIMARY KEY (generation, partition)
);
