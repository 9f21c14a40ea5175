ALTER TABLE "offboarding" ADD COLUMN "irreversible_from" TIMESTAMPTZ(3);

CREATE TABLE "account_deletion_request" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "offboarding_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "requested_on" DATE NOT NULL,
    "look_again_on" DATE NOT NULL,
    "note" TEXT NOT NULL,
    "stated_by" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "evidence_id" UUID NOT NULL,

    CONSTRAINT "account_deletion_request_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "account_deletion_request_organisation_id_offboarding_id_idx"
  ON "account_deletion_request"("organisation_id", "offboarding_id");
ALTER TABLE "account_deletion_request" ADD CONSTRAINT "account_deletion_request_organisation_id_account_id_fkey"
  FOREIGN KEY ("organisation_id", "account_id") REFERENCES "account"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "account_deletion_request" ADD CONSTRAINT "account_deletion_request_organisation_id_offboarding_id_fkey"
  FOREIGN KEY ("organisation_id", "offboarding_id") REFERENCES "offboarding"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "account_deletion_request" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "account_deletion_request"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
-- What was stated stays stated: a later word is another row.
GRANT SELECT, INSERT ON account_deletion_request TO pomona_app;

-- A connection that a case leaves out can be taken up by another.
GRANT DELETE ON offboarding_connection TO pomona_app;
