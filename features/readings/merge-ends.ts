import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/**
 * A device is gone when neither Intune nor a connection speaks of it, a person when neither a managed device nor a
 * connection does; both are back as soon as one does.
 */
export const mergeEnds = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  await endDevices(tx, reading)
  await endPeople(tx, reading)
}

const endDevices = async (
  tx: Transaction,
  { organisationId, sequence, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    update ${into.device} d set until = ${sequence}::int
    from (select id from merge_touched union select device_id from merge_shut) as left_behind
    where d.organisation_id = ${organisationId}::uuid and d.id = left_behind.id and d.until is null and d.mark is null
      and not exists (select from ${into.deviceShare} s where s.organisation_id = d.organisation_id and s.device_id = d.id
        and s.until is null)`
  await tx.$executeRaw`
    update ${into.device} d set until = null
    where d.organisation_id = ${organisationId}::uuid and d.until is not null
      and d.id in (select device_id from merge_open)`
}

const endPeople = async (
  tx: Transaction,
  { organisationId, sequence, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    update ${into.person} p set until = ${sequence}::int
    from (select id from merge_concerned union select person_id from merge_shut_person) as left_behind
    where p.organisation_id = ${organisationId}::uuid and p.id = left_behind.id and p.until is null
      and not exists (select from ${into.device} d where d.organisation_id = p.organisation_id and d.person_id = p.id
        and d.mark is not null)
      and not exists (select from ${into.personShare} s where s.organisation_id = p.organisation_id and s.person_id = p.id
        and s.until is null)`
}
