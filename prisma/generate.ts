import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// `npm run generate`, which also follows every install: makes the database client, unless the one at hand was made
// from this schema by this Prisma for this runtime. The client imports `@prisma/client/runtime/client`.
const stamp = 'prisma/generated/schema.sha256'
const prisma = import.meta.resolve('prisma/package.json')
const runtime = import.meta.resolve('@prisma/client/package.json')
const sources = createHash('sha256')
  .update(readFileSync('prisma/schema.prisma'))
  .update(readFileSync(new URL(prisma)))
  .update(readFileSync(new URL(runtime)))
  .digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  const command = fileURLToPath(new URL('build/index.js', prisma))
  execFileSync(process.execPath, [command, 'generate'], { stdio: 'inherit' })
  writeFileSync(stamp, sources)
}
