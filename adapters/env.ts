import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { tenantOfIssuer } from '#domain/identity.ts'
import { type Language, languages } from '#domain/language.ts'
import { senderOf } from '#domain/mail-address.ts'
import { folderTrouble } from './folder.ts'
import { keptKeys, keyOf, keysOf } from './kept-key.ts'
import { mailServerOf, withoutSignIn } from './mail/mail-server.ts'

/** A setting is wrong. The message is a sentence for the person who starts Pomona; doors print it without a stack. */
export class WrongSetting extends Error {
  override name = 'WrongSetting'
}

const databaseUrl = z
  .string()
  .regex(
    /^postgres(ql)?:\/\//,
    'must be a PostgreSQL address such as postgresql://user:password@host:5432/pomona',
  )
const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''))
/**
 * Over http whoever listens could hand out identities. Where Entra is asked for any tenant's people, its issuer names none
 * and everybody who has an account anywhere could sign in (Microsoft Learn, "OpenID Connect on the Microsoft identity platform").
 */
const issuerUrl = webUrl
  .refine(
    (url) => url.startsWith('https:') || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(`${url}/`),
    'must start with https://',
  )
  .refine(
    (url) => !/\/(common|organizations|consumers)\/v2\.0$/.test(url),
    'must name one tenant, such as https://login.microsoftonline.com/<tenant id>/v2.0',
  )
  .refine(
    (url) =>
      !/^https:\/\/login\.(microsoftonline\.|partner\.microsoftonline\.)/.test(url) ||
      tenantOfIssuer(url) !== null,
    'must be https://login.microsoftonline.com/<tenant id>/v2.0',
  )
const aPort = 'must be a whole number from 1 to 65535'
const port = z.coerce.number(aPort).int(aPort).min(1, aPort).max(65_535, aPort)
const aFew = 'must be a whole number from 0 to 9'
const empty = (value: unknown) => (value === '' ? undefined : value)
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(empty, schema.optional())

const keyText = z
  .string()
  .refine((key) => keyOf(key) !== null, 'must be 32 bytes in base64 (openssl rand -base64 32)')

const shape = z.object({
  DATABASE_URL: optional(databaseUrl),
  DATABASE_APP_URL: optional(databaseUrl),
  DATABASE_QUEUE_URL: optional(databaseUrl),
  DATABASE_COPY_URL: optional(databaseUrl),
  POMONA_DATA_DIR: z.preprocess(empty, z.string().default('.pomona')),
  PORT: z.preprocess(empty, port.default(3000)),
  POMONA_URL: optional(webUrl),
  POMONA_KEY: optional(keyText),
  POMONA_PREVIOUS_KEYS: optional(
    z
      .string()
      .refine((keys) => keysOf(keys) !== null, 'must be keys of 32 bytes in base64, with commas between'),
  ),
  POMONA_BACKUP_KEY: optional(keyText),
  POMONA_CLOUD_LOGIN_URL: optional(webUrl),
  POMONA_CLOUD_GRAPH_URL: optional(webUrl),
  POMONA_PRIVATE_ADDRESSES: z.preprocess(empty, z.enum(['0', '1'], 'must be 0 or 1').default('0')),
  POMONA_MAIL_SERVER: optional(
    z
      .string()
      .refine(
        (address) => mailServerOf(address) !== null,
        'must be an address such as smtps://user:password@mail.example (see .env.example)',
      ),
  ),
  POMONA_MAIL_FROM: optional(
    z
      .string()
      .refine(
        (from) => senderOf(from) !== null,
        'must be an e-mail address, or a name and one: Pomona <pomona@lindegaard.example>',
      ),
  ),
  POMONA_LISTEN: optional(
    z.union([z.ipv4(), z.ipv6()], 'must be an address of this machine, such as 127.0.0.1'),
  ),
  POMONA_PROXIES: optional(z.coerce.number(aFew).int(aFew).min(0, aFew).max(9, aFew)),
  POMONA_SIGN_IN_ISSUER: optional(issuerUrl),
  POMONA_SIGN_IN_CLIENT_ID: optional(z.string()),
  POMONA_SIGN_IN_CLIENT_SECRET: optional(z.string()),
  POMONA_DEMO: z.preprocess(empty, z.enum(['0', '1'], 'must be 0 or 1').default('1')),
  POMONA_LOG: z.preprocess(
    empty,
    z
      .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
      .default('info'),
  ),
  POMONA_METRICS_TOKEN: optional(z.string().min(16, 'must have at least 16 characters')),
  POMONA_LANG: optional(z.enum(languages, `must be ${languages.join(' or ')}`)),
  POMONA_EMBEDDED: z.preprocess(empty, z.enum(['0', '1'], 'must be 0 or 1').default('0')),
})

