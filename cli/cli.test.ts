import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { inOrganisation } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import { acceptInvitation } from '#features/access/commands.ts'
import { terminalActor } from '#features/access/minting.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { makeOrganisation, makeTenantLink } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { generousClient, poorClient, readClient, tenantId } from '#sandbox/registrations.ts'

useTestDatabase()
const sandbox = useSandbox({ devices: 80 })

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pomona-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ended = { code: number | null; out: string; error: string }

/** Starts the real command line, as `npm run cli` does. */
const start = (given: string[], env = {}) =>
  spawn(process.execPath, ['cli/main.ts', ...given], {
    env: {
      ...process.env,
      DATABASE_URL: settings().databaseUrl ?? '',
      POMONA_CLOUD_LOGIN_URL: sandbox().url,
      POMONA_CLOUD_GRAPH_URL: sandbox().url,
      ...env,
    },
  })
const endOf = async (child: ReturnType<typeof start>): Promise<Ended> => {
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, out, error }
}
const cli = (given: string[], { stdin = '', env = {} } = {}): Promise<Ended> => {
  const child = start(given, env)
  child.stdin.on('error', () => {})
  child.stdin.end(stdin)
  return endOf(child)
}

/** The answer of a command that must succeed without a word on standard error. */
const answer = async (given: string[], more: { stdin?: string } = {}): Promise<unknown> => {
  const ended = await cli([...given, '--json'], more)
  expect({ code: ended.code, error: ended.error }).toEqual({ code: 0, error: '' })
  return JSON.parse(ended.out)
}
/** The refusal of a command that must not put anything on standard output. */
const refusal = async (given: string[], more: { stdin?: string } = {}) => {
  const { code, out, error } = await cli([...given, '--json'], more)
  expect(out).toBe('')
  return {
    code,
    ...z.object({ error: z.object({ reason: z.string(), message: z.string() }) }).parse(JSON.parse(error))
      .error,
  }
}

const connectOptions = (organisation: string, client: string = readClient.clientId) => [
  ...['connect', '--organisation', organisation, '--cloud', 'custom'],
  ...['--tenant', tenantId, '--client', client, '--secret-stdin'],
]
const linkedOrganisation = async () => {
  const organisation = await makeOrganisation()
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(organisation.id, registration)
  return organisation
}
const readOrganisation = async () => {
  const organisation = await linkedOrganisation()
  const actor = terminalActor('Test', organisation.id)
  const requested = await requestReading(actor)
  if (!requested.ok) throw new Error(requested.reason)
  await runReading(actor, requested.value.readingId, { signal: new AbortController().signal })
  return organisation
}

const connection = z.strictObject({
  id: z.uuid(),
  externalId: z.string(),
  name: z.string(),
  appleId: z.string().nullable(),
  state: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  devices: z.number(),
  people: z.number(),
})
const element = z.strictObject({
  key: z.string(),
  label: z.string(),
  devices: z.number().nullable(),
  people: z.number().nullable(),
  grade: z.string(),
  populationGrade: z.string(),
  source: z.strictObject({ edition: z.string(), row: z.number() }),
})
const inventoryShape = z.strictObject({
  organisation: z.strictObject({ id: z.uuid(), name: z.string() }),
  reading: z.strictObject({ id: z.uuid(), finishedAt: z.iso.datetime() }).nullable(),
  services: z.array(
    z.strictObject({
      service: z.string(),
      state: z.enum(['none', 'sharing', 'disabled', 'stopped', 'accountKept']),
      connections: z.array(connection),
      elements: z.array(element),
    }),
  ),
})

