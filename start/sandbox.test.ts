import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NotStarted } from './not-started.ts'
import { startSandboxProcess } from './sandbox.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pomona-sandbox-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Starts a program in the sandbox's place. */
const start = async (name: string, code: string, patienceMs: number) => {
  const program = join(folder, `${name}.mjs`)
  await writeFile(program, `${code}; setInterval(() => {}, 1000)`)
  return startSandboxProcess(folder, () => {}, { program, patienceMs })
}

it('lines that do not tell the address are passed over until one does', async () => {
  const lines = ['Debugger attached.', '', 'null', '{"level":30}', '{"url":"http://127.0.0.1:4711"}']
  const code = lines.map((line) => `console.log(${JSON.stringify(line)})`).join(';')
  const { url, end } = await start('chatty', code, 20_000)
  expect(url).toBe('http://127.0.0.1:4711')
  await end(0)
})

it('a sandbox that never tells its address is ended, in a sentence', async () => {
  const started = start('silent', "console.log('nothing to tell')", 300)
  await expect(started).rejects.toThrow(new NotStarted('The sandbox did not tell its address within 0.3 s.'))
})

it('a sandbox that ends at once is named', async () => {
  const started = start('ending', 'process.exit(3)', 20_000)
  await expect(started).rejects.toThrow('The sandbox did not start (exit code 3).')
})
