import { expect, test } from 'vitest'
import { type Assigned, goneAssignments, movedAssignments, standingAssignments } from './assignment.ts'

const assigned = (app: string, id: string): Assigned => ({
  ...{ app, id, name: app, intent: 'required', target: 'group', group: 'g' },
})
const [a1, a2, b1] = [assigned('a', '1'), assigned('a', '2'), assigned('b', '1')]

test('what stands is what was found and did not go since, whoever removed it', () => {
  const found = { what: 'assignmentsFound', assigned: [a1, a2, b1] }
  const removed = { what: 'assignmentRemoved', assigned: [a1] }
  const gone = { what: 'assignmentsFoundGone', assigned: [b1] }
  expect(standingAssignments([])).toEqual([])
  expect(standingAssignments([found])).toEqual([a1, a2, b1])
  expect(standingAssignments([found, removed, gone])).toEqual([a2])
  expect(standingAssignments([found, removed, { ...found, assigned: [a1] }, gone])).toEqual([a2, a1])
})

test('what a look finds is told apart into what is new and what has gone', () => {
  expect(movedAssignments([], [a1])).toEqual({ found: [a1], gone: [] })
  expect(movedAssignments([a1, a2], [a2, b1])).toEqual({ found: [b1], gone: [a1] })
  expect(movedAssignments([a1], [a1])).toEqual({ found: [], gone: [] })
})

test('what went is what was removed, by the case or by somebody else', () => {
  const found = { what: 'assignmentsFound', assigned: [a1, a2, b1] }
  const removed = { what: 'assignmentRemoved', assigned: [a1] }
  expect(goneAssignments([found])).toEqual([])
  expect(goneAssignments([found, removed, { what: 'assignmentsFoundGone', assigned: [b1] }])).toEqual([
    a1,
    b1,
  ])
})
