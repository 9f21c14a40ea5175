import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { changedFields, nothingStated } from '#domain/custody.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import type { CustodyInput } from './schema.ts'

/**
 * States who keeps an account: a new version, the earlier ones stay. Whoever began from an older one is told who saved
 * meanwhile. Stating what already stands leaves no event; the event itself names fields, never what they say.
 */
export const stateCustody = async (
  actor: Actor,
  { account: accountId, version, ...custody }: CustodyInput,
): Promise<Outcome<null, 'custodyChangedMeanwhile'>> => {
  demand(actor, 'accounts:state')
  const { organisationId } = actor
  const shown = await inOrganisation(organisationId, (tx) => latestVersion(tx, accountId))
  if (shown?.version === version && changedFields(shown, custody).length === 0) return done(null)
  return change(actor, async ({ tx, record }) => {
    const appleId = await lockAccount(tx, organisationId, accountId)
    const last = await latestVersion(tx, accountId)
    if ((last?.version ?? 0) !== version) {
      return refused('custodyChangedMeanwhile', { name: last?.statedBy ?? '' })
    }
    const next = version + 1
    await tx.accountCustody.create({
      data: { organisationId, accountId, version: next, ...custody, statedBy: actor.name },
    })
    record({
      kind: 'account.custodyStated',
      subject: { kind: 'account', id: accountId },
      facts: { version: next, fields: changedFields(last ?? nothingStated, custody).join(' ') || null },
      personal: { appleId },
    })
    return done(null)
  })
}

const latestVersion = (tx: Transaction, accountId: string) =>
  tx.accountCustody.findFirst({ where: { accountId }, orderBy: { version: 'desc' } })

/** Deletes all versions but the one that stands, and with them whom and what they named. */
export const eraseCustodyHistory = async (
  actor: Actor,
  { account: accountId }: { account: string },
): Promise<Outcome<null, 'noEarlierVersions'>> => {
  demand(actor, 'accounts:state')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    await lockAccount(tx, organisationId, accountId)
    const last = await tx.accountCustody.aggregate({ where: { accountId }, _max: { version: true } })
    const earlier = { accountId, version: { lt: last._max.version ?? 0 } }
    const { count } = await tx.accountCustody.deleteMany({ where: earlier })
    if (count === 0) return refused('noEarlierVersions')
    record({
      kind: 'account.custodyErased',
      subject: { kind: 'account', id: accountId },
      facts: { versions: count },
    })
    return done(null)
  })
}

/** Two who state at once queue at the account's row. */
const lockAccount = async (tx: Transaction, organisationId: string, id: string): Promise<string> => {
  const [account] = await tx.$queryRaw<{ appleId: string }[]>`
    select apple_id as "appleId" from account
    where organisation_id = ${organisationId}::uuid and id = ${id}::uuid for no key update`
  if (!account) throw new Missing('account')
  return account.appleId
}
