import type { Effect } from '#adapters/graph/effects.ts'
import type { Found } from '#adapters/graph/find.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import { gonePatienceMinutes } from '#domain/offboarding/patience.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Proof } from './evidence.ts'
import type { TaskContext, TaskResult } from './task-context.ts'
import { failed, foundGone, lookLater, whyNotThisAccount } from './task-steps.ts'

type Token = { appleId: string | null }
type TokenEnd = {
  find(): Promise<Outcome<Found<Token>, GraphReason>>
  /** With the registration that reads, as everybody else would see it. */
  look(): Promise<Outcome<Found<Token>, GraphReason>>
  remove(): Promise<Outcome<Effect, GraphReason>>
}

/** How each kind of token is found and deleted. */
const endOf = ({ effects, tenant, connection: { kind, externalId } }: TaskContext): TokenEnd => {
  switch (kind) {
    case 'locationToken':
      return {
        find: () => effects.locationToken(externalId),
        look: () => tenant.findLocationToken(externalId),
        remove: () => effects.deleteLocationToken(externalId),
      }
    case 'enrolmentToken':
      return {
        find: () => effects.enrolmentToken(externalId),
        look: () => tenant.findEnrolmentToken(externalId),
        remove: () => effects.deleteEnrolmentToken(externalId),
      }
    case 'pushCertificate':
      throw new TypeError('a push certificate is no token')
  }
}

const deleteToken = async (context: TaskContext): Promise<TaskResult> => {
  const { find, remove } = endOf(context)
  const found = await find()
  if (!found.ok) return failed(found)
  if (found.value.state === 'gone') {
    const proofs = [foundGone(found.value)]
    return context.wasBegun
      ? { kind: 'done', proofs }
      : { kind: 'skipped', reason: 'tokenAlreadyGone', proofs }
  }
  // Hours may have passed since what came before it, and this cannot be undone.
  const changed = whyNotThisAccount(found.value.row, context.connection)
  if (changed) return changed
  const effect = await remove()
  if (!effect.ok) return failed(effect)
  const { evidence, was } = effect.value
  return { kind: 'done', proofs: [{ what: 'tokenDeleted', call: evidence, answer: { was } }] }
}

/**
 * Gone means: 404 for the token itself while the list answers and does not hold it (`findIn`). A token that still answers
 * right after its deletion is looked at again before anybody is asked.
 */
const checkGone = async (context: TaskContext): Promise<TaskResult> => {
  const found = await endOf(context).look()
  if (!found.ok) return failed(found)
  if (found.value.state === 'gone') return { kind: 'done', proofs: [foundGone(found.value)] }
  const later = await lookLater(context, gonePatienceMinutes)
  if (later) return later
  const proof: Proof = { what: 'tokenFoundPresent', call: found.value.evidence }
  return { kind: 'failed', reason: 'tokenStillThere', values: {}, proofs: [proof] }
}

/** How the end of every token is carried out. */
export const tokenTasks = { deleteToken, checkGone }
