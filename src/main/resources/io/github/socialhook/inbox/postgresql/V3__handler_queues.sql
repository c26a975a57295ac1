-- What waits for one handler is a queue of its own: one that is slow, held or paused keeps nobody else waiting.
ALTER TABLE task ADD COLUMN subject TEXT;

UPDATE task SET subject = (SELECT d.subject FROM delivery d WHERE d.id = task.delivery_id);

-- First attempts, in the order of acceptance.
CREATE INDEX task_first ON task (handler, delivery_id, subject, due_at) WHERE due_at IS NOT NULL AND attempts = 0;

-- Further attempts, in the order in which they are due.
CREATE INDEX task_again ON task (handler, due_at, delivery_id) WHERE due_at IS NOT NULL AND attempts > 0;

-- The subjects whose next event has to wait, because an earlier one is being handled.
CREATE INDEX task_held ON task (handler, subject, due_at) WHERE leased = 1 AND attempts = 0;
