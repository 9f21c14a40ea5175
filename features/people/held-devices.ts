import type { Transaction } from '#adapters/db.ts'
import { type Interval, knownAt, overlap } from '#domain/interval.ts'
import { knownOfDevice } from '#features/devices/shared-fields.ts'

type Custody = Interval & { deviceId: string }

/** A device while it was one person's, with its sharing in that time: over what, and when. */
export type Held = Awaited<ReturnType<typeof heldBy>>['held'][number]

/** Which devices were a person's, as known at a reading: the latest first, at most `most` of `count`. */
export const heldBy = async (tx: Transaction, personId: string, sequence: number, most: number) => {
  const custodies = knownAt(await custodyOf(tx, personId), sequence).toSorted((a, b) => b.since - a.since)
  const shown = custodies.slice(0, most)
  const ids = { in: shown.map(({ deviceId }) => deviceId) }
  const rows = await tx.device.findMany({
    where: { id: ids },
    select: { ...knownOfDevice, id: true, name: true },
  })
  const devices = new Map(rows.map((row) => [row.id, row]))
  const found = await tx.deviceShare.findMany({
    where: { deviceId: ids },
    select: { deviceId: true, connectionId: true, since: true, until: true },
  })
  const shares = Map.groupBy(knownAt(found, sequence), ({ deviceId }) => deviceId)
  const held = shown.flatMap(({ deviceId, ...custody }) => {
    const device = devices.get(deviceId)
    if (!device) return []
    const then = (shares.get(deviceId) ?? []).flatMap(({ connectionId, ...share }) => {
      const common = overlap(share, custody)
      return common ? [{ connectionId, ...common }] : []
    })
    return [{ ...custody, device, shares: then }]
  })
  return { count: custodies.length, held }
}

/** When which device was this person's. */
const custodyOf = async (tx: Transaction, personId: string): Promise<Custody[]> => {
  const past = await tx.devicePastUser.findMany({
    where: { personId },
    select: { deviceId: true, since: true, until: true },
  })
  const present = await tx.device.findMany({
    where: { personId },
    select: { id: true, personSince: true, since: true },
  })
  return [
    ...past,
    ...present.map((device) => ({
      deviceId: device.id,
      since: device.personSince ?? device.since,
      until: null,
    })),
  ]
}
