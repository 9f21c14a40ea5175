import { settings, WrongSetting } from '#adapters/env.ts'

// Prisma asks for the parts of a nested selection side by side, of which `pg` warns on every call that does so.
process.noDeprecation = true

// Settings come first and alone: what is imported after them may read them as it loads.
try {
  settings()
  const { run } = await import('./program.ts')
  const { interruption } = await import('./act.ts')
  // Asked once, the command ends in order; a second Ctrl-C ends the process where it stands.
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => interruption.abort(new Error('interrupted')))
  }
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof WrongSetting)) throw error
  const { message } = error
  const said = process.argv.includes('--json')
    ? JSON.stringify({ error: { reason: 'wrongSetting', message } })
    : message
  process.stderr.write(`${said}\n`)
  process.exitCode = 1
}
