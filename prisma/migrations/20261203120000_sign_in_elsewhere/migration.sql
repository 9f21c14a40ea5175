-- Members who sign in elsewhere (OpenID Connect): who they are is issuer and subject, which `member` has always had. What
-- they may do follows from what the issuer says of them, unless an owner of the organisation has said it.

ALTER TABLE membership ADD COLUMN given_by text NOT NULL DEFAULT 'owner'
  CONSTRAINT membership_given_by_known CHECK (given_by IN ('owner', 'mapping'));

CREATE TABLE role_mapping (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  issuer text NOT NULL,
  claim text NOT NULL CONSTRAINT role_mapping_claim_known CHECK (claim IN ('groups', 'roles')),
  value text NOT NULL,
  role text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT role_mapping_pkey PRIMARY KEY (organisation_id, id),
  CONSTRAINT role_mapping_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX role_mapping_organisation_id_issuer_claim_value_key
  ON role_mapping (organisation_id, issuer, claim, value);
ALTER TABLE role_mapping ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON role_mapping USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT, DELETE ON role_mapping TO pomona_app;

-- Who this is, or null: a local member is nobody's, whatever a provider says.
CREATE FUNCTION identity_find(p_issuer text, p_subject text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT id FROM member WHERE issuer = p_issuer AND subject = p_subject AND issuer <> 'local'
$$;

-- The member who is this, made where there is none. Names are unique at the local door: who comes with one that is taken
-- is told apart by their subject.
CREATE FUNCTION identity_member(p_issuer text, p_subject text, p_login text, p_name text, p_language text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made uuid := pomona_uuidv7(); called text := lower(trim(p_login));
BEGIN
  IF p_issuer = 'local' THEN RAISE EXCEPTION 'local members join by a password'; END IF;
  IF EXISTS (SELECT FROM member WHERE login = called AND NOT (issuer = p_issuer AND subject = p_subject)) THEN
    called := called || ' (' || p_subject || ')';
  END IF;
  INSERT INTO member (id, issuer, subject, login, name, language)
    VALUES (made, p_issuer, p_subject, called, p_name, p_language)
    ON CONFLICT (issuer, subject) DO NOTHING;
  RETURN identity_find(p_issuer, p_subject);
END $$;

-- Organisations that map one of these, or where a mapping gave this member their role.
CREATE FUNCTION identity_organisations(p_issuer text, p_subject text, p_groups text[], p_roles text[])
RETURNS TABLE (organisation_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.organisation_id FROM role_mapping r WHERE r.issuer = p_issuer
    AND ((r.claim = 'groups' AND r.value = ANY (p_groups)) OR (r.claim = 'roles' AND r.value = ANY (p_roles)))
  UNION SELECT ms.organisation_id FROM membership ms WHERE ms.given_by = 'mapping'
    AND ms.member_id = identity_find(p_issuer, p_subject)
$$;

-- Uses a link up for a member who is known by their issuer; null when it is used, expired or unknown, founds an
-- organisation, or they belong to it already. A role that a mapping gave makes way, but for an owner's: that one may be the last.
CREATE FUNCTION invitation_join(p_token bytea, p_member uuid) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE offer invitation;
BEGIN
  SELECT * INTO offer FROM invitation WHERE token_hash = p_token AND used_at IS NULL AND withdrawn_at IS NULL
    AND expires_at > now() AND organisation_id = pomona_organisation() FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM membership WHERE organisation_id = offer.organisation_id
    AND member_id = p_member AND 'owner' IN (given_by, role) AND (ends_at IS NULL OR ends_at > now())) THEN
    RETURN NULL;
  END IF;
  INSERT INTO membership (organisation_id, member_id, role, ends_at)
    VALUES (offer.organisation_id, p_member, offer.role, offer.ends_at)
    ON CONFLICT (organisation_id, member_id)
    DO UPDATE SET role = offer.role, ends_at = offer.ends_at, given_by = 'owner';
  UPDATE invitation SET used_at = now() WHERE id = offer.id;
  RETURN offer.organisation_id;
END $$;

-- When they showed that it is them is the issuer's to say: a session there may be hours old.
DROP FUNCTION session_start(uuid, timestamptz, text);
CREATE FUNCTION session_start(p_member uuid, p_expires timestamptz, p_browser text, p_proven timestamptz DEFAULT now())
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made uuid := pomona_uuidv7();
BEGIN
  UPDATE member_password SET failures = 0, locked_until = NULL WHERE member_id = p_member;
  INSERT INTO session (id, member_id, organisation_id, expires_at, browser, proven_at)
  VALUES (made, p_member, (SELECT organisation_id FROM membership
    WHERE member_id = p_member AND (ends_at IS NULL OR ends_at > now()) ORDER BY created_at LIMIT 1), p_expires,
    left(p_browser, 300), least(p_proven, now()));
  RETURN made;
END $$;

DROP FUNCTION session_proven(uuid);
CREATE FUNCTION session_proven(p_session uuid, p_proven timestamptz DEFAULT now()) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH proven AS (
    UPDATE session SET proven_at = greatest(proven_at, least(p_proven, now())) WHERE id = p_session AND ended_at IS NULL
    RETURNING member_id)
  UPDATE member_password p SET failures = 0, locked_until = NULL FROM proven WHERE p.member_id = proven.member_id
$$;

DROP FUNCTION session_open(uuid);
CREATE FUNCTION session_open(p_session uuid)
RETURNS TABLE (member_id uuid, member_name text, login text, language text, issuer text, organisation_id uuid,
  organisation_name text, officers_are_dpo boolean, role text, memberships json, proven_at timestamptz) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE session s SET seen_at = now() WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.seen_at BETWEEN now() - interval '8 hours' AND now() - interval '1 minute';
  RETURN QUERY
    SELECT m.id, m.name, m.login, m.language, m.issuer, o.id, o.name, o.officers_are_dpo, ms.role,
      (SELECT coalesce(json_agg(json_build_object('organisationId', other.organisation_id, 'name', oo.name) ORDER BY oo.name), '[]')
       FROM membership other JOIN organisation oo ON oo.id = other.organisation_id
       WHERE other.member_id = m.id AND (other.ends_at IS NULL OR other.ends_at > now())),
      s.proven_at
    FROM session s JOIN member m ON m.id = s.member_id
    LEFT JOIN membership ms ON ms.member_id = m.id AND ms.organisation_id = s.organisation_id
      AND (ms.ends_at IS NULL OR ms.ends_at > now())
    LEFT JOIN organisation o ON o.id = ms.organisation_id
    WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.seen_at > now() - interval '8 hours';
END $$;

REVOKE EXECUTE ON FUNCTION identity_find, identity_member, identity_organisations, invitation_join, session_start,
  session_proven, session_open FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_find, identity_member, identity_organisations, invitation_join, session_start,
  session_proven, session_open TO pomona_app;
