-- A report that failed names what it lacked.
ALTER TABLE report ADD COLUMN reason_values JSONB;
