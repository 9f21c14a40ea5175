import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { doorway, inOrganisation } from '#adapters/db.ts'
import { enqueue } from '#adapters/queue.ts'
import {
  makeConnection,
  makeDevice,
  makeMember,
  makeOrganisation,
  makePerson,
  makeReading,
  makeTenantLink,
  makeWorld,
} from './factories.ts'
import { owner } from './owner.ts'
import { useTestDatabase } from './testing.ts'

useTestDatabase()

/** Tables that do not belong to an organisation, and why the wall does not stand there. */
const outsideTheWall = [
  '_prisma_migrations',
  'edition', // the catalogue is the same for everyone
  'element',
  'element_text',
  'member', // seen through its own policy: members of one's organisation
  'member_factor', // the runtime has no right on it at all
  'member_password', // the same
  'organisation', // its own policy: one's own row
  'rate_count', // strangers are counted by a hash; the runtime has no right on it at all
]

type Column = { table_name: string; has_wall: boolean; leads_key: boolean }

describe('the wall between organisations', () => {
  test('stands around every table, or the table is listed with its reason', async () => {
    const tables = await owner().$queryRaw<Column[]>`
      select c.relname as table_name,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id') and c.relrowsecurity
          and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'wall') as has_wall,
        exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisprimary and a.attname = 'organisation_id') as leads_key
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`
    const open = tables.filter((table) => !table.has_wall).map((table) => table.table_name)
    expect(open).toEqual(outsideTheWall)
    // `invitation` may come before its organisation; `session` outlives the choice of one.
    const otherKeys = tables
      .filter((table) => table.has_wall && !table.leads_key)
      .map((table) => table.table_name)
    expect(otherKeys).toEqual(['invitation', 'session'])
  })

  test('shows nothing of another organisation, and nothing at all before one is chosen', async () => {
    const here = await makeWorld()
    const there = await makeWorld()
    await makeReading(there.organisationId)
    const seen = await inOrganisation(here.organisationId, async (tx) => ({
      organisations: (await tx.organisation.findMany()).map((row) => row.id),
      readings: await tx.reading.count(),
      members: (await tx.member.findMany()).length,
    }))
    expect(seen).toEqual({ organisations: [here.organisationId], readings: 0, members: 5 })
    expect(await doorway().organisation.count()).toBe(0)
    expect(await doorway().member.count()).toBe(0)
  })

  test('takes nothing for another organisation', async () => {
    const here = await makeOrganisation()
    const there = await makeOrganisation()
    const write = inOrganisation(here.id, (tx) =>
      tx.reading.create({ data: { organisationId: there.id, sequence: 1, requestedBy: 'nobody' } }),
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })

  test('a job is refused for another organisation than the transaction', async () => {
    const here = await makeOrganisation()
    const foreign = { organisationId: randomUUID(), readingId: randomUUID() }
    await expect(inOrganisation(here.id, (tx) => enqueue(tx, 'runReading', foreign))).rejects.toThrow(
      /belongs to/,
    )
  })

  test('a job is enqueued with its transaction or not at all', async () => {
    const here = await makeOrganisation()
    const payload = { organisationId: here.id, readingId: randomUUID() }
    const jobs = () => owner().$queryRaw<{ n: bigint }[]>`select count(*) as n from graphile_worker.jobs
      where key = ${`runReading/${here.id}/${payload.readingId}`}`
    await inOrganisation(here.id, async (tx) => {
      await enqueue(tx, 'runReading', payload)
      throw new Error('rolled back')
    }).catch(() => {})
    expect(Number((await jobs())[0]?.n)).toBe(0)
    await inOrganisation(here.id, (tx) => enqueue(tx, 'runReading', payload))
    expect(Number((await jobs())[0]?.n)).toBe(1)
  })
})

describe('the runtime role', () => {
  test.each([
    'delete from reading',
    'delete from device',
    'delete from person',
    'delete from device_share',
    'delete from person_share',
    'delete from device_past_user',
    'delete from directory_answer',
    'update account_custody set note = null',
    'update access_request set received_on = due_on',
    'delete from access_request',
    'update extract set pdf_sha256 = null',
    "update recheck set found = 'gone'",
    'delete from recheck',
    'update account_deletion_request set note = null',
    'update approval_opinion set note = null',
    'update legal_fact set value = null',
    'delete from legal_fact',
    'truncate reading',
    'select * from session',
    'select * from member_password',
    'create table staging.mine (id int)',
    'update audit_event set kind = kind',
    'delete from audit_event',
    'update audit_checkpoint set document = document',
    'delete from audit_checkpoint',
    'insert into audit_stub select organisation_id, sequence, hash, sequence + 1, hash from audit_event',
    'update audit_stub set hash = hash',
    'delete from audit_stub',
    "select audit_prune('securityLog', 0, 1)",
    'update archive_hold set reason = reason',
    'delete from archive_hold',
    'create table mine (id int)',
    'alter table reading disable row level security',
    'set role pomona_queue',
  ])('may not: %s', async (sql) => {
    const here = await makeOrganisation()
    await expect(inOrganisation(here.id, (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow(
      /permission denied|must be owner/,
    )
  })

  test('as pomona_copy deletes devices and people of its organisation, and of no other', async () => {
    const here = await makeTenantLink((await makeOrganisation()).id)
    const there = await makeTenantLink((await makeOrganisation()).id)
    for (const link of [here, there]) {
      await makeDevice(link)
      await makePerson(link)
    }
    const erased = await inOrganisation(
      here.organisationId,
      async (tx) => [await tx.device.deleteMany(), await tx.person.deleteMany()],
      { role: 'copy' },
    )
    expect(erased).toEqual([{ count: 1 }, { count: 1 }])
    const where = { organisationId: there.organisationId }
    expect([await owner().device.count({ where }), await owner().person.count({ where })]).toEqual([1, 1])
  })

  test.each([
    'reading',
    'connection',
    'inventory_count',
    'organisation',
    'audit_event',
    'audit_checkpoint',
    'audit_stub',
    'archive_hold',
    'evidence',
  ])('as pomona_copy may not delete from %s', async (table) => {
    const here = await makeOrganisation()
    const erase = inOrganisation(here.id, (tx) => tx.$executeRawUnsafe(`delete from ${table}`), {
      role: 'copy',
    })
    await expect(erase).rejects.toThrow(/permission denied/)
  })

  test('the audit record refuses change even to the owner of the tables', async () => {
    for (const sql of [
      'update audit_event set kind = kind',
      'delete from audit_event',
      'truncate audit_event cascade',
      'update audit_checkpoint set document = document',
      'delete from audit_checkpoint',
      'truncate audit_checkpoint',
      'insert into audit_stub select organisation_id, sequence, hash, sequence + 1, hash from audit_event',
      'truncate audit_stub',
    ]) {
      const { organisation } = await makeWorld()
      await owner().auditEvent.create({
        data: {
          organisationId: organisation.id,
          sequence: 1,
          at: new Date(),
          kind: 'organisation.created',
          body: '{}',
          previousHash: new Uint8Array(32),
          hash: new Uint8Array(32),
        },
      })
      await owner().auditCheckpoint.create({
        data: { organisationId: organisation.id, sequence: 1, at: new Date(), keyId: 'key', document: '{}' },
      })
      await expect(owner().$executeRawUnsafe(sql), sql).rejects.toThrow(/append-only/)
    }
  })
})

describe('pruning the log', () => {
  const logged = async (kind: string, at: Date, checkpoint: number | null = 1) => {
    const { id: organisationId } = await makeOrganisation()
    const body = JSON.stringify({ at: at.toISOString(), kind })
    const hash = new Uint8Array(createHash('sha256').update(new Uint8Array(32)).update(body).digest())
    const event = { organisationId, sequence: 1, at, kind, body, previousHash: new Uint8Array(32), hash }
    await owner().auditEvent.create({ data: event })
    await owner().auditHead.create({ data: { organisationId, sequence: 1, hash } })
    if (checkpoint !== null) {
      const row = { organisationId, sequence: checkpoint, at, keyId: 'key', document: '{}' }
      await owner().auditCheckpoint.create({ data: row })
    }
    return event
  }
  const old = new Date(Date.now() - 400 * 86_400_000)
  const prune = ({ organisationId }: { organisationId: string }, of = 'securityLog') =>
    inOrganisation(
      organisationId,
      async (tx) => {
        const [row] = await tx.$queryRaw<{ taken: unknown }[]>`select audit_prune(${of}, 0, 9) as taken`
        // Told by an event, or it would not commit.
        const told = { sequence: 2, at: new Date(), kind: 'audit.pruned', body: '{}' }
        const hashes = { previousHash: new Uint8Array(32), hash: new Uint8Array(32) }
        if (row?.taken) await tx.auditEvent.create({ data: { organisationId, ...told, ...hashes } })
        return row?.taken ?? null
      },
      { role: 'copy' },
    )

  test('takes what is old and covered of the organisation of the transaction, and of no other', async () => {
    const [here, there] = [await logged('member.signedIn', old), await logged('member.signedIn', old)]
    expect(await prune(here)).toMatchObject({ pruning: 2, from: 1, to: 1, events: 1, checkpoint: 1 })
    const left = { where: { organisationId: there.organisationId } }
    expect([await owner().auditEvent.count(left), await owner().auditStub.count(left)]).toEqual([1, 0])
  })

  test('takes nothing that is young, of the other class, or covered by no checkpoint', async () => {
    expect(await prune(await logged('member.signedIn', new Date()))).toBeNull()
    expect(await prune(await logged('review.adopted', old))).toBeNull()
    expect(await prune(await logged('review.adopted', old), 'accountabilityRecord')).toBeNull()
    expect(await prune(await logged('member.signedIn', old, null))).toBeNull()
    expect(await prune(await logged('member.signedIn', old, 0))).toBeNull()
    expect(await prune(await logged('audit.checkpointed', old))).toBeNull()
  })

  test('believes what is hashed and not what stands beside it, even of the owner of the tables', async () => {
    const young = await logged('member.signedIn', new Date())
    const event = { ...young, organisationId: (await makeOrganisation()).id, at: old }
    await owner().auditEvent.create({ data: event })
    await owner().auditHead.create({
      data: { organisationId: event.organisationId, sequence: 1, hash: event.hash },
    })
    await owner().auditCheckpoint.create({
      data: { organisationId: event.organisationId, sequence: 1, at: old, keyId: 'key', document: '{}' },
    })
    await expect(prune(event)).rejects.toThrow(/append-only/)
    const decision = await logged('review.adopted', old)
    const stub = { organisationId: decision.organisationId, sequence: 1, hash: decision.hash }
    await expect(
      owner().auditStub.create({ data: { ...stub, pruning: 2, digest: decision.hash } }),
    ).rejects.toThrow(/append-only/)
  })
})

describe('the search', () => {
  const nowhere = '00000000-0000-0000-0000-000000000000'

  test.each([
    ['device_search', 'wall', `9, '${nowhere}'::uuid, 10`],
    ['person_search', 'wall', `9, '${nowhere}'::uuid, 10`],
    ['device_search_exact', 'lgwall1', '9, 10'],
    ['person_search_exact', 'wall', '9, 10'],
  ])('of %s finds nothing of another organisation', async (search, own, bounds) => {
    const [here, there] = await Promise.all([makeOrganisation(), makeOrganisation()])
    const texts = ['LGWALL1', 'wall', 'Wall of', 'wall@', 'wa']
    for (const { id } of [here, there]) {
      const link = await makeTenantLink(id)
      await makeDevice(link, { serial: 'LGWALL1', name: 'Wall of glass' })
      await makePerson(link, { upn: 'wall@lindegaard.example', name: 'Wall of Sound' })
    }
    const ask = (text: string) => `select count(*)::int as n from ${search}('${text}', ${bounds})`
    for (const text of texts) {
      const [inside] = await inOrganisation(here.id, (tx) => tx.$queryRawUnsafe<{ n: number }[]>(ask(text)))
      expect(inside?.n, text).toBeLessThanOrEqual(1)
      expect(await doorway().$queryRawUnsafe(ask(text))).toEqual([{ n: 0 }])
    }
    const [all] = await inOrganisation(here.id, (tx) => tx.$queryRawUnsafe<{ n: number }[]>(ask(own)))
    expect(all?.n).toBe(1)
  })

  test('files new names for the role that reads pages alone', async () => {
    const { id } = await makeOrganisation()
    const settle = (role: 'app' | 'copy') =>
      inOrganisation(id, (tx) => tx.$executeRaw`select search_settle()`, { role })
    await expect(settle('app')).rejects.toThrow(/permission denied/)
    await expect(settle('copy')).resolves.toBe(1)
  })
})

describe('functions that answer before an organisation is known', () => {
  const later = () => new Date(Date.now() + 3_600_000)
  const started = async (memberId: string, expires = later()) => {
    const [row] = await doorway().$queryRaw<
      { id: string }[]
    >`select session_start(${memberId}::uuid, ${expires}, 'Firefox') as id`
    return row?.id ?? ''
  }
  const opened = (id: string) =>
    doorway().$queryRaw<{ role: string | null }[]>`select * from session_open(${id}::uuid)`

  test('are these and no others', async () => {
    const rows = await owner().$queryRaw<{ proname: string }[]>`
      select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
        and has_function_privilege('pomona_app', oid, 'execute') order by 1`
    expect(rows.map((row) => row.proname)).toEqual([
      'checkpoints_due',
      'device_search',
      'device_search_exact',
      'erasures_due',
      'factor_begin',
      'factor_confirm',
      'factor_of',
      'factor_recover',
      'factor_remove',
      'factor_use',
      'identity_find',
      'identity_member',
      'identity_organisations',
      'installation_figures',
      'invitation_accept',
      'invitation_join',
      'invitation_open',
      'mailings_due',
      'member_belongs_elsewhere',
      'member_factor_remove',
      'member_sessions',
      'member_sessions_end',
      'member_speaks',
      'members_lacking_factor',
      'organisation_find',
      'password_change',
      'person_search',
      'person_search_exact',
      'rate_take',
      'readings_due',
      'rechecks_due',
      'report_verify',
      'reset_accept',
      'reset_open',
      'session_end',
      'session_end_others',
      'session_enter',
      'session_list',
      'session_open',
      'session_proven',
      'session_start',
      'sign_in_failed',
      'sign_in_find',
    ])
  })

  test('sign_in_find finds a login whatever its case, and sign_in_failed locks after five', async () => {
    const here = await makeOrganisation()
    const member = await makeMember(here.id, 'admin', {
      login: 'karen.lind@lindegaard.example',
      passwordHash: 'hash',
    })
    const find = () => doorway().$queryRaw<{ hash: string; locked_until: Date | null }[]>`
      select * from sign_in_find(' Karen.Lind@lindegaard.example ')`
    expect((await find())[0]).toMatchObject({ hash: 'hash', locked_until: null })
    for (let failure = 0; failure < 5; failure += 1) {
      await doorway().$executeRaw`select sign_in_failed(${member.id}::uuid)`
    }
    expect((await find())[0]?.locked_until).toBeInstanceOf(Date)
  })

  test('sign_in_failed waits for no disk, which it would need for a name that is known and for no other', async () => {
    const here = await makeOrganisation()
    const { id } = await makeMember(here.id, 'admin')
    const [, , shown] = await doorway().$transaction([
      doorway().$executeRaw`set local synchronous_commit to on`,
      doorway().$executeRaw`select sign_in_failed(${id}::uuid)`,
      doorway().$queryRaw`show synchronous_commit`,
    ])
    expect(shown).toEqual([{ synchronous_commit: 'off' }])
  })

  test('session_open answers only for a session that lives, with the role of this moment', async () => {
    const { members, organisationId } = await makeWorld()
    const id = await started(members.admin.id)
    expect((await opened(id))[0]?.role).toBe('admin')
    await owner().membership.updateMany({
      where: { organisationId, memberId: members.admin.id },
      data: { role: 'auditor' },
    })
    expect((await opened(id))[0]?.role).toBe('auditor')
    await owner().membership.updateMany({
      where: { organisationId, memberId: members.admin.id },
      data: { endsAt: new Date(0) },
    })
    expect((await opened(id))[0]?.role).toBeNull()
    await doorway().$executeRaw`select session_end(${id}::uuid)`
    expect(await opened(id)).toEqual([])
    expect(await opened(await started(members.owner.id, new Date(0)))).toEqual([])
    expect(await opened(randomUUID())).toEqual([])
  })

  test('session_enter opens only organisations the member belongs to', async () => {
    const here = await makeWorld()
    const there = await makeWorld()
    const id = await started(here.members.admin.id)
    const enter = (organisation: string) =>
      doorway().$queryRaw<
        { entered: boolean }[]
      >`select session_enter(${id}::uuid, ${organisation}::uuid) as entered`
    expect(await enter(there.organisationId)).toEqual([{ entered: false }])
    expect(await enter(here.organisationId)).toEqual([{ entered: true }])
  })

  test('member_speaks changes the language of the one who is signed in', async () => {
    const { members } = await makeWorld()
    const id = await started(members.admin.id)
    await doorway().$executeRaw`select member_speaks(${id}::uuid, 'fr')`
    await doorway().$executeRaw`select member_speaks(${id}::uuid, 'xx')`
    expect((await owner().member.findUniqueOrThrow({ where: { id: members.admin.id } })).language).toBe('fr')
    expect((await owner().member.findUniqueOrThrow({ where: { id: members.owner.id } })).language).toBeNull()
  })

  test('an invitation is accepted once, also when two accept it together', async () => {
    const here = await makeOrganisation()
    const token = new Uint8Array(createHash('sha256').update(randomBytes(32)).digest())
    await owner().invitation.create({
      data: { organisationId: here.id, tokenHash: token, role: 'auditor', expiresAt: later() },
    })
    const accept = (login: string) => doorway().$queryRaw<{ id: string | null }[]>`
      select invitation_accept(${token}, null, ${login}, 'Auditor', 'en', 'hash') as id`
    const open = () => doorway().$queryRaw<unknown[]>`select * from invitation_open(${token})`
    expect(await open()).toHaveLength(1)
    const answers = await Promise.all([accept('a@lindegaard.example'), accept('b@lindegaard.example')])
    expect(answers.filter(([row]) => row?.id !== null)).toHaveLength(1)
    expect(await open()).toEqual([])
  })

  test('an invitation whose sign-in name is being taken at this moment is refused, not a fault', async () => {
    const here = await makeOrganisation()
    const invited = async () => {
      const tokenHash = new Uint8Array(randomBytes(32))
      await owner().invitation.create({
        data: { organisationId: here.id, tokenHash, role: 'admin', expiresAt: later() },
      })
      return tokenHash
    }
    const [one, other] = [await invited(), await invited()]
    type Door = Pick<ReturnType<typeof doorway>, '$queryRaw'>
    const accept = (door: Door, token: Uint8Array) => door.$queryRaw<{ id: string | null }[]>`
      select invitation_accept(${token}, null, 'same@lindegaard.example', 'Same', 'en', 'hash') as id`
    const isWaiting = async () => {
      const [row] = await owner().$queryRaw<{ n: bigint }[]>`select count(*) as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%invitation_accept%'`
      return row?.n === 1n
    }
    const second = await doorway().$transaction(async (tx) => {
      expect((await accept(tx, one))[0]?.id).toBeTypeOf('string')
      const waiting = accept(doorway(), other).then((rows) => rows)
      await vi.waitUntil(isWaiting, { timeout: 10_000 })
      return { waiting }
    })
    expect(await second.waiting).toEqual([{ id: null }])
    expect(await doorway().$queryRaw<unknown[]>`select * from invitation_open(${other})`).toHaveLength(1)
  })

  test('the first link founds an organisation nobody belongs to, and no other', async () => {
    const taken = await makeWorld()
    const empty = await makeOrganisation()
    const token = new Uint8Array(randomBytes(32))
    await owner().invitation.create({ data: { tokenHash: token, role: 'owner', expiresAt: later() } })
    const accept = (organisation: string) => doorway().$queryRaw<{ id: string | null }[]>`
      select invitation_accept(${token}, ${organisation}::uuid, 'first@lindegaard.example', 'First', 'en', 'hash') as id`
    expect(await accept(taken.organisationId)).toEqual([{ id: null }])
    expect((await accept(empty.id))[0]?.id).toBeTypeOf('string')
  })

  test('readings_due tells organisations that may be due, with nothing of them but dates and numbers', async () => {
    const [due, read, reading] = [
      await makeOrganisation(),
      await makeOrganisation(),
      await makeOrganisation(),
    ]
    const longAgo = new Date(Date.now() - 90_000_000)
    for (const { id } of [due, read, reading]) await makeTenantLink(id, { createdAt: longAgo })
    const over = { requestedAt: longAgo, finishedAt: longAgo }
    await makeReading(due.id, { ...over, state: 'failed', attempts: 2 })
    await makeReading(read.id)
    await makeReading(reading.id, { requestedAt: longAgo, state: 'running', finishedAt: null })
    const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`select * from readings_due()`
    const ours = [due.id, read.id, reading.id]
    expect(rows.filter((row) => ours.includes(row.organisation_id))).toEqual([
      {
        organisation_id: due.id,
        reading_hours: 24,
        linked_at: longAgo,
        requested_at: longAgo,
        ended_at: longAgo,
        failures: 2,
      },
    ])
  })

  test('rechecks_due tells the organisations in which a day has come for something that a case ended', async () => {
    const ending = async (daysAgo: number, fields: { service?: string } = {}) => {
      const { id: organisationId } = await makeOrganisation()
      const link = await makeTenantLink(organisationId)
      const { id: connectionId } = await makeConnection(link, fields)
      const { id: offboardingId } = await owner().offboarding.create({
        data: { organisationId, startedBy: randomUUID(), startedByName: 'Admin', state: 'finished' },
      })
      const observedAt = new Date(Date.now() - daysAgo * 86_400_000)
      await owner().disablement.create({ data: { organisationId, connectionId, offboardingId, observedAt } })
      return { organisationId, connectionId, offboardingId }
    }
    const due = await ending(2)
    const early = await ending(0.5)
    const looked = await ending(2)
    const school = await ending(125, { service: 'asm' })
    const old = await ending(125)
    const look = { found: 'gone', checkedBy: 'Pomona', checkedAt: new Date() }
    await owner().recheck.create({ data: { ...looked, ...look, day: 1 } })
    for (const day of [1, 7, 30, 90]) {
      await owner().recheck.create({ data: { ...school, ...look, day } })
      await owner().recheck.create({ data: { ...old, ...look, day } })
    }
    const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`
      select * from rechecks_due(${[1, 7, 30, 90]}::int[], ${[1, 7, 30, 90, 121]}::int[])`
    const ours = [due, early, looked, school, old].map(({ organisationId }) => organisationId)
    const found = rows.map((row) => row.organisation_id).filter((id) => ours.includes(id))
    expect(found.toSorted()).toEqual([due.organisationId, school.organisationId].toSorted())
  })

  test('checkpoints_due tells the organisations with something that no checkpoint covers for a day', async () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
    const logged = async (head: number, last: { sequence: number; at: Date; keyId?: string } | null) => {
      const { id: organisationId } = await makeOrganisation()
      if (head > 0) {
        await owner().auditHead.create({ data: { organisationId, sequence: head, hash: new Uint8Array(32) } })
      }
      if (last) {
        const row = { organisationId, keyId: 'present', document: '{}', ...last }
        await owner().auditCheckpoint.create({ data: row })
      }
      return organisationId
    }
    const due = [
      await logged(1, null),
      await logged(5, { sequence: 3, at: daysAgo(1.01) }),
      await logged(4, { sequence: 3, at: daysAgo(0.1), keyId: 'before' }),
    ]
    const others = [
      await logged(0, null),
      // Nothing but the record of the last checkpoint has happened since.
      await logged(4, { sequence: 3, at: daysAgo(9) }),
      await logged(5, { sequence: 3, at: daysAgo(0.9) }),
    ]
    const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`
      select * from checkpoints_due('present')`
    const ids = rows.map((row) => row.organisation_id)
    expect(due.filter((id) => !ids.includes(id))).toEqual([])
    expect(others.filter((id) => ids.includes(id))).toEqual([])
  })

  test('erasures_due tells the organisations whose night has come', async () => {
    const due = await makeOrganisation({ erasesAt: new Date(Date.now() - 1_000) })
    const other = await makeOrganisation()
    const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`select * from erasures_due()`
    const ids = rows.map((row) => row.organisation_id)
    expect(ids).toContain(due.id)
    expect(ids).not.toContain(other.id)
  })

  test('mailings_due tells the organisations whose hour has come, and none that mails to nobody', async () => {
    const mailed = async (nextAt: Date | null) => {
      const { id: organisationId } = await makeOrganisation()
      await owner().checkpointMailing.create({ data: { organisationId, hour: 7, nextAt } })
      return organisationId
    }
    const due = await mailed(new Date(Date.now() - 1_000))
    const others = [await mailed(new Date(Date.now() + 60_000)), await mailed(null)]
    const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`select * from mailings_due()`
    const ids = rows.map((row) => row.organisation_id)
    expect(ids).toContain(due)
    expect(others.filter((id) => ids.includes(id))).toEqual([])
  })

  test('organisation_find knows an id and a whole name, never a part', async () => {
    const here = await makeOrganisation({ name: 'Skagen Kiosk ApS' })
    const find = (text: string) =>
      doorway().$queryRaw<{ id: string }[]>`select id from organisation_find(${text})`
    expect(await find(here.id)).toEqual([{ id: here.id }])
    expect(await find(' skagen kiosk aps ')).toEqual([{ id: here.id }])
    expect(await find('Skagen')).toEqual([])
  })

  test('report_verify tells organisation, kind and version of a finished report, by its hash alone', async () => {
    const here = await makeOrganisation()
    const sha256 = createHash('sha256').update('a file').digest('hex')
    const report = {
      organisationId: here.id,
      kind: 'disclosure',
      language: 'en',
      standard: 'a-3a',
      facts: { state: 'draft' },
      factsSha256: '',
      composedBy: 'x',
    }
    await owner().report.create({ data: { ...report, pdfSha256: sha256, state: 'ready' } })
    await owner().report.create({ data: { ...report, pdfSha256: 'unfinished', state: 'rendering' } })
    const find = (hash: string) =>
      doorway().$queryRaw<{ organisation_name: string }[]>`select * from report_verify(${hash})`
    expect(await find(sha256)).toMatchObject([
      { organisation_name: here.name, kind: 'disclosure', version: 'draft' },
    ])
    expect(await find('unfinished')).toEqual([])
  })
})
