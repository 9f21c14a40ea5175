import { describe, expect, test } from 'vitest'
import { decideMapped, type Mapping, mappedRole, type Standing } from './role-mapping.ts'

const now = new Date('2026-12-01T09:00:00Z')
const past = new Date('2026-11-01T09:00:00Z')
const mappings: Mapping[] = [
  { claim: 'groups', value: 'owners', role: 'owner' },
  { claim: 'groups', value: 'admins', role: 'admin' },
  { claim: 'groups', value: 'deciders', role: 'decider' },
  { claim: 'roles', value: 'Officer', role: 'privacyOfficer' },
]
const roleOnly = mappings.filter(({ claim }) => claim === 'roles')

describe('the role that follows', () => {
  test.each([
    ['one group', { groups: ['admins', 'others'], roles: [] }, 'admin'],
    ['a role of the application', { groups: [], roles: ['Officer'] }, 'privacyOfficer'],
    ['nothing mapped', { groups: ['others'], roles: ['Others'] }, null],
    ['a group by the name of a role', { groups: ['Officer'], roles: ['owners'] }, null],
    [
      'several: the one that changes least of access',
      { groups: ['owners', 'admins', 'deciders'], roles: [] },
      'decider',
    ],
    ['several of both kinds', { groups: ['owners', 'admins'], roles: ['Officer'] }, 'privacyOfficer'],
    ['groups that were not said', { groups: null, roles: ['Officer'] }, 'unreadable'],
  ] as const)('%s', (_what, said, role) => {
    expect(mappedRole(mappings, said)).toBe(role)
  })

  test('hangs on no groups where none is mapped', () => {
    expect(mappedRole(roleOnly, { groups: null, roles: ['Officer'] })).toBe('privacyOfficer')
    expect(mappedRole(roleOnly, { groups: null, roles: [] })).toBeNull()
  })
})

describe('what becomes of an access at sign-in', () => {
  const anOwner = { role: 'owner', endsAt: null } as const
  const mapped: Standing = { role: 'admin', endsAt: null, givenBy: 'mapping' }
  const given: Standing = { role: 'admin', endsAt: null, givenBy: 'owner' }

  test.each([
    ['a stranger who is mapped gets the role', null, 'admin', { kind: 'give', role: 'admin' }],
    ['a stranger who is not gets nothing', null, null, { kind: 'keep' }],
    ['a stranger whose groups were not said gets nothing', null, 'unreadable', { kind: 'keep' }],
    ['another group gives another role', mapped, 'decider', { kind: 'give', role: 'decider' }],
    ['the same role stands', mapped, 'admin', { kind: 'keep' }],
    ['no group takes the role', mapped, null, { kind: 'take' }],
    ['groups that were not said take nothing', mapped, 'unreadable', { kind: 'keep' }],
    [
      'a role that was taken comes back with its group',
      { ...mapped, endsAt: past },
      'admin',
      { kind: 'give', role: 'admin' },
    ],
    ['what was taken already is not taken again', { ...mapped, endsAt: past }, null, { kind: 'keep' }],
    ['what an owner gave no mapping changes', given, 'owner', { kind: 'keep' }],
    ['nor takes', given, null, { kind: 'keep' }],
    ['what an owner ended no mapping gives back', { ...given, endsAt: past }, 'admin', { kind: 'keep' }],
  ] as const)('%s', (_what, from, to, decision) => {
    expect(decideMapped({ from, to, others: [anOwner] }, now)).toEqual(decision)
  })

  test.each([null, 'admin'] as const)('the last owner stays one, whatever the groups say (%s)', (to) => {
    const from: Standing = { ...anOwner, givenBy: 'mapping' }
    expect(decideMapped({ from, to, others: [mapped] }, now)).toEqual({ kind: 'keep' })
  })
})
