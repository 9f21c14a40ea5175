-- A failure of a known name was told from one of an unknown name by the time it takes to bring a row to the disk. It does not
-- wait for that: a crash of the server may forget the failures of the last moment.
CREATE OR REPLACE FUNCTION sign_in_failed(p_member uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT set_config('synchronous_commit', 'off', true);
  UPDATE member_password SET
    failures = CASE WHEN locked_until <= now() THEN 1 ELSE failures + 1 END,
    locked_until = CASE WHEN locked_until <= now() THEN NULL
      WHEN failures + 1 >= 5 THEN now() + interval '15 minutes' ELSE locked_until END
  WHERE member_id = p_member
$$;
