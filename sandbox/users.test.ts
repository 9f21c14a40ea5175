import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from './server.ts'
import { errorOf, rowsOf, type Visitor, visit } from './visitor.ts'

let sandbox: Sandbox
let reader: Visitor
beforeAll(async () => {
  sandbox = await startSandbox({ devices: 20 })
  reader = await visit(sandbox.url)
})
afterAll(() => sandbox.close())

const users = '/v1.0/users'
const visitorWith = (...roles: string[]): Promise<Visitor> => {
  const client = { clientId: randomUUID(), name: 'Somebody', roles, secret: 'not-a-secret' }
  sandbox.control.register({ ...client, roles })
  return visit(sandbox.url, client)
}
const aliasOf = (address: string) => `proxyAddresses/any(p:p eq 'smtp:${address}')`

test('a user is found by name, by alias whatever its letters, and by nothing else', async () => {
  const find = async (filter: string) =>
    rowsOf(await reader.get(`${users}?$filter=${filter}`)).map(({ displayName }) => displayName)
  expect(await find("userPrincipalName eq 'APPS@lindegaard.example'")).toEqual(['Lindegaard Apps'])
  expect(await find(`mail eq 'x' or ${aliasOf('ade@lindegaard.example')}`)).toEqual([
    'Lindegaard Device Team',
  ])
  expect(await find("mail eq 'ade@lindegaard.example'")).toEqual([])
})

test('a filter the directory does not know is refused, not ignored', async () => {
  for (const filter of ["startswith(mail,'a')", 'mail eq a', "mail eq 'a' and mail eq 'b'"]) {
    expect((await reader.get(`${users}?$filter=${filter}`)).status).toBe(400)
  }
})

test('the basic profile shows names and mail alone, and filters by nothing else', async () => {
  const basic = await visitorWith('User.ReadBasic.All')
  const kiosk = "userPrincipalName eq 'kiosk.skagen@lindegaard.example'"
  const [shown] = rowsOf(
    await basic.get(`${users}?$filter=${kiosk}&$select=userPrincipalName,accountEnabled`),
  )
  expect(shown).toEqual({
    userPrincipalName: 'kiosk.skagen@lindegaard.example',
    accountEnabled: null,
  })
  const [whole] = rowsOf(await reader.get(`${users}?$filter=${kiosk}&$select=accountEnabled`))
  expect(whole).toEqual({ accountEnabled: false })
  const alias = await basic.get(`${users}?$filter=${aliasOf('ade@lindegaard.example')}`)
  expect([alias.status, errorOf(alias).code]).toEqual([403, 'Authorization_RequestDenied'])
})

test('without a right to users nothing is told', async () => {
  const poor = await visitorWith('DeviceManagementManagedDevices.Read.All')
  expect((await poor.get(users)).status).toBe(403)
})

test('who has left is no user any more', async () => {
  const { rows } = await reader.all(`${users}?$select=userPrincipalName`)
  expect(rows.length).toBeGreaterThan(10)
  sandbox.control.change({ removeUser: 'apps@lindegaard.example' })
  expect((await reader.all(`${users}?$select=userPrincipalName`)).rows).toHaveLength(rows.length - 1)
})
