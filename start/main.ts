import './compile-cache.ts'
import { settings } from '#adapters/env.ts'
import { explain } from './not-started.ts'

// Settings come first and alone: what is imported after them may read them as it loads.
let folder = ''
try {
  folder = settings().dataDir
  const [task] = process.argv.slice(2)
  if (task === 'migrate' || task === 'seed' || task === 'reset') {
    const { carryOut } = await import('./data.ts')
    await carryOut(task)
    process.exit(0)
  }
  await import('./supervisor.ts')
} catch (error) {
  process.stderr.write(`${explain(error, folder)}\n`)
  process.exit(1)
}
