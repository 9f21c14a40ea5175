import { sqlPart, type Transaction } from '#adapters/db.ts'

/**
 * Since when a certificate, row `r` of `report`, no longer holds, because a connection that it says was ended came back: seen by a
 * look after the case's end, or by a reading as a later stay of the same token. Null while it holds, and for every other
 * kind of report. What the same token is, `features/connections/returns.ts` says once more.
 */
export const supersededSince = sqlPart`(
  select min(back.at) from (
    select k.checked_at as at from recheck k
    where k.organisation_id = r.organisation_id and k.found = 'present'
      and k.offboarding_id = (r.facts -> 'offboarding' ->> 'id')::uuid
    union all
    select (
      select stay.observed_since from connection stay
      where stay.organisation_id = one.organisation_id and stay.tenant_link_id = one.tenant_link_id
        and lower(stay.external_id) = lower(one.external_id) and stay.since > one.since
        and replace(stay.service, 'asm', 'dep') = replace(one.service, 'asm', 'dep')
      order by stay.since desc limit 1)
    from jsonb_array_elements(case r.kind when 'cessation' then r.facts -> 'connections' end) certified
    join connection one on one.organisation_id = r.organisation_id and one.id = (certified ->> 'id')::uuid
    where certified ->> 'leftOutBecause' is null
  ) back
  where r.kind = 'cessation' and back.at > r.composed_at)`

/** How a report stands, for whoever is known to hold it: since when it no longer holds, and whether a member approved it. */
export const standingOf = async (
  tx: Transaction,
  reportId: string,
): Promise<{ supersededAt: Date | null; isApproved: boolean }> => {
  const [row] = await tx.$queryRaw<{ supersededAt: Date | null; isApproved: boolean }[]>`
    select ${supersededSince} as "supersededAt", jsonb_typeof(r.facts -> 'approved') = 'object' as "isApproved"
    from report r where r.id = ${reportId}::uuid`
  return { supersededAt: row?.supersededAt ?? null, isApproved: row?.isApproved === true }
}
