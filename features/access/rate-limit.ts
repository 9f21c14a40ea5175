import { createHash } from 'node:crypto'
import { doorway } from '#adapters/db.ts'

/** Questions that anybody may ask: how many within how many seconds, from one address and from all together. */
export type Rate = { name: string; each: number; all: number; seconds: number }

const take = async (key: string, most: number, seconds: number): Promise<boolean> => {
  const [row] = await doorway().$queryRaw<{ within: boolean }[]>`
    select rate_take(${key}, ${most}::int, ${seconds}::int) as within`
  return row?.within === true
}

/**
 * Counts a question and answers whether it may be answered. `address` is where it comes from as far as anybody can tell:
 * whoever has many addresses, or a proxy in front that names them falsely, is held by the number for all together. The
 * address is kept for a day as a hash.
 */
export const mayAsk = async ({ name, each, all, seconds }: Rate, address: string): Promise<boolean> => {
  const from = createHash('sha256').update(`${name} ${address}`).digest('base64url')
  // One that asks too often must not use up what the others have.
  return (await take(`${name} ${from}`, each, seconds)) && (await take(name, all, seconds))
}
