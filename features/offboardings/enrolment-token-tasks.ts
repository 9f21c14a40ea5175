import { lookAgainMs, syncAgainMs, syncPatienceMinutes } from '#domain/offboarding/patience.ts'
import type { Identity } from '#domain/tenant.ts'
import { deleteIdentities } from './delete-identities.ts'
import type { Proof } from './evidence.ts'
import type { TaskContext, TaskResult } from './task-context.ts'
import { failed, lookLater, present, whyNotThisAccount } from './task-steps.ts'
import { identitiesOf, managedAmong } from './token-identities.ts'

/**
 * Its devices are retired or moved elsewhere by people, in Intune: here it is only watched until none is managed any
 * more. Licences are revoked by then, which Intune can only for devices it still knows.
 */
const retireDevices = async (context: TaskContext): Promise<TaskResult> => {
  const found = present(await context.effects.enrolmentToken(context.connection.externalId))
  if (!found.ok) return found.result
  const changed = whyNotThisAccount(found.row, context.connection)
  if (changed) return changed
  const listed = await identitiesOf(context)
  if (!listed.ok) return failed(listed)
  const managed = await managedAmong(context, listed.value)
  if (!managed.ok) return failed(managed)
  const count = managed.value.size
  if (count > 0) return { kind: 'failed', reason: 'devicesToRetire', values: { count }, proofs: [] }
  const answer = { listed: listed.value.length, managed: count }
  return { kind: 'done', proofs: [{ what: 'devicesRetired', call: found.evidence, answer }] }
}

/** School Data Sync would lose its access without a word: it is taken off the token first. */
const unshareToken = async ({ effects, connection }: TaskContext): Promise<TaskResult> => {
  const found = present(await effects.enrolmentToken(connection.externalId))
  if (!found.ok) return found.result
  const changed = whyNotThisAccount(found.row, connection)
  if (changed) return changed
  if (found.row.sharedWithSchoolDataSync !== true)
    return { kind: 'done', proofs: [{ what: 'tokenFoundUnshared', call: found.evidence }] }
  const effect = await effects.unshareEnrolmentToken(connection.externalId)
  if (!effect.ok) return failed(effect)
  return { kind: 'done', proofs: [{ what: 'tokenUnshared', call: effect.value.evidence }] }
}

/**
 * The devices are unassigned at Apple, by a person: nobody else can. What Intune lists shows it after a sync, which is
 * asked for once somebody says that they have done it. A sync takes up to 15 minutes (Microsoft's page on enrolment
 * program tokens). One that is refused, because the last was too recent, is asked for again until Intune takes it: what
 * the last one found may be older than what people did.
 */
const unassignDevices = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, connection, progress, wasBegun } = context
  const found = present(await effects.enrolmentToken(connection.externalId))
  if (!found.ok) return found.result
  const changed = whyNotThisAccount(found.row, connection)
  if (changed) return changed

  if (wasBegun && progress.since === undefined) {
    const since = context.now().toISOString()
    const sync = await effects.syncEnrolmentToken(connection.externalId)
    if (!sync.ok && sync.reason !== 'refusedByMicrosoft') return failed(sync)
    if (sync.ok) {
      const isGoingOn = await context.prove({ what: 'syncAsked', call: sync.value.evidence }, { since })
      return isGoingOn ? { kind: 'later', afterMs: lookAgainMs(0) } : { kind: 'stopped' }
    }
  }
  const listed = await identitiesOf(context)
  if (!listed.ok) return failed(listed)
  const assigned = listed.value.filter(isAssigned).length
  if (assigned > 0 && wasBegun && progress.since === undefined) {
    const later = await askLater(context)
    if (later) return later
  }
  const isAwaited = progress.since !== undefined && !isAfter(found.row.lastSyncAt, progress.since)
  if (isAwaited) {
    const later = await lookLater(context, syncPatienceMinutes)
    if (later) return later
  }
  const proof = (what: Proof['what']): Proof => ({
    what,
    call: found.evidence,
    answer: { listed: listed.value.length, assigned, syncedAt: found.row.lastSyncAt },
  })
  return assigned === 0
    ? { kind: 'done', proofs: [proof('devicesUnassigned')] }
    : {
        kind: 'failed',
        reason: 'devicesStillAssigned',
        values: { count: assigned },
        proofs: wasBegun ? [proof('devicesFoundAssigned')] : [],
      }
}

/** To ask for the sync again in a while, or null where Intune has refused it for longer than it may. */
const askLater = async ({ progress, now, bookmark }: TaskContext): Promise<TaskResult | null> => {
  const refusedSince = progress.refusedSince ?? now().toISOString()
  if (now().getTime() - Date.parse(refusedSince) > syncPatienceMinutes * 60_000) return null
  await bookmark({ ...progress, refusedSince })
  return { kind: 'later', afterMs: syncAgainMs }
}

const isAfter = (at: string | null, since: string): boolean =>
  at !== null && Date.parse(at) >= Date.parse(since)

/** Those that an administrator typed in are none of Apple's: nothing is assigned there. */
const isAssigned = ({ source, isDeleted }: Identity): boolean => source !== 'adminImport' && !isDeleted

/** Of the profiles that are left to people, so many names are kept: nobody reads more of them beside the steps. */
const mostKept = 20

/** Profiles go before their token, those that new devices get by themselves last (Microsoft's page on these tokens). */
const deleteProfiles = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, tenant, connection, prove, progress } = context
  const found = present(await effects.enrolmentToken(connection.externalId))
  if (!found.ok) return found.result
  const changed = whyNotThisAccount(found.row, connection)
  if (changed) return changed
  const listed = await tenant.whole('enrolmentProfiles', { tokenExternalId: connection.externalId })
  if (!listed.ok) return failed(listed)
  const before = progress.removed ?? 0
  const inOrder = listed.value.toSorted((a, b) => Number(a.isDefault === true) - Number(b.isDefault === true))
  const of = before + inOrder.length
  for (const [index, { externalId, name }] of inOrder.entries()) {
    const removed = before + index
    const effect = await effects.deleteProfile(connection.externalId, externalId)
    if (!effect.ok) {
      const left = inOrder
        .slice(index, index + mostKept)
        .map(({ name: called, externalId: id, isDefault }) => ({
          name: called ?? id,
          isDefault: isDefault === true,
        }))
      await context.bookmark({ ...progress, removed, of, left })
      return failed(effect)
    }
    const { evidence, was } = effect.value
    const proof: Proof = { what: 'profileDeleted', call: evidence, answer: { was, profile: name } }
    if (!(await prove(proof, { ...progress, removed: removed + 1, of }))) return { kind: 'stopped' }
  }
  return { kind: 'done', proofs: [] }
}

/** What comes before an enrolment token can go. Each reads the state before it changes anything. */
export const enrolmentTokenTasks = {
  retireDevices,
  unshareToken,
  unassignDevices,
  deleteIdentities,
  deleteProfiles,
}
