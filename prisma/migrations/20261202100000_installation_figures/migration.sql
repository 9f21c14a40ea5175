-- What whoever runs the installation watches: numbers alone, over all organisations.
CREATE FUNCTION installation_figures() RETURNS TABLE (name text, state text, value double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'organisations', '', count(*) FROM organisation
  UNION ALL
  SELECT 'readings', states.state, (SELECT count(*) FROM reading r WHERE r.state = states.state)
  FROM unnest(ARRAY['waiting', 'running']) AS states(state)
  UNION ALL
  -- Of each organisation the newest finished reading; of those the oldest. Null where none ever finished.
  SELECT 'oldest_reading_seconds', '', extract(epoch FROM now() - min(newest.at))
  FROM (SELECT max(finished_at) AS at FROM reading WHERE state = 'finished' GROUP BY organisation_id) AS newest
  UNION ALL
  SELECT 'offboarding_tasks', states.state, (SELECT count(*) FROM offboarding_task t WHERE t.state = states.state)
  FROM unnest(ARRAY['running', 'needsAttention']) AS states(state)
  UNION ALL
  SELECT 'database_bytes', '', pg_database_size(current_database())
$$;
REVOKE EXECUTE ON FUNCTION installation_figures FROM PUBLIC;
GRANT EXECUTE ON FUNCTION installation_figures TO pomona_app;
