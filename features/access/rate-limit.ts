import { createHash } from 'node:crypto'
import { doorway } from '#adapters/db.ts'
import { log } from '#adapters/log.ts'

const take = async (key: string, most: number, seconds: number): Promise<boolean> => {
  const [row] = await doorway().$queryRaw<{ within: boolean }[]>`
    select rate_take(${key}, ${most}::int, ${seconds}::int) as within`
  return row?.within === true
}

/** How often one member may ask for something. */
export type MemberRate = { name: string; each: number; seconds: number }

/** As often as somebody types, with room for many windows; a script that walks through names is slowed. */
export const searchRate: MemberRate = { name: 'search', each: 300, seconds: 60 }

/** Files: a large report has dozens of volumes. */
export const exportRate: MemberRate = { name: 'export', each: 300, seconds: 600 }

/** Reports: each freezes all there is, a hundred thousand devices with it where that is asked, and stays. */
export const composeRate: MemberRate = { name: 'compose', each: 60, seconds: 600 }

/** Counts what a member asks for and answers whether they may have it. */
export const mayHave = async ({ name, each, seconds }: MemberRate, memberId: string): Promise<boolean> => {
  const may = await take(`${name} ${memberId}`, each, seconds)
  if (!may) log.warn({ rate: name, memberId }, 'asked too often')
  return may
}

/**
 * Tries to join by one link. It stays good while the sign-in name is taken: whoever holds it could ask for each name there is,
 * and each time the machine makes a hash of a password.
 */
const joining = { name: 'join', each: 10, seconds: 3600 }

/** Counts a try to join by a link and answers whether it may be made, or in how many minutes the next one may. */
export const mayJoin = async (tokenHash: Uint8Array): Promise<true | { minutes: number }> => {
  const { name, each, seconds } = joining
  const link = Buffer.from(tokenHash).toString('base64url')
  if (await take(`${name} ${link}`, each, seconds)) return true
  log.warn({ rate: name, link }, 'asked too often')
  return { minutes: seconds / 60 }
}

/** Questions that anybody may ask: how many within how many seconds, from one address and from all together. */
export type Rate = { name: string; each: number; all: number; seconds: number }

/**
 * Counts a question and answers whether it may be answered. `address` is where it comes from as far as anybody can tell:
 * whoever has many addresses, or a proxy in front that names them falsely, is held by the number for all together. The
 * address is kept for an hour or so, as a hash.
 */
export const mayAsk = async ({ name, each, all, seconds }: Rate, address: string): Promise<boolean> => {
  const from = createHash('sha256').update(`${name} ${address}`).digest('base64url')
  // One that asks too often must not use up what the others have.
  const may = (await take(`${name} ${from}`, each, seconds)) && (await take(name, all, seconds))
  if (!may) log.warn({ rate: name, from }, 'asked too often')
  return may
}
