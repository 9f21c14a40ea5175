import { describe, expect, test } from 'vitest'
import { permissions, permissionsOf as permissionsIn, type Role, roles, rolesWith } from './permission.ts'

const permissionsOf = (role: Role, officersAreDpo = true) => permissionsIn(role, { officersAreDpo })

describe('the permission table', () => {
  test('every permission belongs to somebody', () => {
    for (const permission of permissions) {
      expect(
        roles.some((role) => permissionsOf(role, false).has(permission)),
        permission,
      ).toBe(true)
    }
  })

  test('no role both starts and approves an offboarding', () => {
    for (const role of roles) {
      const may = permissionsOf(role)
      expect(may.has('offboardings:start') && may.has('offboardings:approve'), role).toBe(false)
    }
  })

  test('privacy officers advise and never decide', () => {
    const may = permissionsOf('privacyOfficer')
    expect(may.has('offboardings:advise')).toBe(true)
    expect(may.has('offboardings:approve')).toBe(false)
    expect(may.has('offboardings:run')).toBe(false)
    expect(may.has('reviews:advise')).toBe(true)
    expect(may.has('reviews:adopt')).toBe(false)
  })

  test('privacy officers who are not the data protection officer may adopt reviews, and still end nothing', () => {
    const may = permissionsOf('privacyOfficer', false)
    expect(may.has('reviews:adopt')).toBe(true)
    expect(may.has('offboardings:approve')).toBe(false)
  })

  test('who may do something depends on whether officers are the data protection officer', () => {
    expect(rolesWith('reviews:adopt', { officersAreDpo: true })).toEqual(['decider'])
    expect(rolesWith('reviews:adopt', { officersAreDpo: false })).toEqual(['privacyOfficer', 'decider'])
    expect(rolesWith('inventory:read', { officersAreDpo: true })).toEqual(roles)
  })

  test('an auditor reads everything and changes nothing but reports', () => {
    const may = permissionsOf('auditor')
    for (const permission of permissions) {
      const reads =
        permission.endsWith(':read') || permission === 'audit:verify' || permission === 'reports:compose'
      expect(may.has(permission), permission).toBe(reads)
    }
  })
})
