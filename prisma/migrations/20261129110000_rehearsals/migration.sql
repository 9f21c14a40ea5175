CREATE TABLE "rehearsal" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "offboarding_id" UUID NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "steps" JSONB NOT NULL DEFAULT '[]',
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "rehearsal_pkey" PRIMARY KEY ("organisation_id","id"),
    CONSTRAINT "rehearsal_organisation_id_offboarding_id_fkey"
      FOREIGN KEY ("organisation_id", "offboarding_id") REFERENCES "offboarding"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "rehearsal_organisation_id_offboarding_id_idx" ON "rehearsal"("organisation_id", "offboarding_id");
ALTER TABLE "rehearsal" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "rehearsal"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON rehearsal TO pomona_app;
