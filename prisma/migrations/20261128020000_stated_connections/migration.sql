-- What members state of connections, kept apart from what readings write.
CREATE TABLE "stated_connection" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "apple_id" TEXT,
    "topic" TEXT,
    "certificate_serial" TEXT,
    "organisation_name" TEXT,
    "valid_from" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "origin" TEXT NOT NULL,
    "file_kind" TEXT,
    "stated_by" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "joined_to" UUID,
    "joined_by" TEXT,
    "joined_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "stated_connection_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "stated_connection_organisation_id_joined_to_idx" ON "stated_connection"("organisation_id", "joined_to");
ALTER TABLE "stated_connection" ADD CONSTRAINT "stated_connection_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "stated_connection" ADD CONSTRAINT "stated_connection_organisation_id_joined_to_fkey"
  FOREIGN KEY ("organisation_id", "joined_to") REFERENCES "connection"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- A joining and a withdrawal each have who and when, or neither.
ALTER TABLE "stated_connection"
  ADD CONSTRAINT stated_connection_joining CHECK (num_nonnulls(joined_to, joined_by, joined_at) IN (0, 3)),
  ADD CONSTRAINT stated_connection_withdrawal CHECK (num_nonnulls(withdrawn_by, withdrawn_at) IN (0, 2));
ALTER TABLE "stated_connection" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "stated_connection"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT ON "stated_connection" TO pomona_app;
-- What was stated stays as it was stated.
GRANT UPDATE (joined_to, joined_by, joined_at, withdrawn_by, withdrawn_at) ON "stated_connection" TO pomona_app;
