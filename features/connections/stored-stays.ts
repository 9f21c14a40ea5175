import type { Transaction } from '#adapters/db.ts'

/** One stay of a token with everything that was ever recorded about it, whenever that was. */
export type StoredStay = {
  id: string
  tenantLinkId: string
  service: string
  externalId: string
  name: string
  expiresAt: Date | null
  /** What the readings up to the sequence asked for had last told of it, which a later one may have told otherwise. */
  nameThen: string | null
  appleIdThen: string | null
  expiredThen: string | null
  missingThen: string | null
  observedSince: Date
  since: number
  until: number | null
  missingSince: number | null
  accountId: string | null
  appleId: string | null
  deletedOn: Date | null
  deletionStatedBy: string | null
  deletionStatedAt: Date | null
  disabledAt: Date | null
  disabledByReading: string | null
  disabledByEvidence: string | null
  why: string | null
  stillUsedBy: string | null
  reviewOn: Date | null
  decidedBy: string | null
  decidedAt: Date | null
}

/**
 * Stays known at a sequence, all or those of the given ids, by service and name. One statement: an organisation may have
 * 3,000 location tokens, and Prisma would ask for each relation of theirs by a list of 3,000 keys.
 */
export const storedStays = (
  tx: Transaction,
  sequence: number,
  ids: string[] | null,
): Promise<StoredStay[]> => tx.$queryRaw<StoredStay[]>`
  select c.id, c.tenant_link_id as "tenantLinkId", c.service, c.external_id as "externalId", c.name,
    c.expires_at as "expiresAt", named.value as "nameThen", owned.value as "appleIdThen", ended.value as "expiredThen",
    absent.value as "missingThen", c.observed_since as "observedSince", c.since, c.until,
    c.missing_since as "missingSince", a.id as "accountId", a.apple_id as "appleId", x.deleted_on as "deletedOn",
    x.stated_by as "deletionStatedBy", x.stated_at as "deletionStatedAt", d.observed_at as "disabledAt",
    d.reading_id as "disabledByReading", d.evidence_id as "disabledByEvidence", k.why,
    k.still_used_by as "stillUsedBy", k.review_on as "reviewOn", k.decided_by as "decidedBy", k.decided_at as "decidedAt"
  from connection c
  left join account a on a.organisation_id = c.organisation_id and a.id = c.account_id
  left join account_deletion x on x.organisation_id = a.organisation_id and x.account_id = a.id
  left join disablement d on d.organisation_id = c.organisation_id and d.connection_id = c.id
  left join account_keeping k on k.organisation_id = c.organisation_id and k.connection_id = c.id
  left join connection_fact named on named.organisation_id = c.organisation_id and named.connection_id = c.id
    and named.key = 'name' and named.since <= ${sequence}::int and (named.until is null or named.until > ${sequence}::int)
  left join connection_fact owned on owned.organisation_id = c.organisation_id and owned.connection_id = c.id
    and owned.key = 'appleId' and owned.since <= ${sequence}::int and (owned.until is null or owned.until > ${sequence}::int)
  left join connection_fact ended on ended.organisation_id = c.organisation_id and ended.connection_id = c.id
    and ended.key = 'expiresAt' and ended.since <= ${sequence}::int and (ended.until is null or ended.until > ${sequence}::int)
  left join connection_fact absent on absent.organisation_id = c.organisation_id and absent.connection_id = c.id
    and absent.key = 'missing' and absent.since <= ${sequence}::int and (absent.until is null or absent.until > ${sequence}::int)
  where c.since <= ${sequence}::int and (${ids}::uuid[] is null or c.id = any(${ids}::uuid[]))
  order by c.service, c.name, c.since`
