-- What came and went between two readings is looked up, never counted through: by connection and the reading that
-- opened or closed a row. The first reading opens everything and has nothing to be compared with, so it is left out and
-- costs nothing.
CREATE INDEX device_share_opened ON device_share (organisation_id, connection_id, since, device_id) WHERE since > 1;
CREATE INDEX device_share_closed ON device_share (organisation_id, connection_id, until, device_id)
  WHERE until IS NOT NULL;
CREATE INDEX person_share_opened ON person_share (organisation_id, connection_id, since, person_id) WHERE since > 1;
CREATE INDEX person_share_closed ON person_share (organisation_id, connection_id, until, person_id)
  WHERE until IS NOT NULL;
CREATE INDEX device_past_user_until ON device_past_user (organisation_id, until, device_id);
-- How many licences are in use changes with nearly every reading of a large location token.
CREATE INDEX app_opened ON app (organisation_id, since) WHERE since > 1;
CREATE INDEX app_closed ON app (organisation_id, until) WHERE until IS NOT NULL;

-- From now on the name of a connection, and whether it is missing, are facts with a history. What is known of them
-- until now is what stands in the row.
INSERT INTO connection_fact (organisation_id, connection_id, key, value, since, until)
SELECT organisation_id, id, 'name', name, since, until FROM connection
ON CONFLICT DO NOTHING;
INSERT INTO connection_fact (organisation_id, connection_id, key, value, since)
SELECT organisation_id, id, 'missing', 'true', missing_since FROM connection
WHERE until IS NULL AND missing_since IS NOT NULL
ON CONFLICT DO NOTHING;
