import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { setMail } from '#adapters/env.ts'
import { log } from '#adapters/log.ts'
import { openMailbox } from '#adapters/mail/mailbox.fixture.ts'
import type { Actor } from '#domain/actor.ts'
import { isSigned, readCheckpoint } from '#domain/checkpoint.ts'
import { Denied } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { checkpointFile } from './checkpoints.ts'
import { walkChain } from './commands.ts'
import { giveUpMailing, mailCheckpoint } from './mail-checkpoint.ts'
import { beginMailing, changeMailing, mailNow } from './mailing-commands.ts'
import { mailing, mailingFailed, mailingsDue } from './mailing-queries.ts'
import { auditPage } from './queries.ts'
import { mailingInput } from './schema.ts'

useTestDatabase()

const [first, second] = ['audit@lindegaard.example', 'revisor@skagen.example']
const { signal } = new AbortController()

let world: Awaited<ReturnType<typeof makeWorld>>
let actor: Actor
let mailbox: Awaited<ReturnType<typeof openMailbox>>
beforeEach(async () => {
  vi.spyOn(log, 'warn').mockReturnValue()
  world = await makeWorld({ timeZone: 'Europe/Copenhagen' })
  actor = world.actors.owner
  mailbox = await openMailbox()
  setMail({ server: `smtp://${mailbox.host}`, from: 'Pomona <pomona@lindegaard.example>' })
})
afterEach(async () => {
  setMail(null)
  await mailbox.close()
})

const clock = () => clockActor(world.organisationId)
const must = (outcome: { ok: boolean }) => expect(outcome).toMatchObject({ ok: true })
const to = async (...addresses: string[]) =>
  must(await changeMailing(actor, { addresses, hour: 7 }, new Date('2026-12-01T12:00:00Z')))
const latest = async () => (await mailing(actor)).latest
const sequence = async () => (await latest())?.sequence ?? 0
const events = async () =>
  (await auditPage(actor)).events.map(({ kind, facts, personal }) => ({ kind, facts, personal }))
const send = async () => mailCheckpoint(clock(), await sequence(), { signal })
const jobs = () =>
  owner().$queryRaw<{ key: string; payload: unknown }[]>`
    select j.key, p.payload from graphile_worker.jobs j
    join graphile_worker._private_jobs p on p.id = j.id where j.key like ${`mailCheckpoint/${world.organisationId}/%`}`

describe('whom checkpoints are mailed to', () => {
  test('is set by an owner, and recorded with the addresses beside the chain', async () => {
    await to(second, first)
    expect(await mailing(world.actors.auditor)).toEqual({
      isSetUp: true,
      hour: 7,
      nextAt: new Date('2026-12-02T06:00:00Z'),
      addresses: [first, second].map((address) => ({ address, got: null, fault: null })),
      latest: null,
    })
    must(await changeMailing(actor, { addresses: [second], hour: 18 }, new Date('2026-12-01T12:00:00Z')))
    expect((await mailing(actor)).nextAt).toEqual(new Date('2026-12-01T17:00:00Z'))
    expect(await events()).toEqual([
      {
        kind: 'checkpoint.mailingChanged',
        facts: { addresses: 1, addressesBefore: 2, hour: 18, hourBefore: 7 },
        personal: { removed: first },
      },
      {
        kind: 'checkpoint.mailingChanged',
        facts: { addresses: 2, addressesBefore: 0, hour: 7, hourBefore: 7 },
        personal: { added: `${second}, ${first}` },
      },
    ])
    const bodies = await owner().auditEvent.findMany({ where: { organisationId: world.organisationId } })
    expect(bodies.map(({ body }) => body).join()).not.toContain('@')
  })

  test('leaves no event where it is so already', async () => {
    await to(first)
    await to(first)
    expect(await events()).toHaveLength(1)
  })

  test.each(['admin', 'privacyOfficer', 'decider', 'auditor'] as const)('is not for the %s', async (role) => {
    const other = world.actors[role]
    await expect(changeMailing(other, { addresses: [first], hour: 7 })).rejects.toThrow(Denied)
    await expect(mailNow(other)).rejects.toThrow(Denied)
  })

  test('of the organisation alone is seen, and mailed to', async () => {
    await to(first)
    const there = (await makeWorld()).actors.owner
    expect((await mailing(there)).addresses).toEqual([])
    expect(await mailNow(there)).toEqual({ ok: false, reason: 'addresseesMissing' })
  })

  test.each([
    ['Audit@Lindegaard.example\r\naudit@lindegaard.example', [first]],
    [` ${first};${second} `, [first, second]],
    ['', []],
  ])('%j is typed as each address once', (addresses, read) => {
    expect(mailingInput.parse({ addresses, hour: '7' }).addresses).toEqual(read)
  })

  test.each([
    ['lindegaard', 'mailAddress'],
    ['Audit <audit@lindegaard.example>', 'mailAddress'],
    ['audit@lindegaard.example\u0000', 'mailAddress'],
    [[1, 2, 3, 4, 5, 6].map((each) => `a${each}@b.example`).join(), 'mailAddresses'],
  ])('%j is refused', (addresses, message) => {
    const [issue] = mailingInput.safeParse({ addresses, hour: '7' }).error?.issues ?? []
    expect(issue).toMatchObject({ message, path: expect.arrayContaining(['addresses']) })
  })
})

