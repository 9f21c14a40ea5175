-- When an organisation's newest checkpoint is mailed, and how the latest mailing stands. What was sent before is in the
-- audit log.
CREATE TABLE "checkpoint_mailing" (
    "organisation_id" UUID NOT NULL,
    "hour" INTEGER NOT NULL CHECK ("hour" BETWEEN 0 AND 23),
    "next_at" TIMESTAMPTZ(3),
    "sequence" INTEGER,
    "state" TEXT CHECK ("state" IN ('waiting', 'sent', 'failed')),
    "fault" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "checkpoint_mailing_pkey" PRIMARY KEY ("organisation_id")
);
ALTER TABLE "checkpoint_mailing" ADD CONSTRAINT "checkpoint_mailing_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "checkpoint_mailing" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "checkpoint_mailing"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON checkpoint_mailing TO pomona_app;

-- Whom they are mailed to: the one table with these addresses, beside the details of the audit log.
CREATE TABLE "checkpoint_addressee" (
    "organisation_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "sent" INTEGER,
    "sent_at" TIMESTAMPTZ(3),
    "failed" INTEGER,
    "fault" TEXT,

    CONSTRAINT "checkpoint_addressee_pkey" PRIMARY KEY ("organisation_id","address")
);
ALTER TABLE "checkpoint_addressee" ADD CONSTRAINT "checkpoint_addressee_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "checkpoint_addressee" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "checkpoint_addressee"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON checkpoint_addressee TO pomona_app;

-- What the clock asks each minute, before an organisation is known.
CREATE FUNCTION mailings_due() RETURNS TABLE (organisation_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT m.organisation_id FROM checkpoint_mailing m WHERE m.next_at <= now() $$;
REVOKE EXECUTE ON FUNCTION mailings_due FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mailings_due TO pomona_app;
