import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

// `npm run generate`, which also follows every install: makes the database client, unless the one at hand was made
// from this schema by this Prisma.
const stamp = 'prisma/generated/schema.sha256'
const sources = createHash('sha256')
  .update(readFileSync('prisma/schema.prisma'))
  .update(readFileSync('node_modules/prisma/package.json'))
  .digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  execFileSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], { stdio: 'inherit' })
  writeFileSync(stamp, sources)
}
