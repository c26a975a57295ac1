-- What people ask for. None of it is on the way of an acknowledgement or of a first attempt that succeeds.
CREATE INDEX delivery_unhandled ON delivery (id) WHERE state = 'UNHANDLED';

CREATE INDEX task_handler ON task (handler, delivery_id, state);
