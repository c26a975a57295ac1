-- The process that holds it. Of use only where there are several.
ALTER TABLE task ADD COLUMN holder TEXT;
