-- A second factor: codes of an app (RFC 6238), and recovery codes for whoever lost it. Reached through these functions only.
CREATE TABLE member_factor (
  member_id uuid NOT NULL,
  sealed text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  confirmed_at timestamptz(3),
  last_step bigint NOT NULL DEFAULT 0,
  recovery bytea[] NOT NULL DEFAULT '{}',
  CONSTRAINT member_factor_pkey PRIMARY KEY (member_id),
  CONSTRAINT member_factor_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id) ON DELETE CASCADE ON UPDATE CASCADE
);
REVOKE ALL ON member_factor FROM pomona_app;

CREATE FUNCTION factor_of(p_member uuid)
RETURNS TABLE (sealed text, confirmed_at timestamptz, last_step bigint, recovery_left integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.sealed, f.confirmed_at, f.last_step, cardinality(f.recovery) FROM member_factor f WHERE f.member_id = p_member
$$;

-- A new secret for whoever holds this session; false where a confirmed one stands.
CREATE FUNCTION factor_begin(p_session uuid, p_sealed text) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH begun AS (
    INSERT INTO member_factor AS f (member_id, sealed)
    SELECT s.member_id, p_sealed FROM session s WHERE s.id = p_session AND session_lives(s)
    ON CONFLICT (member_id) DO UPDATE SET sealed = p_sealed, created_at = now(), last_step = 0
      WHERE f.confirmed_at IS NULL
    RETURNING 1)
  SELECT EXISTS (SELECT FROM begun)
$$;

-- It is in force from the first code on that it gave.
CREATE FUNCTION factor_confirm(p_session uuid, p_step bigint, p_recovery bytea[]) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH confirmed AS (
    UPDATE member_factor f SET confirmed_at = now(), last_step = p_step, recovery = p_recovery
    FROM session s WHERE s.id = p_session AND session_lives(s) AND f.member_id = s.member_id AND f.confirmed_at IS NULL
    RETURNING 1)
  SELECT EXISTS (SELECT FROM confirmed)
$$;

-- Uses a code up: of two who show the same one, one gets in.
CREATE FUNCTION factor_use(p_member uuid, p_step bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH used AS (
    UPDATE member_factor SET last_step = p_step WHERE member_id = p_member AND last_step < p_step RETURNING 1)
  SELECT EXISTS (SELECT FROM used)
$$;
CREATE FUNCTION factor_recover(p_member uuid, p_recovery bytea) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH used AS (
    UPDATE member_factor SET recovery = array_remove(recovery, p_recovery)
    WHERE member_id = p_member AND confirmed_at IS NOT NULL AND p_recovery = ANY (recovery) RETURNING 1)
  SELECT EXISTS (SELECT FROM used)
$$;

-- By whoever holds it, and by an owner for a member of their organisation alone.
CREATE FUNCTION factor_remove(p_session uuid) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH removed AS (
    DELETE FROM member_factor f USING session s
    WHERE s.id = p_session AND session_lives(s) AND f.member_id = s.member_id RETURNING 1)
  SELECT EXISTS (SELECT FROM removed)
$$;
CREATE FUNCTION member_factor_remove(p_member uuid) RETURNS boolean LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH removed AS (
    DELETE FROM member_factor f WHERE f.member_id = p_member AND f.confirmed_at IS NOT NULL
      AND EXISTS (SELECT FROM membership m WHERE m.member_id = p_member AND m.organisation_id = pomona_organisation())
      AND NOT member_belongs_elsewhere(p_member)
    RETURNING 1)
  SELECT EXISTS (SELECT FROM removed)
$$;

REVOKE EXECUTE ON FUNCTION factor_of, factor_begin, factor_confirm, factor_use, factor_recover, factor_remove,
  member_factor_remove FROM PUBLIC;
GRANT EXECUTE ON FUNCTION factor_of, factor_begin, factor_confirm, factor_use, factor_recover, factor_remove,
  member_factor_remove TO pomona_app;
