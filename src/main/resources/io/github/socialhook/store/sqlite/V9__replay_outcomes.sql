-- Whether it stops after one, six and 56 deliveries until these are handled, and ends if they fail again.
ALTER TABLE socialhook_replay ADD COLUMN paced INTEGER NOT NULL DEFAULT 0;

-- 1 if it has ended because deliveries failed again.
ALTER TABLE socialhook_replay ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0;

-- What became of the deliveries that it made due. Null for replays before this was recorded.
ALTER TABLE socialhook_replay ADD COLUMN handled INTEGER;

ALTER TABLE socialhook_replay ADD COLUMN retrying INTEGER;

ALTER TABLE socialhook_replay ADD COLUMN failed INTEGER;

ALTER TABLE socialhook_replay ADD COLUMN other INTEGER;

-- A replay whose deliveries are meant.
ALTER TABLE socialhook_replay ADD COLUMN of_replay TEXT;

-- The deliveries that a replay made due, and what became of each: followed until that is final. Written behind the replay, and
-- deleted when the replay is forgotten.
CREATE TABLE socialhook_replay_delivery (
	replay_id INTEGER NOT NULL,
	delivery_id INTEGER NOT NULL,
	outcome TEXT NOT NULL,
	PRIMARY KEY (replay_id, delivery_id)
) STRICT, WITHOUT ROWID;

-- What is still followed.
CREATE INDEX socialhook_replay_delivery_open ON socialhook_replay_delivery (replay_id, delivery_id)
	WHERE outcome IN ('PENDING', 'RETRYING');
