-- A member has so many sessions at once: those that started first make way (domain/session.ts).

CREATE OR REPLACE FUNCTION session_start(p_member uuid, p_expires timestamptz, p_browser text, p_proven timestamptz DEFAULT now())
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made uuid := pomona_uuidv7();
BEGIN
  UPDATE member_password SET failures = 0, locked_until = NULL WHERE member_id = p_member;
  INSERT INTO session (id, member_id, organisation_id, expires_at, browser, proven_at)
  VALUES (made, p_member, (SELECT organisation_id FROM membership
    WHERE member_id = p_member AND (ends_at IS NULL OR ends_at > now()) ORDER BY created_at LIMIT 1), p_expires,
    left(p_browser, 300), least(p_proven, now()));
  UPDATE session SET ended_at = now() WHERE id IN (
    SELECT s.id FROM session s WHERE s.member_id = p_member AND session_lives(s)
    ORDER BY s.created_at DESC, s.id DESC OFFSET 20);
  RETURN made;
END $$;