describe('the main job at the terminal', { timeout: 120_000 }, () => {
  test('add, connect, read, see, report, verify', async () => {
    const name = 'Lindegaard Academy'
    const added = z
      .object({ organisation: z.object({ id: z.uuid(), name: z.literal(name), country: z.literal('DK') }) })
      .parse(await answer(['organisation', 'add', '--name', name, '--country', 'dk']))
    const { id } = added.organisation

    const connected = await answer(connectOptions(name), { stdin: `${readClient.secret}\n` })
    expect(connected).toMatchObject({
      organisation: { id, name },
      tenantLink: { cloud: 'custom', tenant: tenantId, permissions: { known: true, missingForReading: [] } },
    })
    expect(JSON.stringify(connected)).not.toContain(readClient.secret)

    const { organisation, connections } = sandbox().control.truth()
    expect(await answer(['read', '--organisation', id])).toMatchObject({
      organisation: { id, name },
      reading: { sequence: 1, state: 'finished', ...organisation },
    })

    const shown = inventoryShape.parse(await answer(['inventory', '--organisation', name]))
    expect(shown.services.map(({ service }) => service)).toEqual(['apns', 'dep', 'asm', 'vpp'])
    const counted = shown.services.flatMap((each) =>
      each.connections.map(({ externalId, devices, people }) => ({
        service: each.service,
        externalId,
        devices,
        people,
      })),
    )
    const byId = (a: { externalId: string }, b: { externalId: string }) =>
      a.externalId.localeCompare(b.externalId)
    expect(counted.sort(byId)).toEqual(
      connections
        .map(({ service, externalId, devices, people }) => ({ service, externalId, devices, people }))
        .sort(byId),
    )

    const file = join(folder, 'rapport.pdf')
    const reported = await answer([
      ...[
        'report',
        'disclosure',
        '--organisation',
        name,
        '--lang',
        'fr',
        '--standard',
        'a-3a',
        '--out',
        file,
      ],
    ])
    expect(reported).toMatchObject({ report: { state: 'ready', language: 'fr', standard: 'a-3a' }, file })
    expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-')
    expect(await answer(['verify', 'report', file])).toMatchObject({
      isOurs: true,
      report: { organisation: name, kind: 'disclosure', language: 'fr' },
    })

    const verified = await answer(['verify', 'audit', '--organisation', name])
    expect(verified).toMatchObject({ isIntact: true, events: 7, head: { sequence: 7 } })
    const names = await inOrganisation(id, (tx) => tx.auditDetail.findMany({ select: { detail: true } }))
    expect(names.map(({ detail }) => JSON.parse(detail).actor)).toContain(userInfo().username)
  })

  test('an organisation made here gets its first owner through a one-time link', async () => {
    const { id, name } = await makeOrganisation()
    const { invitation } = z
      .object({
        organisation: z.object({ id: z.literal(id), name: z.literal(name) }),
        invitation: z.object({ role: z.literal('owner'), link: z.url(), expiresAt: z.iso.datetime() }),
      })
      .parse(await answer(['organisation', 'invite', '--organisation', name]))
    const token = invitation.link.split(`${settings().url}/welcome/`).at(1) ?? ''
    const joining = { token, name: 'Astrid Lindegaard', login: `astrid.${id}`, password: 'pear tree gate' }
    expect(await acceptInvitation({ ...joining, language: 'en', organisation: null })).toMatchObject({
      ok: true,
    })
    const [membership] = await owner().membership.findMany({ where: { organisationId: id } })
    expect(membership?.role).toBe('owner')

    const french = await cli(['organisation', 'invite', '--organisation', id, '--role', 'admin'], {
      env: { POMONA_LANG: 'fr' },
    })
    expect(french).toMatchObject({ code: 0, error: '' })
    expect(french.out).toMatch(/^Ce lien crée un membre de .+\n {2}http\S+\/welcome\/\S+\n$/)
  })

  test('speaks to a person in tables, in the language asked for', async () => {
    const { id } = await readOrganisation()
    const english = await cli(['inventory', '--organisation', id])
    expect(english).toMatchObject({ code: 0, error: '' })
    expect(english.out).toMatch(/^Service +State +Devices +People$/m)
    expect(english.out).toMatch(/^serial_number +VPP +\d+ +– +Documented +Observed$/m)
    const french = await cli(['inventory', '--organisation', id], { env: { LC_ALL: 'fr_CA.UTF-8' } })
    expect(french.out).toMatch(/^Service +État +Appareils +Personnes$/m)
    const chosen = await cli(['inventory', '--organisation', id], { env: { POMONA_LANG: 'fr' } })
    expect(chosen.out).toBe(french.out)
  })

  test('moments are told in the organisation’s time zone, with its name', async () => {
    const { id } = await readOrganisation()
    await owner().organisation.update({ where: { id }, data: { timeZone: 'Asia/Tokyo' } })
    const at = new Date('2026-03-01T20:30:00Z')
    await owner().reading.updateMany({
      where: { organisationId: id },
      data: { startedAt: at, finishedAt: at },
    })
    const { out } = await cli(['inventory', '--organisation', id])
    expect(out).toMatch(/^Reading +1, finished 2 Mar 2026, 05:30 GMT\+9$/m)
  })

  test('a report may go to standard output, and the facts of it beside', async () => {
    const { id } = await readOrganisation()
    const given = ['report', 'disclosure', '--organisation', id, '--out', '-']
    const { code, out, error } = await cli([...given, '--json'])
    expect(code).toBe(0)
    expect(out).toMatch(/^%PDF-/)
    expect(out.trimEnd()).toMatch(/%%EOF$/)
    expect(JSON.parse(error)).toMatchObject({ report: { state: 'ready' }, file: null })
    expect(existsSync('-')).toBe(false)
  })

  test('as of a moment before the first reading, nothing is observed', async () => {
    const { id } = await readOrganisation()
    const before = inventoryShape.parse(
      await answer(['inventory', '--organisation', id, '--as-of', '2026-01-01']),
    )
    expect(before.reading).toBeNull()
    expect(before.services.map(({ state }) => state)).toEqual(['none', 'none', 'none', 'none'])
    const told = await cli(['inventory', '--organisation', id, '--as-of', '2026-01-01'])
    expect(told.out).not.toContain('Not connected')
    expect(told.out.match(/Not read yet +Not known +Not known$/gm)).toHaveLength(4)
  })

  test('a day is taken at its end in the organisation’s time zone', async () => {
    const { id } = await readOrganisation()
    await owner().organisation.update({ where: { id }, data: { timeZone: 'Pacific/Kiritimati' } })
    const at = new Date('2020-03-01T12:00:00Z')
    await owner().reading.updateMany({
      where: { organisationId: id },
      data: { startedAt: at, finishedAt: at },
    })
    const asOf = async (day: string) =>
      inventoryShape.parse(await answer(['inventory', '--organisation', id, '--as-of', day])).reading
    expect(await asOf('2020-03-01')).toBeNull()
    expect(await asOf('2020-03-02')).not.toBeNull()
  })

  test('joins a reading that is under way and that nobody carries out', async () => {
    const { id } = await linkedOrganisation()
    const requested = await requestReading(terminalActor('Test', id))
    if (!requested.ok) throw new Error(requested.reason)
    expect(await answer(['read', '--organisation', id])).toMatchObject({
      reading: { id: requested.value.readingId, sequence: 1, state: 'finished' },
    })
  })
})

