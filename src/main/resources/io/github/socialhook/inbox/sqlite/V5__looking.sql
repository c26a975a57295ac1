-- What people ask for. None of it is on the way of an acknowledgement or of a first attempt that succeeds.
CREATE INDEX delivery_unhandled ON delivery (id) WHERE state = 'UNHANDLED';

CREATE INDEX task_handler ON task (handler, delivery_id, state);

-- The handlers that lag behind the others in the common first attempt, and those that are replayed alone.
CREATE INDEX task_pending ON task (delivery_id) WHERE state = 'PENDING';
