import { settings, WrongSetting } from '#adapters/env.ts'

// Settings come first and alone: what is imported after them may read them as it loads.
try {
  settings()
  await import('./run.ts')
} catch (error) {
  process.stderr.write(`${error instanceof WrongSetting ? error.message : error}\n`)
  process.exit(1)
}
