CREATE TABLE "recheck" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "offboarding_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "day" INTEGER,
    "found" TEXT NOT NULL,
    "reason" TEXT,
    "evidence_id" UUID,
    "checked_by" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recheck_pkey" PRIMARY KEY ("organisation_id","id")
);
-- Of two workers at the same moment the second adds nothing; what a member asks for has no day.
CREATE UNIQUE INDEX "recheck_organisation_id_connection_id_day_key" ON "recheck"("organisation_id", "connection_id", "day");
CREATE INDEX "recheck_organisation_id_offboarding_id_idx" ON "recheck"("organisation_id", "offboarding_id");
ALTER TABLE "recheck" ADD CONSTRAINT "recheck_organisation_id_offboarding_id_fkey"
  FOREIGN KEY ("organisation_id", "offboarding_id") REFERENCES "offboarding"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "recheck" ADD CONSTRAINT "recheck_organisation_id_connection_id_fkey"
  FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "recheck" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "recheck"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT ON recheck TO pomona_app;

-- What the clock asks each minute, before an organisation is known. The rule of the days is domain/offboarding/recheck.ts;
-- here organisations that ended nothing, or looked at all of it for long, are left out as far as that takes no rule.
CREATE FUNCTION rechecks_due(days integer[], school_days integer[]) RETURNS TABLE (organisation_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT DISTINCT d.organisation_id FROM disablement d
  JOIN connection c ON c.organisation_id = d.organisation_id AND c.id = d.connection_id
  CROSS JOIN LATERAL unnest(CASE WHEN c.service = 'asm' THEN school_days ELSE days END) AS due(day)
  WHERE d.offboarding_id IS NOT NULL AND d.observed_at + due.day * interval '1 day' <= now()
    AND NOT EXISTS (SELECT FROM recheck r WHERE r.organisation_id = d.organisation_id
      AND r.connection_id = d.connection_id AND r.day = due.day)
$$;
REVOKE EXECUTE ON FUNCTION rechecks_due FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rechecks_due TO pomona_app;
