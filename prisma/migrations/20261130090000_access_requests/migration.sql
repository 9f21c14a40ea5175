CREATE TABLE "access_request" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "requester" TEXT NOT NULL,
    "contact" TEXT,
    "about" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "extended_because" TEXT,
    "extended_by" TEXT,
    "extended_at" TIMESTAMPTZ(3),
    "subject" TEXT,
    "subject_id" UUID,
    "identity_checked_on" DATE,
    "identity_how" TEXT,
    "identity_by" TEXT,
    "end" TEXT,
    "ended_on" DATE,
    "end_note" TEXT,
    "ended_by" TEXT,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_request_pkey" PRIMARY KEY ("organisation_id","id"),
    CONSTRAINT "access_request_organisation_id_fkey"
      FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "access_request_due" CHECK (due_on > received_on),
    CONSTRAINT "access_request_subject" CHECK (
      (subject IS NULL AND subject_id IS NULL)
      OR (subject = 'nobody' AND subject_id IS NULL)
      OR (subject IN ('person', 'device', 'account') AND subject_id IS NOT NULL)
    ),
    CONSTRAINT "access_request_identity" CHECK (
      (identity_checked_on IS NULL) = (identity_by IS NULL) AND (identity_checked_on IS NULL) = (identity_how IS NULL)
    ),
    -- A request is refused for a reason.
    CONSTRAINT "access_request_end" CHECK (
      ("end" IS NULL AND ended_on IS NULL AND ended_by IS NULL)
      OR ("end" IN ('answered', 'withdrawn') AND ended_on IS NOT NULL AND ended_by IS NOT NULL)
      OR ("end" = 'refused' AND ended_on IS NOT NULL AND ended_by IS NOT NULL AND end_note IS NOT NULL)
    )
);
CREATE INDEX "access_request_organisation_id_end_due_on_idx" ON "access_request"("organisation_id", "end", "due_on");

CREATE TABLE "extract" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "facts_sha256" TEXT NOT NULL,
    "pdf_sha256" TEXT NOT NULL,
    "renderer_version" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "reading_id" UUID,
    "report_id" UUID,
    "composed_by" TEXT NOT NULL,
    "composed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "extract_pkey" PRIMARY KEY ("organisation_id","id"),
    CONSTRAINT "extract_organisation_id_request_id_fkey"
      FOREIGN KEY ("organisation_id", "request_id") REFERENCES "access_request"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "extract_organisation_id_request_id_idx" ON "extract"("organisation_id", "request_id");
CREATE INDEX "extract_pdf_sha256_idx" ON "extract"("pdf_sha256");

ALTER TABLE "access_request" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "extract" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "access_request"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
CREATE POLICY wall ON "extract"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT ON access_request, extract TO pomona_app;
-- What was received, and when, stays as it was recorded.
GRANT UPDATE (due_on, extended_because, extended_by, extended_at, subject, subject_id, identity_checked_on, identity_how,
  identity_by, "end", ended_on, end_note, ended_by) ON access_request TO pomona_app;

-- An extract that was handed out and not kept is known by its hash alone.
CREATE OR REPLACE FUNCTION report_find(p_sha256 text)
RETURNS TABLE (organisation_name text, kind text, language text, composed_at timestamptz) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.name, f.kind, f.language, f.composed_at FROM (
    SELECT organisation_id, kind, language, composed_at FROM report WHERE pdf_sha256 = p_sha256 AND state = 'ready'
    UNION
    SELECT organisation_id, 'extract', language, composed_at FROM extract WHERE pdf_sha256 = p_sha256
  ) f JOIN organisation o ON o.id = f.organisation_id
$$;
CREATE OR REPLACE FUNCTION report_verify(p_sha256 text)
RETURNS TABLE (organisation_id uuid, report_id uuid, public_name text, time_zone text, kind text, composed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, f.id, o.public_name, o.time_zone, f.kind, f.composed_at FROM (
    SELECT r.organisation_id, r.id, r.kind, r.composed_at FROM report r WHERE r.pdf_sha256 = p_sha256 AND r.state = 'ready'
    UNION
    SELECT e.organisation_id, e.id, 'extract', e.composed_at FROM extract e WHERE e.pdf_sha256 = p_sha256 AND e.report_id IS NULL
  ) f JOIN organisation o ON o.id = f.organisation_id
$$;
