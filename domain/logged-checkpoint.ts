import { type Checkpoint, checkpointSha256, documentOf, isSigned, readCheckpoint } from './checkpoint.ts'

/** A checkpoint as the log holds it; beside its document stand copies of what that says. */
export type LoggedCheckpoint = { sequence: number; at: string; key: string; document: string }

/** What was kept elsewhere: a checkpoint, the id of the key that the log's own are signed with, or both. */
export type HeldCheckpoint = { checkpoint: Checkpoint | null; key: string | null }

type CheckpointFault =
  | 'checkpointChanged'
  | 'checkpointMissing'
  | 'checkpointUnrecorded'
  | 'otherOrganisation'
  | 'signatureWrong'
  | 'keyUnknown'
  | 'forked'

type Judged = { logged: LoggedCheckpoint; checkpoint: Checkpoint | null; fault: CheckpointFault | null }

/**
 * The checkpoints of a log, ready to be met by its events. A key other than the known one is believed where a later
 * checkpoint of the known one covers the event that records the earlier checkpoint, hash and all.
 */
export const judgedCheckpoints = (
  organisationId: string,
  all: readonly LoggedCheckpoint[],
  { checkpoint: held, key }: HeldCheckpoint,
) => {
  const judged = new Map(all.map((logged) => [logged.sequence, judge(organisationId, logged)]))
  const sound = [...judged.values()].filter(({ fault }) => fault === null)
  const ofKey = [...sound.map(({ checkpoint }) => checkpoint), held].filter(
    (checkpoint) => checkpoint?.statement.key === key,
  )
  const vouchedFor = Math.max(0, ...ofKey.map((checkpoint) => checkpoint?.statement.sequence ?? 0))
  const firstOfKey = Math.min(
    ...sound.filter(({ logged }) => logged.key === key).map(({ logged }) => logged.sequence),
  )
  for (const each of sound) {
    const isKnown = key === null || each.logged.key === key || each.logged.sequence < vouchedFor
    if (!isKnown) each.fault = 'keyUnknown'
  }
  return {
    /** What is wrong with the checkpoint of an event that hashes so, or whether there is one that covers it. */
    meets: (sequence: number, hash: string): CheckpointFault | 'covers' | null => {
      const { checkpoint, fault } = judged.get(sequence) ?? {}
      if (fault) return fault
      const statements = [checkpoint, held].filter((each) => each?.statement.sequence === sequence)
      if (statements.some((each) => each?.statement.hash !== hash)) return 'forked'
      return statements.length > 0 ? 'covers' : null
    },
    /** Each checkpoint is recorded by the event right after the one it covers, and by none other. */
    recordedAs: (
      sequence: number,
      recorded: { sequence: number; sha256: string } | null,
    ): CheckpointFault | null => {
      const stored = judged.get(sequence)
      if (!stored) return recorded ? 'checkpointMissing' : null
      if (!recorded) return 'checkpointUnrecorded'
      const isSame =
        recorded.sequence === sequence && recorded.sha256 === checkpointSha256(stored.logged.document)
      return isSame ? null : 'checkpointChanged'
    },
    /**
     * A pruning is signed with the key of the checkpoint it went as far as. Once a checkpoint of the known key stands, no
     * other key prunes: else whoever writes to the database could bring one of their own.
     */
    mayPrune: ({ sequence, checkpoint, keyId }: { sequence: number; checkpoint: number; keyId: string }) => {
      const { logged, fault } = judged.get(checkpoint) ?? {}
      const isBeforeKnown = sequence < firstOfKey
      return fault === null && logged?.key === keyId && (key === null || keyId === key || isBeforeKnown)
    },
    /** Whether a checkpoint tells of events after this one. One of the log's own is followed by its record at least. */
    lastAfter: (sequence: number): boolean =>
      all.some((each) => each.sequence >= sequence) || (held?.statement.sequence ?? 0) > sequence,
  }
}

const judge = (organisationId: string, logged: LoggedCheckpoint): Judged => {
  const checkpoint = readCheckpoint(logged.document)
  const found = (fault: CheckpointFault | null): Judged => ({ logged, checkpoint, fault })
  if (!checkpoint || documentOf(checkpoint) !== logged.document) return found('checkpointChanged')
  const { sequence, at, key, organisation } = checkpoint.statement
  if (!isSigned(checkpoint)) return found('signatureWrong')
  if (organisation.id !== organisationId) return found('otherOrganisation')
  const isCopied = sequence === logged.sequence && at === logged.at && key === logged.key
  return found(isCopied ? null : 'checkpointChanged')
}
