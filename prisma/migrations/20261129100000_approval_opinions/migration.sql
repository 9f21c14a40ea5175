CREATE TABLE "approval_opinion" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "approval_id" UUID NOT NULL,
    "opinion" TEXT NOT NULL,
    "note" TEXT,
    "given_by" UUID NOT NULL,
    "given_by_name" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_opinion_pkey" PRIMARY KEY ("organisation_id","id"),
    CONSTRAINT "approval_opinion_organisation_id_approval_id_fkey"
      FOREIGN KEY ("organisation_id", "approval_id") REFERENCES "approval"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "approval_opinion_organisation_id_approval_id_idx" ON "approval_opinion"("organisation_id", "approval_id");
ALTER TABLE "approval_opinion" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "approval_opinion"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
-- What was said stays said.
GRANT SELECT, INSERT ON approval_opinion TO pomona_app;
