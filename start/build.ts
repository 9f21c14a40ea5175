import { ensureBuild } from './production-build.ts'

// `npm run build`: does nothing when the build at hand is current.
try {
  await ensureBuild((sentence) => process.stdout.write(`${sentence}\n`))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
