import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { strFromU8, unzipSync } from 'fflate'
import { generateSync } from 'otplib'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ownTables } from '#adapters/backup/catalogue.ts'
import { readSealed } from '#adapters/backup/envelope.ts'
import { setMail, settings } from '#adapters/env.ts'
import { openMailbox } from '#adapters/mail/mailbox.fixture.ts'
import { readBack } from '#adapters/pdf/read-back.fixture.ts'
import { locationTokenOf } from '#adapters/token-file/files.fixture.ts'
import type { Actor } from '#domain/actor.ts'
import { acceptInvitation, inviteMember, signIn, signInAgain } from '#features/access/commands.ts'
import { beginFactor, confirmFactor } from '#features/access/factors.ts'
import { firstLink, presentOf } from '#features/access/members.fixture.ts'
import { changePassword, offerReset } from '#features/access/passwords.ts'
import { exportLog } from '#features/audit/export.ts'
import { changeMailing, mailNow } from '#features/audit/mailing-commands.ts'
import { mailing } from '#features/audit/mailing-queries.ts'
import { stateFromFile } from '#features/connections/commands.ts'
import { readFile as readTokenFile } from '#features/connections/read-file.ts'
import { downloadBundle } from '#features/reports/bundle.ts'
import { composeDisclosureReport } from '#features/reports/commands.ts'
import { downloadReport } from '#features/reports/downloads.ts'
import { renderReport } from '#features/reports/render-report.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { onDatabase } from './backup.fixture.ts'

useTestDatabase()
const sandbox = useSandbox({ devices: 30 })

const must = <Value>(outcome: { ok: true; value: Value } | { ok: false; reason: string }): Value => {
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.value
}

/** What nobody may ever read again, by what it is. */
const planted = new Map<string, string>()
const plant = (what: string, secret: string): string => {
  planted.set(what, secret)
  return secret
}

/** As they are, and as bytes are written in text. */
const formsOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret)
  return [secret, ...(['hex', 'base64', 'base64url'] as const).map((form) => bytes.toString(form))]
}
const foundIn = (content: string): string[] =>
  [...planted]
    .filter(([, secret]) => formsOf(secret).some((form) => content.includes(form)))
    .map(([what]) => what)

const signal = new AbortController().signal
const backupKey = Buffer.alloc(32, 'the key of backups')
let folder = ''
/** Everything the command line and the worker wrote, answers and log, at the most talkative. */
let said = ''
let actor: Actor
let sessionId = ''

const environment = () => ({
  ...process.env,
  DATABASE_URL: settings().databaseUrl ?? '',
  POMONA_CLOUD_LOGIN_URL: sandbox().url,
  POMONA_CLOUD_GRAPH_URL: sandbox().url,
  POMONA_BACKUP_KEY: backupKey.toString('base64'),
  POMONA_MAIL_SERVER: settings().mail?.server,
  POMONA_MAIL_FROM: settings().mail?.from,
  POMONA_LOG: 'debug',
})

const run = async (given: string[], stdin = ''): Promise<number | null> => {
  const child = spawn(process.execPath, given, { env: environment() })
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.end(stdin)
  const written = await Promise.all([text(child.stdout), text(child.stderr)])
  said += written.join('\n')
  return code
}

