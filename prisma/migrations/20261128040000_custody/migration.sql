CREATE TABLE "account_custody" (
    "organisation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "mailbox" TEXT,
    "phone" TEXT,
    "holder" TEXT,
    "second_holder" TEXT,
    "note" TEXT,
    "stated_by" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_custody_pkey" PRIMARY KEY ("organisation_id","account_id","version")
);
ALTER TABLE "account_custody" ADD CONSTRAINT "account_custody_organisation_id_account_id_fkey"
  FOREIGN KEY ("organisation_id", "account_id") REFERENCES "account"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "directory_answer" (
    "organisation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "tenant_link_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "extent" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "directory_answer_pkey" PRIMARY KEY ("organisation_id","account_id","tenant_link_id","since")
);
ALTER TABLE "directory_answer" ADD CONSTRAINT "directory_answer_organisation_id_account_id_fkey"
  FOREIGN KEY ("organisation_id", "account_id") REFERENCES "account"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "directory_answer" ADD CONSTRAINT "directory_answer_organisation_id_tenant_link_id_fkey"
  FOREIGN KEY ("organisation_id", "tenant_link_id") REFERENCES "tenant_link"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['account_custody', 'directory_answer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY wall ON %I USING (organisation_id = nullif(current_setting(''pomona.organisation_id'', true), '''')::uuid)',
      name);
  END LOOP;
END $$;

-- A version is never changed. Mailboxes, numbers and names can be erased: earlier versions are deleted by one command.
GRANT SELECT, INSERT, DELETE ON account_custody TO pomona_app;
GRANT SELECT, INSERT, UPDATE ON directory_answer TO pomona_app;
