-- What is to be done with the deliveries: REPLAY makes them due again, DISCARD discards what has failed for good.
ALTER TABLE socialhook_replay ADD COLUMN action TEXT NOT NULL DEFAULT 'REPLAY';

-- What was discarded. On the table of trouble, so that what arrives and succeeds has no part in it.
CREATE INDEX socialhook_task_discarded ON socialhook_task (delivery_id) WHERE state = 'DISCARDED';