/** A worker that works until something is so. */
const workUntil = async (isSo: () => Promise<boolean>): Promise<void> => {
  const child = spawn(process.execPath, ['worker/main.ts'], { env: environment() })
  const written = Promise.all([text(child.stdout), text(child.stderr)])
  await vi.waitUntil(isSo, { timeout: 30_000, interval: 200 })
  child.kill('SIGTERM')
  said += (await written).join('\n')
}
const cli = (...given: string[]) => run(['cli/main.ts', ...given])
const connect = (organisation: string, secret: string) =>
  run(
    [
      ...['cli/main.ts', 'connect', '--organisation', organisation, '--cloud', 'custom'],
      ...['--tenant', tenantId, '--client', readClient.clientId, '--secret-stdin'],
    ],
    secret,
  )

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pomona-canary-'))
  const token = plant('first link', await firstLink())
  const name = `Lindegaard ${randomUUID()}`
  const login = `canary.${randomUUID()}`
  const password = plant('password', 'canary of the first password')
  must(
    await acceptInvitation({
      ...{ token, name: 'Jonas Lindegaard', login, password, language: 'en' },
      organisation: { name, country: 'DK' },
    }),
  )
  sessionId = plant('session', must(await signIn({ login, password })).sessionId)
  const present = await presentOf(sessionId)
  actor = present.actor

  const wrong = plant('wrong password', 'canary of a guessed password')
  expect((await signIn({ login, password: wrong })).ok).toBe(false)
  expect((await signInAgain(present, { sessionId, password: wrong })).ok).toBe(false)
  const next = plant('next password', 'canary of the next password')
  must(await changePassword(present, { sessionId, current: password, next }))
  const secret = plant('second factor', must(await beginFactor(present, sessionId)).secret)
  const { recovery } = must(
    await confirmFactor(present, {
      sessionId,
      code: generateSync({ secret, epoch: Math.floor(Date.now() / 1000) }),
    }),
  )
  for (const [at, code] of recovery.entries()) plant(`recovery code ${at}`, code)

  const lastPart = (link: string) => link.split('/').at(-1) ?? ''
  const invited = plant(
    'invitation',
    lastPart(
      must(await inviteMember(actor, { role: 'auditor', endsAt: new Date(Date.now() + 86_400_000) })).link,
    ),
  )
  const auditor = `auditor.${randomUUID()}`
  const theirs = plant('password of the auditor', 'canary of the auditor’s password')
  must(
    await acceptInvitation({
      ...{ token: invited, name: 'Aud Itor', login: auditor, password: theirs, language: 'en' },
      organisation: null,
    }),
  )
  const { sessionId: other } = must(await signIn({ login: auditor, password: theirs }))
  plant('session of the auditor', other)
  const { member } = await presentOf(other)
  plant('link to a new password', lastPart(must(await offerReset(actor, member.id)).link))

  const credential = plant('credential of a token file', 'canaryQVwN8c0mCredentialOfTheToken')
  const expDate = new Date(Date.now() + 100 * 86_400_000).toISOString().replace(/\.\d+Z$/, '+0000')
  const file = new File(
    [locationTokenOf({ orgName: 'Skagen Kiosk', expDate, token: credential })],
    'x.vpptoken',
  )
  const { sealed } = must(await readTokenFile(actor, { file }))
  expect(foundIn(sealed)).toEqual([])
  must(await stateFromFile(actor, { read: sealed, name: 'Kiosks', appleId: null }))

  expect(await connect(name, plant('wrong client secret', 'canary-of-a-wrong-client-secret'))).toBe(1)
  expect(await connect(name, plant('client secret', readClient.secret))).toBe(0)
  expect(await cli('read', '--organisation', name)).toBe(0)
  // Its server takes no mail from whoever shows this.
  const mailbox = await openMailbox({ user: 'pomona', password: 'another one' })
  const server = `smtp://pomona:${plant('password of the mail server', 'canary-of-the-mail-server')}@${mailbox.host}`
  setMail({ server, from: 'pomona@lindegaard.example' })
  must(await changeMailing(actor, { addresses: ['audit@lindegaard.example'], hour: 7 }))
  must(await mailNow(actor))
  await workUntil(async () => (await mailing(actor)).latest?.fault === 'mailSignInRefused')
  await mailbox.close()
  // One that fails, and one that nobody begins, stay in the queue and in the log.
  sandbox().control.fault({ kind: 'status', status: 403, match: 'managedDevices', times: 50 })
  await cli('read', '--organisation', name)
  await cli('report', 'disclosure', '--organisation', name, '--out', join(folder, 'cli.pdf'))
  await cli('inventory', '--organisation', name, '--json')
  expect(await cli('audit', 'export', '--organisation', name, '--out', join(folder, 'audit.jsonl'))).toBe(0)
  expect(await cli('backup', join(folder, 'backup'))).toBe(0)
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('what is secret is found', { timeout: 60_000 }, () => {
  test('where it must be, so that it would be found elsewhere', () =>
    onDatabase(settings().databaseUrl ?? '', async (client) => {
      const { rows } = await client.query('select t::text as row from session t')
      expect(foundIn(rows.map(({ row }) => row).join('\n')).sort()).toEqual([
        'session',
        'session of the auditor',
      ])
      expect(foundIn(Buffer.from(planted.get('password') ?? '').toString('hex'))).toEqual(['password'])
      expect(planted.size).toBe(24)
    }))

  test('in no table, but sessions in their own', () =>
    onDatabase(settings().databaseUrl ?? '', async (client) => {
      const queue = { table: 'graphile_worker._private_jobs' }
      for (const { table } of [...(await ownTables(client)), queue]) {
        if (table === 'public.session') continue
        const { rows } = await client.query(`select t::text as row from ${table} t`)
        expect(foundIn(rows.map(({ row }) => row).join('\n')), table).toEqual([])
      }
    }))

  test('in no answer of a command, no refusal and no line of the log', () => {
    expect(said).toContain('"level"')
    expect(said).toContain('mailSignInRefused')
    expect(foundIn(said)).toEqual([])
  })

  test('in no exported audit log', async () => {
    const pieces = []
    for await (const piece of must(await exportLog(actor)).pieces) pieces.push(piece)
    expect(pieces.join('')).toContain('member.factorAdded')
    expect(foundIn(pieces.join(''))).toEqual([])
    expect(foundIn(await readFile(join(folder, 'audit.jsonl'), 'utf8'))).toEqual([])
  })

  test('in no report: its text, its attachments, its bundle', async () => {
    const { reportId } = must(
      await composeDisclosureReport(actor, { kind: 'disclosure', language: 'en', standard: 'a-3a' }),
    )
    must(await renderReport(actor, reportId, { signal }))
    const { bytes } = must(await downloadReport(actor, reportId))
    const { pages, attachments } = await readBack(bytes)
    expect(attachments.length).toBeGreaterThan(0)
    const texts = [
      ...pages.map((page) => page.text),
      ...attachments.map((each) => strFromU8(each.bytes)),
      ...Object.values(unzipSync(must(await downloadBundle(actor, reportId)).bytes)).map((file) =>
        Buffer.from(file).toString('latin1'),
      ),
    ]
    expect(foundIn(texts.join('\n'))).toEqual([])
  })

  test('in no backup before it is opened, and in none that is but the ids of sessions', async () => {
    const file = join(folder, 'backup')
    expect(foundIn((await readFile(file)).toString('latin1'))).toEqual([])
    const opened = await readSealed(file, backupKey, async (bytes) => buffer(bytes), signal)
    expect(foundIn(opened.toString('utf8')).sort()).toEqual(['session', 'session of the auditor'])
  })
})
