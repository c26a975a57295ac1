-- What is masked in errors that are recorded from now on, and since when. Errors from before are not shown. One row at the most.
CREATE TABLE socialhook_redaction (
	id INTEGER NOT NULL PRIMARY KEY,
	paths TEXT NOT NULL,
	since BIGINT NOT NULL
);

-- The trace of the request that brought a delivery, if it was sampled. Written behind the delivery.
CREATE TABLE socialhook_trace (
	delivery_id BIGINT NOT NULL PRIMARY KEY,
	parent TEXT NOT NULL
);
