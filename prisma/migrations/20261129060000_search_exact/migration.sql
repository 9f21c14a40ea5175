-- What is called exactly so, when a search finds more than it may show. In the order of ids the one that was meant can
-- come after hundreds whose names hold its name: KIOSK-1 after KIOSK-10 to KIOSK-199, an@ after every ...an@.
CREATE FUNCTION person_search_exact(p_text text, p_reading integer, p_most integer)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  wall uuid := pomona_organisation();
  by_upn text := ' ' || search_literal(split_part(p_text, '@', 1)) || ' %';
  by_name text := '% ' || search_literal(p_text);
BEGIN
  RETURN QUERY SELECT p.id FROM person p
    WHERE p.organisation_id = wall AND p.since <= p_reading
      AND (lower(' ' || coalesce(split_part(p.upn, '@', 1), '') || ' ' || coalesce(p.name, '')) LIKE by_upn
        AND lower(p_text) IN (lower(p.upn), lower(split_part(p.upn, '@', 1)))
        OR lower(' ' || coalesce(split_part(p.upn, '@', 1), '') || ' ' || coalesce(p.name, '')) LIKE by_name
        AND lower(p.name) = lower(p_text))
    LIMIT p_most;
END $$;

CREATE FUNCTION device_search_exact(p_text text, p_reading integer, p_most integer)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  wall uuid := pomona_organisation();
  words text := ' ' || search_literal(p_text);
BEGIN
  RETURN QUERY SELECT d.id FROM device d
    WHERE d.organisation_id = wall AND d.since <= p_reading
      AND (d.organisation_id = wall AND d.serial = upper(p_text) OR lower(' ' || d.name) LIKE words)
    LIMIT p_most;
END $$;

REVOKE EXECUTE ON FUNCTION person_search_exact, device_search_exact FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_search_exact, device_search_exact TO pomona_app;
