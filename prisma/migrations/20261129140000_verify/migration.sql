-- Under which name strangers may know the organisation; null tells them none.
ALTER TABLE organisation ADD COLUMN public_name text;

-- How often something was asked for within a window of time, by whom; nobody reads it but the function below.
CREATE TABLE rate_count (
  key text PRIMARY KEY,
  began_at timestamptz(3) NOT NULL,
  count int NOT NULL
);

-- Counts one question, and answers whether it is still within `p_most` of its window. One row for each key, in turn.
CREATE FUNCTION rate_take(p_key text, p_most int, p_seconds int) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  DELETE FROM rate_count WHERE began_at < now() - interval '1 day';
  INSERT INTO rate_count AS r (key, began_at, count) VALUES (p_key, now(), 1)
  ON CONFLICT (key) DO UPDATE SET
    began_at = CASE WHEN r.began_at <= now() - make_interval(secs => p_seconds) THEN now() ELSE r.began_at END,
    count = CASE WHEN r.began_at <= now() - make_interval(secs => p_seconds) THEN 1 ELSE r.count + 1 END
  RETURNING count <= p_most
$$;

-- What a stranger who holds a report may know of it.
CREATE FUNCTION report_verify(p_sha256 text)
RETURNS TABLE (public_name text, kind text, composed_at timestamptz) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.public_name, r.kind, r.composed_at FROM report r JOIN organisation o ON o.id = r.organisation_id
  WHERE r.pdf_sha256 = p_sha256 AND r.state = 'ready'
$$;
REVOKE EXECUTE ON FUNCTION rate_take, report_verify FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rate_take, report_verify TO pomona_app;