/** Settings that are secrets: each may stand in a file, which the same name with _FILE after it names. */
const secretSettings = [
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'DATABASE_QUEUE_URL',
  'DATABASE_COPY_URL',
  'POMONA_KEY',
  'POMONA_PREVIOUS_KEYS',
  'POMONA_BACKUP_KEY',
  'POMONA_METRICS_TOKEN',
  'POMONA_MAIL_SERVER',
  'POMONA_SIGN_IN_CLIENT_SECRET',
] as const

/** Roles of the database beside its owner; each has a URL of its own. See docs/adr/003-two-locks.md. */
export const databaseRoles = ['app', 'queue', 'copy'] as const
export type DatabaseRole = (typeof databaseRoles)[number]
const upper = <Name extends DatabaseRole>(role: Name) => role.toUpperCase() as Uppercase<Name>

export type Settings = {
  /** No DATABASE_URL was given: Pomona runs its own PostgreSQL in `dataDir`. */
  embedded: boolean
  /** Owner of the tables, for migrations. Null until the embedded server runs. */
  databaseUrl: string | null
  databaseUrls: Partial<Record<DatabaseRole, string>>
  dataDir: string
  port: number
  url: string
  key: Buffer
  /** Keys before this one, which open what they sealed until all of it is sealed anew. */
  previousKeys: Buffer[]
  /** Seals and opens backups. Null: none are made. */
  backupKey: Buffer | null
  cloud: { loginUrl: string; graphUrl: string } | null
  /** Microsoft’s names may lead to private addresses: to a proxy of one's own. */
  privateAddresses: boolean
  /** Where mails are handed to, its password within, and whom they are from. Null: none are sent. */
  mail: { server: string; from: string } | null
  /** The address of this machine that the web server listens on. */
  listen: string
  /** How many proxies of one's own stand in front, each of which adds to X-Forwarded-For. */
  proxies: number
  /** Where people sign in beside local accounts (OpenID Connect); null nowhere. */
  signIn: SignInSettings | null
  demo: boolean
  log: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** What a collector of metrics shows; null answers none. */
  metricsToken: string | null
  /** The words of the terminal. Null: the system's locale decides. */
  language: Language | null
}

type SignInSettings = { issuer: string; clientId: string; clientSecret: string }

const signInNames = [
  'POMONA_SIGN_IN_ISSUER',
  'POMONA_SIGN_IN_CLIENT_ID',
  'POMONA_SIGN_IN_CLIENT_SECRET',
] as const

const signInOf = (given: z.output<typeof shape>): SignInSettings | null => {
  const [issuer, clientId, clientSecret] = signInNames.map((name) => given[name])
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret }
  const missing = signInNames.filter((name) => given[name] === undefined)
  if (missing.length === signInNames.length) return null
  throw new WrongSetting(
    `A setting is missing. Sign-in by OpenID Connect needs ${signInNames.join(', ')}; not set: ${missing.join(', ')}.`,
  )
}

