-- How many deliveries there are, because counting them reads the whole table: so many of those with a number up to "up_to"
-- are there, and all with a higher one. What is accepted changes nothing here; what is deleted does.
CREATE TABLE socialhook_delivery_count (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	number INTEGER NOT NULL,
	up_to INTEGER NOT NULL
) STRICT;

INSERT INTO socialhook_delivery_count (id, number, up_to)
SELECT 1, (SELECT count(*) FROM socialhook_delivery),
	coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'socialhook_delivery'), 0);
