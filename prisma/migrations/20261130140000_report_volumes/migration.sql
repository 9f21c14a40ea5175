ALTER TABLE report ADD COLUMN pages_drawn INTEGER NOT NULL DEFAULT 0, ADD COLUMN pages_expected INTEGER;
CREATE TABLE "report_volume" (
    "organisation_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "facts" JSONB NOT NULL,
    "pages" INTEGER,
    "pdf_sha256" TEXT,
    "bytes" BYTEA,

    CONSTRAINT "report_volume_pkey" PRIMARY KEY ("organisation_id","report_id","number"),
    -- Volumes are written while devices are read: the report that holds their hashes comes after them.
    CONSTRAINT "report_volume_organisation_id_report_id_fkey"
      FOREIGN KEY ("organisation_id", "report_id") REFERENCES "report"("organisation_id", "id")
      ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX "report_volume_pdf_sha256_idx" ON "report_volume"("pdf_sha256");
ALTER TABLE "report_volume" ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE "report_volume" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "report_volume"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
-- What is frozen stays as it is; what was drawn from it is filled in.
GRANT SELECT, INSERT ON report_volume TO pomona_app;
GRANT UPDATE (pages, pdf_sha256, bytes) ON report_volume TO pomona_app;

-- A volume is as genuine as its report.
DROP FUNCTION report_verify(text);
CREATE FUNCTION report_verify(p_sha256 text)
RETURNS TABLE (organisation_id uuid, report_id uuid, organisation_name text, public_name text, time_zone text, kind text,
  language text, version text, composed_at timestamptz, volume integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, f.id, o.name, o.public_name, o.time_zone, f.kind, f.language, f.version, f.composed_at, f.volume FROM (
    SELECT r.organisation_id, r.id, r.kind, r.language, r.facts ->> 'state' AS version, r.composed_at, NULL::integer AS volume
    FROM report r WHERE r.pdf_sha256 = p_sha256 AND r.state = 'ready'
    UNION
    SELECT r.organisation_id, r.id, r.kind, r.language, r.facts ->> 'state', r.composed_at, v.number
    FROM report_volume v JOIN report r ON r.organisation_id = v.organisation_id AND r.id = v.report_id
    WHERE v.pdf_sha256 = p_sha256 AND r.state = 'ready'
    UNION
    SELECT e.organisation_id, e.id, 'extract', e.language, 'final', e.composed_at, NULL
    FROM extract e WHERE e.pdf_sha256 = p_sha256 AND e.report_id IS NULL
  ) f JOIN organisation o ON o.id = f.organisation_id
$$;
REVOKE EXECUTE ON FUNCTION report_verify FROM PUBLIC;
GRANT EXECUTE ON FUNCTION report_verify TO pomona_app;
