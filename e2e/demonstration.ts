import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { startEmbeddedPostgres } from '#adapters/embedded-postgres.ts'
import { keptKeys } from '#adapters/kept-key.ts'
import { readClient } from '#sandbox/registrations.ts'

export const languages = ['en', 'fr'] as const

/** What the visitors' collector of metrics shows. It opens nothing else. */
export const metricsToken = 'the collector of the visitors'

/** What the visitors' mail server is shown; it runs only while a visitor looks into it. */
export const mailSignIn = { user: 'pomona', password: 'the mail of the visitors' }
export type Language = (typeof languages)[number]

/** The language of a visitor's browser. */
export const languageOf = (locale: string | undefined): Language => (locale?.startsWith('fr') ? 'fr' : 'en')

const place = z.object({ url: z.url(), dataDir: z.string(), mailPort: z.number() })
const demo = z.object({
  password: z.string(),
  signIns: z.array(z.object({ role: z.string(), name: z.string(), login: z.string() })),
})

const keyIn = (dataDir: string): Buffer => {
  const [key] = keptKeys(join(dataDir, 'key')) ?? []
  if (!key) throw new Error(`${dataDir} has no key`)
  return key
}

const added = z.object({ organisation: z.object({ id: z.string() }) })
const invited = z.object({ invitation: z.object({ link: z.url() }) })

export type SignIn = { name: string; login: string; password: string }

/** The running demonstration of a language. It is started in one process and visited from others. */
export const demonstrationOf = (language: Language) => {
  const variable = `POMONA_E2E_${language.toUpperCase()}`
  const where = () => {
    const known = process.env[variable]
    if (!known) throw new Error('Pomona does not run: see e2e/global-setup.ts')
    return place.parse(JSON.parse(known))
  }
  return {
    remember: (found: z.input<typeof place>) => {
      process.env[variable] = JSON.stringify(found)
    },
    url: () => where().url,
    /** Where it hands mails to. */
    mailPort: () => where().mailPort,
    /** The address of its stand-in for Microsoft. */
    sandboxUrl: async () =>
      `http://127.0.0.1:${await readFile(join(where().dataDir, 'sandbox/port'), 'utf8')}`,
    /** Adds an organisation at the terminal; answers a one-time link for its first member. */
    linkIntoAnotherOrganisation: async (role: string, name = 'Elsewhere Ltd'): Promise<string> => {
      const env = { ...process.env, POMONA_DATA_DIR: where().dataDir }
      const says = async (...words: string[]): Promise<unknown> => {
        const command = ['cli/main.ts', 'organisation', ...words, '--json']
        return JSON.parse((await promisify(execFile)(process.execPath, command, { env })).stdout)
      }
      const { organisation } = added.parse(await says('add', '--name', name, '--country', 'IE'))
      const { invitation } = invited.parse(
        await says('invite', '--organisation', organisation.id, '--role', role),
      )
      return invitation.link
    },
    memberWho: async (role: string): Promise<SignIn> => {
      const { password, signIns } = demo.parse(
        JSON.parse(await readFile(join(where().dataDir, 'demo.json'), 'utf8')),
      )
      const found = signIns.find((one) => one.role === role)
      if (!found) throw new Error(`nobody is ${role}`)
      return { name: found.name, login: found.login, password }
    },
    /** Lets so much time pass since somebody signed in that it is no longer recent. */
    signedInLongAgo: async (login: string): Promise<void> => {
      const { dataDir } = where()
      const { databaseUrl } = await startEmbeddedPostgres(dataDir, keyIn(dataDir))
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      const { rowCount } = await client.query(
        `update session set proven_at = now() - interval '20 minutes'
         where member_id = (select id from member where login = $1)`,
        [login],
      )
      await client.end()
      if (!rowCount) throw new Error(`${login} is not signed in`)
    },
    /** What no page may show, by what it is: keys, credentials, ids of sessions, what the tables keep of passwords. */
    secrets: async (): Promise<Map<string, string>> => {
      const { dataDir } = where()
      const key = keyIn(dataDir)
      const { databaseUrl } = await startEmbeddedPostgres(dataDir, key)
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      const { rows } = await client.query<{ what: string; secret: string }>(
        `select 'session ' || row_number() over () as what, id::text as secret from session
         union all select 'hash ' || row_number() over (), hash from member_password
         union all select 'sealed ' || row_number() over (), credential from tenant_link where credential is not null`,
      )
      await client.end()
      const { password } = demo.parse(JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')))
      return new Map([
        ['password', password],
        ['client secret', readClient.secret],
        ['POMONA_KEY', key.toString('base64')],
        ['owner of the database', new URL(databaseUrl).password],
        ['collector', metricsToken],
        ['mail server', mailSignIn.password],
        ...rows.map(({ what, secret }) => [what, secret] as const),
      ])
    },
  }
}
