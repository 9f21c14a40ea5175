-- What a reading went on without, and why.
ALTER TABLE "reading_collection" ADD COLUMN "refusal" TEXT, ADD COLUMN "refusal_values" JSONB;

-- Nothing has been copied yet: no event needs a value for these.
ALTER TABLE "intune_event" ADD COLUMN "subject" TEXT,
  ADD COLUMN "deed" TEXT NOT NULL,
  ADD COLUMN "changed" TEXT[],
  ADD COLUMN "since" INTEGER NOT NULL;
CREATE INDEX "intune_event_organisation_id_tenant_link_id_resource_id_at_idx"
  ON "intune_event"("organisation_id", "tenant_link_id", "resource_id", "at");

CREATE TABLE "admin_consent" (
    "organisation_id" UUID NOT NULL,
    "tenant_link_id" UUID NOT NULL,
    "share_apns_data" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "admin_consent_pkey" PRIMARY KEY ("organisation_id","tenant_link_id","since")
);
ALTER TABLE "admin_consent" ADD CONSTRAINT "admin_consent_organisation_id_tenant_link_id_fkey"
  FOREIGN KEY ("organisation_id", "tenant_link_id") REFERENCES "tenant_link"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "admin_consent" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "admin_consent"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "admin_consent" TO pomona_app;
