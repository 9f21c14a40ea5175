import { closeDatabase } from '#adapters/db.ts'
import { databaseRoles, environmentFor, setCloud, setDatabase, setSignIn, settings } from '#adapters/env.ts'
import { makeFirstInvitation } from '#prisma/first-invitation.ts'
import { migrate } from '#prisma/migrate.ts'
import { closeOwner } from '#prisma/owner.ts'
import { seed } from '#prisma/seed.ts'
import { signInClient, tenantId } from '#sandbox/registrations.ts'
import { keepRunning, killChildren, startChild, workerFlags } from './children.ts'
import { keepDatabase } from './database.ts'
import { takeInstanceLock } from './instance-lock.ts'
import { explain, NotStarted } from './not-started.ts'
import { demoNotice, invitationNotice } from './notice.ts'
import { requirePort } from './port.ts'
import { ensureBuild } from './production-build.ts'
import { startSandboxProcess } from './sandbox.ts'
import { startWeb } from './web.ts'

const { dataDir, listen, port, url, embedded, key, previousKeys, demo } = settings()
const isDevelopment = process.argv.includes('--dev')
/** Where workers run apart, in processes or on machines of their own. */
const withoutWorker = process.argv.includes('--without-worker')

const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`)
}
const complain = (error: unknown): void => {
  process.stderr.write(`${explain(error, dataDir)}\n`)
}

/** How to stop what has been started, last first. */
const parts: (() => Promise<void>)[] = []
let stopping = false

const stop = async (code: number): Promise<void> => {
  if (stopping) return
  stopping = true
  for (const part of parts) await part().catch(complain)
  if (code === 0) say('Stopped.')
  process.exit(code)
}

const start = async (): Promise<void> => {
  parts.unshift(await takeInstanceLock(dataDir, url))
  await requirePort(port, listen)
  if (!isDevelopment) await ensureBuild(say)
  await Promise.all([embedded ? startDatabase() : null, demo ? startSandbox() : null])
  await migrate(settings())
  const [notice] = await Promise.all([prepare(), startServer()])
  if (stopping) return
  // Last, so that the processor it takes to load is not taken from whoever waits for the first page.
  if (!withoutWorker) startWorker()
  say(notice)
}

const startDatabase = async (): Promise<void> => {
  const starting = keepDatabase(dataDir, { key, previousKeys }, (why, pause) =>
    say(`${why} It starts again in ${pause} s.`),
  )
  // Known before it runs: a start that is broken off half-way must not leave a server behind.
  parts.unshift(async () => (await starting.catch(() => null))?.end())
  setDatabase((await starting).databaseUrl)
}

const startSandbox = async (): Promise<void> => {
  const sandbox = await startSandboxProcess(dataDir, say)
  parts.unshift(() => sandbox.end(2_000))
  if (!settings().cloud) setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
  const { clientId, secret } = signInClient
  const issuer = `${sandbox.url}/${tenantId}/v2.0`
  if (!settings().signIn) setSignIn({ issuer, clientId, clientSecret: secret })
}

/** Makes sure that somebody can sign in; answers what to tell the person who starts. */
const prepare = async (): Promise<string> => {
  try {
    if (demo) return demoNotice(url, await seed(dataDir))
    const token = await makeFirstInvitation()
    return token ? invitationNotice(url, token) : `Pomona is ready: ${url}`
  } finally {
    await Promise.all([closeDatabase(), closeOwner()])
  }
}

const startWorker = (): void => {
  const environment = environmentFor(settings(), databaseRoles)
  const worker = keepRunning(
    () => startChild({ arguments: [...workerFlags, 'worker/main.ts'], environment }),
    (how, pause) => say(`The worker ended (${how}). It starts again in ${pause} s.`),
  )
  parts.unshift(() => worker.end(15_000))
}

const startServer = async (): Promise<void> => {
  // Pages enqueue through a function of the database and stage nothing: that is the worker's.
  const environment = environmentFor(settings(), ['app'])
  const web = startWeb({ listen, port, environment, isDevelopment, say })
  parts.unshift(() => web.end(5_000))
  web.ended.then((how) => {
    if (stopping) return
    complain(new NotStarted(`The web server ended (${how}), so Pomona stops.`))
    stop(1)
  })
  await web.ready
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (stopping) {
      killChildren()
      process.exit(1)
    }
    stop(0)
  })
}

// npm runs scripts in a shell that a SIGTERM to npm kills without a word to us.
if (process.argv.includes('--with-parent')) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(0), 500).unref()
}

start().catch((error: unknown) => {
  if (!stopping) complain(error)
  stop(1)
})
