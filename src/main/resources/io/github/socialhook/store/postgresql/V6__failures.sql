-- With which error a handler has failed, and when it last did. Null once it has succeeded, and for what failed before this was
-- recorded.
ALTER TABLE socialhook_task ADD COLUMN signature TEXT;

ALTER TABLE socialhook_task ADD COLUMN failed_at BIGINT;

-- Trouble only. It has all that groups of failures are made of.
CREATE INDEX socialhook_task_failure ON socialhook_task (signature, delivery_id, handler, state, failed_at) WHERE signature IS NOT NULL;

ALTER TABLE socialhook_replay ADD COLUMN error TEXT;
