import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pomona-start-'))
})
afterAll(() => rm(dataDir, { recursive: true }))

const start = (settings: Record<string, string>): Promise<{ code: unknown; stderr: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, POMONA_DATA_DIR: dataDir, ...settings }
    execFile(process.execPath, ['start/main.ts'], { env }, (error, _, stderr) => {
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
