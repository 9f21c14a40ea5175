import { describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { makeAccount, makeConnection, makeReading, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { accountDetail } from './account-detail.ts'
import { eraseCustodyHistory, stateCustody } from './custody-commands.ts'
import { accountsWaiting, listAccounts } from './list-accounts.ts'
import { custodyInput } from './schema.ts'

useTestDatabase()

const stated = {
  mailbox: 'mdm@lindegaard.example',
  phone: '+45 55 55 01 42',
  holder: 'Jonas Bruun',
  secondHolder: 'Mette Holm',
  note: null,
}

/** An account behind a push certificate. */
const worldWithAccount = async (appleId = 'push@lindegaard.example') => {
  const world = await makeWorld()
  const { organisationId } = world
  const reading = await makeReading(organisationId)
  const link = await makeTenantLink(organisationId)
  const account = await makeAccount(organisationId, { appleId })
  const connection = await makeConnection(link, { service: 'apns', accountId: account.id })
  return { ...world, reading, link, account, connection }
}
const eventsOf = (actor: Actor) =>
  inOrganisation(actor.organisationId, (tx) => tx.auditEvent.findMany({ include: { detail: true } }))

describe('custody', () => {
  test('is kept version by version; the record names fields and never what they say', async () => {
    const { actors, account } = await worldWithAccount()
    const input = { account: account.id, version: 0, ...stated }
    expect(await stateCustody(actors.admin, input)).toEqual({ ok: true, value: null })
    const second = { ...input, version: 1, secondHolder: null }
    expect(await stateCustody(actors.privacyOfficer, second)).toEqual({ ok: true, value: null })
    // As it stands already.
    expect(await stateCustody(actors.owner, { ...second, version: 2 })).toEqual({ ok: true, value: null })

    const { custody, flags } = await accountDetail(actors.admin, account.id)
    expect(custody).toMatchObject([
      { version: 2, secondHolder: null, statedBy: actors.privacyOfficer.name },
      { ...stated, version: 1, statedBy: actors.admin.name },
    ])
    expect(flags.map(({ flag }) => flag)).toEqual(['noSecondHolder'])
    expect(flags[0]?.source).toMatchObject({ grade: 'stated', by: actors.privacyOfficer.name })

    const events = await eventsOf(actors.admin)
    const bodies = events.map(({ body }) => JSON.parse(body))
    expect(bodies.map(({ kind, facts }) => [kind, facts])).toEqual([
      ['account.custodyStated', { version: 1, fields: 'mailbox phone holder secondHolder' }],
      ['account.custodyStated', { version: 2, fields: 'secondHolder' }],
    ])
    const told = JSON.stringify(events.map(({ body, detail }) => [body, detail?.detail]))
    for (const secret of [stated.mailbox, stated.phone, stated.holder, stated.secondHolder]) {
      expect(told).not.toContain(secret)
    }
    expect(events[0]?.body).not.toContain('push@lindegaard.example')
  })

  test('of a colleague who saved meanwhile stands, and whoever comes second is told by whom', async () => {
    const { actors, account } = await worldWithAccount()
    const input = { account: account.id, version: 0, ...stated }
    const [first, second] = await Promise.all([
      stateCustody(actors.admin, input),
      stateCustody(actors.owner, { ...input, holder: 'Astrid Lindegaard' }),
    ])
    const outcomes = [first, second].toSorted((a, b) => Number(b.ok) - Number(a.ok))
    const winner = first.ok ? actors.admin : actors.owner
    expect(outcomes).toEqual([
      { ok: true, value: null },
      { ok: false, reason: 'custodyChangedMeanwhile', values: { name: winner.name } },
    ])
    expect((await accountDetail(actors.admin, account.id)).custody).toHaveLength(1)
    expect(await stateCustody(actors.owner, { ...input, version: 1, holder: null })).toMatchObject({
      ok: true,
    })
  })

  test('is masked for whoever may only look', async () => {
    const { actors, account } = await worldWithAccount()
    await stateCustody(actors.admin, { account: account.id, version: 0, ...stated })
    for (const actor of [actors.auditor, actors.decider]) {
      const { custody } = await accountDetail(actor, account.id)
      expect(custody).toMatchObject([{ mailbox: 'm•••@lindegaard.example', phone: '••• 42' }])
    }
    await expect(
      stateCustody(actors.auditor, { account: account.id, version: 1, ...stated }),
    ).rejects.toThrow(Denied)
    await expect(eraseCustodyHistory(actors.decider, { account: account.id })).rejects.toThrow(Denied)
  })

  test('can be taken back, and what was stated before erased', async () => {
    const { actors, account } = await worldWithAccount()
    const form = { account: account.id, mailbox: '', phone: ' ', holder: '', secondHolder: '', note: '' }
    await stateCustody(actors.admin, { account: account.id, version: 0, ...stated })
    expect(await eraseCustodyHistory(actors.admin, { account: account.id })).toEqual({
      ok: false,
      reason: 'noEarlierVersions',
    })
    expect(await stateCustody(actors.admin, custodyInput.parse({ ...form, version: '1' }))).toMatchObject({
      ok: true,
    })
    expect(await eraseCustodyHistory(actors.admin, { account: account.id })).toEqual({
      ok: true,
      value: null,
    })
    const { custody, flags } = await accountDetail(actors.admin, account.id)
    expect(custody).toMatchObject([{ version: 2, mailbox: null, holder: null }])
    expect(flags.map(({ flag }) => flag)).toEqual(['custodyUnknown'])
    const last = (await eventsOf(actors.admin)).at(-1)
    expect(JSON.parse(last?.body ?? '{}')).toMatchObject({
      kind: 'account.custodyErased',
      facts: { versions: 1 },
    })
  })

  test('of another organisation is neither seen nor stated', async () => {
    const here = await worldWithAccount()
    const there = await worldWithAccount()
    await stateCustody(there.actors.admin, { account: there.account.id, version: 0, ...stated })
    const foreign = { account: there.account.id, version: 1, ...stated, holder: 'Nobody' }
    await expect(accountDetail(here.actors.admin, there.account.id)).rejects.toThrow(Missing)
    await expect(stateCustody(here.actors.admin, foreign)).rejects.toThrow(Missing)
    await expect(eraseCustodyHistory(here.actors.admin, { account: there.account.id })).rejects.toThrow(
      Missing,
    )
    const seen = await inOrganisation(here.organisationId, (tx) => tx.accountCustody.count())
    expect(seen).toBe(0)
  })

  test('is what was stated by the day that is told', async () => {
    const { actors, account } = await worldWithAccount()
    await stateCustody(actors.admin, { account: account.id, version: 0, ...stated })
    const hourMs = 3_600_000
    const [between, anHourAgo] = [new Date(Date.now() - hourMs / 2), new Date(Date.now() - hourMs)]
    await owner().accountCustody.updateMany({
      where: { accountId: account.id },
      data: { statedAt: anHourAgo },
    })
    await stateCustody(actors.admin, { account: account.id, version: 1, ...stated, holder: 'Mette Holm' })
    const then = await accountDetail(actors.admin, account.id, { asOf: between })
    expect(then.custody).toMatchObject([{ version: 1, holder: 'Jonas Bruun' }])
  })
})

describe('the list of accounts', () => {
  test('is narrowed by flag, and the overview counts what it finds', async () => {
    const { actors, organisationId, link, account } = await worldWithAccount('somebody@icloud.com')
    const other = await makeAccount(organisationId, { appleId: 'apps@lindegaard.example' })
    await makeConnection(link, { accountId: other.id })
    await stateCustody(actors.admin, { account: other.id, version: 0, ...stated })
    const found = async (flag: 'any' | 'personalDomain' | 'custodyUnknown' | 'noSecondHolder') =>
      (await listAccounts(actors.auditor, { flag })).accounts.map(({ id }) => id)
    expect(await found('any')).toEqual([account.id])
    expect(await found('personalDomain')).toEqual([account.id])
    expect(await found('noSecondHolder')).toEqual([])
    expect(await accountsWaiting(actors.auditor)).toEqual({
      count: 1,
      byFlag: [
        { flag: 'personalDomain', count: 1 },
        { flag: 'custodyUnknown', count: 1 },
      ],
      untold: 2,
    })
    expect(await accountsWaiting(actors.auditor, { asOf: new Date(0) })).toEqual({
      ...{ count: 0, byFlag: [], untold: 0 },
    })
    const { accounts } = await listAccounts(actors.auditor)
    expect(accounts.map(({ flags }) => flags.length)).toEqual([0, 2])
  })
})

describe('an account', () => {
  test('tells its connections, those that named it once, and their topics', async () => {
    const { actors, organisationId, link, account, connection } = await worldWithAccount()
    const fact = { organisationId, since: 1 }
    const moved = await makeConnection(link, { service: 'dep', name: 'Moved' })
    await inOrganisation(organisationId, (tx) =>
      tx.connectionFact.createMany({
        data: [
          { ...fact, connectionId: connection.id, key: 'topic', value: 'com.apple.mgmt.External.1' },
          { ...fact, connectionId: moved.id, key: 'appleId', value: 'PUSH@lindegaard.example', until: 2 },
        ],
      }),
    )
    const told = await accountDetail(actors.auditor, account.id)
    expect(told.connections).toMatchObject([{ id: connection.id, topic: 'com.apple.mgmt.External.1' }])
    expect(told.formerly).toMatchObject([{ id: moved.id, account: null }])
    expect(told.directory).toMatchObject({ kind: 'untold', by: { answer: { kind: 'notAsked' } } })
  })
})
