-- What somebody wants to be handled again: the filter, and how far that has come. A node that dies leaves it to others.
CREATE TABLE replay (
	id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	requested_by TEXT NOT NULL,
	requested_at BIGINT NOT NULL,
	state TEXT,
	event TEXT,
	endpoint TEXT,
	subject TEXT,
	handler TEXT,
	received_from BIGINT,
	received_to BIGINT,
	contains TEXT,
	matched BIGINT NOT NULL,
	-- What is done has a number up to the position; what came after the last one is not meant.
	position BIGINT NOT NULL,
	last BIGINT NOT NULL,
	done BIGINT NOT NULL DEFAULT 0,
	replayed BIGINT NOT NULL DEFAULT 0,
	-- One node at a time goes on with it, so that the rate is bounded for all of them together.
	holder TEXT,
	leased_until BIGINT NOT NULL DEFAULT 0,
	ended_at BIGINT,
	cancelled INTEGER NOT NULL DEFAULT 0
);
