-- Shares, devices and people are written a million at a time, by one writer that takes both ends of a share from the
-- same transaction: a foreign key would look each row up twice more (ADR 9). They leave with their organisation.
ALTER TABLE "device_share" DROP CONSTRAINT "device_share_organisation_id_connection_id_fkey",
  DROP CONSTRAINT "device_share_organisation_id_device_id_fkey";
ALTER TABLE "person_share" DROP CONSTRAINT "person_share_organisation_id_connection_id_fkey",
  DROP CONSTRAINT "person_share_organisation_id_person_id_fkey";
ALTER TABLE "device" DROP CONSTRAINT "device_organisation_id_fkey",
  DROP CONSTRAINT "device_organisation_id_person_id_fkey";
ALTER TABLE "person" DROP CONSTRAINT "person_organisation_id_fkey";

CREATE TABLE "device_past_user" (
    "organisation_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,

    CONSTRAINT "device_past_user_pkey" PRIMARY KEY ("organisation_id","device_id","since")
);
CREATE INDEX "device_past_user_organisation_id_person_id_idx" ON "device_past_user"("organisation_id", "person_id");

CREATE FUNCTION organisation_takes_its_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM device_share WHERE organisation_id = OLD.id;
  DELETE FROM person_share WHERE organisation_id = OLD.id;
  DELETE FROM device_past_user WHERE organisation_id = OLD.id;
  DELETE FROM device WHERE organisation_id = OLD.id;
  DELETE FROM person WHERE organisation_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER takes_its_shares BEFORE DELETE ON organisation
  FOR EACH ROW EXECUTE FUNCTION organisation_takes_its_shares();

-- `mark`: a hash of what Microsoft's row said. A later reading that meets the same hash knows the row is unchanged.
-- `person_since`: the reading from which on the device is that person's.
ALTER TABLE "device" ADD COLUMN "mark" UUID, ADD COLUMN "person_since" INTEGER;
ALTER TABLE "device_share" ADD COLUMN "mark" UUID;
ALTER TABLE "person_share" ADD COLUMN "mark" UUID;
UPDATE "device" SET "person_since" = "since" WHERE "person_id" IS NOT NULL;
-- What was read before marks gets one that nothing can have: the next reading meets none of them and looks at every row.
UPDATE "device" SET "mark" = gen_random_uuid() WHERE "until" IS NULL AND "intune_id" IS NOT NULL;
UPDATE "device_share" s SET "mark" = gen_random_uuid() FROM "connection" c
  WHERE c.organisation_id = s.organisation_id AND c.id = s.connection_id AND c.service <> 'apns' AND s."until" IS NULL;
UPDATE "person_share" s SET "mark" = gen_random_uuid() FROM "connection" c
  WHERE c.organisation_id = s.organisation_id AND c.id = s.connection_id AND c.service = 'vpp' AND s."until" IS NULL;

-- The primary key finds a current share as fast; a person's devices had no index at all.
DROP INDEX device_share_current, person_share_current;
CREATE INDEX device_person ON device (organisation_id, person_id) WHERE person_id IS NOT NULL;
-- `text_pattern_ops` answers both equality and the beginning of a serial number.
DROP INDEX device_serial;
CREATE INDEX device_serial ON device (organisation_id, serial text_pattern_ops, tenant_link_id) WHERE serial IS NOT NULL;

CREATE TABLE "intune_event" (
    "organisation_id" UUID NOT NULL,
    "tenant_link_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "activity" TEXT NOT NULL,
    "activity_type" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "resource_type" TEXT NOT NULL,
    "resource_name" TEXT,
    "actor_upn" TEXT,
    "actor_entra_id" TEXT,
    "actor_application" TEXT,

    CONSTRAINT "intune_event_pkey" PRIMARY KEY ("organisation_id","tenant_link_id","external_id","resource_id")
);
CREATE INDEX "intune_event_organisation_id_at_idx" ON "intune_event"("organisation_id", "at");
ALTER TABLE "intune_event" ADD CONSTRAINT "intune_event_organisation_id_tenant_link_id_fkey"
  FOREIGN KEY ("organisation_id", "tenant_link_id") REFERENCES "tenant_link"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "organisation" ADD COLUMN "reading_hours" INTEGER NOT NULL DEFAULT 24,
  ADD COLUMN "gone_days" INTEGER NOT NULL DEFAULT 365;
ALTER TABLE "reading" ADD COLUMN "changes" JSONB;
ALTER TABLE "app" ADD COLUMN "unlisted_licences" INTEGER NOT NULL DEFAULT 0;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['device_past_user', 'intune_event'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY wall ON %I USING (organisation_id = nullif(current_setting(''pomona.organisation_id'', true), '''')::uuid)',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO pomona_app', name);
  END LOOP;
END $$;

-- PostgreSQL 18 makes version 7 itself, several times as fast.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    CREATE OR REPLACE FUNCTION pomona_uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT uuidv7()';
  END IF;
END $$;

-- Each reading has staging tables of its own, made and dropped by pomona_copy: nothing to index, nothing to vacuum, and
-- the planner sees that reading alone. Pages staged in the old tables are let go; their readings start over.
DROP TABLE staging_object, staging_device, staging_identity, staging_licence;
DELETE FROM reading_collection c USING reading r
  WHERE r.organisation_id = c.organisation_id AND r.id = c.reading_id AND r.state <> 'finished';
CREATE SCHEMA staging;
GRANT USAGE, CREATE ON SCHEMA staging TO pomona_copy;

-- A merge that has just written a million rows plans its next step by statistics, and only an owner may take them.
CREATE FUNCTION merge_analyze(p_table text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_table NOT IN ('connection', 'person', 'device', 'device_share', 'person_share') THEN
    RAISE EXCEPTION 'no table of a merge: %', p_table USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('ANALYZE %I', p_table);
END $$;
REVOKE EXECUTE ON FUNCTION merge_analyze FROM PUBLIC;
GRANT EXECUTE ON FUNCTION merge_analyze TO pomona_copy;
