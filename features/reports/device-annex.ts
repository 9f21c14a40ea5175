import { sqlName, type Transaction } from '#adapters/db.ts'
import { isFlowing } from '#domain/connection-life.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import {
  type AnnexedDevice,
  type DeviceAnnex,
  devicesInVolume,
  mostAnnexed,
  type VolumeFacts,
} from '#domain/report/device-annex.ts'
import { freeze } from '#domain/report/freeze.ts'
import { type Service, services } from '#domain/service.ts'
import { type Moment, staysAt } from '#features/connections/queries.ts'
import { witnessesOf } from '#features/readings/witnesses.ts'
import { sha256 } from './render-request.ts'

type Found = {
  serial: string | null
  name: string | null
  person_name: string | null
  person_upn: string | null
  services: string[]
  tenant_link_id: string
  since: number
}

/**
 * Writes down every device shared at a moment over the chosen services, volume by volume, and answers what the report says
 * of these. One statement is read in pieces: the devices are those of one moment, in one order, and never all in memory.
 */
export const keepDevices = async (
  tx: Transaction,
  {
    organisationId,
    reportId,
    chosen,
  }: { organisationId: string; reportId: string; chosen: readonly Service[] },
  moment: Moment,
): Promise<Outcome<DeviceAnnex, 'annexTooLarge'>> => {
  await declareDevices(tx, moment, chosen)
  const volumes: DeviceAnnex['volumes'] = []
  for (let devices = await fetched(tx, moment); devices.length > 0; devices = await fetched(tx, moment)) {
    if (volumes.length * devicesInVolume + devices.length > mostAnnexed)
      return refused('annexTooLarge', { most: mostAnnexed })
    const number = volumes.length + 1
    const facts: VolumeFacts = { kind: 'devices', version: 1, number, devices }
    await tx.reportVolume.create({
      data: { organisationId, reportId, number, facts },
      select: { number: true },
    })
    volumes.push({
      devices: devices.length,
      first: devices[0]?.serial ?? null,
      last: devices.at(-1)?.serial ?? null,
      sha256: sha256(freeze(facts)),
    })
  }
  await tx.$executeRaw`close annexed_device`
  return done({ devices: volumes.reduce((sum, { devices }) => sum + devices, 0), volumes })
}

const declareDevices = async (tx: Transaction, moment: Moment, chosen: readonly Service[]): Promise<void> => {
  const flowing = (await staysAt(tx, moment)).filter(
    ({ service, state }) => isFlowing(state) && (chosen.length === 0 || chosen.includes(service)),
  )
  const [ids, of] = [flowing.map(({ id }) => id), flowing.map(({ service }) => service)]
  const { sequence } = moment
  await tx.$executeRaw`
    declare annexed_device no scroll cursor for
    select d.serial, d.name, p.name as person_name, p.upn as person_upn, d.tenant_link_id, s.services, s.since
    from device d
    cross join lateral (
      select array_agg(distinct c.service) as services, min(share.since) as since
      from device_share share
      join unnest(${ids}::uuid[], ${of}::text[]) as c(id, service) on c.id = share.connection_id
      where share.organisation_id = d.organisation_id and share.device_id = d.id and share.since <= ${sequence}::int
        and (share.until is null or share.until > ${sequence}::int)
    ) s
    left join device_past_user u on u.organisation_id = d.organisation_id and u.device_id = d.id
      and u.since <= ${sequence}::int and u.until > ${sequence}::int
    left join person p on p.organisation_id = d.organisation_id and p.id = coalesce(
      case when coalesce(d.person_since, d.since) <= ${sequence}::int then d.person_id end, u.person_id)
    where d.since <= ${sequence}::int and s.services is not null
    order by d.serial collate "C" nulls last, d.id`
}

/** The next of them. */
const fetched = async (tx: Transaction, { sequence }: Moment): Promise<AnnexedDevice[]> => {
  const rows = await tx.$queryRaw<Found[]>`fetch ${sqlName(String(devicesInVolume))} from annexed_device`
  const witnesses = await witnessesOf(tx, {
    sequence,
    tenantLinkIds: rows.map((row) => row.tenant_link_id),
    cited: rows.map(({ since }) => since),
  })
  return rows.map((row) => {
    const { serial, name, person_name, person_upn } = row
    const isKnown = person_name !== null || person_upn !== null
    return {
      ...{ serial, name },
      person: isKnown ? { name: person_name, upn: person_upn } : null,
      services: services.filter((service) => row.services.includes(service)),
      since: witnesses.firstSight(row.tenant_link_id, row.since).at.toISOString(),
    }
  })
}
