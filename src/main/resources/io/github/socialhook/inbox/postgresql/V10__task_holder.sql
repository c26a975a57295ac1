-- The process that holds it, or was the last to: what came after it must not be handed to another meanwhile.
ALTER TABLE task ADD COLUMN holder TEXT;

-- Finds what waits for single handlers of a subject.
CREATE INDEX task_subject ON task (subject, delivery_id) WHERE state = 'PENDING';
