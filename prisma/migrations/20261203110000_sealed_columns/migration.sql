-- Which columns hold sealed values, and whose id each value is bound to: adapters/sealed-columns.ts reads it here, so a
-- column that a later migration adds says the same of itself.
COMMENT ON COLUMN tenant_link.credential IS 'sealed for organisation_id';
COMMENT ON COLUMN member_factor.sealed IS 'sealed for member_id';
