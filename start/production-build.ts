import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environmentFor, readSettings } from '#adapters/env.ts'
import { compileCache } from './compile-cache.ts'
import { NotStarted } from './not-started.ts'

/** With the files at the top and the schema, everything that ends up in a build. `public/` is served as it is. */
const folders = ['adapters', 'app', 'components', 'domain', 'features', 'i18n', 'messages']
const stamp = '.next/pomona-build'

/** A hash over names and contents of the sources. */
const hashOfSources = async (): Promise<string> => {
  const hash = createHash('sha256')
  const inFolders = await Promise.all(folders.map(filesIn))
  const atTop = (await readdir('.')).filter(
    (name) => /\.(js|json|ts)$/.test(name) && name !== 'next-env.d.ts',
  )
  for (const path of [...inFolders.flat(), ...atTop, 'prisma/schema.prisma'].sort()) {
    hash.update(`${path}\0`).update(await readFile(path))
  }
  return hash.digest('hex')
}

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const found = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
  return found.map((entry) => join(entry.parentPath, entry.name))
}

/** Builds the web server unless the build at hand was made from these very sources. */
export const ensureBuild = async (say: (sentence: string) => void): Promise<void> => {
  const sources = await hashOfSources()
  const known = await readFile(stamp, 'utf8').catch(() => null)
  if (known === sources) return
  say(known === null ? 'Building (first start only)…' : 'Building (the sources have changed)…')
  const { code, output } = await nextBuild()
  if (code !== 0) {
    if (/ENOSPC/.test(output))
      throw new NotStarted('The disk is full, so Pomona could not be built. Make room and start again.')
    throw new NotStarted(`Pomona could not be built:\n${output.trim()}`)
  }
  // Nothing else takes away what Node kept of the build before.
  await rm(compileCache, { recursive: true, force: true })
  await writeFile(stamp, sources)
}

/** A build is the same wherever it is made: it hears no settings, its key seals nothing, its database is nowhere. */
const environment = (): NodeJS.ProcessEnv => {
  const POMONA_KEY = Buffer.alloc(32).toString('base64')
  const nowhere = readSettings({ DATABASE_URL: 'postgresql://build@127.0.0.1:1/build', POMONA_KEY })
  return environmentFor(nowhere, ['app'], { NODE_ENV: 'production' })
}

const nextBuild = (): Promise<{ code: number; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('exit', (code) => resolve({ code: code ?? 1, output }))
  })
