import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readLock } from '#adapters/embedded-lock.ts'
import { settings } from '#adapters/env.ts'
import { useTestDatabase } from '#prisma/testing.ts'

useTestDatabase()

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pomona-start-'))
  // Where these tests run as root, PostgreSQL runs as another account, which must reach it.
  await chmod(dataDir, 0o755)
})
afterAll(() => rm(dataDir, { recursive: true }))

const start = (
  given: Record<string, string>,
  task: string[] = [],
): Promise<{ code: unknown; stderr: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, POMONA_DATA_DIR: dataDir, ...given }
    execFile(process.execPath, ['start/main.ts', ...task], { env }, (error, _, stderr) => {
      resolve({ code: error?.code ?? 0, stderr })
    })
  })

it('a wrong setting is named in one sentence, without a stack', async () => {
  const { code, stderr } = await start({ PORT: 'many' })
  expect(code).toBe(1)
  expect(stderr).toContain('PORT')
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

it('a taken port is named together with the setting that moves it', async () => {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(address && typeof address === 'object' ? address.port : 0)
    })
  })
  const { code, stderr } = await start({ PORT: String(port) })
  server.close()
  expect(code).toBe(1)
  expect(stderr).toBe(
    `Port ${port} is taken by another program. Stop that program, or set PORT to a free port (PORT=${port + 1} npm start).\n`,
  )
})

it('a data folder that cannot be made is named', async () => {
  const { code, stderr } = await start({ POMONA_DATA_DIR: '/dev/null/pomona', POMONA_KEY: '' })
  expect(code).toBe(1)
  expect(stderr).toContain('POMONA_DATA_DIR')
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

it('roles of a database need the database they are of', async () => {
  const { code, stderr } = await start({ DATABASE_APP_URL: 'postgresql://a:b@h/x' })
  expect(code).toBe(1)
  expect(stderr).toContain('DATABASE_APP_URL needs DATABASE_URL')
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

it('a role that is not there is named with its setting', async () => {
  const DATABASE_URL = settings().databaseUrl ?? ''
  const { code, stderr } = await start({ DATABASE_URL, DATABASE_APP_URL: 'postgresql://a:b@h/x' }, [
    'migrate',
  ])
  expect(code).toBe(1)
  expect(stderr).toBe(
    'The role "a" that DATABASE_APP_URL names does not exist. Create it, or leave DATABASE_APP_URL out.\n',
  )
})

it('another key than the data folder was made with is named, and no server stays behind', {
  timeout: 120_000,
}, async () => {
  expect(await start({}, ['migrate'])).toEqual({ code: 0, stderr: '' })
  const other = await start({ POMONA_KEY: Buffer.alloc(32, 'another').toString('base64') }, ['migrate'])
  expect(other.code).toBe(1)
  expect(other.stderr).toMatch(/^POMONA_KEY is not the key that this data folder was made with/)
  expect(other.stderr.trim().split('\n')).toHaveLength(1)
  expect(await readLock(join(dataDir, 'postgres', 'data'))).toBeNull()
})

it('with the earlier key after it, a new key takes over what the earlier one was made with', {
  timeout: 120_000,
}, async () => {
  const data = await mkdtemp(join(tmpdir(), 'pomona-keys-'))
  await chmod(data, 0o755)
  const [old, next] = ['old', 'next'].map((text) => Buffer.alloc(32, text).toString('base64'))
  const startWith = async (...keys: (string | undefined)[]) => {
    await writeFile(join(data, 'key'), keys.join('\n'), { mode: 0o600 })
    return start({ POMONA_DATA_DIR: data, POMONA_KEY: '' }, ['migrate'])
  }
  const well = { code: 0, stderr: '' }
  expect(await startWith(old)).toEqual(well)
  expect(await startWith(next, old)).toEqual(well)
  expect(await startWith(next)).toEqual(well)
  expect((await startWith(old)).stderr).toMatch(/^POMONA_KEY is not the key/)
  await rm(data, { recursive: true })
})