/** Reads the settings; `variables` is `process.env` but for tests. Throws WrongSetting in plain words. */
export const readSettings = (variables: Record<string, string | undefined>): Settings => {
  const parsed = shape.safeParse({ ...variables, ...fromFiles(variables) })
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`)
    throw new WrongSetting(`A setting is wrong. ${lines.join(' ')}`)
  }
  const given = parsed.data
  const embedded = given.DATABASE_URL === undefined || given.POMONA_EMBEDDED === '1'
  const dataDir = resolve(given.POMONA_DATA_DIR)
  if (!given.POMONA_CLOUD_LOGIN_URL !== !given.POMONA_CLOUD_GRAPH_URL) {
    throw new WrongSetting(
      'A setting is missing. A custom cloud needs both POMONA_CLOUD_LOGIN_URL and POMONA_CLOUD_GRAPH_URL.',
    )
  }
  if (!given.POMONA_MAIL_SERVER !== !given.POMONA_MAIL_FROM) {
    throw new WrongSetting('A setting is missing. Mail needs both POMONA_MAIL_SERVER and POMONA_MAIL_FROM.')
  }
  const [role] = databaseRoles.filter((each) => given[`DATABASE_${upper(each)}_URL`] !== undefined)
  if (given.DATABASE_URL === undefined && role) {
    throw new WrongSetting(
      `A setting is missing. DATABASE_${upper(role)}_URL needs DATABASE_URL beside it: without that, Pomona runs a PostgreSQL of its own.`,
    )
  }
  if (!embedded && !given.POMONA_KEY) {
    throw new WrongSetting(
      'A setting is missing. POMONA_KEY must be set when DATABASE_URL is (32 bytes in base64: openssl rand -base64 32).',
    )
  }
  const [key, ...kept]: [Buffer, ...Buffer[]] = given.POMONA_KEY
    ? [Buffer.from(given.POMONA_KEY, 'base64')]
    : embeddedKeys(dataDir)
  const url = given.POMONA_URL ?? `http://localhost:${given.PORT}`
  return {
    embedded,
    databaseUrl: given.DATABASE_URL ?? null,
    databaseUrls: {
      app: given.DATABASE_APP_URL,
      queue: given.DATABASE_QUEUE_URL,
      copy: given.DATABASE_COPY_URL,
    },
    dataDir,
    port: given.PORT,
    url,
    key,
    previousKeys: [...kept, ...(keysOf(given.POMONA_PREVIOUS_KEYS ?? '') ?? [])],
    backupKey: given.POMONA_BACKUP_KEY ? Buffer.from(given.POMONA_BACKUP_KEY, 'base64') : null,
    cloud:
      given.POMONA_CLOUD_LOGIN_URL && given.POMONA_CLOUD_GRAPH_URL
        ? { loginUrl: given.POMONA_CLOUD_LOGIN_URL, graphUrl: given.POMONA_CLOUD_GRAPH_URL }
        : null,
    privateAddresses: given.POMONA_PRIVATE_ADDRESSES === '1',
    mail:
      given.POMONA_MAIL_SERVER && given.POMONA_MAIL_FROM
        ? { server: given.POMONA_MAIL_SERVER, from: given.POMONA_MAIL_FROM }
        : null,
    listen: given.POMONA_LISTEN ?? (embedded ? '127.0.0.1' : '0.0.0.0'),
    // Pomona itself speaks http: where people reach it by https, something in front ends TLS.
    proxies: given.POMONA_PROXIES ?? (url.startsWith('https:') ? 1 : 0),
    signIn: signInOf(given),
    demo: embedded && given.POMONA_DEMO === '1',
    log: given.POMONA_LOG,
    metricsToken: given.POMONA_METRICS_TOKEN ?? null,
    language: given.POMONA_LANG ?? null,
  }
}

const fromFiles = (variables: Record<string, string | undefined>): Record<string, string> => {
  const read = secretSettings.flatMap((name) => {
    const file = variables[`${name}_FILE`]
    if (!file) return []
    if (variables[name]) throw new WrongSetting(`A setting is given twice: ${name} and ${name}_FILE.`)
    return [[name, contentOf(`${name}_FILE`, file)] as const]
  })
  return Object.fromEntries(read)
}

const contentOf = (name: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new WrongSetting(`The file ${file} that ${name} names cannot be read.`, { cause: error })
  }
}

const embeddedKeys = (dataDir: string): [Buffer, ...Buffer[]] => {
  const file = join(dataDir, 'key')
  const [key, ...earlier] = readKeys(file, dataDir) ?? []
  if (key) return [key, ...earlier]
  throw new WrongSetting(
    `The key in ${file} is damaged: it must be 32 bytes in base64. Restore it from a copy.`,
  )
}

const readKeys = (file: string, dataDir: string): Buffer[] | null => {
  try {
    return keptKeys(file)
  } catch (error) {
    const trouble = folderTrouble(error, dataDir)
    throw trouble ? new WrongSetting(trouble, { cause: error }) : error
  }
}

/** A password or secret that follows from the key, so that it is stored nowhere. `use` names what it is for. */
export const derivedSecret = (key: Buffer, use: string): string =>
  createHmac('sha256', key).update(`pomona/${use}`).digest('base64url')

