import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { elementOf } from '#domain/catalogue/catalogue.ts'
import { masked } from '#domain/mask.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { groupOf, type Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { fieldKey } from './inventory-rows.ts'

/** A value that Graph answered for a field, and what it was read of. */
export type Example = { value: string; of: { kind: 'device' | 'person' | 'connection'; id: string } }

type Field = { service: Service; element: string }
type Row = { value: string | null; id: string }
type Find = (tx: Transaction, service: Service) => Promise<Row | null>

/** Neither null nor nothing. */
const filled = { not: '' }

/** Of the connections that were listed last; the one a reading saw first stands for them. */
const listed = (service: Service) => ({ service, until: null, missingSince: null, disablement: null })

const ofConnection =
  (pick: 'name' | 'appleId'): Find =>
  async (tx, service) => {
    const row = await tx.connection.findFirst({
      where: listed(service),
      select: { id: true, name: true, account: { select: { appleId: true } } },
      orderBy: { id: 'asc' },
    })
    return row && { id: row.id, value: pick === 'name' ? row.name : (row.account?.appleId ?? null) }
  }

const ofProfile =
  (column: 'externalId' | 'name' | 'supportPhone' | 'supportDepartment'): Find =>
  async (tx, service) => {
    const row = await tx.profile.findFirst({
      where: { until: null, connection: listed(service), [column]: filled },
      orderBy: { externalId: 'asc' },
    })
    return row && { id: row.connectionId, value: row[column] }
  }

/** One of the first devices that such a connection shares; of which the value is known. */
const ofDevice =
  (column: 'serial' | 'model' | 'operatingSystem'): Find =>
  async (tx, service) => {
    for (const connectionId of await firstListed(tx, service)) {
      const shares = await tx.deviceShare.findMany({
        where: { connectionId, until: null },
        orderBy: { deviceId: 'asc' },
        take: 50,
        select: { deviceId: true },
      })
      const device = await tx.device.findFirst({
        where: { id: { in: shares.map(({ deviceId }) => deviceId) }, [column]: filled },
        orderBy: { id: 'asc' },
      })
      if (device) return { id: device.id, value: device[column] }
    }
    return null
  }

const ofPerson: Find = async (tx, service) => {
  for (const connectionId of await firstListed(tx, service)) {
    const share = await tx.personShare.findFirst({
      where: { connectionId, until: null },
      orderBy: { personId: 'asc' },
    })
    const person = share && (await tx.person.findFirst({ where: { id: share.personId } }))
    if (person) return { id: person.id, value: person.entraId }
  }
  return null
}

const firstListed = async (tx: Transaction, service: Service): Promise<string[]> => {
  const rows = await tx.connection.findMany({
    where: listed(service),
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 10,
  })
  return rows.map(({ id }) => id)
}

/** Where readings keep what Graph shows of a field (`observation.from` of its element). */
const finders: Record<string, { kind: Example['of']['kind']; find: Find }> = {
  'asm_dep/server_name': { kind: 'connection', find: ofConnection('name') },
  'asm_dep/admin_id': { kind: 'connection', find: ofConnection('appleId') },
  'asm_dep/serial_number': { kind: 'device', find: ofDevice('serial') },
  'asm_dep/model': { kind: 'device', find: ofDevice('model') },
  'asm_dep/os': { kind: 'device', find: ofDevice('operatingSystem') },
  'asm_dep/device_family': { kind: 'device', find: ofDevice('model') },
  'asm_dep/profile_uuid': { kind: 'connection', find: ofProfile('externalId') },
  'asm_dep/profile_name': { kind: 'connection', find: ofProfile('name') },
  'asm_dep/support_phone_number': { kind: 'connection', find: ofProfile('supportPhone') },
  'asm_dep/department': { kind: 'connection', find: ofProfile('supportDepartment') },
  'asm_dep/devices': { kind: 'device', find: ofDevice('serial') },
  'vpp/intune_user_id_guid': { kind: 'person', find: ofPerson },
  'vpp/managed_apple_id_upn': { kind: 'connection', find: ofConnection('appleId') },
  'vpp/serial_number': { kind: 'device', find: ofDevice('serial') },
}

const exampleAt = async (tx: Transaction, { service, element }: Field): Promise<Example | null> => {
  const finder = finders[`${groupOf(service)}/${element}`]
  const row = await finder?.find(tx, service)
  return finder && row?.value ? { value: row.value, of: { kind: finder.kind, id: row.id } } : null
}

/** An example as everybody sees it; null where Graph shows none, readings keep none, or nothing has been read. */
export const maskedExample = async (tx: Transaction, field: Field): Promise<string | null> => {
  const example = await exampleAt(tx, field)
  return example && (leadsToNobody(field) ? example.value : masked(example.value))
}

/** What is about the organisation alone needs no veil. */
const leadsToNobody = ({ service, element }: Field): boolean =>
  elementOf(groupOf(service), element)?.identifiability === 'organisational'

/** Shows a real value to whoever says why they need it: who, which and why are on record before they see it. */
export const revealExample = (
  actor: Actor,
  { why, ...field }: Field & { why: string },
): Promise<Outcome<{ value: string }, 'nothingToReveal'>> => {
  demand(actor, 'values:reveal')
  return change(actor, async ({ tx, record }) => {
    const example = await exampleAt(tx, field)
    if (!example) return refused('nothingToReveal')
    record({
      kind: 'value.revealed',
      subject: { kind: 'value', id: fieldKey(field) },
      facts: { of: example.of.kind, id: example.of.id },
      personal: { why },
    })
    return done({ value: example.value })
  })
}
