-- A report that somebody approves becomes another report, final, of the same facts.
ALTER TABLE report ADD COLUMN composed_by_id uuid, ADD COLUMN approves uuid;
ALTER TABLE report ADD CONSTRAINT report_approves_fkey
  FOREIGN KEY (organisation_id, approves) REFERENCES report(organisation_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
-- Two who approve at the same moment: one of them is told.
CREATE UNIQUE INDEX report_organisation_id_approves_key ON report(organisation_id, approves);
