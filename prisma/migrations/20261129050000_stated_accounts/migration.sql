-- An Apple account that only members named is an account too: it can be kept, flagged and found before any reading.
-- Until a reading names it, its interval of readings is empty: from 0 to 0.
ALTER TABLE "stated_connection" ADD COLUMN "account_id" UUID;
ALTER TABLE "stated_connection" ADD CONSTRAINT "stated_connection_organisation_id_account_id_fkey"
  FOREIGN KEY ("organisation_id", "account_id") REFERENCES "account"("organisation_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
CREATE INDEX "stated_connection_organisation_id_account_id_idx" ON "stated_connection"("organisation_id", "account_id");

INSERT INTO "account" (organisation_id, id, apple_id, since, until)
  SELECT organisation_id, pomona_uuidv7(), apple_id, 0, 0
  FROM (SELECT DISTINCT ON (organisation_id, lower(apple_id)) organisation_id, apple_id FROM "stated_connection"
    WHERE apple_id IS NOT NULL ORDER BY organisation_id, lower(apple_id), stated_at) AS named
  WHERE NOT EXISTS (SELECT FROM "account" a
    WHERE a.organisation_id = named.organisation_id AND lower(a.apple_id) = lower(named.apple_id)
      AND NOT EXISTS (SELECT FROM "account_deletion" d WHERE d.organisation_id = a.organisation_id AND d.account_id = a.id));
UPDATE "stated_connection" s SET account_id = (SELECT a.id FROM "account" a
  WHERE a.organisation_id = s.organisation_id AND lower(a.apple_id) = lower(s.apple_id)
    AND NOT EXISTS (SELECT FROM "account_deletion" d WHERE d.organisation_id = a.organisation_id AND d.account_id = a.id)
  ORDER BY a.since DESC LIMIT 1)
  WHERE s.apple_id IS NOT NULL;
