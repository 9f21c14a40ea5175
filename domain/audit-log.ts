import { z } from 'zod'
import { commits, firstHead, hashAfter } from './audit.ts'
import { type LoggedEvent, type LoggedStub, parsed, readLine } from './log-line.ts'
import { type HeldCheckpoint, judgedCheckpoints, type LoggedCheckpoint } from './logged-checkpoint.ts'
import { loggedStubs } from './logged-stubs.ts'

export const logFaults = [
  'missing',
  'reordered',
  'linkBroken',
  'bodyChanged',
  'columnChanged',
  'detailChanged',
  'otherOrganisation',
  'unreadable',
  'beyondHead',
  'headDiffers',
  'forked',
  'cut',
  'checkpointChanged',
  'checkpointMissing',
  'checkpointUnrecorded',
  'signatureWrong',
  'keyUnknown',
  'stubChanged',
  'stubUnrecorded',
  'pruningDiffers',
  'pruningUnsigned',
] as const
export type LogFault = { sequence: number; fault: (typeof logFaults)[number] }

export type LogHead = { sequence: number; hash: string }

/** What a log says of itself before its events. */
export type LogStart = { organisationId: string; head: LogHead; checkpoints: readonly LoggedCheckpoint[] }

/** What a walk over a log found. */
export type LogVerdict = {
  head: LogHead
  /** Events from the first on that are as they were recorded. */
  checked: number
  fault: LogFault | null
  /** Events among the checked ones whose personal details were erased: their commitments stand. */
  erased: number
  /** Events that were pruned, as the log itself tells: their hashes stand. They count among the checked ones. */
  pruned: number
  /** The last event that a checkpoint covers, of those that were met. */
  covered: number
}

/**
 * Walks a log line by line from its first event to its head, and stops at the first fault. Beside the checkpoints that
 * the log holds, it may be held to one that was kept elsewhere, and to the key that such a one is signed with.
 */
export const walkLog = (
  { organisationId, head, checkpoints }: LogStart,
  held: HeldCheckpoint = { checkpoint: null, key: null },
): { take: (line: string) => boolean; end: () => LogVerdict } => {
  const judged = judgedCheckpoints(organisationId, checkpoints, held)
  const stubs = loggedStubs(organisationId, judged.mayPrune)
  let at: LogHead = { sequence: 0, hash: Buffer.from(firstHead.hash).toString('hex') }
  let erased = 0
  let pruned = 0
  let covered = 0
  let fault: LogFault | null = null

  const found = (line: string): LogFault['fault'] | LogFault | null => {
    const read = readLine(line)
    if (!read) return 'unreadable'
    const sequence = at.sequence + 1
    if (read.sequence !== sequence) return read.sequence > sequence ? 'missing' : 'reordered'
    if (sequence > head.sequence) return 'beyondHead'
    return 'pruning' in read ? foundStub(read) : foundEvent(read)
  }

  const foundStub = (stub: LoggedStub): LogFault['fault'] | LogFault | null => {
    const met = stubs.meets(stub)
    if (met) return met
    pruned += 1
    return goneOn(stub, null)
  }

  const foundEvent = (event: LoggedEvent): LogFault['fault'] | LogFault | null => {
    const { sequence } = event
    const hash = hashAfter(at.hash, event.body)
    if (event.previousHash !== at.hash) return misfit(event, organisationId, hash)
    if (event.hash !== hash) return 'bodyChanged'
    const body = bodyOf(event.body)
    if (body?.at !== event.at || body.kind !== event.kind) return 'columnChanged'
    if (body.organisation !== organisationId) return 'otherOrganisation'
    if (body.sequence !== sequence) return 'reordered'
    const commitment = typeof body.personal === 'string' ? body.personal : null
    if (event.salt === null && event.detail === null) erased += commitment === null ? 0 : 1
    else if (!isCommitted(commitment, event)) return 'detailChanged'
    const told = stubs.told(sequence, body.kind === 'audit.pruned' ? body.facts : null)
    if (told) return told
    return goneOn({ sequence, hash }, body.kind === 'audit.checkpointed' ? recordedOf(body.facts) : null)
  }

  const goneOn = (
    { sequence, hash }: LogHead,
    recorded: ReturnType<typeof recordedOf> | null,
  ): LogFault['fault'] | LogFault | null => {
    const before = judged.recordedAs(at.sequence, recorded)
    if (before) return { sequence: at.sequence, fault: before }
    const here = judged.meets(sequence, hash)
    if (here === 'covers') covered = sequence
    else if (here) return here
    at = { sequence, hash }
    return null
  }

  return {
    take: (line) => {
      const met = found(line)
      fault = typeof met === 'string' ? { sequence: at.sequence + 1, fault: met } : met
      return fault === null
    },
    end: () => {
      const { sequence } = at
      const next = sequence + 1
      const isCut = judged.lastAfter(sequence)
      if (fault === null && sequence < head.sequence) fault = { sequence: next, fault: 'missing' }
      if (fault === null && at.hash !== head.hash) fault = { sequence, fault: 'headDiffers' }
      if (fault === null && isCut) fault = { sequence: next, fault: 'cut' }
      fault ??= stubs.untold()
      return { head, checked: sequence, fault, erased, pruned, covered }
    },
  }
}

/** Why an event does not follow from the one before it: moved, brought from elsewhere, or written over. */
const misfit = (event: LoggedEvent, organisationId: string, fitting: string): LogFault['fault'] => {
  if (event.hash === fitting) return 'columnChanged'
  if (hashAfter(event.previousHash, event.body) !== event.hash) return 'bodyChanged'
  const body = bodyOf(event.body)
  if (body && body.organisation !== organisationId) return 'otherOrganisation'
  return body && body.sequence !== event.sequence ? 'reordered' : 'linkBroken'
}

const isCommitted = (commitment: string | null, { salt, detail }: LoggedEvent): boolean =>
  commitment !== null && salt !== null && detail !== null && commits(commitment, salt, detail)

type Said = Partial<Record<'at' | 'kind' | 'organisation' | 'sequence' | 'personal' | 'facts', unknown>>

const bodyOf = (body: string): Said | null => parsed(body)

const recordedShape = z.object({ sequence: z.number(), sha256: z.string() })
const recordedOf = (facts: unknown) => recordedShape.safeParse(facts).data ?? { sequence: 0, sha256: '' }
