-- What deliveries refer to: the users, channels, posts ... whose ids are in their bodies. Written behind what is accepted, and
-- without a foreign key, which would lock rows that are being claimed.
CREATE TABLE socialhook_reference (
	delivery_id BIGINT NOT NULL,
	-- The first eight bytes of the SHA-256 of "kind:id".
	reference BIGINT NOT NULL,
	PRIMARY KEY (delivery_id, reference)
);

CREATE INDEX socialhook_reference_search ON socialhook_reference (reference, delivery_id);

-- Every delivery up to the position is in it.
CREATE TABLE socialhook_reference_index (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	position BIGINT NOT NULL,
	-- One process at a time goes on with it.
	holder TEXT,
	leased_until BIGINT NOT NULL DEFAULT 0
);

INSERT INTO socialhook_reference_index (id, position) VALUES (1, 0);

ALTER TABLE socialhook_replay ADD COLUMN refers_to TEXT;

-- Whether handlers that have succeeded get the deliveries again as well.
ALTER TABLE socialhook_replay ADD COLUMN include_handled INTEGER NOT NULL DEFAULT 1;