describe('a mailed checkpoint', () => {
  test('reaches each by itself with the very file that is downloaded, which a log is held to', async () => {
    await to(first, second)
    must(await mailNow(actor))
    expect(await latest()).toEqual({ sequence: 1, state: 'waiting', fault: null })
    await send()
    expect(mailbox.taken.map((each) => each.to)).toEqual([[first], [second]])
    const { document } = await checkpointFile(actor, 1)
    for (const { mail, raw } of mailbox.taken) {
      const [attachment] = mail.attachments
      expect(attachment?.filename).toBe('checkpoint-1.json')
      const file = Buffer.from(attachment?.content as ArrayBuffer).toString('utf8')
      expect(file).toBe(document)
      const held = readCheckpoint(file)
      expect(held && isSigned(held)).toBe(true)
      expect(await walkChain(actor, held)).toMatchObject({ fault: null, covered: 1 })
      expect(mail.text).toContain('--checkpoint checkpoint-1.json')
      expect(mail.text).toContain(world.organisationId)
      expect(mail.subject).toContain(world.organisation.name)
      for (const { name, login } of Object.values(world.members)) {
        expect(raw).not.toContain(name)
        expect(raw).not.toContain(login)
      }
    }
    const { addresses, latest: stands } = await mailing(actor)
    expect(stands).toEqual({ sequence: 1, state: 'sent', fault: null })
    expect(addresses.map(({ got, fault }) => [got?.sequence, fault])).toEqual([
      [1, null],
      [1, null],
    ])
    expect(await events()).toMatchObject([
      {
        kind: 'checkpoint.mailed',
        facts: {
          sequence: 1,
          addresses: 2,
          messageId: `checkpoint-1.${world.organisationId}@lindegaard.example`,
        },
        personal: {},
      },
      { kind: 'audit.checkpointed' },
      { kind: 'checkpoint.mailingChanged' },
    ])
  })

  test('speaks the language of its organisation', async () => {
    await owner().organisation.update({ where: { id: world.organisationId }, data: { language: 'fr' } })
    await to(first)
    must(await mailNow(actor))
    await send()
    expect(mailbox.taken[0]?.mail.subject).toContain('Point de contrôle 1 du journal de')
  })

  test('gets no header from the name of an organisation', async () => {
    const name = 'Lindegaard\r\nBcc: thief@elsewhere.example\r\n\r\nPay'
    await owner().organisation.update({ where: { id: world.organisationId }, data: { name } })
    await to(first)
    must(await mailNow(actor))
    await send()
    const [taken] = mailbox.taken
    expect(taken?.to).toEqual([first])
    expect(taken?.mail.headers.map(({ key }) => key)).not.toContain('bcc')
    expect(taken?.mail.subject).toContain('Lindegaard Bcc: thief@elsewhere.example Pay')
  })

  test('is sent once, and recorded once, however often its job runs', async () => {
    await to(first, second)
    must(await mailNow(actor))
    const at = await sequence()
    await mailCheckpoint(clock(), at, { signal })
    await mailCheckpoint(clock(), at, { signal })
    await giveUpMailing(clock(), at)
    expect(mailbox.taken).toHaveLength(2)
    expect((await events()).filter(({ kind }) => kind === 'checkpoint.mailed')).toHaveLength(1)
  })

  test('that is tried again goes to those alone who have not got it, under the same Message-ID', async () => {
    await to(first, second)
    must(await mailNow(actor))
    mailbox.refuse(first, 450)
    await expect(send()).rejects.toThrow('mailAddressRefused')
    expect(mailbox.taken.map((each) => each.to)).toEqual([[second]])
    expect(await latest()).toEqual({ sequence: 1, state: 'waiting', fault: 'mailAddressRefused' })
    await send()
    expect(mailbox.taken.map((each) => each.to)).toEqual([[second], [first]])
    expect(new Set(mailbox.taken.map(({ mail }) => mail.messageId)).size).toBe(1)
    expect(await latest()).toEqual({ sequence: 1, state: 'sent', fault: null })
  })

  test('that an address refuses for good reaches the others, and waits for a person', async () => {
    await to(first, second)
    must(await mailNow(actor))
    mailbox.refuse(first, 550)
    await send()
    expect(mailbox.taken.map((each) => each.to)).toEqual([[second]])
    expect(await mailingFailed(actor)).toEqual({ sequence: 1, state: 'failed', fault: 'mailAddressRefused' })
    expect((await mailing(actor)).addresses.map(({ fault }) => fault)).toEqual(['mailAddressRefused', null])
    expect((await events()).slice(0, 2)).toMatchObject([
      { kind: 'checkpoint.mailFailed', facts: { sequence: 1, addresses: 1, reason: 'mailAddressRefused' } },
      { kind: 'checkpoint.mailed', facts: { sequence: 1, addresses: 1 } },
    ])
    must(await mailNow(actor))
    await send()
    expect(await mailingFailed(actor)).toBeNull()
    expect((await mailing(actor)).addresses.map(({ fault }) => fault)).toEqual([null, null])
  })

  test('that nobody took in the end is recorded as failed, and asked of nobody who was taken off', async () => {
    await to(first, second)
    must(await mailNow(actor))
    await mailbox.close()
    await expect(send()).rejects.toThrow('mailServerUnreachable')
    expect((await mailing(actor)).addresses.map(({ fault }) => fault)).toEqual([null, null])
    await to(second)
    await giveUpMailing(clock(), 1)
    expect(await latest()).toEqual({ sequence: 1, state: 'failed', fault: 'mailServerUnreachable' })
    expect((await events())[0]).toMatchObject({
      kind: 'checkpoint.mailFailed',
      facts: { sequence: 1, addresses: 1, reason: 'mailServerUnreachable' },
    })
    await to()
    expect(await mailing(actor)).toMatchObject({ latest: null, nextAt: null, addresses: [] })
    expect(await mailingFailed(actor)).toBeNull()
  })

  test('of an installation whose mail server was taken away is given up at once', async () => {
    await to(first)
    must(await mailNow(actor))
    setMail(null)
    await send()
    expect(await latest()).toEqual({ sequence: 1, state: 'failed', fault: 'mailNotSetUp' })
    expect(await mailNow(actor)).toEqual({ ok: false, reason: 'mailNotSetUp' })
  })

  test('gives way to a newer one, which covers what it covers', async () => {
    await to(first)
    must(await mailNow(actor))
    await to(first, second)
    must(await mailNow(actor))
    await mailCheckpoint(clock(), 1, { signal })
    expect(mailbox.taken).toEqual([])
    await send()
    expect(mailbox.taken.map(({ mail }) => mail.attachments[0]?.filename)).toEqual([
      'checkpoint-3.json',
      'checkpoint-3.json',
    ])
  })
})

