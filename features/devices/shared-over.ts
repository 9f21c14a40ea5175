import type { Transaction } from '#adapters/db.ts'
import { Missing } from '#domain/outcome.ts'
import type { Service } from '#domain/service.ts'
import { services } from '#domain/service.ts'

/** The connection a list is narrowed to. */
export type SharedOver = { id: string; name: string; service: Service }

type Page = { sequence: number; after: string; most: number }

/** The connection of an id. Throws Missing. */
export const connectionNamed = async (tx: Transaction, id: string): Promise<SharedOver> => {
  const row = await tx.connection.findFirst({
    where: { id },
    select: { id: true, name: true, service: true },
  })
  const service = services.find((each) => each === row?.service)
  if (!row || !service) throw new Missing('connection')
  return { ...row, service }
}

/** The devices shared over a connection at a reading: one more than the page holds, to know whether there is a next one. */
export const devicesOver = async (
  tx: Transaction,
  connectionId: string,
  { sequence, after, most }: Page,
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct device_id as id from device_share
    where connection_id = ${connectionId}::uuid and device_id > ${after}::uuid
      and since <= ${sequence}::int and (until is null or until > ${sequence}::int)
    order by device_id limit ${most + 1}::int`
  return rows.map(({ id }) => id)
}

/** The same of people. */
export const peopleOver = async (
  tx: Transaction,
  connectionId: string,
  { sequence, after, most }: Page,
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct person_id as id from person_share
    where connection_id = ${connectionId}::uuid and person_id > ${after}::uuid
      and since <= ${sequence}::int and (until is null or until > ${sequence}::int)
    order by person_id limit ${most + 1}::int`
  return rows.map(({ id }) => id)
}
