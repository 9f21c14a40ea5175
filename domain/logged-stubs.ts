import type { LoggedStub } from './log-line.ts'
import { digestAfter, firstDigest, readPruning } from './pruning.ts'

type StubFault = 'stubChanged' | 'stubUnrecorded' | 'pruningDiffers' | 'pruningUnsigned'
type Located = { sequence: number; fault: StubFault }
/** What was met of a pruning before the event that tells of it. */
type Met = { from: number; to: number; events: number; digest: string }

/**
 * Whether a key may have signed a pruning that went as far as a checkpoint.
 */
export type PruningKey = (pruning: { sequence: number; checkpoint: number; keyId: string }) => boolean

/** What stands in the place of pruned events, held to the events that tell of it as a walk meets both. */
export const loggedStubs = (organisationId: string, isKey: PruningKey) => {
  const open = new Map<number, Met>()
  return {
    /** Whether what stands in an event's place follows from what the same pruning left before it. */
    meets: ({ sequence, hash, pruning, digest }: LoggedStub): StubFault | null => {
      if (pruning <= sequence) return 'stubUnrecorded'
      const {
        from,
        events,
        digest: before,
      } = open.get(pruning) ?? { from: sequence, events: 0, digest: firstDigest }
      if (digestAfter(before, sequence, hash) !== digest) return 'stubChanged'
      open.set(pruning, { from, to: sequence, events: events + 1, digest })
      return null
    },
    /** An event tells of all that names it, and of nothing else; `facts` are those of a pruning, null of any other. */
    told: (sequence: number, facts: unknown): Located | null => {
      const met = open.get(sequence)
      if (facts === null) return met ? { sequence: met.from, fault: 'stubUnrecorded' } : null
      const said = readPruning({ organisationId, sequence }, facts)
      if (!said || !isKey({ sequence, ...said })) return { sequence, fault: 'pruningUnsigned' }
      open.delete(sequence)
      const isSame =
        met?.from === said.from &&
        met.to === said.to &&
        met.events === said.events &&
        met.digest === said.digest
      return isSame && said.to <= said.checkpoint && said.checkpoint < sequence
        ? null
        : { sequence, fault: 'pruningDiffers' }
    },
    /** The first one whose pruning no event told of. */
    untold: (): Located | null => {
      const first = Math.min(...[...open.values()].map(({ from }) => from))
      return Number.isFinite(first) ? { sequence: first, fault: 'stubUnrecorded' } : null
    },
  }
}
