import { expect, test } from 'vitest'
import type { Assigned } from './assignment.ts'
import { goneSoFar, leftByHand } from './by-hand.ts'
import { taskKinds } from './task.ts'

const assigned = Array.from(
  { length: 12 },
  (_, index): Assigned => ({
    ...{ app: `app ${index}`, id: '1', name: null, intent: 'required', target: 'allUsers', group: null },
  }),
)
const found = { what: 'assignmentsFound', assigned }

test('names the assignments that stand, the first of many, and says how many there are', () => {
  const task = { kind: 'removeAssignments', progress: {} } as const
  expect(leftByHand(task, [found])).toEqual({
    ...{ of: 'assignments', count: 12, first: assigned.slice(0, 10) },
  })
  const removed = { what: 'assignmentRemoved', assigned: assigned.slice(0, 11) }
  expect(leftByHand(task, [found, removed])).toMatchObject({ count: 1, first: assigned.slice(11) })
  expect(leftByHand(task, [found, { ...removed, assigned }])).toBeNull()
})

test('names the profiles with which of them is a default one, and counts the entries, that the last look left', () => {
  const left = [
    { name: 'Classroom', isDefault: false },
    { name: 'Everybody', isDefault: true },
  ]
  const progress = { removed: 2, of: 4, left }
  expect(leftByHand({ kind: 'deleteProfiles', progress }, [])).toEqual({
    ...{ of: 'profiles', count: 2, first: left },
  })
  expect(leftByHand({ kind: 'deleteIdentities', progress }, [])).toEqual({ of: 'entries', count: 2 })
})

test('says nothing where nothing is known', () => {
  for (const kind of taskKinds) expect(leftByHand({ kind, progress: {} }, [])).toBeNull()
})

test('tells how many of how many have gone of what goes entry by entry, whoever removed them', () => {
  expect(goneSoFar({ kind: 'deleteIdentities', progress: { removed: 45, of: 170 } })).toEqual({
    ...{ gone: 45, of: 170 },
  })
  const progress = { removed: 3, byOthers: 1, of: 9 }
  expect(goneSoFar({ kind: 'removeAssignments', progress })).toEqual({ gone: 4, of: 9 })
  expect(goneSoFar({ kind: 'deleteProfiles', progress: {} })).toEqual({ gone: 0, of: 0 })
  expect(goneSoFar({ kind: 'deleteToken', progress: {} })).toBeNull()
})
