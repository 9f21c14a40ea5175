import { canRevoke, ends } from '#domain/offboarding/plan.ts'
import type { CessationFacts } from '#domain/report/cessation-facts.ts'
import type { CaseAccount } from '#features/offboardings/accounts.ts'
import { type Case, leftOutOf } from '#features/offboardings/case.ts'
import type { LeftBehind } from './left-behind.ts'

/** What nobody can prove, or was accepted to be left. */
export const doubtsOf = (
  { plan, tasks, impact }: Pick<Case, 'plan' | 'tasks' | 'impact'>,
  accounts: readonly CaseAccount[],
  { unrevoked }: LeftBehind,
): CessationFacts['doubts'] => {
  const why = (key: string, values: Record<string, string | number> = {}) => ({
    why: `reports.cessation.doubt.${key}`,
    values,
  })
  const leftOut = leftOutOf({ tasks })
  const accepted = tasks.filter(({ reason }) => reason === 'remainderAccepted')
  const unseen = new Set(unrevoked.map(({ id }) => id))
  const kept = plan.connections.filter(({ id }) => !canRevoke(plan, id) && !unseen.has(id))
  const left = accepted.find(({ kind }) => kind === 'retireAllDevices')
  return [
    why('appleSide'),
    ...(accounts.some(({ isSettled }) => isSettled) ? [why('accounts')] : []),
    ...(ends(plan, 'locationToken') && impact.books?.licences !== 0 ? [why('books')] : []),
    ...(kept.length > 0 ||
    accepted.some(({ kind }) => kind === 'awaitRevocation' || kind === 'revokeLicences')
      ? [why('licences')]
      : []),
    ...unrevoked.map(({ name, count, told }) =>
      told
        ? why('partlyRevoked', { name, count: count ?? -1, revoked: told.revoked, of: told.of })
        : why('notRevoked', { name, count: count ?? -1 }),
    ),
    ...(left ? [why('devicesLeft')] : []),
    ...(ends(plan, 'enrolmentToken') ? [why('listed')] : []),
    ...(plan.connections.some(({ kind }) => kind !== 'pushCertificate') ? [why('organisation')] : []),
    ...(ends(plan, 'pushCertificate') ? [why('revoked')] : []),
    ...plan.connections.filter(({ id }) => leftOut.has(id)).map(({ name }) => why('leftOutOf', { name })),
  ]
}
