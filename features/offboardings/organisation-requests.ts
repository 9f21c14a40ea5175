import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type Day, dayIn } from '#domain/day.ts'
import type { EvidenceFileReason } from '#domain/evidence-file.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { type Case, leftOutOf, lockCase } from './case.ts'
import { keepStatement } from './evidence.ts'
import { attach, fileHandedIn } from './evidence-files.ts'
import { organisationNamesOf } from './groups.ts'
import { organisationRequest } from './stored.ts'

/** Somebody asked Apple to close an organisation’s account. */
export type OrganisationRequest = { name: string; requestedOn: Day; note: string; by: string; at: Date }

/**
 * Keeps as evidence that Apple was asked to close an organisation’s account in Apple Business or Apple School Manager.
 * Apple documents no way to do that oneself, and nothing tells whether it was done: it is a request, and stays one.
 */
export const stateOrganisationRequest = async (
  actor: Actor,
  offboardingId: string,
  {
    name,
    requestedOn,
    note,
    file: given,
  }: { name: string; requestedOn: Day; note: string; file?: File | undefined },
): Promise<
  Outcome<null, EvidenceFileReason | 'noteNeeded' | 'dateAhead' | 'tokenNotGoneYet' | 'caseCancelled'>
> => {
  demand(actor, 'offboardings:run')
  if (!note.trim() || !name.trim()) return refused('noteNeeded')
  const file = await fileHandedIn(given)
  if (!file.ok) return file
  return change(
    actor,
    async ({ tx, record }): Promise<Outcome<null, 'dateAhead' | 'tokenNotGoneYet' | 'caseCancelled'>> => {
      const { timeZone } = await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })
      if (requestedOn > dayIn(timeZone, new Date())) return refused('dateAhead')
      const { state, journey } = await lockCase(tx, offboardingId, new Date())
      if (state === 'cancelled') return refused('caseCancelled')
      if (!journey.canVisit('account')) return refused('tokenNotGoneYet')
      const { id: evidenceId, sha256 } = await keepStatement(tx, actor, offboardingId, {
        statement: 'organisationRequested',
        name: name.trim(),
        requestedOn,
        note: note.trim(),
      })
      record({
        kind: 'offboarding.organisationRequested',
        subject: { kind: 'offboarding', id: offboardingId },
        facts: { requestedOn, evidenceId, sha256 },
      })
      await attach({ tx, record }, actor, offboardingId, { shows: { kind: 'case' }, file: file.value })
      return done(null)
    },
  )
}

/** The requests of a case, the latest first, and the organisations that the connections it ends name. */
export const organisationsAtApple = async (
  tx: Transaction,
  found: Pick<Case, 'id' | 'connectionIds' | 'tasks'>,
): Promise<{ names: string[]; requests: OrganisationRequest[] }> => {
  const leftOut = leftOutOf(found)
  const rows = await tx.evidence.findMany({
    where: {
      offboardingId: found.id,
      kind: 'statement',
      content: { path: ['statement'], equals: 'organisationRequested' },
    },
    orderBy: { id: 'desc' },
    select: { content: true, recordedBy: true, recordedAt: true },
  })
  return {
    names: await organisationNamesOf(
      tx,
      found.connectionIds.filter((id) => !leftOut.has(id)),
    ),
    requests: rows.map(({ content, recordedBy: by, recordedAt: at }) => ({
      ...organisationRequest.parse(content),
      ...{ by, at },
    })),
  }
}
