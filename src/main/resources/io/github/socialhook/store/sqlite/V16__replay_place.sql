-- Where a replay continues in the log of Kafka. Null where its deliveries are in the database.
ALTER TABLE socialhook_replay ADD COLUMN place TEXT;
