-- A location token that Apple School Manager gave out is a school's as much as an enrolment token of it: its account is kept
-- as long (features/offboardings/groups.ts).
CREATE OR REPLACE FUNCTION rechecks_due(days integer[], school_days integer[]) RETURNS TABLE (organisation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT d.organisation_id FROM disablement d
  JOIN connection c ON c.organisation_id = d.organisation_id AND c.id = d.connection_id
  CROSS JOIN LATERAL unnest(CASE WHEN c.service = 'asm' OR c.observed->>'accountType' = 'education' THEN school_days
    ELSE days END) AS due(day)
  WHERE d.offboarding_id IS NOT NULL AND d.observed_at + due.day * interval '1 day' <= now()
    AND NOT EXISTS (SELECT FROM recheck r WHERE r.organisation_id = d.organisation_id
      AND r.connection_id = d.connection_id AND r.day = due.day)
$$;
