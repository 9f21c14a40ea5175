import { randomInt } from 'node:crypto'
import { doorway } from '#adapters/db.ts'
import { newSecret } from '#adapters/one-time-code.ts'
import { seal } from '#adapters/vault.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { change } from '#features/audit/change.ts'
import { demand } from './actor.ts'
import { hashOfRecovery, rightStep } from './factor-codes.ts'
import { provenAgain, type Shown } from './known-by.ts'
import type { Present } from './queries.ts'

type Held = Pick<Present, 'member' | 'actor'>

/** Begins a second factor with a new secret, which is in this answer and sealed in the database. Asking again makes another. */
export const beginFactor = async (
  { member }: Held,
  sessionId: string,
): Promise<Outcome<{ secret: string }, 'factorStands' | 'signsInElsewhere'>> => {
  if (member.issuer !== null) return refused('signsInElsewhere')
  const secret = newSecret()
  const [row] = await doorway().$queryRaw<{ begun: boolean }[]>`
    select factor_begin(${sessionId}::uuid, ${seal(member.id, secret)}) as begun`
  return row?.begun ? done({ secret }) : refused('factorStands')
}

const recoveryCodes = 10

/** Letters and figures that are not taken for each other. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** 138 bits, so that a plain hash of it gives nothing away: what has less than 112 asks for a password's (ASVS 6.5.2). */
const newRecoveryCode = (): string =>
  Array.from({ length: 7 }, () =>
    Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join(''),
  ).join('-')

/** Puts the second factor in force by the first code it gave; the recovery codes are in this answer and nowhere else. */
export const confirmFactor = async (
  { member, actor }: Held,
  { sessionId, code }: { sessionId: string; code: string },
): Promise<Outcome<{ recovery: string[] }, 'wrongCode'>> => {
  const step = await rightStep(member.id, code, { isConfirmed: false })
  if (step === null) return refused('wrongCode')
  const recovery = Array.from({ length: recoveryCodes }, newRecoveryCode)
  return change<{ recovery: string[] }, 'wrongCode'>(actor, async ({ tx, record }) => {
    const [row] = await tx.$queryRaw<{ confirmed: boolean }[]>`
      select factor_confirm(${sessionId}::uuid, ${step}::bigint, ${recovery.map(hashOfRecovery)}::bytea[]) as confirmed`
    if (!row?.confirmed) return refused('wrongCode')
    record({ kind: 'member.factorAdded', subject: { kind: 'member', id: member.id } })
    return done({ recovery })
  })
}

/** Takes one's own second factor off; whoever does so shows both once more. */
export const removeFactor = (
  { member, actor }: Held,
  { sessionId, ...shown }: { sessionId: string } & Omit<Shown, 'login'>,
): Promise<Outcome<null, 'wrongPassword' | 'codeNeeded'>> =>
  provenAgain(member.login, shown, () =>
    change<null, 'wrongPassword'>(actor, async ({ tx, record }) => {
      const [row] = await tx.$queryRaw<{ removed: boolean }[]>`
        select factor_remove(${sessionId}::uuid) as removed`
      if (!row?.removed) return refused('wrongPassword')
      record({ kind: 'member.factorRemoved', subject: { kind: 'member', id: member.id } })
      return done(null)
    }),
  )

/**
 * Takes a member's second factor off, for whoever lost telephone and recovery codes; not of a member of others too, and not
 * one's own, which `removeFactor` asks both for.
 */
export const removeMemberFactor = async (
  actor: Actor,
  memberId: string,
): Promise<Outcome<null, 'belongsElsewhere' | 'ownSignIn'>> => {
  demand(actor, 'members:change')
  if (memberId === actor.id) return refused('ownSignIn')
  return change<null, 'belongsElsewhere'>(actor, async ({ tx, record }) => {
    const [row] = await tx.$queryRaw<{ removed: boolean }[]>`
      select member_factor_remove(${memberId}::uuid) as removed`
    if (!row?.removed) return refused('belongsElsewhere')
    record({ kind: 'member.factorRemoved', subject: { kind: 'member', id: memberId } })
    return done(null)
  })
}
