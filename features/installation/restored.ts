import type { BackupHeader } from '#adapters/backup/format.ts'
import { checkpointKeyId } from '#adapters/checkpoint-key.ts'
import { vaultKeyId } from '#adapters/vault.ts'
import type { Actor } from '#domain/actor.ts'
import type { LogVerdict } from '#domain/audit-log.ts'
import { done } from '#domain/outcome.ts'
import { change } from '#features/audit/change.ts'
import { walkChain } from '#features/audit/commands.ts'

/**
 * Proves the log of an organisation that came out of a backup, and records in it that what was recorded after the backup is
 * not there. A backup of an installation with another POMONA_KEY has checkpoints that ours did not sign.
 */
export const proveRestored = async (
  actor: Actor,
  { at: backupAt, installation }: Pick<BackupHeader, 'at' | 'installation'>,
): Promise<LogVerdict> => {
  const key = installation.vaultKey === vaultKeyId() ? checkpointKeyId() : null
  const verdict = await walkChain(actor, null, key)
  await change(actor, async ({ record }) => {
    record({
      kind: 'organisation.restored',
      subject: { kind: 'organisation', id: actor.organisationId },
      facts: { backupAt, sequence: verdict.head.sequence, isIntact: verdict.fault === null },
    })
    return done(null)
  })
  return verdict
}
