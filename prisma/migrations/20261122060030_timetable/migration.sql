ALTER TABLE "reading" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "is_timetabled" BOOLEAN NOT NULL DEFAULT false;
-- Whoever comes from an earlier version has a day to look at the setting before anything is erased.
ALTER TABLE "organisation" ADD COLUMN "erases_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now() + interval '1 day';

-- Finds what is gone for long among a million rows that are not.
CREATE INDEX device_gone ON device (organisation_id, until) WHERE until IS NOT NULL;
CREATE INDEX person_gone ON person (organisation_id, until) WHERE until IS NOT NULL;

-- Only what is gone is ever deleted, by one command and as the role that writes readings. The wall holds for it too.
GRANT DELETE ON device, person, device_share, person_share, device_past_user TO pomona_copy;

-- What the clock asks each minute, before an organisation is known. The rule of when a reading is due is domain/timetable.ts;
-- here the organisations that cannot be due yet are left out, as far as that takes no rule.
CREATE FUNCTION readings_due()
RETURNS TABLE (organisation_id uuid, reading_hours integer, linked_at timestamptz, requested_at timestamptz,
  ended_at timestamptz, failures integer) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT o.id, o.reading_hours, link.since, last.requested_at, last.finished_at,
    CASE WHEN last.state = 'failed' THEN (
      SELECT sum(failed.attempts)::int FROM reading failed WHERE failed.organisation_id = o.id AND failed.state = 'failed'
        AND failed.sequence > coalesce((SELECT max(good.sequence) FROM reading good
          WHERE good.organisation_id = o.id AND good.state = 'finished'), 0)) ELSE 0 END
  FROM organisation o
  CROSS JOIN LATERAL (SELECT min(l.created_at) AS since FROM tenant_link l
    WHERE l.organisation_id = o.id AND l.purpose = 'reading' AND l.forgotten_at IS NULL) link
  LEFT JOIN LATERAL (SELECT r.state, r.requested_at, r.finished_at FROM reading r
    WHERE r.organisation_id = o.id ORDER BY r.sequence DESC LIMIT 1) last ON true
  WHERE o.reading_hours > 0 AND link.since IS NOT NULL
    AND coalesce(last.state, '') NOT IN ('waiting', 'running')
    AND coalesce(last.finished_at, last.requested_at, link.since) <= now() - interval '1 hour'
$$;

CREATE FUNCTION erasures_due() RETURNS TABLE (organisation_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT o.id FROM organisation o WHERE o.erases_at <= now() $$;

REVOKE EXECUTE ON FUNCTION readings_due, erasures_due FROM PUBLIC;
GRANT EXECUTE ON FUNCTION readings_due, erasures_due TO pomona_app;
