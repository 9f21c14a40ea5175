import { describe, expect, it } from 'vitest'
import { type DirectoryAnswer, directoryState, extentGranted, oneAnswer } from './directory.ts'
import { permissionsOfRoles } from './tenant-permission.ts'

describe('how much may be looked at', () => {
  it.each([
    [['User.Read.All'], 'full'],
    [['Directory.Read.All', 'User.ReadBasic.All'], 'full'],
    [['User.ReadBasic.All'], 'basic'],
    [['DeviceManagementApps.Read.All'], null],
    [[], null],
  ] as const)('with %j it is %s', (roles, extent) => {
    expect(extentGranted(permissionsOfRoles([...roles]))).toBe(extent)
  })

  it('is found out by asking where the token does not tell', () => {
    expect(extentGranted({ known: false })).toBe('full')
  })
})

it.each([
  [[], 'absent'],
  [[false], 'disabled'],
  [[false, true], 'enabled'],
  [[false, null], 'present'],
  [[null, true], 'enabled'],
] as const)('users of whom enabled is %j make it %s', (users, state) => {
  expect(directoryState(users.map((isEnabled) => ({ isEnabled })))).toBe(state)
})

describe('several tenants', () => {
  const told = (state: 'enabled' | 'present' | 'disabled' | 'absent', extent: 'full' | 'basic' = 'full') =>
    ({ kind: 'told', state, extent, by: state }) as const
  const untold = { kind: 'untold', by: 'nobody' } as const
  it.each<[string, DirectoryAnswer<string>[], DirectoryAnswer<string> | null]>([
    ['none', [], null],
    ['one', [told('absent')], told('absent')],
    ['one that knows the user', [told('absent'), told('disabled')], told('disabled')],
    ['one where the user is enabled', [told('disabled'), told('enabled')], told('enabled')],
    ['one that does not tell, beside one that knows', [untold, told('disabled')], told('disabled')],
    ['one that does not tell, beside one that does not know', [told('absent'), untold], untold],
    ['one that looked at names alone', [told('absent'), told('absent', 'basic')], told('absent', 'basic')],
  ])('%s', (_, answers, expected) => {
    expect(oneAnswer(answers)).toEqual(expected)
  })
})
