CREATE TABLE "organisation_logo" (
    "organisation_id" UUID NOT NULL,
    "png" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_logo_pkey" PRIMARY KEY ("organisation_id"),
    CONSTRAINT "organisation_logo_organisation_id_fkey"
      FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "organisation_logo" ALTER COLUMN png SET STORAGE EXTERNAL;
ALTER TABLE "organisation_logo" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "organisation_logo"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_logo TO pomona_app;
