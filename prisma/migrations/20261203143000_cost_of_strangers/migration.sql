-- Strangers leave a row for each address they name. A question looks at some of those that are due and at no others, so that
-- millions of rows make nobody wait. No window is longer than an hour.
CREATE INDEX rate_count_began_at ON rate_count (began_at);

CREATE OR REPLACE FUNCTION rate_take(p_key text, p_most int, p_seconds int) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  DELETE FROM rate_count WHERE ctid = ANY (ARRAY(SELECT ctid FROM rate_count WHERE began_at < now() - interval '1 hour'
    ORDER BY began_at LIMIT 100 FOR UPDATE SKIP LOCKED));
  INSERT INTO rate_count AS r (key, began_at, count) VALUES (p_key, now(), 1)
  ON CONFLICT (key) DO UPDATE SET
    began_at = CASE WHEN r.began_at <= now() - make_interval(secs => p_seconds) THEN now() ELSE r.began_at END,
    count = CASE WHEN r.began_at <= now() - make_interval(secs => p_seconds) THEN 1 ELSE r.count + 1 END
  RETURNING count <= p_most
$$;
