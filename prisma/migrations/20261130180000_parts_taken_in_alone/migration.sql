-- Nobody reads a table while a part of it is taken in. A session that lists a table's parts for the first time just then
-- (PostgreSQL 18.4: it reads pg_inherits, and forgets on its way through the catalogue that it was told to list them again)
-- does not know the part until something else makes it look anew, and shows an organisation with nothing in it. Lists are
-- made under a lock of the table, so whoever takes a part in waits for those who hold one, and they for it.
CREATE OR REPLACE FUNCTION part_take_in() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET lock_timeout = '50ms' AS $$
DECLARE
  wall uuid := pomona_organisation();
  name text;
BEGIN
  FOR tried IN 1..1200 LOOP
    BEGIN
      LOCK TABLE ONLY public.device, ONLY public.person, ONLY public.device_share, ONLY public.person_share,
        part.device_rest, part.person_rest, part.device_share_rest, part.person_share_rest
        IN ACCESS EXCLUSIVE MODE;
      EXIT;
    EXCEPTION WHEN lock_not_available THEN
      IF tried = 1200 THEN RAISE; END IF;
      PERFORM pg_sleep(0.5);
    END;
  END LOOP;
  FOREACH name IN ARRAY ARRAY['device', 'person', 'device_share', 'person_share'] LOOP
    EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION part.%I FOR VALUES IN (%L)', name, part_of(name), wall);
    EXECUTE format('ALTER TABLE part.%I DROP CONSTRAINT own', part_of(name));
  END LOOP;
END $$;

-- Written after the catalogue rather than LIKE the whole, which it would hold a lock of until its merge is over: two who
-- fill a part at once would each wait for the other to take theirs in.
CREATE OR REPLACE FUNCTION part_open() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wall uuid := pomona_organisation();
  name text;
  own text;
  columns text;
BEGIN
  FOREACH name IN ARRAY ARRAY['device', 'person', 'device_share', 'person_share'] LOOP
    own := part_of(name);
    SELECT string_agg(concat_ws(' ', quote_ident(attname), format_type(atttypid, atttypmod),
        'DEFAULT ' || pg_get_expr(adbin, adrelid), CASE WHEN attnotnull THEN 'NOT NULL' END), ', ' ORDER BY attnum)
      INTO columns
      FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = format('public.%I', name)::regclass AND attnum > 0 AND NOT attisdropped;
    -- Told by the check that all rows are this organisation's, PostgreSQL looks at none when the part is taken in.
    EXECUTE format('CREATE TABLE part.%I (%s, CONSTRAINT own CHECK (organisation_id = %L))', own, columns, wall);
    EXECUTE format('ALTER TABLE part.%I ENABLE ROW LEVEL SECURITY', own);
    EXECUTE format(
      'CREATE POLICY wall ON part.%I USING (organisation_id = nullif(current_setting(''pomona.organisation_id'', true), '''')::uuid)',
      own);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON part.%I TO pomona_copy', own);
  END LOOP;
  EXECUTE format('CREATE STATISTICS part.%I ON lower(upn) FROM part.%I', part_of('person') || '_address', part_of('person'));
END $$;
