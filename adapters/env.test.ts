import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { databaseRoles, databaseUrlOf, environmentFor, readSettings, WrongSetting } from './env.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const folder = () => mkdtempSync(join(tmpdir(), 'pomona-env-'))
const external = { DATABASE_URL: 'postgresql://owner:pw@db.example:5432/pomona', POMONA_KEY: key }

describe('settings', () => {
  test('nothing given means the embedded database with a key made once, readable by its owner only', () => {
    const POMONA_DATA_DIR = folder()
    const first = readSettings({ POMONA_DATA_DIR })
    expect(first.embedded).toBe(true)
    expect(first.demo).toBe(true)
    expect(first.url).toBe('http://localhost:3000')
    expect(readSettings({ POMONA_DATA_DIR }).key).toEqual(first.key)
    expect(statSync(join(POMONA_DATA_DIR, 'key')).mode & 0o777).toBe(0o600)
  })

  test('an external database has no demo and asks for a key', () => {
    expect(readSettings(external)).toMatchObject({ embedded: false, demo: false })
    expect(() => readSettings({ DATABASE_URL: external.DATABASE_URL })).toThrow(/POMONA_KEY must be set/)
  })

  test.each([
    [{ PORT: 'eighty' }, /PORT: must be a whole number from 1 to 65535\./],
    [{ PORT: '99999' }, /PORT: must be a whole number from 1 to 65535\./],
    [{ PORT: '80.5' }, /PORT: must be a whole number from 1 to 65535\./],
    [
      { DATABASE_APP_URL: 'postgresql://a:b@h/x' },
      /^A setting is missing\. DATABASE_APP_URL needs DATABASE_URL/,
    ],
    [{ POMONA_DATA_DIR: '/dev/null/pomona' }, /^\/dev\/null\/pomona is not a folder\. Set POMONA_DATA_DIR/],
    [{ POMONA_DATA_DIR: '/proc/nope' }, /^The folder \/proc\/nope cannot be made\. Set POMONA_DATA_DIR/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL: must be a PostgreSQL address/],
    [{ POMONA_KEY: 'short' }, /POMONA_KEY: must be 32 bytes in base64/],
    [{ POMONA_URL: 'pomona.example' }, /POMONA_URL: must be an address/],
    [{ POMONA_DEMO: 'yes' }, /POMONA_DEMO: must be 0 or 1/],
    [{ POMONA_CLOUD_LOGIN_URL: 'https://login.example' }, /needs both/],
    [{ POMONA_MAIL_SERVER: 'mail.example' }, /POMONA_MAIL_SERVER: must be an address/],
    [{ POMONA_MAIL_FROM: 'Pomona' }, /POMONA_MAIL_FROM: must be an e-mail address/],
    [{ POMONA_MAIL_SERVER: 'smtp://mail.example' }, /both POMONA_MAIL_SERVER and POMONA_MAIL_FROM/],
    [
      { POMONA_SIGN_IN_ISSUER: 'https://sign-in.example', POMONA_SIGN_IN_CLIENT_ID: 'pomona' },
      /^A setting is missing\. .* not set: POMONA_SIGN_IN_CLIENT_SECRET\.$/,
    ],
    [{ POMONA_SIGN_IN_ISSUER: 'http://sign-in.example' }, /POMONA_SIGN_IN_ISSUER: must start with https/],
    [
      { POMONA_SIGN_IN_ISSUER: 'https://login.microsoftonline.com/common/v2.0' },
      /POMONA_SIGN_IN_ISSUER: must name one tenant/,
    ],
    [
      { POMONA_SIGN_IN_ISSUER: 'https://login.microsoftonline.com/lindegaard.example/v2.0' },
      /POMONA_SIGN_IN_ISSUER: must be https/,
    ],
  ])('%j is named in a sentence', (variables, sentence) => {
    const wrong = () => readSettings({ POMONA_DATA_DIR: folder(), ...variables })
    expect(wrong).toThrow(WrongSetting)
    expect(wrong).toThrow(sentence)
  })

  test('a secret may stand in a file, but not twice, and children are handed what stood there', () => {
    const file = join(folder(), 'key')
    writeFileSync(file, `${key}\n`)
    const settings = readSettings({ DATABASE_URL: external.DATABASE_URL, POMONA_KEY_FILE: file })
    expect(settings.key).toEqual(Buffer.from(key, 'base64'))
    expect(() => readSettings({ ...external, POMONA_KEY_FILE: file })).toThrow(/given twice: POMONA_KEY and/)
    const missing = { DATABASE_URL_FILE: join(folder(), 'nowhere'), POMONA_KEY: key }
    expect(() => readSettings(missing)).toThrow(/nowhere that DATABASE_URL_FILE names cannot be read/)

    vi.stubEnv('POMONA_KEY_FILE', file)
    vi.stubEnv('POMONA_BACKUP_KEY', key)
    const handedOn = environmentFor(settings, databaseRoles)
    vi.unstubAllEnvs()
    expect(handedOn).toMatchObject({ POMONA_KEY: key })
    expect(handedOn.POMONA_KEY_FILE).toBeUndefined()
    expect(handedOn.POMONA_BACKUP_KEY).toBeUndefined()
  })

  test('earlier keys stand beside the present one, or after it in its file, and go to children', () => {
    const old = Buffer.alloc(32, 8).toString('base64')
    const older = Buffer.alloc(32, 9).toString('base64')
    const given = readSettings({ ...external, POMONA_PREVIOUS_KEYS: `${old}, ${older}` })
    expect(given.previousKeys.map((each) => each.toString('base64'))).toEqual([old, older])
    expect(environmentFor(given, []).POMONA_PREVIOUS_KEYS).toBe(`${old},${older}`)
    expect(() => readSettings({ ...external, POMONA_PREVIOUS_KEYS: `${old},short` })).toThrow(/PREVIOUS_KEYS/)
    const POMONA_DATA_DIR = folder()
    writeFileSync(join(POMONA_DATA_DIR, 'key'), `${key}\n${old}\n`)
    const kept = readSettings({ POMONA_DATA_DIR })
    expect([kept.key, ...kept.previousKeys].map((each) => each.toString('base64'))).toEqual([key, old])
  })

  test('a damaged key file is named, not replaced', () => {
    const POMONA_DATA_DIR = folder()
    writeFileSync(join(POMONA_DATA_DIR, 'key'), 'damaged')
    expect(() => readSettings({ POMONA_DATA_DIR })).toThrow(/is damaged/)
  })

  test('each database role has a URL of its own, derived where none is given', () => {
    const settings = readSettings({
      ...external,
      DATABASE_COPY_URL: 'postgresql://copier:x@db.example/pomona',
    })
    const app = new URL(databaseUrlOf(settings, 'app'))
    expect(app.username).toBe('pomona_app')
    expect(app.password).not.toBe(new URL(databaseUrlOf(settings, 'queue')).password)
    expect(databaseUrlOf(settings, 'copy')).toBe('postgresql://copier:x@db.example/pomona')
  })

  test.each([
    [{}, 0],
    [{ POMONA_URL: 'https://pomona.example' }, 1],
    [{ POMONA_URL: 'https://pomona.example', POMONA_PROXIES: '2' }, 2],
    [{ POMONA_URL: 'https://pomona.example', POMONA_PROXIES: '0' }, 0],
  ])(
    'a proxy is believed where https says that there is one, or as many as are set (%o)',
    (given, proxies) => {
      const settings = readSettings({ ...external, ...given })
      expect(settings.proxies).toBe(proxies)
      expect(readSettings(environmentFor(settings, [])).proxies).toBe(proxies)
      expect(() => readSettings({ ...external, POMONA_PROXIES: '-1' })).toThrow(/POMONA_PROXIES/)
    },
  )

  test('a child process comes to the same settings, without the owner of the database', () => {
    const settings = readSettings({
      ...external,
      PORT: '8080',
      POMONA_SIGN_IN_ISSUER: 'https://sign-in.example/',
      POMONA_SIGN_IN_CLIENT_ID: 'pomona',
      POMONA_SIGN_IN_CLIENT_SECRET: 'a secret',
      POMONA_CLOUD_LOGIN_URL: 'https://login.example/',
      POMONA_CLOUD_GRAPH_URL: 'https://graph.example/base/',
    })
    expect(settings.cloud).toEqual({
      loginUrl: 'https://login.example',
      graphUrl: 'https://graph.example/base',
    })
    expect(settings.signIn).toEqual({
      issuer: 'https://sign-in.example',
      clientId: 'pomona',
      clientSecret: 'a secret',
    })
    const variables = environmentFor(settings, databaseRoles)
    const child = readSettings(variables)
    const { databaseUrl, databaseUrls, ...rest } = child
    expect(settings).toMatchObject(rest)
    for (const role of databaseRoles) expect(databaseUrlOf(child, role)).toBe(databaseUrlOf(settings, role))
    expect(JSON.stringify(variables)).not.toContain('owner:pw')
  })

  test('a child process is handed no other role’s URL than it needs, be it in our own environment', () => {
    vi.stubEnv('DATABASE_QUEUE_URL', 'postgresql://queue:queue-pw@db.example/pomona')
    vi.stubEnv('DATABASE_COPY_URL', 'postgresql://copy:copy-pw@db.example/pomona')
    const settings = readSettings({ ...process.env, ...external })
    const child = readSettings(environmentFor(settings, ['app']))
    expect(databaseUrlOf(child, 'app')).toBe(databaseUrlOf(settings, 'app'))
    expect(child.databaseUrls).toEqual({ app: databaseUrlOf(settings, 'app') })
    expect(JSON.stringify(environmentFor(settings, ['app']))).not.toMatch(/queue-pw|copy-pw/)
    vi.unstubAllEnvs()
  })

  test('only the worker is handed the password of the mail server', () => {
    const POMONA_MAIL_SERVER = 'smtps://pomona:mail-pw@mail.example'
    const POMONA_MAIL_FROM = 'Pomona <pomona@lindegaard.example>'
    const settings = readSettings({ ...external, POMONA_MAIL_SERVER, POMONA_MAIL_FROM })
    expect(settings.mail).toEqual({ server: POMONA_MAIL_SERVER, from: POMONA_MAIL_FROM })
    expect(readSettings(environmentFor(settings, databaseRoles)).mail).toEqual(settings.mail)
    const web = readSettings(environmentFor(settings, ['app']))
    expect(web.mail).toEqual({ server: 'smtps://mail.example', from: POMONA_MAIL_FROM })
  })
})
