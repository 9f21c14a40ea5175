-- Joinings with their beginning and end, so that undoing one leaves past days as they were.
CREATE TABLE "joining" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "stated_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "joined_by" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_by" TEXT,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "joining_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "joining_organisation_id_connection_id_idx" ON "joining"("organisation_id", "connection_id");
ALTER TABLE "joining" ADD CONSTRAINT "joining_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "joining" ADD CONSTRAINT "joining_organisation_id_stated_id_fkey"
  FOREIGN KEY ("organisation_id", "stated_id") REFERENCES "stated_connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "joining" ADD CONSTRAINT "joining_organisation_id_connection_id_fkey"
  FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
-- What is stated is joined to one connection at a time; an undoing has who and when, or neither.
CREATE INDEX "joining_organisation_id_stated_id_idx" ON "joining"("organisation_id", "stated_id");
CREATE UNIQUE INDEX joining_open ON "joining"("organisation_id", "stated_id") WHERE undone_at IS NULL;
ALTER TABLE "joining"
  ADD CONSTRAINT joining_undoing CHECK (num_nonnulls(undone_by, undone_at) IN (0, 2));
ALTER TABLE "joining" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "joining"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT ON "joining" TO pomona_app;
-- A joining is undone, never taken back.
GRANT UPDATE (undone_by, undone_at) ON "joining" TO pomona_app;

INSERT INTO "joining" (organisation_id, id, stated_id, connection_id, joined_by, joined_at)
  SELECT organisation_id, gen_random_uuid(), id, joined_to, joined_by, joined_at
  FROM "stated_connection" WHERE joined_to IS NOT NULL;

ALTER TABLE "stated_connection"
  DROP COLUMN joined_to,
  DROP COLUMN joined_by,
  DROP COLUMN joined_at;
