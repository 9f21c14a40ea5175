import { sqlPart, type Transaction } from '#adapters/db.ts'

export type Sought = {
  text: string
  sequence: number
  after: string
  most: number
  /** Where there is more than is asked for: what is called exactly so is among it. */
  isExactFirst?: boolean
}

const functions = {
  device: { search: sqlPart`device_search`, exact: sqlPart`device_search_exact` },
  person: { search: sqlPart`person_search`, exact: sqlPart`person_search_exact` },
}

/** Whom or what a search finds: one more than the page holds, to know whether there is a next one. */
export const foundIds = async (
  tx: Transaction,
  of: keyof typeof functions,
  { text, sequence, after, most, isExactFirst = false }: Sought,
): Promise<string[]> => {
  const { search, exact } = functions[of]
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from ${search}(${text}, ${sequence}::int, ${after}::uuid, ${most + 1}::int) as found(id)`
  if (isExactFirst && rows.length > most) {
    rows.push(
      ...(await tx.$queryRaw<{ id: string }[]>`
        select id from ${exact}(${text}, ${sequence}::int, ${most}::int) as found(id)`),
    )
  }
  return rows.map(({ id }) => id)
}