describe('the timetable', () => {
  test('has the newest checkpoint mailed each day, be it that nothing else was recorded', async () => {
    await to(first)
    for (const [day, covered] of [
      ['02', 1],
      ['03', 3],
    ] as const) {
      const now = new Date(`2026-12-${day}T06:00:30Z`)
      await beginMailing(clock(), now)
      await beginMailing(clock(), now)
      expect(await sequence()).toBe(covered)
      expect(await jobs()).toHaveLength(1)
      await send()
      await owner()
        .$executeRaw`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`
      expect(mailbox.taken.at(-1)?.mail.attachments[0]?.filename).toBe(`checkpoint-${covered}.json`)
    }
    expect(mailbox.taken).toHaveLength(2)
    expect((await mailing(actor)).nextAt).toEqual(new Date('2026-12-04T06:00:00Z'))
  })

  test('asks for nothing before its hour, nor where there is nobody to mail to', async () => {
    await to(first)
    await beginMailing(clock(), new Date('2026-12-02T05:59:00Z'))
    expect(await latest()).toBeNull()
    must(await changeMailing(actor, { addresses: [first], hour: 8 }, new Date(Date.now() - 2 * 86_400_000)))
    expect(await mailingsDue()).toContain(world.organisationId)
    await to()
    expect(await mailingsDue()).not.toContain(world.organisationId)
  })

  test('leaves no address in the queue', async () => {
    await to(first)
    must(await mailNow(actor))
    expect(await jobs()).toMatchObject([{ payload: { organisationId: world.organisationId, sequence: 1 } }])
    onTestFinished(async () => {
      await owner()
        .$executeRaw`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`
    })
  })
})
