import { describe, expect, test } from 'vitest'
import { directoryUsers } from './directory-users.ts'
import { granted, nothing, requestFor, startGraph } from './graph-server.fixture.ts'
import { openTenant } from './tenant-reader.ts'

const mia = {
  id: '0A6A4D0E-6A4B-4F4F-8A55-0D6B8F5D1C11',
  userPrincipalName: 'Mia@lindegaard.example',
  mail: null,
  otherMails: ['mia@elsewhere.example'],
  proxyAddresses: ['SMTP:mia@lindegaard.example', 'smtp:m.o’hara@lindegaard.example', 'X500:/o=x'],
  accountEnabled: false,
}
const rowOf = (change: object, address: string) =>
  directoryUsers.rowOf({ ...mia, ...change }, { address, extent: 'full' })

describe('a user', () => {
  test.each(['mia@lindegaard.example', 'MIA@elsewhere.example', 'm.o’hara@lindegaard.example'])(
    'is known by %s',
    (address) => {
      expect(rowOf({}, address)).toMatchObject({
        externalId: mia.id.toLowerCase(),
        isEnabled: false,
        addresses: expect.arrayContaining(['mia@lindegaard.example']),
      })
    },
  )

  test('of another address is left out, should the filter have let it through', () => {
    expect(rowOf({}, 'jonas@lindegaard.example')).toBe('skipped')
  })

  test('of whom the registration may not see more is neither enabled nor disabled', () => {
    const basic = { otherMails: undefined, proxyAddresses: undefined, accountEnabled: null }
    expect(rowOf(basic, 'mia@lindegaard.example')).toMatchObject({ isEnabled: null })
  })

  test('without an id is no user', () => {
    expect(rowOf({ id: '' }, 'mia@lindegaard.example')).toBe('malformed')
  })
})

test('is asked for by every address it may have, a quote inside written twice', async () => {
  const server = await startGraph(({ path }) =>
    path.endsWith('/users') ? { json: { value: [mia] } } : nothing,
  )
  const tenant = granted(await openTenant(requestFor(server.url)))
  const address = "o'hara@lindegaard.example"
  expect(granted(await tenant.whole('directoryUsers', { address, extent: 'full' }))).toEqual([])
  await tenant.whole('directoryUsers', { address, extent: 'basic' })
  const [full, basic] = server.graphCalls().map(({ query }) => query)
  const quoted = "'o''hara@lindegaard.example'"
  expect(full?.get('$filter')).toBe(
    `userPrincipalName eq ${quoted} or mail eq ${quoted} or proxyAddresses/any(p:p eq 'smtp:o''hara@lindegaard.example') or otherMails/any(m:m eq ${quoted})`,
  )
  expect(full?.get('$select')).toContain('accountEnabled')
  expect(basic?.get('$filter')).toBe(`userPrincipalName eq ${quoted} or mail eq ${quoted}`)
  expect(basic?.get('$select')).not.toContain('accountEnabled')
})
