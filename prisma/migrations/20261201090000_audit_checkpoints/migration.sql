-- What an organisation's audit log was at a moment, signed. The document is what is signed and handed out; beside it
-- stand copies of what it says, to find it by.
CREATE TABLE "audit_checkpoint" (
    "organisation_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "key_id" TEXT NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("organisation_id","sequence")
);
ALTER TABLE "audit_checkpoint" ADD CONSTRAINT "audit_checkpoint_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "audit_checkpoint" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "audit_checkpoint"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT ON audit_checkpoint TO pomona_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- What the clock asks each minute, before an organisation is known. A checkpoint is recorded by the event after the one
-- it covers: where that is the last, nothing has happened since. A log whose last one is signed with another key than
-- this installation's is due at once, since only a later one vouches for it.
CREATE FUNCTION checkpoints_due(p_key text) RETURNS TABLE (organisation_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT h.organisation_id FROM audit_head h
  LEFT JOIN LATERAL (SELECT c.sequence, c.at, c.key_id FROM audit_checkpoint c
    WHERE c.organisation_id = h.organisation_id ORDER BY c.sequence DESC LIMIT 1) last ON true
  WHERE h.sequence > 0 AND (last.sequence IS NULL OR last.key_id <> p_key
    OR (h.sequence > last.sequence + 1 AND last.at <= now() - interval '1 day'))
$$;
REVOKE EXECUTE ON FUNCTION checkpoints_due FROM PUBLIC;
GRANT EXECUTE ON FUNCTION checkpoints_due TO pomona_app;
