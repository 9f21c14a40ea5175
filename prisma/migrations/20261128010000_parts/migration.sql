-- A large organisation's devices, people and shares lie in a part of the tables that is its own; everybody else's in the
-- rest (ADR 10). The first reading of a large tenant fills such a part before it has indexes and builds them at once,
-- which takes a quarter of what growing them row by row takes. Nobody sees a part before its reading is finished.
CREATE SCHEMA part;
GRANT USAGE ON SCHEMA part TO pomona_copy;

-- What there is becomes the rest, where it lies; its indexes are taken over, none is built.
DO $$
DECLARE
  name text;
  rest text;
  made text;
BEGIN
  FOREACH name IN ARRAY ARRAY['device', 'person', 'device_share', 'person_share'] LOOP
    rest := name || '_rest';
    EXECUTE format('ALTER TABLE public.%I SET SCHEMA part', name);
    EXECUTE format('ALTER TABLE part.%I RENAME TO %I', name, rest);
    EXECUTE format('CREATE TABLE public.%I (LIKE part.%I INCLUDING DEFAULTS) PARTITION BY LIST (organisation_id)', name, rest);
    FOR made IN
      SELECT CASE WHEN c.oid IS NULL
        THEN replace(pg_get_indexdef(i.indexrelid), format(' ON part.%I ', rest), format(' ON public.%I ', name))
        ELSE format('ALTER TABLE public.%I ADD CONSTRAINT %I %s', name, c.conname, pg_get_constraintdef(c.oid)) END
      FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
      WHERE i.indrelid = format('part.%I', rest)::regclass
    LOOP
      EXECUTE made;
    END LOOP;
    EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION part.%I DEFAULT', name, rest);
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY wall ON public.%I USING (organisation_id = nullif(current_setting(''pomona.organisation_id'', true), '''')::uuid)',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON public.%I TO pomona_app', name);
    EXECUTE format('GRANT DELETE ON public.%I TO pomona_copy', name);
    EXECUTE format('REVOKE ALL ON part.%I FROM pomona_app, pomona_copy', rest);
  END LOOP;
END $$;
ALTER STATISTICS person_address SET SCHEMA part;
ALTER STATISTICS part.person_address RENAME TO person_rest_address;
CREATE STATISTICS person_address ON lower(upn) FROM person;

CREATE FUNCTION part_of(p_table text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT p_table || '_' || replace(pomona_organisation()::text, '-', '') $$;

-- Makes the parts of the transaction's organisation, without indexes and seen by nobody else, for pomona_copy to fill.
CREATE FUNCTION part_open() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wall uuid := pomona_organisation();
  name text;
  own text;
BEGIN
  FOREACH name IN ARRAY ARRAY['device', 'person', 'device_share', 'person_share'] LOOP
    own := part_of(name);
    -- Told by the check that all rows are this organisation's, PostgreSQL looks at none when the part is taken in.
    EXECUTE format('CREATE TABLE part.%I (LIKE public.%I INCLUDING DEFAULTS, CONSTRAINT own CHECK (organisation_id = %L))',
      own, name, wall);
    EXECUTE format('ALTER TABLE part.%I ENABLE ROW LEVEL SECURITY', own);
    EXECUTE format(
      'CREATE POLICY wall ON part.%I USING (organisation_id = nullif(current_setting(''pomona.organisation_id'', true), '''')::uuid)',
      own);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON part.%I TO pomona_copy', own);
  END LOOP;
  EXECUTE format('CREATE STATISTICS part.%I ON lower(upn) FROM part.%I', part_of('person') || '_address', part_of('person'));
END $$;

-- Builds the indexes of a filled part, as the whole table has them.
CREATE FUNCTION part_index(p_table text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
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
      THEN format('ALTER TABLE part.%I ADD %s', own, pg_get_constraintdef(c.oid))
      ELSE regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX .*? USING ', format(' INDEX ON part.%I USING ', own)) END
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
    WHERE i.indrelid = format('public.%I', p_table)::regclass ORDER BY i.indexrelid
  LOOP
    EXECUTE made;
  END LOOP;
END $$;

-- Takes the filled parts in. The rest is locked for the moment in which PostgreSQL makes sure that it holds none of these
-- rows. Whoever reads several of these tables in another order could wait for this transaction while it waits for them, and
-- all who come later would wait behind it: so it waits for no lock longer than a blink, lets go of all and tries again.
CREATE FUNCTION part_take_in() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET lock_timeout = '50ms' AS $$
DECLARE
  wall uuid := pomona_organisation();
  name text;
BEGIN
  FOR tried IN 1..1200 LOOP
    BEGIN
      LOCK TABLE ONLY public.device, ONLY public.person, ONLY public.device_share, ONLY public.person_share
        IN SHARE UPDATE EXCLUSIVE MODE;
      LOCK TABLE part.device_rest, part.person_rest, part.device_share_rest, part.person_share_rest
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

-- Statistics of the part an organisation lies in. A merge samples its own passing tables coarsely; these stay, and pages
-- are planned by them.
CREATE OR REPLACE FUNCTION merge_analyze(p_table text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET default_statistics_target = 100 AS $$
BEGIN
  IF p_table NOT IN ('connection', 'person', 'device', 'device_share', 'person_share') THEN
    RAISE EXCEPTION 'no table of a merge: %', p_table USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('ANALYZE %s',
    coalesce(to_regclass('part.' || part_of(p_table)), to_regclass('part.' || p_table || '_rest'), to_regclass(p_table)));
END $$;

-- PostgreSQL looks after the statistics of each part, but nobody after those of the whole, by which joins are planned.
-- Once a night is enough, whichever organisation's night it is.
CREATE FUNCTION parts_analyze() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE name text;
BEGIN
  FOR name IN SELECT s.relname FROM pg_stat_all_tables s
    WHERE s.schemaname = 'public' AND s.relname IN ('device', 'person', 'device_share', 'person_share')
      AND coalesce(s.last_analyze, '-infinity') < now() - interval '20 hours'
  LOOP
    EXECUTE format('ANALYZE public.%I', name);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION search_settle() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET work_mem = '128MB' SET maintenance_work_mem = '128MB' AS $$
BEGIN
  PERFORM gin_clean_pending_list(inhrelid) FROM pg_inherits
  WHERE inhparent IN ('public.person_words'::regclass, 'public.device_words'::regclass);
END $$;

REVOKE EXECUTE ON FUNCTION part_of, part_open, part_index, part_take_in, parts_analyze FROM PUBLIC;
GRANT EXECUTE ON FUNCTION part_of, part_open, part_index, part_take_in, parts_analyze TO pomona_copy;
