-- A row or more in each table of the first schema, as its version wrote them. No later migration is known here.
insert into organisation (id, name, country, controller_name, time_zone) values
  ('01930000-0000-7000-8000-000000000001', 'Of old', 'DK', 'Of old ApS', 'Europe/Copenhagen');
insert into member (id, subject, login, name, language) values
  ('01930000-0000-7000-8000-000000000011', 'karen', 'karen@old.example', 'Karen Lind', 'fr'),
  ('01930000-0000-7000-8000-000000000012', 'lars', 'lars@old.example', 'Lars Holm', null);
insert into member_password (member_id, hash) values
  ('01930000-0000-7000-8000-000000000011', :password), ('01930000-0000-7000-8000-000000000012', :password);
insert into membership (organisation_id, member_id, role) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000011', 'owner'),
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000012', 'decider');
insert into session (id, member_id, organisation_id, expires_at) values
  ('01930000-0000-7000-8000-000000000021', '01930000-0000-7000-8000-000000000011', '01930000-0000-7000-8000-000000000001', now() + interval '1 hour');
insert into invitation (id, organisation_id, token_hash, role, invited_by, expires_at) values
  ('01930000-0000-7000-8000-000000000022', '01930000-0000-7000-8000-000000000001', '\x01', 'auditor', 'Karen Lind', now() + interval '1 day');
insert into tenant_link (organisation_id, id, purpose, name, cloud, tenant, tenant_id, client, credential_kind, fingerprint, permissions, created_by) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000031', 'read', 'Old tenant', 'global', 'old.example', '4c0f8a5e-0000-4000-8000-000000000001', '4c0f8a5e-0000-4000-8000-000000000002', 'secret', 'ab12', '{DeviceManagementApps.Read.All}', 'Karen Lind');
insert into reading (organisation_id, id, sequence, state, requested_by, requested_at, started_at, finished_at, totals) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000041', 1, 'finished', 'Karen Lind', '2026-11-23T08:00Z', '2026-11-23T08:00Z', '2026-11-23T08:01Z', '{}'),
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000042', 2, 'failed', 'Karen Lind', '2026-11-24T08:00Z', '2026-11-24T08:00Z', '2026-11-24T08:01Z', null);
insert into reading_collection (organisation_id, reading_id, tenant_link_id, collection, pages, seen, kept, done_at) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000041', '01930000-0000-7000-8000-000000000031', 'managedDevices', 1, 2, 2, '2026-11-23T08:01Z');
insert into account (organisation_id, id, apple_id, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000051', 'it@old.example', 1);
insert into connection (organisation_id, id, tenant_link_id, service, external_id, name, account_id, expires_at, observed_since, since, until) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000061', '01930000-0000-7000-8000-000000000031', 'vpp', 'token-1', 'Old location', '01930000-0000-7000-8000-000000000051', '2027-11-01Z', '2026-11-23T08:01Z', 1, null),
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000062', '01930000-0000-7000-8000-000000000031', 'apns', 'push', 'Push certificate', '01930000-0000-7000-8000-000000000051', '2027-11-01Z', '2026-11-23T08:01Z', 1, null);
insert into connection_fact (organisation_id, connection_id, key, value, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000061', 'country', 'dk', 1);
insert into sharing_authorisation (organisation_id, tenant_link_id, external_id, service, granted, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000031', 'consent', 'vpp', true, 1);
insert into profile (organisation_id, connection_id, external_id, name, platform, is_default, removal_disabled, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000062', 'profile', 'iPads', 'ios', true, false, 1);
insert into app (organisation_id, connection_id, external_id, kind, name, total_licences, used_licences, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000061', 'app', 'app', 'Numbers', 10, 2, 1);
insert into person (organisation_id, id, tenant_link_id, entra_id, upn, name, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000071', '01930000-0000-7000-8000-000000000031', 'entra-1', 'mia@old.example', 'Mia Rask', 1);
insert into device (organisation_id, id, tenant_link_id, intune_id, serial, name, person_id, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000081', '01930000-0000-7000-8000-000000000031', 'intune-1', 'C02OLD', 'Mia’s iPad', '01930000-0000-7000-8000-000000000071', 1),
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000082', '01930000-0000-7000-8000-000000000031', 'intune-2', 'C02GONE', 'Cart 2', null, 1);
insert into device_share (organisation_id, connection_id, device_id, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000062', '01930000-0000-7000-8000-000000000081', 1);
insert into person_share (organisation_id, connection_id, person_id, since) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000061', '01930000-0000-7000-8000-000000000071', 1);
insert into inventory_count (organisation_id, reading_id, scope, scope_id, devices, people, administrators) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000041', 'organisation', '', 2, 1, 1);
insert into offboarding (organisation_id, id, state, version, started_by, started_by_name, cancelled_by, cancelled_at) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000091', 'cancelled', 3, '01930000-0000-7000-8000-000000000011', 'Karen Lind', 'Karen Lind', '2026-11-24T10:00Z'),
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000095', 'finished', 5, '01930000-0000-7000-8000-000000000011', 'Karen Lind', null, null);
insert into offboarding_connection (organisation_id, offboarding_id, connection_id) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000091', '01930000-0000-7000-8000-000000000061');
insert into offboarding_answer (organisation_id, offboarding_id, step, answer, answered_by) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000091', 'scope', '{}', 'Karen Lind');
insert into offboarding_task (organisation_id, offboarding_id, position, connection_id, kind, state) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000095', 1, '01930000-0000-7000-8000-000000000061', 'revokeLicences', 'done');
insert into approval (organisation_id, id, offboarding_id, plan_hash, asked_by, asked_by_name, decision, decided_by, decided_by_name, decided_at) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000092', '01930000-0000-7000-8000-000000000095', 'hash', '01930000-0000-7000-8000-000000000011', 'Karen Lind', 'approved', '01930000-0000-7000-8000-000000000012', 'Lars Holm', now());
insert into evidence (organisation_id, id, offboarding_id, kind, content, sha256, recorded_by) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000093', '01930000-0000-7000-8000-000000000095', 'note', '{"text":"Seen"}', 'hash', 'Karen Lind');
insert into disablement (organisation_id, connection_id, observed_at, offboarding_id, evidence_id) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000061', '2026-11-24T09:00Z', '01930000-0000-7000-8000-000000000095', '01930000-0000-7000-8000-000000000093');
insert into account_keeping (organisation_id, connection_id, why, still_used_by, review_on, decided_by) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000061', 'Still in use', 'The school next door', '2027-06-01', 'Lars Holm');
insert into account_deletion (organisation_id, account_id, deleted_on, stated_by, evidence_id) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000051', '2026-11-25T00:00Z', 'Karen Lind', '01930000-0000-7000-8000-000000000093');
insert into report (organisation_id, id, kind, language, standard, state, facts, facts_sha256, pdf_sha256, composed_by, finished_at) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000094', 'disclosure', 'en', 'ua-1', 'ready', '{"head":{}}', 'hash', 'hash', 'Karen Lind', now());
insert into report_blob (organisation_id, report_id, bytes) values
  ('01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000094', '\x255044462d');
