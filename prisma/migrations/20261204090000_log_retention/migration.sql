-- How long an organisation keeps its security log, in months, and its accountability record, in years; 0 is without end.
ALTER TABLE organisation
  ADD COLUMN security_log_months integer NOT NULL DEFAULT 12 CHECK (security_log_months >= 6),
  ADD COLUMN accountability_years integer NOT NULL DEFAULT 0 CHECK (accountability_years = 0 OR accountability_years >= 5);

-- While one stands, age takes nothing of the accountability record.
CREATE TABLE "archive_hold" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "placed_by" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by" TEXT,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "archive_hold_pkey" PRIMARY KEY ("organisation_id","id"),
    CONSTRAINT "archive_hold_lifted" CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
ALTER TABLE "archive_hold" ADD CONSTRAINT "archive_hold_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX archive_hold_standing ON archive_hold (organisation_id) WHERE lifted_at IS NULL;
ALTER TABLE "archive_hold" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "archive_hold"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE (lifted_by, lifted_at) ON archive_hold TO pomona_app;

-- What stands in the place of an event that was pruned: its hash, which the next one is chained to; the event that tells
-- of the pruning, which is there by the end of the transaction or not at all; and the digest of the pruning up to here.
CREATE TABLE "audit_stub" (
    "organisation_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "pruning" INTEGER NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "audit_stub_pkey" PRIMARY KEY ("organisation_id","sequence"),
    CONSTRAINT "audit_stub_told_later" CHECK (pruning > sequence)
);
CREATE INDEX "audit_stub_organisation_id_pruning_idx" ON "audit_stub"("organisation_id", "pruning");
ALTER TABLE "audit_stub" ADD CONSTRAINT "audit_stub_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "audit_stub" ADD CONSTRAINT "audit_stub_organisation_id_pruning_fkey"
  FOREIGN KEY ("organisation_id", "pruning") REFERENCES "audit_event"("organisation_id", "sequence")
  ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "audit_stub" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "audit_stub"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT ON audit_stub TO pomona_app;

