-- What deliveries refer to: the users, channels, posts ... whose ids are in their bodies. Written behind what is accepted.
CREATE TABLE socialhook_reference (
	delivery_id INTEGER NOT NULL,
	-- The first eight bytes of the SHA-256 of "kind:id".
	reference INTEGER NOT NULL,
	PRIMARY KEY (delivery_id, reference)
) STRICT, WITHOUT ROWID;

CREATE INDEX socialhook_reference_search ON socialhook_reference (reference, delivery_id);

-- Every delivery up to the position is in it.
CREATE TABLE socialhook_reference_index (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	position INTEGER NOT NULL,
	-- Of use only where there are several processes: one at a time goes on with it.
	holder TEXT,
	leased_until INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO socialhook_reference_index (id, position) VALUES (1, 0);

ALTER TABLE socialhook_replay ADD COLUMN refers_to TEXT;

-- Whether handlers that have succeeded get the deliveries again as well.
ALTER TABLE socialhook_replay ADD COLUMN include_handled INTEGER NOT NULL DEFAULT 1;
