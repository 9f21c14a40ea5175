import { type Assigned, type AssignmentPiece, standingAssignments } from './assignment.ts'
import { goesInParts, type TaskKind } from './task.ts'

/** By default, new devices get it by themselves. */
type LeftProfile = { name: string; isDefault: boolean }

/** What people have to remove in Intune where it does not take the call, as the last look found it. */
export type LeftByHand =
  | { of: 'assignments'; count: number; first: readonly Assigned[] }
  | { of: 'profiles'; count: number; first: readonly LeftProfile[] }
  | { of: 'entries'; count: number }

type Stuck = {
  kind: TaskKind
  progress: {
    removed?: number | undefined
    of?: number | undefined
    /** The profiles that were left. */
    left?: readonly LeftProfile[] | undefined
  }
}

/** Of more, so many are named where they are to be removed. */
const mostNamed = 10

/** `pieces`: what the task has recorded. Null where nothing is known of it, or nothing is left. */
export const leftByHand = (
  { kind, progress: { removed = 0, of = 0, left = [] } }: Stuck,
  pieces: readonly AssignmentPiece[],
): LeftByHand | null => {
  if (kind === 'removeAssignments') {
    const standing = standingAssignments(pieces)
    const count = standing.length
    return count === 0 ? null : { of: 'assignments', count, first: standing.slice(0, mostNamed) }
  }
  const count = of - removed
  if (count <= 0) return null
  if (kind === 'deleteProfiles') return { of: 'profiles', count, first: left.slice(0, mostNamed) }
  return kind === 'deleteIdentities' ? { of: 'entries', count } : null
}

/** Of what goes entry by entry, how many have gone: by our calls, or by somebody in Intune. `of` is 0 where nobody counted. */
export const goneSoFar = ({
  kind,
  progress: { removed = 0, byOthers = 0, of = 0 },
}: {
  kind: TaskKind
  progress: { removed?: number | undefined; byOthers?: number | undefined; of?: number | undefined }
}): { gone: number; of: number } | null => (goesInParts(kind) ? { gone: removed + byOthers, of } : null)

type LeftOut = Parameters<typeof goneSoFar>[0] & { connectionId: string; reason: string | null }

/**
 * What had gone of a connection before it was left out, and does not come back. Of assignments there is more to tell: each
 * can be made again.
 */
export const goneForGood = <Each extends LeftOut>(
  tasks: readonly Each[],
  connectionId: string,
): { task: Each; gone: number; of: number }[] =>
  tasks.flatMap((task) => {
    const isOfIt = task.connectionId === connectionId && task.reason === 'leftOut'
    const gone = isOfIt && task.kind !== 'removeAssignments' ? goneSoFar(task) : null
    return gone && gone.gone > 0 ? [{ task, ...gone }] : []
  })
