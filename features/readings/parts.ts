import { type SqlName, sqlName, type Transaction } from '#adapters/db.ts'

/** Tables that lie in parts (ADR 10): a large organisation's rows in a part of its own, everybody else's in the rest. */
const tables = {
  device: 'device',
  person: 'person',
  deviceShare: 'device_share',
  personShare: 'person_share',
} as const

/** Where a merge finds and writes an organisation's devices, people and shares. */
export type IntoTables = Record<keyof typeof tables, SqlName>

export type Into = {
  tables: IntoTables
  /** Indexes what was written and shows it to everybody when the transaction commits. */
  settle(): Promise<void>
}

/**
 * An organisation's own part where it has one, else the tables as a whole. `opensPart`: its first rows are so many that
 * they get a part of their own, which is filled without indexes.
 */
export const openInto = async (
  tx: Transaction,
  organisationId: string,
  opensPart: boolean,
): Promise<Into> => {
  if (opensPart) {
    await tx.$queryRaw`select 1 from part_open()`
    return { tables: own(organisationId), settle: () => takeIn(tx) }
  }
  const [found] = await tx.$queryRaw<{ hasPart: boolean }[]>`
    select to_regclass('part.' || part_of('device')) is not null as "hasPart"`
  return { tables: found?.hasPart ? own(organisationId) : whole, settle: async () => {} }
}

const named = (nameOf: (table: string) => string): IntoTables => ({
  device: sqlName(nameOf(tables.device)),
  person: sqlName(nameOf(tables.person)),
  deviceShare: sqlName(nameOf(tables.deviceShare)),
  personShare: sqlName(nameOf(tables.personShare)),
})

const whole = named((table) => table)

/** Named after the organisation. Throws when its id is no UUID: the name stands in SQL as it is. */
const own = (organisationId: string): IntoTables => {
  if (!/^[0-9a-f-]{36}$/.test(organisationId)) throw new Error('an organisation id is a UUID')
  return named((table) => `part.${table}_${organisationId.replaceAll('-', '')}`)
}

const takeIn = async (tx: Transaction): Promise<void> => {
  for (const table of Object.values(tables)) await tx.$queryRaw`select 1 from part_index(${table})`
  await tx.$queryRaw`select 1 from part_take_in()`
}
