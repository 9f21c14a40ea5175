CREATE TABLE "evidence_file" (
    "organisation_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA,
    "erased_by" TEXT,
    "erased_at" TIMESTAMPTZ(3),
    "erased_because" TEXT,

    CONSTRAINT "evidence_file_pkey" PRIMARY KEY ("organisation_id","evidence_id"),
    CONSTRAINT "evidence_file_organisation_id_evidence_id_fkey"
      FOREIGN KEY ("organisation_id", "evidence_id") REFERENCES "evidence"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    -- Bytes are there or somebody said why they are not.
    CONSTRAINT "evidence_file_there_or_erased" CHECK (
      (bytes IS NOT NULL AND erased_at IS NULL AND erased_by IS NULL AND erased_because IS NULL)
      OR (bytes IS NULL AND erased_at IS NOT NULL AND erased_by IS NOT NULL AND erased_because IS NOT NULL)
    )
);
-- A picture or a scan does not get smaller.
ALTER TABLE "evidence_file" ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE "evidence_file" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "evidence_file"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT ON evidence_file TO pomona_app;
GRANT UPDATE (bytes, erased_by, erased_at, erased_because) ON evidence_file TO pomona_app;
