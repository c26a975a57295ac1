-- How many deliveries there are, because counting them reads the whole table: so many of those with a number up to "up_to"
-- are there. The others are counted, and now and then added here. What is accepted changes nothing here; what is deleted does.
CREATE TABLE socialhook_delivery_count (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	number BIGINT NOT NULL,
	up_to BIGINT NOT NULL
);

INSERT INTO socialhook_delivery_count (id, number, up_to)
SELECT 1, count(*), coalesce(max(id), 0) FROM socialhook_delivery;