describe('what is told', { timeout: 60_000 }, () => {
  test('that a registration connected for reading could also write, and through what', async () => {
    const { id } = await makeOrganisation()
    const { code, out, error } = await cli(connectOptions(id, generousClient.clientId), {
      stdin: generousClient.secret,
    })
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(out).toMatch(/more than read.+DeviceManagementApps\.ReadWrite\.All/)
  })
})

describe('what is refused', { timeout: 60_000 }, () => {
  test('a wrong secret, in words, and nothing is kept', async () => {
    const { id } = await makeOrganisation()
    const refused = await refusal(connectOptions(id), { stdin: 'not-the-secret' })
    expect(refused).toMatchObject({ code: 1, reason: 'wrongSecret' })
    expect(refused.message).toMatch(/^Microsoft does not accept this client secret/)
    expect(await owner().tenantLink.count({ where: { organisationId: id } })).toBe(0)
    expect(await refusal(connectOptions(id))).toMatchObject({ code: 1, reason: 'secretMissing' })
  })

  test('a registration with too little, naming what it lacks', async () => {
    const { id } = await makeOrganisation()
    const refused = await refusal(connectOptions(id, poorClient.clientId), { stdin: poorClient.secret })
    expect(refused).toMatchObject({ code: 1, reason: 'missingPermissions' })
    expect(refused.message).toMatch(/Grant all of these .+DeviceManagementManagedDevices\.Read\.All/)
  })

  test('a reading the tenant refuses', async () => {
    const { id } = await linkedOrganisation()
    sandbox().control.fault({ kind: 'garbage', match: 'vppTokens', times: 20 })
    expect(await refusal(['read', '--organisation', id])).toMatchObject({
      code: 1,
      reason: 'malformedAnswer',
    })
    sandbox().control.reset()
  })

  test('an organisation that is not there, or not alone', async () => {
    expect(await refusal(['inventory', '--organisation', 'Nobody'])).toMatchObject({
      code: 1,
      reason: 'organisationUnknown',
    })
    const twins = [await makeOrganisation({ name: 'Twin' }), await makeOrganisation({ name: 'Twin' })]
    const refused = await refusal(['inventory', '--organisation', 'twin'])
    expect(refused).toMatchObject({ code: 1, reason: 'organisationAmbiguous' })
    for (const { id } of twins) expect(refused.message).toContain(id)
    expect(await refusal(['organisation', 'add', '--name', 'Twin', '--country', 'DK'])).toMatchObject({
      reason: 'organisationNameTaken',
    })
  })

  test('Ctrl-C: says so, and the reading can be joined again', async () => {
    const { id } = await linkedOrganisation()
    sandbox().control.fault({ kind: 'hang', match: 'managedDevices', times: 1 })
    const child = start(['read', '--organisation', id, '--json'])
    await vi.waitUntil(
      async () => (await owner().readingCollection.count({ where: { organisationId: id } })) > 5,
      { timeout: 30_000, interval: 100 },
    )
    child.kill('SIGINT')
    const ended = await endOf(child)
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(JSON.parse(ended.error)).toMatchObject({ error: { reason: 'cancelled' } })
    sandbox().control.reset()
    expect(await answer(['read', '--organisation', id])).toMatchObject({ reading: { sequence: 1 } })
  })

  test.each([
    ['draft', 'a draft'],
    ['final', 'final'],
  ])('a certificate that no longer holds, with what it was: %s', async (state, word) => {
    const { id } = await readOrganisation()
    const file = join(folder, `${state}.pdf`)
    await answer(['report', 'disclosure', '--organisation', id, '--out', file])
    const { id: certified, ...stay } = await owner().connection.findFirstOrThrow({
      where: { organisationId: id },
      select: {
        ...{
          id: true,
          organisationId: true,
          tenantLinkId: true,
          service: true,
          externalId: true,
          name: true,
        },
        ...{ observedSince: true, since: true },
      },
    })
    const report = await owner().report.findFirstOrThrow({ where: { organisationId: id } })
    const facts = { ...(report.facts as object), state, connections: [{ id: certified }] }
    await owner().report.updateMany({ where: { id: report.id }, data: { kind: 'cessation', facts } })
    await owner().connection.updateMany({ where: { id: certified }, data: { until: 2 } })
    const observedSince = new Date(report.composedAt.getTime() + 60_000)
    await owner().connection.create({ data: { ...stay, since: 3, observedSince } })
    const refused = await refusal(['verify', 'report', file])
    expect(refused).toMatchObject({ code: 1, reason: 'reportSuperseded' })
    expect(refused.message).toContain(`unaltered, ${word}, composed on `)
  })

  test('a file that is no report of ours, and one that is not there', async () => {
    const file = join(folder, 'other.pdf')
    await writeFile(file, '%PDF-1.7 of somebody else')
    expect(await refusal(['verify', 'report', file])).toMatchObject({ code: 1, reason: 'reportUnknown' })
    const nowhere = join(folder, 'nowhere', 'x.pdf')
    expect(await refusal(['verify', 'report', nowhere])).toMatchObject({ code: 1, reason: 'fileUnreadable' })
    const { id } = await makeOrganisation()
    expect(await refusal(['report', 'disclosure', '--organisation', id, '--out', nowhere])).toMatchObject({
      code: 1,
      reason: 'fileNotWritable',
    })
    expect(await owner().report.count({ where: { organisationId: id } })).toBe(0)
  })

  test('a record of processing on behalf of the controller while no operator is stated', async () => {
    const { id } = await makeOrganisation()
    const given = ['report', 'processing', '--organisation', id, '--out', join(folder, 'processing.pdf')]
    expect(await refusal(given)).toMatchObject({ code: 1, reason: 'operatorUnknown' })
    await owner().organisation.update({ where: { id }, data: { operatorName: 'Fjordlys ApS' } })
    expect(await answer(given)).toMatchObject({ report: { state: 'ready', kind: 'processing' } })
  })

  test('an audit log that was changed behind our back, naming the event', async () => {
    const { id } = await linkedOrganisation()
    await requestReading(terminalActor('Test', id))
    await owner().$executeRaw`alter table audit_event disable trigger append_only`
    await owner().$executeRaw`update audit_event set body = replace(body, 'requested', 'finished')
      where organisation_id = ${id}::uuid`
    await owner().$executeRaw`alter table audit_event enable trigger append_only`
    const refused = await refusal(['verify', 'audit', '--organisation', id])
    expect(refused).toMatchObject({ code: 1, reason: 'auditBroken' })
    expect(refused.message).toBe('The audit log is broken at event 1: its text was changed.')
  })

  test.each(['2099-01-01', '2099-01-01T10:00:00Z'])(
    'an inventory as of %s, which is to come',
    async (day) => {
      const { id } = await makeOrganisation()
      expect(await refusal(['inventory', '--organisation', id, '--as-of', day])).toEqual({
        code: 2,
        reason: 'usage',
        message: '--as-of must not lie in the future: nothing of it has been read.',
      })
    },
  )

  test('a wrong command line, with an exit code of its own', async () => {
    const refused = await refusal(['inventory'])
    expect(refused).toMatchObject({ code: 2, reason: 'usage' })
    expect(refused.message).toBe('An option is missing: --organisation <id or name>.')
  })

  test('a wrong setting, in a sentence', async () => {
    const { code, out, error } = await cli(['inventory', '--organisation', 'x'], {
      env: { POMONA_LOG: 'loud' },
    })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(error).toBe('A setting is wrong. POMONA_LOG: must be silent, error, warn, info or debug.\n')
  })

  test('a database that does not answer, in a sentence', async () => {
    const env = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/pomona' }
    const { code, error } = await cli(['inventory', '--organisation', 'x'], { env })
    expect({ code, error }).toEqual({
      code: 1,
      error: 'The database does not answer. Check DATABASE_URL, and that PostgreSQL runs there.\n',
    })
  })
})
