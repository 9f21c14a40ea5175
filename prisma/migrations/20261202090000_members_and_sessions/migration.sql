-- Sessions are shown to whoever holds them and ended by them or by an owner of the organisation they stand in; a link that
-- nobody has used can be taken back; a password is changed by whoever knows it, or anew by a link of an owner.

ALTER TABLE session ADD COLUMN browser text;
ALTER TABLE invitation ADD COLUMN withdrawn_at timestamptz(3);

DROP FUNCTION session_start(uuid, timestamptz);
CREATE FUNCTION session_start(p_member uuid, p_expires timestamptz, p_browser text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made uuid := pomona_uuidv7();
BEGIN
  UPDATE member_password SET failures = 0, locked_until = NULL WHERE member_id = p_member;
  INSERT INTO session (id, member_id, organisation_id, expires_at, browser)
  VALUES (made, p_member, (SELECT organisation_id FROM membership
    WHERE member_id = p_member AND (ends_at IS NULL OR ends_at > now()) ORDER BY created_at LIMIT 1), p_expires,
    left(p_browser, 300));
  RETURN made;
END $$;

-- What session_open opens: not ended, not past its end, not left alone for 8 hours.
CREATE FUNCTION session_lives(s session) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT s.ended_at IS NULL AND s.expires_at > now() AND s.seen_at > now() - interval '8 hours' $$;

-- The sessions that live of whoever holds this one, the newest first.
CREATE FUNCTION session_list(p_session uuid)
RETURNS TABLE (id uuid, organisation_name text, browser text, created_at timestamptz, seen_at timestamptz,
  expires_at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, o.name, s.browser, s.created_at, s.seen_at, s.expires_at
  FROM session held JOIN session s ON s.member_id = held.member_id LEFT JOIN organisation o ON o.id = s.organisation_id
  WHERE held.id = p_session AND session_lives(held) AND session_lives(s) ORDER BY s.created_at DESC, s.id DESC
$$;

-- Ends another session of whoever holds this one, or all others; how many ended.
CREATE FUNCTION session_end_others(p_session uuid, p_other uuid) RETURNS integer LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH ended AS (
    UPDATE session s SET ended_at = now() FROM session held
    WHERE held.id = p_session AND session_lives(held) AND s.member_id = held.member_id AND s.id <> held.id
      AND session_lives(s) AND (p_other IS NULL OR s.id = p_other)
    RETURNING 1)
  SELECT count(*)::integer FROM ended
$$;

-- Of the members of the transaction's organisation: how many sessions live and stand in it, and when one was last used.
CREATE FUNCTION member_sessions() RETURNS TABLE (member_id uuid, living integer, seen_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.member_id, count(*)::integer, max(s.seen_at) FROM session s
  WHERE s.organisation_id = pomona_organisation() AND session_lives(s) GROUP BY s.member_id
$$;

-- Ends those of one member; how many ended. A session that stands in another organisation is not this one's to end.
CREATE FUNCTION member_sessions_end(p_member uuid) RETURNS integer LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH ended AS (
    UPDATE session s SET ended_at = now()
    WHERE s.organisation_id = pomona_organisation() AND s.member_id = p_member AND session_lives(s)
    RETURNING 1)
  SELECT count(*)::integer FROM ended
$$;

CREATE OR REPLACE FUNCTION invitation_open(p_token bytea)
RETURNS TABLE (role text, organisation_id uuid, organisation_name text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT i.role, i.organisation_id, o.name FROM invitation i LEFT JOIN organisation o ON o.id = i.organisation_id
  WHERE i.token_hash = p_token AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now()
$$;

-- Null when the link is used, expired or unknown, or the sign-in name is taken. A link without an organisation is
-- the first one of an installation: its holder becomes the owner of an organisation that nobody belongs to yet.
CREATE OR REPLACE FUNCTION invitation_accept(p_token bytea, p_organisation uuid, p_login text, p_name text, p_language text, p_hash text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE offer invitation; made uuid := pomona_uuidv7();
BEGIN
  SELECT * INTO offer FROM invitation WHERE token_hash = p_token AND used_at IS NULL AND withdrawn_at IS NULL
    AND expires_at > now() FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM member WHERE login = lower(trim(p_login))) THEN RETURN NULL; END IF;
  IF offer.organisation_id IS NULL AND EXISTS (SELECT FROM membership WHERE organisation_id = p_organisation) THEN
    RETURN NULL;
  END IF;
  INSERT INTO member (id, subject, login, name, language)
    VALUES (made, made::text, lower(trim(p_login)), p_name, p_language);
  INSERT INTO member_password (member_id, hash) VALUES (made, p_hash);
  INSERT INTO membership (organisation_id, member_id, role, ends_at)
    VALUES (coalesce(offer.organisation_id, p_organisation), made, offer.role, offer.ends_at);
  UPDATE invitation SET used_at = now() WHERE id = offer.id;
  RETURN made;
EXCEPTION WHEN unique_violation THEN
  -- Somebody who joined at this very moment took the sign-in name. PostgreSQL's own words would tell it.
  RETURN NULL;
END $$;

CREATE TABLE password_reset (
  organisation_id uuid NOT NULL,
  member_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  made_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT password_reset_pkey PRIMARY KEY (organisation_id, member_id),
  CONSTRAINT password_reset_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id)
    REFERENCES membership(organisation_id, member_id) ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE password_reset ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON password_reset USING (organisation_id = nullif(current_setting('pomona.organisation_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON password_reset TO pomona_app;

-- A password opens every organisation of its member: one alone must not set it anew.
CREATE FUNCTION member_belongs_elsewhere(p_member uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM membership WHERE member_id = p_member AND organisation_id <> pomona_organisation()
    AND (ends_at IS NULL OR ends_at > now()))
$$;

CREATE FUNCTION reset_open(p_token bytea)
RETURNS TABLE (organisation_id uuid, member_id uuid, member_name text, login text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT r.organisation_id, m.id, m.name, m.login
  FROM password_reset r JOIN membership ms USING (organisation_id, member_id) JOIN member m ON m.id = r.member_id
  WHERE r.token_hash = p_token AND r.expires_at > now() AND (ms.ends_at IS NULL OR ms.ends_at > now())
$$;

-- Uses a link up: the new password, no lock, no session. False when the link is used, expired or unknown, or when its
-- member has come to belong to another organisation.
CREATE FUNCTION reset_accept(p_token bytea, p_hash text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE of_member uuid;
BEGIN
  DELETE FROM password_reset r WHERE r.token_hash = p_token AND r.organisation_id = pomona_organisation()
    AND r.expires_at > now() AND NOT member_belongs_elsewhere(r.member_id)
  RETURNING r.member_id INTO of_member;
  IF of_member IS NULL THEN RETURN false; END IF;
  INSERT INTO member_password (member_id, hash) VALUES (of_member, p_hash)
    ON CONFLICT (member_id) DO UPDATE SET hash = p_hash, failures = 0, locked_until = NULL;
  UPDATE session SET ended_at = now() WHERE member_id = of_member AND ended_at IS NULL;
  RETURN true;
END $$;

-- The new password of whoever holds this session; false when it does not live.
CREATE FUNCTION password_change(p_session uuid, p_hash text) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH changed AS (
    UPDATE member_password p SET hash = p_hash, failures = 0, locked_until = NULL FROM session s
    WHERE s.id = p_session AND session_lives(s) AND p.member_id = s.member_id
    RETURNING 1)
  SELECT EXISTS (SELECT FROM changed)
$$;

REVOKE EXECUTE ON FUNCTION session_start, session_list, session_end_others, member_sessions, member_sessions_end,
  member_belongs_elsewhere, reset_open, reset_accept, password_change FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_start, session_list, session_end_others, member_sessions, member_sessions_end,
  member_belongs_elsewhere, reset_open, reset_accept, password_change TO pomona_app;
