import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runningInstance } from '#adapters/running-instance.ts'
import { takeInstanceLock } from './instance-lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pomona-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

const url = 'http://localhost:3000'
const lockOf = (process: number) => writeFile(join(folder, 'pomona.lock'), JSON.stringify({ process, url }))
const anyProcess = (...parameters: string[]) =>
  spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)', ...parameters], { stdio: 'ignore' })

it('is given back when Pomona stops', async () => {
  const giveBack = await takeInstanceLock(folder, url)
  expect(await readdir(folder)).toEqual(['pomona.lock'])
  await giveBack()
  expect(await readdir(folder)).toEqual([])
})

it('names the instance that holds it', async () => {
  const other = anyProcess('start/main.ts')
  try {
    await lockOf(other.pid ?? 0)
    await expect(takeInstanceLock(folder, url)).rejects.toThrow(
      `Pomona is already running at ${url} (process ${other.pid}).`,
    )
  } finally {
    other.kill('SIGKILL')
  }
})

it('is taken over from a process that died', async () => {
  const other = anyProcess('start/main.ts')
  const died = new Promise((resolve) => other.once('exit', resolve))
  other.kill('SIGKILL')
  await died
  await lockOf(other.pid ?? 0)
  await takeInstanceLock(folder, url)
  expect(await readFile(join(folder, 'pomona.lock'), 'utf8')).toContain(String(process.pid))
})

it('is taken over when its process id now belongs to another program', async () => {
  const other = anyProcess()
  try {
    await lockOf(other.pid ?? 0)
    await takeInstanceLock(folder, url)
  } finally {
    other.kill('SIGKILL')
  }
})

it('is taken over when it is unreadable', async () => {
  await writeFile(join(folder, 'pomona.lock'), '{"process":')
  await takeInstanceLock(folder, url)
  expect(await readdir(folder)).toEqual(['pomona.lock'])
})

it('tells others where the living instance is, and nothing of one that died', async () => {
  expect(await runningInstance(folder)).toBeNull()
  const other = anyProcess('start/main.ts')
  const died = new Promise((resolve) => other.once('exit', resolve))
  await lockOf(other.pid ?? 0)
  expect(await runningInstance(folder)).toEqual({ process: other.pid, url })
  other.kill('SIGKILL')
  await died
  expect(await runningInstance(folder)).toBeNull()
})
