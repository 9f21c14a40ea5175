ALTER TABLE "organisation" ADD COLUMN "review_months" INTEGER NOT NULL DEFAULT 12,
  ADD COLUMN "review_share" INTEGER NOT NULL DEFAULT 20;

CREATE TABLE "element_review" (
    "organisation_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "element" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "basis_note" TEXT,
    "retention" TEXT,
    "necessity" TEXT NOT NULL,
    "note" TEXT,
    "dpia" TEXT,
    "review_on" DATE NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_by_name" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decision" TEXT,
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,
    "edition" TEXT NOT NULL,
    "reading_id" UUID,
    "devices" BIGINT,
    "people" BIGINT,
    "administrators" BIGINT,

    CONSTRAINT "element_review_pkey" PRIMARY KEY ("organisation_id","service","element","version"),
    CONSTRAINT "element_review_organisation_id_fkey" FOREIGN KEY ("organisation_id")
      REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    -- Nobody adopts what they proposed, whatever the program says.
    CONSTRAINT "element_review_not_ones_own" CHECK (decision IS DISTINCT FROM 'adopted' OR decided_by <> proposed_by),
    CONSTRAINT "element_review_decided_whole" CHECK (
      (decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL))
);
ALTER TABLE "element_review" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "element_review"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
-- What was proposed is never written over.
GRANT SELECT, INSERT, UPDATE (decision, decided_by, decided_by_name, decided_at, decision_note, edition, reading_id,
  devices, people, administrators) ON "element_review" TO pomona_app;

CREATE TABLE "review_opinion" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "element" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "opinion" TEXT NOT NULL,
    "note" TEXT,
    "given_by" UUID NOT NULL,
    "given_by_name" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_opinion_pkey" PRIMARY KEY ("organisation_id","id"),
    CONSTRAINT "review_opinion_organisation_id_service_element_version_fkey"
      FOREIGN KEY ("organisation_id", "service", "element", "version")
      REFERENCES "element_review"("organisation_id", "service", "element", "version") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "review_opinion_organisation_id_service_element_version_idx"
  ON "review_opinion"("organisation_id", "service", "element", "version");
ALTER TABLE "review_opinion" ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON "review_opinion"
  USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT ON "review_opinion" TO pomona_app;

-- A member's rights depend on whether the organisation's privacy officers are its statutory data protection officer.
DROP FUNCTION session_open(uuid);
CREATE FUNCTION session_open(p_session uuid)
RETURNS TABLE (member_id uuid, member_name text, login text, language text, organisation_id uuid,
  organisation_name text, officers_are_dpo boolean, role text, memberships json) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE session s SET seen_at = now() WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.seen_at BETWEEN now() - interval '8 hours' AND now() - interval '1 minute';
  RETURN QUERY
    SELECT m.id, m.name, m.login, m.language, o.id, o.name, o.officers_are_dpo, ms.role,
      (SELECT coalesce(json_agg(json_build_object('organisationId', other.organisation_id, 'name', oo.name) ORDER BY oo.name), '[]')
       FROM membership other JOIN organisation oo ON oo.id = other.organisation_id
       WHERE other.member_id = m.id AND (other.ends_at IS NULL OR other.ends_at > now()))
    FROM session s JOIN member m ON m.id = s.member_id
    LEFT JOIN membership ms ON ms.member_id = m.id AND ms.organisation_id = s.organisation_id
      AND (ms.ends_at IS NULL OR ms.ends_at > now())
    LEFT JOIN organisation o ON o.id = ms.organisation_id
    WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.seen_at > now() - interval '8 hours';
END $$;
REVOKE EXECUTE ON FUNCTION session_open FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_open TO pomona_app;
