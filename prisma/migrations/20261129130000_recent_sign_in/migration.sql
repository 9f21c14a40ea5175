-- When whoever holds the session last showed that it is them.
ALTER TABLE session ADD COLUMN proven_at timestamptz(3) NOT NULL DEFAULT now();
UPDATE session SET proven_at = created_at;

DROP FUNCTION session_open(uuid);
CREATE FUNCTION session_open(p_session uuid)
RETURNS TABLE (member_id uuid, member_name text, login text, language text, organisation_id uuid,
  organisation_name text, officers_are_dpo boolean, role text, memberships json, proven_at timestamptz) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE session s SET seen_at = now() WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.seen_at BETWEEN now() - interval '8 hours' AND now() - interval '1 minute';
  RETURN QUERY
    SELECT m.id, m.name, m.login, m.language, o.id, o.name, o.officers_are_dpo, ms.role,
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

CREATE FUNCTION session_proven(p_session uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH proven AS (
    UPDATE session SET proven_at = now() WHERE id = p_session AND ended_at IS NULL RETURNING member_id)
  UPDATE member_password p SET failures = 0, locked_until = NULL FROM proven WHERE p.member_id = proven.member_id
$$;
REVOKE EXECUTE ON FUNCTION session_open, session_proven FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_open, session_proven TO pomona_app;
