CREATE TABLE "legal_fact" (
    "organisation_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "deed" TEXT NOT NULL,
    "value" JSONB,
    "basis" TEXT,
    "edition" TEXT NOT NULL,
    "checked_on" DATE NOT NULL,
    "review_by" DATE,
    "note" TEXT,
    "stated_by" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "legal_fact_pkey" PRIMARY KEY ("organisation_id","key","version")
);
ALTER TABLE "legal_fact" ADD CONSTRAINT "legal_fact_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "legal_fact" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "legal_fact"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);

-- A version is never changed nor taken away: reports rest on them.
GRANT SELECT, INSERT ON "legal_fact" TO pomona_app;
