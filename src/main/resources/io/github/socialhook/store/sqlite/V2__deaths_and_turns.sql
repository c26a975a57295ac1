-- How many processes have ended while they held it, since it was last finished.
ALTER TABLE socialhook_delivery ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;

ALTER TABLE socialhook_task ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;

-- Nothing is in it where no process has died.
CREATE INDEX socialhook_delivery_suspect ON socialhook_delivery (id) WHERE deaths > 0 AND due_at IS NOT NULL;

-- The subjects whose next event has to wait, because another is being handled, be it for the first time or again.
DROP INDEX socialhook_task_held;

CREATE INDEX socialhook_task_held ON socialhook_task (handler, due_at, subject) WHERE leased = 1;
