/** An app's assignment, with what it takes to make it again. `id` is the app's own: other apps have the same. */
export type Assigned = {
  app: string
  /** The app's; null where Intune names none. */
  name: string | null
  id: string
  intent: string
  target: string
  /** The group's id, where it is for one or excludes one. */
  group: string | null
}

/** What evidence tells of assignments: that they were found, or that they went. */
export type AssignmentPiece = { what: string; assigned: readonly Assigned[] }

/** Whether evidence tells of assignments that went: by a call of ours, or by somebody in Intune. */
export const isRemoval = (what: string): boolean =>
  what === 'assignmentRemoved' || what === 'assignmentsFoundGone'

export const keyOf = ({ app, id }: Pick<Assigned, 'app' | 'id'>): string => `${app} ${id}`

/** What was found last and did not go since, by a call or otherwise. One that was made again has the same id. */
export const standingAssignments = (pieces: readonly AssignmentPiece[]): Assigned[] => {
  const standing = new Map<string, Assigned>()
  for (const { what, assigned } of pieces)
    for (const each of assigned)
      if (what === 'assignmentsFound') standing.set(keyOf(each), each)
      else standing.delete(keyOf(each))
  return [...standing.values()]
}

/** What went for a case, by its calls or otherwise. */
export const goneAssignments = (pieces: readonly AssignmentPiece[]): Assigned[] =>
  pieces.flatMap(({ what, assigned }) => (isRemoval(what) ? assigned : []))

/** Of what stood when it was last looked at, what is new since and what has gone. */
export const movedAssignments = (
  standing: readonly Assigned[],
  present: readonly Assigned[],
): { found: Assigned[]; gone: Assigned[] } => {
  const isIn = (list: readonly Assigned[]) => {
    const keys = new Set(list.map(keyOf))
    return (each: Assigned) => keys.has(keyOf(each))
  }
  const [stood, isThere] = [isIn(standing), isIn(present)]
  return {
    found: present.filter((each) => !stood(each)),
    gone: standing.filter((each) => !isThere(each)),
  }
}
