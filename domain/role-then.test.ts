import { expect, test } from 'vitest'
import { type RoleGiven, roleThen } from './role-then.ts'

const day = (number: number) => new Date(Date.UTC(2026, 2, number))
const joined: RoleGiven = { member: 'ida', at: day(2), role: 'admin', before: null }
const changed: RoleGiven = { member: 'ida', at: day(5), role: 'decider', before: 'admin' }

test.each([
  ['the one they joined with', [joined, changed], day(3), 'admin'],
  ['the one it was changed to, from that moment on', [joined, changed], day(5), 'decider'],
  ['what the change says it was before, where nothing tells of the joining', [changed], day(3), 'admin'],
  ['not told before they joined', [joined], day(1), null],
  ['not told where nothing was recorded', [], day(3), null],
  ['not told by what others were given', [{ ...joined, member: 'jonas' }], day(3), null],
] as const)('a member’s role at a moment is %s', (_, given, at, role) => {
  expect(roleThen(given, 'ida', at)).toBe(role)
})
