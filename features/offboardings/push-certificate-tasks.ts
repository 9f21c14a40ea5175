import type { PushCertificate } from '#domain/tenant.ts'
import type { TaskContext, TaskResult } from './task-context.ts'
import { failed, whyNotThisAccount } from './task-steps.ts'

/**
 * Without the certificate no device hears a command any more, and one whose profile cannot be removed can then only be
 * erased by hand (Apple's "Configure device management"). So it stays until Intune manages no Apple device, or somebody
 * accepts how many are left behind.
 */
const retireAllDevices = async (context: TaskContext): Promise<TaskResult> => {
  const found = await context.tenant.findPushCertificate()
  if (!found.ok) return failed(found)
  const { evidence } = found.value
  const changed = found.value.state === 'gone' ? null : whyNotTheseDevices(found.value.row, context)
  if (changed) return changed
  const managed = await context.managed()
  if (!managed.ok) return failed(managed)
  const { count } = managed.value
  // Somebody deleted it first: how many no command reaches any more is kept, and every verdict says so.
  if (found.value.state === 'gone') {
    const proofs = [{ what: 'certificateFoundGone', call: evidence, answer: { managed: count } } as const]
    return { kind: 'skipped', reason: 'tokenAlreadyGone', proofs }
  }
  if (count > 0) return { kind: 'failed', reason: 'allDevicesToRetire', values: { count }, proofs: [] }
  return { kind: 'done', proofs: [{ what: 'devicesRetired', call: evidence, answer: { managed: count } }] }
}

/** Emptied, it is still the approved one: its devices are managed and counted, and it goes after them all the same. */
const whyNotTheseDevices = (row: PushCertificate, { connection }: TaskContext): TaskResult | null =>
  row.cleared ? null : whyNotThisAccount(row, connection)

/** Its fields can be emptied while the record stays: then it names nobody, and is still to be deleted. */
const whyNotThis = (row: PushCertificate, { connection }: TaskContext): TaskResult | null =>
  row.cleared
    ? { kind: 'failed', reason: 'certificateCleared', values: {}, proofs: [] }
    : whyNotThisAccount(row, connection)

/** Microsoft offers no call for it: a person deletes it in Intune's admin centre, and it is looked for here. */
const deleteCertificate = async (context: TaskContext): Promise<TaskResult> => {
  const found = await context.tenant.findPushCertificate()
  if (!found.ok) return failed(found)
  const { evidence } = found.value
  if (found.value.state === 'gone') {
    // What somebody accepted to be left was counted when they accepted it; this is what is left.
    const managed = await context.managed()
    if (!managed.ok) return failed(managed)
    const answer = { managed: managed.value.count }
    return { kind: 'done', proofs: [{ what: 'certificateFoundGone', call: evidence, answer }] }
  }
  const changed = whyNotThis(found.value.row, context)
  if (changed) return changed
  return { kind: 'failed', reason: 'certificateStillThere', values: {}, proofs: [] }
}

/** In Apple's portal, where nothing can be asked: it waits for a member's word. */
const revokeCertificate = async (): Promise<TaskResult> => ({
  kind: 'failed',
  reason: 'revocationToState',
  values: {},
  proofs: [],
})

/** What ends a push certificate. None of it writes: a registration that reads is enough. */
export const pushCertificateTasks = { retireAllDevices, deleteCertificate, revokeCertificate }
