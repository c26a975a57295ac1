-- What has failed and not succeeded since, in the order of acceptance: a page looks at the newest for a bounded time.
CREATE INDEX socialhook_task_failing ON socialhook_task (delivery_id, handler, state, signature, failed_at) WHERE state IN ('RETRYING', 'DEAD');
