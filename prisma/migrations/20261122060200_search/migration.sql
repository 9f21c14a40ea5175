-- Finding a device by the beginning of its serial number or a part of its name, and a person by a part of their name or
-- user principal name. LIKE is not leakproof, so below row-level security it cannot use an index: these functions run
-- as the tables' owner, keep to the organisation of the transaction themselves, and answer ids alone, whose rows are
-- then read through the wall. They are listed in docs/map.md; their tests are in prisma/walls.test.ts.

-- It comes with PostgreSQL and is trusted: whoever may create in the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One index for whatever a person is called, because a search never says which it means. The domain of an address is
-- left out: nearly everybody's is the same, so it would double the cost of writing and find nobody. The space before
-- lets a pattern ask for the beginning of a word. A reading of 800,000 people only notes them (the pending list may grow
-- to gigabytes); `search_settle` files them in one go when the reading is over, which takes half as long.
CREATE INDEX person_words ON person
  USING gin (lower(' ' || coalesce(split_part(upn, '@', 1), '') || ' ' || coalesce(name, '')) gin_trgm_ops)
  WITH (gin_pending_list_limit = 2000000);
-- No index, but how often an address is like another: of a whole domain the planner has to know that it is common.
CREATE STATISTICS person_address ON lower(upn) FROM person;
CREATE INDEX device_words ON device USING gin (lower(' ' || name) gin_trgm_ops)
  WITH (gin_pending_list_limit = 2000000);

CREATE FUNCTION search_settle() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET work_mem = '128MB' SET maintenance_work_mem = '128MB' AS $$
BEGIN
  PERFORM gin_clean_pending_list('person_words'), gin_clean_pending_list('device_words');
END $$;

CREATE FUNCTION search_literal(p_text text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT regexp_replace(lower(p_text), '([\\%_])', '\\\1', 'g') $$;

-- Three letters make a trigram. Less than that has to begin a word.
CREATE FUNCTION search_pattern(p_text text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN length(p_text) < 3 THEN '% ' ELSE '%' END || search_literal(p_text) || '%' $$;

-- Planned anew at each call: knowing the text, the planner can tell a rare one, which the index finds, from a common
-- one, of which reading on in the order of ids fills the page soonest. Of an address the part before the @ is in the
-- index, where a space follows it.
CREATE FUNCTION person_search(p_text text, p_reading integer, p_after uuid, p_most integer)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  wall uuid := pomona_organisation();
  is_address boolean := strpos(p_text, '@') > 0;
  words text := CASE WHEN is_address THEN '%' || search_literal(split_part(p_text, '@', 1)) || ' %'
    ELSE search_pattern(p_text) END;
  address text := '%' || search_literal(p_text) || '%';
BEGIN
  RETURN QUERY SELECT p.id FROM person p
    WHERE p.organisation_id = wall AND p.since <= p_reading AND p.id > p_after
      AND lower(' ' || coalesce(split_part(p.upn, '@', 1), '') || ' ' || coalesce(p.name, '')) LIKE words
      AND (NOT is_address OR lower(p.upn) LIKE address)
    ORDER BY p.id LIMIT p_most;
END $$;

-- Texts that begin with another are those from it to it with the highest letter there is behind; Apple writes serial
-- numbers in capitals.
CREATE FUNCTION device_search(p_text text, p_reading integer, p_after uuid, p_most integer)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  wall uuid := pomona_organisation();
  serial_from text := upper(p_text);
  serial_to text := upper(p_text) || chr(1114111);
  words text := search_pattern(p_text);
BEGIN
  RETURN QUERY SELECT d.id FROM device d
    WHERE d.organisation_id = wall AND d.since <= p_reading AND d.id > p_after
      AND (d.organisation_id = wall AND d.serial ~>=~ serial_from AND d.serial ~<~ serial_to AND d.serial IS NOT NULL
        OR lower(' ' || d.name) LIKE words)
    ORDER BY d.id LIMIT p_most;
END $$;

-- An organisation may license tens of thousands of apps, and few of them hide who holds a licence.
CREATE INDEX app_unlisted ON app (organisation_id, connection_id) WHERE unlisted_licences > 0;

REVOKE EXECUTE ON FUNCTION search_settle, search_literal, search_pattern, person_search, device_search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_search, device_search TO pomona_app;
GRANT EXECUTE ON FUNCTION search_settle TO pomona_copy;