/** The URL of a database role: as given, else the owner's with that role's name and derived password. */
export const databaseUrlOf = (settings: Settings, role: DatabaseRole): string => {
  const given = settings.databaseUrls[role]
  if (given) return given
  if (!settings.databaseUrl) throw new WrongSetting('The embedded database is not running.')
  const url = new URL(settings.databaseUrl)
  url.username = `pomona_${role}`
  url.password = derivedSecret(settings.key, `database/${role}`)
  return url.href
}

let current: Settings | undefined

/** The settings of this process, parsed once. */
export const settings = (): Settings => {
  current ??= readSettings(process.env)
  return current
}

/** Completes the settings once the embedded database has an address; `npm start` and the CLI call it first. */
export const setDatabase = (databaseUrl: string): Settings => {
  current = { ...settings(), databaseUrl }
  return current
}

/** Says where the custom cloud lives; the sandbox has no address before it runs. */
export const setCloud = (cloud: Settings['cloud']): Settings => {
  current = { ...settings(), cloud }
  return current
}

/** Says where mails are handed to: tests open their mail server after the settings are read. */
export const setMail = (mail: Settings['mail']): Settings => {
  current = { ...settings(), mail }
  return current
}

/** Says where people sign in, as `setCloud` says where the cloud is. */
export const setSignIn = (signIn: Settings['signIn']): Settings => {
  current = { ...settings(), signIn }
  return current
}

/** Says where people reach the server that runs already: the terminal makes links to it. */
export const setUrl = (url: string): Settings => {
  current = { ...settings(), url }
  return current
}

/** `npm run dev`, told by Next itself. */
export const isDevelopment = (): boolean => process.env.NODE_ENV === 'development'

/** next-auth learns its own address from the environment and nowhere else. */
export const giveAddressToNextAuth = (): void => {
  process.env.NEXTAUTH_URL = settings().url
}

/**
 * What a child process of ours needs to come to the same settings, with the URLs of these roles and no other. None
 * holds the owner's: `databaseUrl` is the runtime's there.
 */
export const environmentFor = (
  value: Settings,
  roles: readonly DatabaseRole[],
  more: Record<string, string> = {},
): NodeJS.ProcessEnv => ({
  ...process.env,
  // What stood in a file is handed on as it was read, and the key of backups to none.
  ...Object.fromEntries(secretSettings.map((name) => [`${name}_FILE`, undefined])),
  POMONA_BACKUP_KEY: undefined,
  DATABASE_URL: databaseUrlOf(value, 'app'),
  ...Object.fromEntries(
    databaseRoles.map((role) => [
      `DATABASE_${upper(role)}_URL`,
      // Undefined also takes away what this process was given itself.
      roles.includes(role) ? databaseUrlOf(value, role) : undefined,
    ]),
  ),
  POMONA_EMBEDDED: value.embedded ? '1' : '0',
  POMONA_DATA_DIR: value.dataDir,
  PORT: String(value.port),
  POMONA_URL: value.url,
  POMONA_KEY: value.key.toString('base64'),
  POMONA_PREVIOUS_KEYS: value.previousKeys.map((key) => key.toString('base64')).join(),
  POMONA_METRICS_TOKEN: value.metricsToken ?? undefined,
  POMONA_DEMO: value.demo ? '1' : '0',
  POMONA_LOG: value.log,
  ...(value.cloud && {
    POMONA_CLOUD_LOGIN_URL: value.cloud.loginUrl,
    POMONA_CLOUD_GRAPH_URL: value.cloud.graphUrl,
  }),
  POMONA_PRIVATE_ADDRESSES: value.privateAddresses ? '1' : '0',
  // Only the worker sends; pages need to know no more than that it can.
  POMONA_MAIL_SERVER:
    value.mail === null
      ? undefined
      : roles.includes('queue')
        ? value.mail.server
        : withoutSignIn(value.mail.server),
  POMONA_MAIL_FROM: value.mail?.from,
  POMONA_LISTEN: value.listen,
  POMONA_PROXIES: String(value.proxies),
  ...(value.signIn && {
    POMONA_SIGN_IN_ISSUER: value.signIn.issuer,
    POMONA_SIGN_IN_CLIENT_ID: value.signIn.clientId,
    POMONA_SIGN_IN_CLIENT_SECRET: value.signIn.clientSecret,
  }),
  NEXT_TELEMETRY_DISABLED: '1',
  ...more,
})
