-- What was approved includes who is told: said otherwise afterwards, the approval no longer stands.
ALTER TABLE approval ADD COLUMN voided_at timestamptz(3);

-- What a stranger who holds a report may know of it, and by what the page that answers finds the rest.
DROP FUNCTION report_verify(text);
CREATE FUNCTION report_verify(p_sha256 text)
RETURNS TABLE (organisation_id uuid, report_id uuid, public_name text, time_zone text, kind text, composed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, r.id, o.public_name, o.time_zone, r.kind, r.composed_at
  FROM report r JOIN organisation o ON o.id = r.organisation_id
  WHERE r.pdf_sha256 = p_sha256 AND r.state = 'ready'
$$;
REVOKE EXECUTE ON FUNCTION report_verify FROM PUBLIC;
GRANT EXECUTE ON FUNCTION report_verify TO pomona_app;
