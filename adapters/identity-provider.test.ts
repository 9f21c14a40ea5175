import { describe, expect, test } from 'vitest'
import { vouchedBy } from './identity-provider.ts'

const tenant = '8b0c4c52-6a4e-4a55-9a2e-3c1f5d7e9b10'
const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`
const token = {
  iss: issuer,
  sub: 'pairwise',
  oid: 'object',
  tid: tenant,
  name: 'Freja Toft',
  preferred_username: 'freja@lindegaard.example',
  auth_time: 1_764_579_600,
}

describe('whom a token vouches for', () => {
  test('is told by issuer and object id, not by an address', () => {
    expect(vouchedBy({ ...token, email: 'owner@lindegaard.example' }, issuer)).toEqual({
      identity: {
        issuer,
        subject: 'object',
        name: 'Freja Toft',
        called: 'freja@lindegaard.example',
        provenAt: new Date(1_764_579_600_000),
      },
      said: { groups: [], roles: [] },
    })
  })

  test('is told by the subject where there is no object id', () => {
    const { oid: _, ...rest } = token
    expect(vouchedBy(rest, issuer)?.identity.subject).toBe('pairwise')
  })

  test.each([
    ['another tenant', { tid: '00000000-0000-4000-8000-000000000000' }],
    ['no tenant', { tid: undefined }],
    ['another issuer', { iss: 'https://login.microsoftonline.com/common/v2.0' }],
    ['no subject', { sub: '' }],
    ['groups that are no list', { groups: 'admins' }],
  ])('nobody, with %s', (_what, claims) => {
    expect(vouchedBy({ ...token, ...claims }, issuer)).toBeNull()
  })

  test('elsewhere than at Entra needs no tenant', () => {
    const iss = 'https://sign-in.example/'
    expect(vouchedBy({ iss, sub: 'freja' }, 'https://sign-in.example')).toMatchObject({
      identity: { subject: 'freja', name: 'freja', called: 'freja', provenAt: null },
    })
  })

  test('has a name that garbles no sentence', () => {
    expect(vouchedBy({ ...token, name: 'Freja\u202e \nToft' }, issuer)?.identity.name).toBe('Freja Toft')
    expect(vouchedBy({ ...token, name: '\u202e' }, issuer)?.identity.name).toBe('freja@lindegaard.example')
  })
})

test.each([
  ['groups and roles that are said', { groups: ['a'], roles: ['B'] }, { groups: ['a'], roles: ['B'] }],
  ['too many groups', { _claim_names: { groups: 'src1' } }, { groups: null, roles: [] }],
  ['too many, as browsers are told it', { hasgroups: true }, { groups: null, roles: [] }],
  ['other claims elsewhere', { _claim_names: { address: 'src1' } }, { groups: [], roles: [] }],
])('%s', (_what, claims, said) => {
  expect(vouchedBy({ ...token, ...claims }, issuer)?.said).toEqual(said)
})