-- The class of a kind, as domain/log-class.ts has it; null for what is never pruned.
CREATE FUNCTION audit_log_class(p_kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN p_kind IN ('audit.checkpointed', 'audit.pruned') THEN NULL
    WHEN p_kind IN ('member.signedIn', 'member.entered', 'member.signedInAgain', 'member.signedOut',
      'member.sessionsEnded', 'member.passwordChanged', 'member.factorAdded', 'member.factorRemoved',
      'member.passwordResetOffered', 'member.passwordReset', 'reading.requested', 'reading.cancelled',
      'inventory.exported', 'value.revealed', 'evidence.downloaded', 'report.failed', 'report.downloaded',
      'report.bundled', 'audit.exported', 'member.groupsUnreadable', 'checkpoint.mailed', 'checkpoint.mailFailed') THEN 'securityLog'
    ELSE 'accountabilityRecord' END
$$;

-- The first day of which an organisation's setting and holds let nothing of a class go; null where nothing goes at all.
CREATE FUNCTION audit_kept_from(p_organisation uuid, p_class text) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT ((now() AT TIME ZONE o.time_zone)::date - CASE
    WHEN p_class = 'securityLog' THEN make_interval(months => o.security_log_months)
    WHEN p_class = 'accountabilityRecord' AND o.accountability_years > 0 AND NOT EXISTS (
      SELECT FROM archive_hold h WHERE h.organisation_id = o.id AND h.lifted_at IS NULL)
      THEN make_interval(years => o.accountability_years)
    END)::date
  FROM organisation o WHERE o.id = p_organisation
$$;
CREATE FUNCTION audit_kept_from_moment(p_organisation uuid, p_class text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT audit_kept_from(p_organisation, p_class)::timestamp AT TIME ZONE o.time_zone
  FROM organisation o WHERE o.id = p_organisation
$$;

-- A stub stands only for an event that may go, by what its own body says and not by what stands beside it; and an event
-- goes only where its stub stands. Both hold for the owner of the tables too.
CREATE FUNCTION audit_stub_may_stand() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  v_body json;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT e.body::json INTO v_body FROM audit_event e
    WHERE e.organisation_id = NEW.organisation_id AND e.sequence = NEW.sequence AND e.hash = NEW.hash
      AND e.hash = sha256(e.previous_hash || convert_to(e.body, 'UTF8'));
    IF (v_body ->> 'at')::timestamptz
        < audit_kept_from_moment(NEW.organisation_id, audit_log_class(v_body ->> 'kind'))
      AND EXISTS (SELECT FROM audit_checkpoint c
        WHERE c.organisation_id = NEW.organisation_id AND c.sequence >= NEW.sequence)
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'the audit record is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE INSERT OR UPDATE OR DELETE ON audit_stub
  FOR EACH ROW EXECUTE FUNCTION audit_stub_may_stand();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit_stub
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

CREATE FUNCTION audit_event_may_go() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM audit_stub s
    WHERE s.organisation_id = OLD.organisation_id AND s.sequence = OLD.sequence AND s.hash = OLD.hash)
  THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the audit record is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER append_only ON audit_event;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_may_go();

-- Prunes the next events of a class in the organisation of the transaction, so many at most and all after one, and says
-- what went; null where nothing is left to prune. The caller tells of it with the very next event: the head is locked.
CREATE FUNCTION audit_prune(p_class text, p_after integer, p_most integer) RETURNS json LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  v_organisation uuid := pomona_organisation();
  v_kept timestamptz := audit_kept_from_moment(v_organisation, p_class);
  v_checkpoint integer;
  v_pruning integer;
  v_digest bytea := decode(repeat('00', 32), 'hex');
  v_sequences integer[];
  v_hashes bytea[];
BEGIN
  -- Two at once would prune the same.
  PERFORM 1 FROM organisation WHERE id = v_organisation FOR NO KEY UPDATE;
  SELECT max(sequence) INTO v_checkpoint FROM audit_checkpoint WHERE organisation_id = v_organisation;
  SELECT array_agg(o.sequence ORDER BY o.sequence), array_agg(o.hash ORDER BY o.sequence) INTO v_sequences, v_hashes
  FROM (SELECT e.sequence, e.hash FROM audit_event e
    WHERE e.organisation_id = v_organisation AND e.sequence > p_after AND e.sequence <= v_checkpoint
      AND e.at < v_kept AND audit_log_class(e.kind) = p_class
    ORDER BY e.sequence LIMIT p_most) o;
  IF v_sequences IS NULL THEN RETURN NULL; END IF;

  SELECT sequence + 1 INTO v_pruning FROM audit_head WHERE organisation_id = v_organisation FOR UPDATE;
  FOR i IN 1 .. cardinality(v_sequences) LOOP
    v_digest := sha256(v_digest || convert_to(v_sequences[i] || ':' || encode(v_hashes[i], 'hex'), 'UTF8'));
    INSERT INTO audit_stub (organisation_id, sequence, hash, pruning, digest)
    VALUES (v_organisation, v_sequences[i], v_hashes[i], v_pruning, v_digest);
  END LOOP;
  DELETE FROM audit_detail WHERE organisation_id = v_organisation AND sequence = ANY (v_sequences);
  DELETE FROM audit_event WHERE organisation_id = v_organisation AND sequence = ANY (v_sequences);
  RETURN json_build_object('pruning', v_pruning, 'from', v_sequences[1],
    'to', v_sequences[cardinality(v_sequences)], 'events', cardinality(v_sequences),
    'before', audit_kept_from(v_organisation, p_class), 'checkpoint', v_checkpoint, 'digest', encode(v_digest, 'hex'));
END $$;
REVOKE EXECUTE ON FUNCTION audit_prune FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_prune TO pomona_copy;
