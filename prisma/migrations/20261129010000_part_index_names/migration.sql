-- Names the indexes of a part itself. The names PostgreSQL makes up are cut to 63 characters, which leaves sixteen digits of
-- the organisation's id: those of the millisecond it was made in. It takes the next free one, but between choosing and taking
-- it another transaction may take it too; then the first reading of one of two such organisations failed.
CREATE OR REPLACE FUNCTION part_index(p_table text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET maintenance_work_mem = '256MB' AS $$
DECLARE
  own text := part_of(p_table);
  made text;
BEGIN
  IF p_table NOT IN ('device', 'person', 'device_share', 'person_share') THEN
    RAISE EXCEPTION 'no table in parts: %', p_table USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR made IN
    SELECT CASE WHEN i.indisprimary
      THEN format('ALTER TABLE part.%I ADD CONSTRAINT %I %s', own, own || '_key', pg_get_constraintdef(c.oid))
      ELSE regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX .*? USING ',
        format(' INDEX %I ON part.%I USING ', own || '_' || row_number() OVER (ORDER BY i.indexrelid), own)) END
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
    WHERE i.indrelid = format('public.%I', p_table)::regclass ORDER BY i.indexrelid
  LOOP
    EXECUTE made;
  END LOOP;
END $$;
