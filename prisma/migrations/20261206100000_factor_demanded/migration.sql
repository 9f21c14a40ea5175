-- An organisation may demand a second factor of its members who have a password here.

ALTER TABLE organisation ADD COLUMN demands_factor boolean NOT NULL DEFAULT false;

-- Whether a member has to set one up before anything else; whoever signs in elsewhere shows theirs there.
CREATE FUNCTION member_lacks_factor(m member) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT m.issuer = 'local' AND NOT EXISTS (
    SELECT FROM member_factor f WHERE f.member_id = m.id AND f.confirmed_at IS NOT NULL)
$$;

DROP FUNCTION session_open(uuid);
CREATE FUNCTION session_open(p_session uuid)
RETURNS TABLE (member_id uuid, member_name text, login text, language text, issuer text, organisation_id uuid,
  organisation_name text, officers_are_dpo boolean, role text, memberships json, proven_at timestamptz, lacks_factor boolean)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE session s SET seen_at = now() WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.seen_at BETWEEN now() - interval '8 hours' AND now() - interval '1 minute';
  RETURN QUERY
    SELECT m.id, m.name, m.login, m.language, m.issuer, o.id, o.name, o.officers_are_dpo, ms.role,
      (SELECT coalesce(json_agg(json_build_object('organisationId', other.organisation_id, 'name', oo.name) ORDER BY oo.name), '[]')
       FROM membership other JOIN organisation oo ON oo.id = other.organisation_id
       WHERE other.member_id = m.id AND (other.ends_at IS NULL OR other.ends_at > now())),
      s.proven_at, coalesce(o.demands_factor AND member_lacks_factor(m), false)
    FROM session s JOIN member m ON m.id = s.member_id
    LEFT JOIN membership ms ON ms.member_id = m.id AND ms.organisation_id = s.organisation_id
      AND (ms.ends_at IS NULL OR ms.ends_at > now())
    LEFT JOIN organisation o ON o.id = ms.organisation_id
    WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.seen_at > now() - interval '8 hours';
END $$;

-- How many members of the transaction's organisation would have to.
CREATE FUNCTION members_lacking_factor() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT count(*)::integer FROM membership ms JOIN member m ON m.id = ms.member_id
  WHERE ms.organisation_id = pomona_organisation() AND (ms.ends_at IS NULL OR ms.ends_at > now()) AND member_lacks_factor(m)
$$;

REVOKE EXECUTE ON FUNCTION session_open, member_lacks_factor, members_lacking_factor FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_open, members_lacking_factor TO pomona_app;
