import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settings } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { clockActor, terminalActor } from '#features/access/minting.ts'
import { makeCheckpoint } from '#features/audit/checkpoints.ts'
import { verifyAudit } from '#features/audit/commands.ts'
import { pruneLog } from '#features/audit/prune.ts'
import { monthsAgo, recordOn } from '#features/audit/pruned.fixture.ts'
import { requestReading } from '#features/readings/commands.ts'
import { makeOrganisation, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { useTestDatabase } from '#prisma/testing.ts'

useTestDatabase()

let folder = ''
let organisation = { id: '', name: '' }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pomona-cli-audit-'))
  organisation = await makeOrganisation()
  await makeTenantLink(organisation.id)
  await requestReading(terminalActor('Test', organisation.id))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const cli = async (given: string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, ['cli/main.ts', ...given, '--json'], {
    env: { ...process.env, DATABASE_URL: settings().databaseUrl ?? '', ...env },
  })
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, said: JSON.parse(out || error) }
}
/** As on a machine where no PostgreSQL listens at the address that is set. */
const alone = (given: string[]) =>
  cli(['verify', 'audit-file', ...given], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' })
const checkpointOf = async (actor: Actor) => {
  const made = await makeCheckpoint(actor)
  if (!made.ok) throw new Error(made.reason)
  return made.value.document
}
const place = (name: string) => join(folder, name)
const inside = () => ['--organisation', organisation.name]

describe('the audit log as files', { timeout: 120_000 }, () => {
  test('a checkpoint and the log are written, and verified without a database', async () => {
    const [checkpoint, log] = [place('checkpoint.json'), place('audit.jsonl')]
    const made = await cli(['audit', 'checkpoint', ...inside(), '--out', checkpoint])
    expect(made).toMatchObject({ code: 0, said: { checkpoint: { sequence: 1 }, file: checkpoint } })
    const exported = await cli(['audit', 'export', ...inside(), '--out', log])
    expect(exported).toMatchObject({ code: 0, said: { events: 3, file: log } })
    expect((await stat(log)).mode & 0o777).toBe(0o600)

    const { key } = made.said.checkpoint
    const sound = { isIntact: true, events: 3, checkpoint: { covers: 1, key } }
    expect(await alone([log, '--checkpoint', checkpoint])).toMatchObject({ code: 0, said: sound })
    expect(await alone([log, '--key', key])).toMatchObject({ code: 0, said: sound })
    const again = place('again.json')
    await verifyAudit(terminalActor('Test', organisation.id))
    expect((await cli(['audit', 'checkpoint', ...inside(), '--out', again])).said.checkpoint.sequence).toBe(4)
    await cli(['audit', 'checkpoint', ...inside(), '--out', checkpoint])
    expect(await readFile(checkpoint, 'utf8')).toBe(await readFile(again, 'utf8'))
    const stored = await cli(['verify', 'audit', ...inside(), '--checkpoint', checkpoint])
    expect(stored).toMatchObject({
      code: 0,
      said: { isIntact: true, events: 5, checkpoint: { covers: 4, key } },
    })
  })

  test('a pruned log is verified by its file alone, and what was done to it since is found', async () => {
    const { organisationId, organisation: pruned, actors } = await makeWorld()
    const [checkpoint, log] = [place('pruned-checkpoint.json'), place('pruned.jsonl')]
    const of = ['--organisation', pruned.name]
    await recordOn(actors.owner, monthsAgo(13), ['member.signedIn', 'review.adopted', 'member.signedOut'])
    const made = await cli(['audit', 'checkpoint', ...of, '--out', checkpoint])
    await pruneLog(clockActor(organisationId), { signal: new AbortController().signal })
    await cli(['audit', 'export', ...of, '--out', log])
    const sound = { isIntact: true, events: 6, pruned: 2, checkpoint: { covers: 3 } }
    expect(await alone([log, '--checkpoint', checkpoint])).toMatchObject({ code: 0, said: sound })
    expect(await alone([log, '--key', made.said.checkpoint.key])).toMatchObject({ code: 0, said: sound })
    const lines = (await readFile(log, 'utf8')).split('\n')
    const [, first = '', second = '', third = ''] = lines
    expect([first, third].map((line) => Object.keys(JSON.parse(line)))).toEqual(
      Array(2).fill(['sequence', 'hash', 'pruning', 'digest']),
    )
    const brokenAt = async (name: string, changed: string[]) => {
      await writeFile(place(name), changed.join('\n'))
      const { code, said } = await alone([place(name), '--checkpoint', checkpoint])
      expect(code).toBe(1)
      return said.error.message
    }
    expect(await brokenAt('edited', lines.with(3, third.replace(/"hash":"./, '"hash":"g')))).toMatch(/\b3\b/)
    expect(await brokenAt('gone', lines.toSpliced(1, 1))).toMatch(/\b1\b/)
    const away = { sequence: 2, hash: JSON.parse(second.replace(/,"body":.*/, '}')).hash, pruning: 5 }
    const stub = JSON.stringify({ ...away, digest: '0'.repeat(64) })
    expect(await brokenAt('away', lines.with(2, stub))).toMatch(/\b2\b/)
  })

  test('what is wrong with a file is refused by its name', async () => {
    const [checkpoint, log] = [place('held.json'), place('log.jsonl')]
    const actor = terminalActor('Test', organisation.id)
    await cli(['audit', 'export', ...inside(), '--out', log])
    await verifyAudit(actor)
    await writeFile(checkpoint, await checkpointOf(actor))
    const [lines, document] = [await readFile(log, 'utf8'), await readFile(checkpoint, 'utf8')]
    const refusedAs = async (given: string[]) => {
      const { code, said } = await alone(given)
      expect(code).toBe(1)
      return said.error.reason
    }
    const changed = async (name: string, content: string) => {
      await writeFile(place(name), content)
      return place(name)
    }
    expect(
      await refusedAs([await changed('edited', lines.replace('{"sequence":2,', '{"sequence":9,'))]),
    ).toBe('auditBroken')
    // Exported before the checkpoint was made.
    expect((await alone([log, '--checkpoint', checkpoint])).said.error.message).toMatch(/ends before it/)
    expect(await refusedAs([checkpoint])).toBe('auditFileUnknown')
    expect(await refusedAs([place('nowhere')])).toBe('fileUnreadable')
    expect(await refusedAs([log, '--checkpoint', log])).toBe('checkpointUnreadable')
    const forged = await changed('forged', document.replace(organisation.name, 'Another'))
    expect(await refusedAs([log, '--checkpoint', forged])).toBe('checkpointSignatureWrong')
    expect(await refusedAs([log, '--checkpoint', checkpoint, '--key', '0'.repeat(32)])).toBe(
      'checkpointKeyDiffers',
    )
    const other = await makeOrganisation()
    await makeTenantLink(other.id)
    await requestReading(terminalActor('Test', other.id))
    const foreign = await changed('foreign', await checkpointOf(terminalActor('Test', other.id)))
    expect(await refusedAs([log, '--checkpoint', foreign])).toBe('checkpointOfOther')
  })
})
