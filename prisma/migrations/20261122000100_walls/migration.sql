-- Roles. The runtime connects as pomona_app, which owns nothing and bypasses nothing; pomona_copy is pomona_app
-- with the staging tables beside it; pomona_queue owns the job queue and nothing else.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['pomona_app', 'pomona_copy', 'pomona_queue'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END IF;
  END LOOP;
END $$;
GRANT pomona_app TO pomona_copy;
GRANT USAGE ON SCHEMA public TO pomona_app, pomona_copy;

-- The organisation every row of this transaction belongs to. After commit the setting is '', which is no uuid.
CREATE FUNCTION pomona_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('pomona.organisation_id', true), '')::uuid $$;

-- RFC 9562 version 7: PostgreSQL has its own only from 18 on.
CREATE FUNCTION pomona_uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

-- The wall: one policy a table, on the column every key starts with.
DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'organisation_id'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY wall ON %I USING (organisation_id = nullif(current_setting(''pomona.organisation_id'', true), '''')::uuid)',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO pomona_app', name);
  END LOOP;
END $$;

ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON organisation USING (id = pomona_organisation());
GRANT SELECT, INSERT, UPDATE ON organisation TO pomona_app;

ALTER TABLE member ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON member FOR SELECT USING (EXISTS (SELECT FROM membership WHERE member_id = member.id));
GRANT SELECT ON member TO pomona_app;

-- Sessions and passwords are reached through the sign-in functions only.
REVOKE ALL ON session, member_password FROM pomona_app;
GRANT SELECT ON edition, element, element_text TO pomona_app;

-- The record is append-only, for the runtime by rights and for everyone by trigger.
REVOKE UPDATE ON audit_event, audit_detail, evidence, account_deletion, disablement FROM pomona_app;
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit record is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE ON audit_detail
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

-- What is current is unique; what was may repeat.
CREATE UNIQUE INDEX account_current ON account (organisation_id, lower(apple_id)) WHERE until IS NULL;
CREATE UNIQUE INDEX connection_current ON connection (organisation_id, tenant_link_id, service, lower(external_id)) WHERE until IS NULL;
CREATE UNIQUE INDEX person_identity ON person (organisation_id, tenant_link_id, entra_id);
CREATE UNIQUE INDEX device_managed ON device (organisation_id, tenant_link_id, intune_id) WHERE intune_id IS NOT NULL;
CREATE UNIQUE INDEX device_listed ON device (organisation_id, tenant_link_id, serial) WHERE intune_id IS NULL;
CREATE INDEX device_serial ON device (organisation_id, tenant_link_id, serial) WHERE serial IS NOT NULL;
CREATE INDEX device_share_current ON device_share (organisation_id, connection_id, device_id) WHERE until IS NULL;
CREATE INDEX person_share_current ON person_share (organisation_id, connection_id, person_id) WHERE until IS NULL;
-- Two readings of one organisation never run at once.
CREATE UNIQUE INDEX reading_under_way ON reading (organisation_id) WHERE state IN ('waiting', 'running');

-- Where pages land before they are merged. Logged, because checkpoints must not survive pages in a crash; without
-- row-level security, because COPY is refused there; so only pomona_copy may touch them.
CREATE TABLE staging_object (
  reading_id uuid NOT NULL, tenant_link_id uuid NOT NULL, collection text NOT NULL, scope text NOT NULL DEFAULT '',
  page integer NOT NULL, external_id text NOT NULL, body jsonb NOT NULL);
CREATE INDEX ON staging_object (reading_id, collection);
CREATE TABLE staging_device (
  reading_id uuid NOT NULL, tenant_link_id uuid NOT NULL, page integer NOT NULL,
  intune_id text NOT NULL, serial text, name text, model text, operating_system text, os_version text, ownership text,
  enrolment_type text, is_supervised boolean, management_state text,
  person_entra_id text, person_upn text, person_name text, person_email text);
CREATE INDEX ON staging_device (reading_id);
CREATE TABLE staging_identity (
  reading_id uuid NOT NULL, tenant_link_id uuid NOT NULL, token_id text NOT NULL, page integer NOT NULL,
  serial text NOT NULL, platform text, description text);
CREATE INDEX ON staging_identity (reading_id);
CREATE TABLE staging_licence (
  reading_id uuid NOT NULL, tenant_link_id uuid NOT NULL, app_id text NOT NULL, page integer NOT NULL,
  managed_device_id text, device_name text, person_entra_id text, person_upn text, person_name text);
CREATE INDEX ON staging_licence (reading_id);
GRANT SELECT, INSERT, DELETE ON staging_object, staging_device, staging_identity, staging_licence TO pomona_copy;
GRANT DELETE ON reading_collection TO pomona_copy;

-- Sign-in and what else must read before an organisation is known. Each function is listed in docs/map.md and
-- has a test in prisma/walls.test.ts.
CREATE FUNCTION sign_in_find(p_login text)
RETURNS TABLE (member_id uuid, hash text, locked_until timestamptz) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT m.id, p.hash, p.locked_until FROM member m JOIN member_password p ON p.member_id = m.id
  WHERE m.login = lower(trim(p_login))
$$;

-- The fifth failure locks for 15 minutes. After a lock the count begins anew: were it to go on, one guess every 15
-- minutes would keep a member out for good.
CREATE FUNCTION sign_in_failed(p_member uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  UPDATE member_password SET
    failures = CASE WHEN locked_until <= now() THEN 1 ELSE failures + 1 END,
    locked_until = CASE WHEN locked_until <= now() THEN NULL
      WHEN failures + 1 >= 5 THEN now() + interval '15 minutes' ELSE locked_until END
  WHERE member_id = p_member
$$;

CREATE FUNCTION session_start(p_member uuid, p_expires timestamptz) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE made uuid := pomona_uuidv7();
BEGIN
  UPDATE member_password SET failures = 0, locked_until = NULL WHERE member_id = p_member;
  INSERT INTO session (id, member_id, organisation_id, expires_at)
  VALUES (made, p_member, (SELECT organisation_id FROM membership
    WHERE member_id = p_member AND (ends_at IS NULL OR ends_at > now()) ORDER BY created_at LIMIT 1), p_expires);
  RETURN made;
END $$;

CREATE FUNCTION session_open(p_session uuid)
RETURNS TABLE (member_id uuid, member_name text, login text, language text, organisation_id uuid,
  organisation_name text, role text, memberships json) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE session s SET seen_at = now() WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.seen_at BETWEEN now() - interval '8 hours' AND now() - interval '1 minute';
  RETURN QUERY
    SELECT m.id, m.name, m.login, m.language, o.id, o.name, ms.role,
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

CREATE FUNCTION session_end(p_session uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS
$$ UPDATE session SET ended_at = now() WHERE id = p_session AND ended_at IS NULL $$;

CREATE FUNCTION session_enter(p_session uuid, p_organisation uuid) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH entered AS (
    UPDATE session s SET organisation_id = p_organisation WHERE s.id = p_session AND s.ended_at IS NULL
      AND EXISTS (SELECT FROM membership m WHERE m.member_id = s.member_id AND m.organisation_id = p_organisation
        AND (m.ends_at IS NULL OR m.ends_at > now()))
    RETURNING 1)
  SELECT EXISTS (SELECT FROM entered)
$$;

CREATE FUNCTION member_speaks(p_session uuid, p_language text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  UPDATE member SET language = p_language
  WHERE id = (SELECT member_id FROM session WHERE id = p_session AND ended_at IS NULL) AND p_language IN ('en', 'fr')
$$;

CREATE FUNCTION invitation_open(p_token bytea)
RETURNS TABLE (role text, organisation_id uuid, organisation_name text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT i.role, i.organisation_id, o.name FROM invitation i LEFT JOIN organisation o ON o.id = i.organisation_id
  WHERE i.token_hash = p_token AND i.used_at IS NULL AND i.expires_at > now()
$$;

-- Null when the link is used, expired or unknown, or the sign-in name is taken. A link without an organisation is
-- the first one of an installation: its holder becomes the owner of an organisation that nobody belongs to yet.
CREATE FUNCTION invitation_accept(p_token bytea, p_organisation uuid, p_login text, p_name text, p_language text, p_hash text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE offer invitation; made uuid := pomona_uuidv7();
BEGIN
  SELECT * INTO offer FROM invitation WHERE token_hash = p_token AND used_at IS NULL AND expires_at > now() FOR UPDATE;
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

CREATE FUNCTION organisation_find(p_name text) RETURNS TABLE (id uuid, name text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT o.id, o.name FROM organisation o WHERE o.id::text = lower(p_name) OR lower(o.name) = lower(trim(p_name))
$$;

CREATE FUNCTION report_find(p_sha256 text)
RETURNS TABLE (organisation_name text, kind text, language text, composed_at timestamptz) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.name, r.kind, r.language, r.composed_at FROM report r JOIN organisation o ON o.id = r.organisation_id
  WHERE r.pdf_sha256 = p_sha256 AND r.state = 'ready'
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pomona_organisation, pomona_uuidv7, sign_in_find, sign_in_failed, session_start, session_open,
  session_end, session_enter, member_speaks, invitation_open, invitation_accept, organisation_find, report_find
  TO pomona_app;
