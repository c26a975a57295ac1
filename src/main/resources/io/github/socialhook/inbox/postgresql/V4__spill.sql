-- Set for what came out of a local spill, so that a crash while moving it does not double it.
ALTER TABLE delivery ADD COLUMN spill_key TEXT;

CREATE UNIQUE INDEX delivery_spill_key ON delivery (spill_key) WHERE spill_key IS NOT NULL;
