import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort } from '#adapters/free-port.ts'
import { makeDataFolder } from './data-folder.ts'
import { type Instance, startInstance } from './instance.ts'

/** The children of a process, with what they run. */
const childrenOf = (id: number): { id: number; runs: string }[] =>
  execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().match(/^(\d+)\s+(\d+)\s+(.*)$/))
    .filter((found) => found?.[2] === String(id))
    .map((found) => ({ id: Number(found?.[1]), runs: found?.[3] ?? '' }))

const isAlive = (id: number): boolean => {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(id)], { encoding: 'utf8' }).startsWith('Z')
  } catch {
    return false
  }
}

test('an instance that was killed starts again on the same data, and stops cleanly', async () => {
  const folder = await makeDataFolder()
  const port = await freePort()
  let pomona: Instance | undefined
  try {
    pomona = await startInstance(folder.path, port)
    const demo = await readFile(join(folder.path, 'demo.json'), 'utf8')
    await expect(startInstance(folder.path, port)).rejects.toThrow(
      `already running at http://localhost:${port}`,
    )

    const children = childrenOf(pomona.process)
    expect(children.length).toBeGreaterThanOrEqual(3)
    await pomona.end('SIGKILL')
    await expect.poll(() => children.filter(({ id }) => isAlive(id))).toEqual([])

    pomona = await startInstance(folder.path, port)
    expect((await fetch(`${pomona.url}/sign-in`)).status).toBe(200)
    expect(await readFile(join(folder.path, 'demo.json'), 'utf8')).toBe(demo)

    const last = childrenOf(pomona.process)
    expect(await pomona.end('SIGINT')).toEqual({ code: 0 })
    expect(last.filter(({ id }) => isAlive(id))).toEqual([])
    await expect(readFile(join(folder.path, 'postgres/data/postmaster.pid'))).rejects.toThrow('ENOENT')
  } finally {
    await pomona?.end('SIGTERM')
    await folder.remove()
  }
})
