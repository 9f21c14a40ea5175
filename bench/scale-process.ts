import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { BuildOptions, Built } from '#sandbox/scale/build.ts'

export type ScaleProcess = Pick<Built, 'rows' | 'truth'> & { url: string; stop(): Promise<void> }

/** The stand-in with a large tenant in a process of its own, which writes the pages if the folder lacks them. */
export const startScaleProcess = async (
  folder: string,
  { devices, changed, seed, asked }: BuildOptions,
): Promise<ScaleProcess> => {
  const flags = Object.entries({ folder, devices, changed, seed, asked: JSON.stringify(asked) })
  const child = spawn(
    process.execPath,
    ['--import', './start/exit-with-parent.ts', 'sandbox/scale/main.ts'].concat(
      flags.flatMap(([name, value]) => [`--${name}`, String(value)]),
    ),
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  )
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  if (!child.stdout) throw new Error('The sandbox of scale has no output.')
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => {
      throw new Error('The sandbox of scale did not start.')
    }),
  ])
  const told: Omit<ScaleProcess, 'stop'> = JSON.parse(String(line))
  return { ...told, stop }
}
