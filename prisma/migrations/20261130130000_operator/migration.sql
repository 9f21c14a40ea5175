-- Who runs the tenant on the organisation's behalf, as a processor (GDPR Art. 28).
ALTER TABLE organisation
  ADD COLUMN operator_name text,
  ADD COLUMN operator_contact text,
  ADD COLUMN operator_dpo text,
  ADD CONSTRAINT organisation_operator_named CHECK (operator_name IS NOT NULL OR num_nonnulls(operator_contact, operator_dpo) = 0);
