import { z } from 'zod'
import type { Words } from './document.ts'
import { source } from './reported.ts'

// Assignments that went for a case: of a connection that stays they are missed, and only what stands here makes them again.

/** One of them: the app, how it was assigned, and to whom. */
export const ceasedAssignment = z.object({
  app: z.string(),
  intent: z.string(),
  target: z.string(),
  group: z.string().nullable(),
})
type CeasedAssignment = z.infer<typeof ceasedAssignment>

/** How many of a connection that was left out have to be made again. */
export const missedAssignments = z.object({ count: z.int().positive(), source })

/** Each in a line; the app is named there where the piece is not about one that is named already. */
export const assignedWords = (
  { app: named, assigned = [] }: { app?: string; assigned?: readonly CeasedAssignment[] },
  words: Words,
): string[] =>
  assigned.map(({ app, intent, target, group }) => {
    const how = words.t('offboardings.evidence.assigned', { intent, target, group: group ?? '' })
    return app === named ? how : words.t('offboardings.evidence.assignedOf', { app, how })
  })

export const missedWords = ({ count }: z.infer<typeof missedAssignments>, words: Words): string =>
  words.t('offboardings.done.assignmentsRemoved', { count })
