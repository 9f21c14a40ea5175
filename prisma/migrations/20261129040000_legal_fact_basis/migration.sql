-- What Pomona shipped as the basis of a fact when it was confirmed: a later edition may rest on something else.
ALTER TABLE "legal_fact" ADD COLUMN "shipped_basis" TEXT;
-- Until now one edition was shipped.
UPDATE "legal_fact" SET shipped_basis = CASE split_part(key, '.', 1)
    WHEN 'recipient' THEN 'reports.legal.basis.appleTerms'
    WHEN 'transfer' THEN 'reports.legal.basis.commissionBriefing'
    WHEN 'deletion' THEN 'reports.legal.basis.appleDeletion'
  END
  WHERE deed = 'confirmed' AND basis IS NULL;
