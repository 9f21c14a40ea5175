-- When a report was composed is told as the report itself prints it: an approved one has the facts of its draft.
CREATE OR REPLACE FUNCTION report_verify(p_sha256 text)
RETURNS TABLE (organisation_id uuid, report_id uuid, organisation_name text, public_name text, time_zone text, kind text,
  language text, version text, composed_at timestamptz, volume integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, f.id, o.name, o.public_name, o.time_zone, f.kind, f.language, f.version, f.composed_at, f.volume FROM (
    SELECT r.organisation_id, r.id, r.kind, r.language, r.facts ->> 'state' AS version,
      coalesce((r.facts ->> 'composedAt')::timestamptz, r.composed_at) AS composed_at, NULL::integer AS volume
    FROM report r WHERE r.pdf_sha256 = p_sha256 AND r.state = 'ready'
    UNION
    SELECT r.organisation_id, r.id, r.kind, r.language, 'final', r.composed_at, NULL
    FROM report r WHERE r.pdf_sha256 = p_sha256 AND r.state = 'expired'
    UNION
    SELECT r.organisation_id, r.id, r.kind, r.language, r.facts ->> 'state',
      coalesce((r.facts ->> 'composedAt')::timestamptz, r.composed_at), v.number
    FROM report_volume v JOIN report r ON r.organisation_id = v.organisation_id AND r.id = v.report_id
    WHERE v.pdf_sha256 = p_sha256 AND r.state = 'ready'
    UNION
    SELECT e.organisation_id, e.id, 'extract', e.language, 'final', e.composed_at, NULL
    FROM extract e WHERE e.pdf_sha256 = p_sha256 AND e.report_id IS NULL
  ) f JOIN organisation o ON o.id = f.organisation_id
$$;
