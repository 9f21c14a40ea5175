import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testCertificate } from '../graph/certificate.fixture.ts'
import { locationTokenOf, pushSubject, serverToken } from './files.fixture.ts'
import { readTokenFile } from './read-token-file.ts'
import { largestTokenFile } from './token-file.ts'

const from = new Date('2026-03-01T10:00:00Z')
const until = new Date('2027-03-01T10:00:00Z')
const topic = 'com.apple.mgmt.External.5f1c0f5e-0d7e-4f43-9c2e-1a2b3c4d5e6f'

const make = (subject: Parameters<typeof testCertificate>[0]['subject'], times = { from, until }) =>
  testCertificate({ ...times, subject, serial: '1a2b3c4d5e6f7788' })
const push = make(pushSubject(topic))

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (content: string | Uint8Array, name = 'file') =>
  readTokenFile(typeof content === 'string' ? bytesOf(content) : content, name)

const pushFile = {
  kind: 'pushCertificate',
  topic,
  certificateSerial: '1A2B3C4D5E6F7788',
  validFrom: from.toISOString(),
  expiresAt: until.toISOString(),
}
const credential = 'qVwN8c0mCredentialOfTheToken'
const token = { expDate: '2027-05-20T12:06:59+0000', token: credential, orgName: 'Skagen Kiosk' }
const tokenFile = {
  kind: 'locationToken',
  organisationName: 'Skagen Kiosk',
  expiresAt: '2027-05-20T12:06:59.000Z',
}

describe('a push certificate', () => {
  test('tells its topic, its number and how long it is valid', () => {
    expect(read(push.certificatePem, 'MDM_ Microsoft Corporation_Certificate.pem')).toEqual({
      ok: true,
      value: pushFile,
    })
  })

  test.each([
    ['in DER', () => push.der],
    ['with a byte order mark', () => `\uFEFF${push.certificatePem}`],
    ['with the line breaks of Windows', () => push.certificatePem.replaceAll('\n', '\r\n')],
    ['with words around it', () => `Subject: what for\n${push.certificatePem}\nthe end`],
  ])('is read %s', (_, content) => {
    expect(read(content())).toMatchObject({ ok: true, value: pushFile })
  })

  test.each(['push.pem', 'PUSH.CER', 'push.crt', 'push.der', 'push.txt', 'push'])(
    'may be named %s',
    (name) => {
      expect(read(push.certificatePem, name)).toMatchObject({ value: pushFile })
    },
  )

  test.each(['sToken.vpptoken', 'photo.jpg', 'push.p7m', 'push.pem.'])('is refused as %s', (name) => {
    expect(read(push.certificatePem, name)).toMatchObject({
      reason: 'tokenFileMislabelled',
      values: { kind: 'pushCertificate' },
    })
  })

  test.each([
    [[['CN', `x\nUID=${topic}`]]],
    [[['CN', topic]]],
    [pushSubject('com.apple.mgmt.')],
    [pushSubject('org.example.mgmt.External.1')],
    [pushSubject(`${topic}\nUID=com.apple.mgmt.External.2`)],
    [[...pushSubject(topic), ...pushSubject(topic)]],
  ] as const)('is not one with the subject %j', (subject) => {
    expect(read(make(subject).certificatePem)).toMatchObject({ reason: 'tokenFileNotPush' })
  })

  test.each([
    { from: until, until: from },
    { from: new Date('1960-01-01'), until },
  ])('is refused where its time is none: %j', (times) => {
    const { certificatePem } = make(pushSubject(topic), times)
    expect(read(certificatePem)).toMatchObject({ reason: 'tokenFileCertificateUnreadable' })
  })
})

describe('a location token', () => {
  test('tells its organisation and its end, and nothing of the credential', () => {
    const answer = read(locationTokenOf(token), 'sToken_for_Skagen.vpptoken')
    expect(answer).toEqual({ ok: true, value: tokenFile })
    expect(JSON.stringify(answer)).not.toContain(credential)
  })

  test.each([
    ['2027-05-20T12:06:59+0000', '2027-05-20T12:06:59.000Z'],
    ['2027-05-20T05:06:59-0700', '2027-05-20T12:06:59.000Z'],
    ['2027-05-20T12:06:59Z', '2027-05-20T12:06:59.000Z'],
    ['2027-05-20T14:06:59+02:00', '2027-05-20T12:06:59.000Z'],
    ['2028-02-29T12:06:59.250Z', '2028-02-29T12:06:59.250Z'],
  ])('may write its end as %s', (expDate, expiresAt) => {
    expect(read(locationTokenOf({ ...token, expDate }))).toMatchObject({ value: { expiresAt } })
  })

  test.each([
    ['a day that does not exist', { ...token, expDate: '2027-02-31T12:06:59+0000' }],
    ['a time without its zone', { ...token, expDate: '2027-05-20T12:06:59' }],
    ['another century', { ...token, expDate: '9999-05-20T12:06:59Z' }],
    ['a number for a day', { ...token, expDate: 1_800_000_000 }],
    ['no end', { orgName: 'Skagen Kiosk' }],
    ['no name', { expDate: token.expDate }],
    ['a name of spaces', { ...token, orgName: '   ' }],
    ['a name too long', { ...token, orgName: 'x'.repeat(201) }],
    ['a name that turns the writing around', { ...token, orgName: 'Skagen \u202eKiosk' }],
    ['a name with a line break', { ...token, orgName: 'Skagen\nKiosk' }],
    ['half a letter', { ...token, orgName: '\ud800' }],
  ])('is refused with %s', (_, content) => {
    expect(read(locationTokenOf(content))).toMatchObject({ reason: 'tokenFileLocationUnreadable' })
  })

  test('is refused where it is nested without end', () => {
    const deep = Buffer.from('['.repeat(40_000)).toString('base64')
    expect(read(deep)).toMatchObject({ reason: 'tokenFileUnknown' })
    const closed = Buffer.from(`${'{"a":'.repeat(7000)}1${'}'.repeat(7000)}`).toString('base64')
    expect(read(closed)).toMatchObject({ reason: 'tokenFileLocationUnreadable' })
  })
})

describe('what is refused by name', () => {
  test('whatever ends as server tokens do and cannot be read is called one', () => {
    expect(read('nonsense', 'abm.P7M')).toMatchObject({ reason: 'tokenFileIsServerToken' })
  })

  test('a location token under another name', () => {
    for (const name of ['kiosk.pem', 'kiosk.json', 'kiosk.p7m'])
      expect(read(locationTokenOf(token), name)).toMatchObject({ reason: 'tokenFileMislabelled' })
    expect(read(locationTokenOf(token), 'kiosk.txt')).toMatchObject({ value: tokenFile })
  })

  const { privateKey } = push
  const encrypted = { cipher: 'aes-256-cbc', passphrase: 'words' }
  test.each<[string, () => string | Uint8Array, string]>([
    ['nothing', () => '', 'tokenFileEmpty'],
    ['too much', () => 'A'.repeat(largestTokenFile + 1), 'tokenFileTooLarge'],
    ['a server token', () => serverToken, 'tokenFileIsServerToken'],
    ['a server token without its head', () => 'MIAGCSqGSIb3DQEHA6CAMIACAQAxgga0', 'tokenFileIsServerToken'],
    [
      'a server token in DER',
      () => Buffer.from('308006092a864886f70d010703a080', 'hex'),
      'tokenFileIsServerToken',
    ],
    [
      'a server token in PEM',
      () => '-----BEGIN PKCS7-----\nMIAG\n-----END PKCS7-----',
      'tokenFileIsServerToken',
    ],
    ['a key', () => push.privateKeyPem, 'tokenFileHoldsKey'],
    ['a certificate with its key', () => push.certificatePem + push.privateKeyPem, 'tokenFileHoldsKey'],
    ['a key before its certificate', () => push.privateKeyPem + push.certificatePem, 'tokenFileHoldsKey'],
    ['an old RSA key', () => push.pkcs1Pem, 'tokenFileHoldsKey'],
    ['a key in DER', () => privateKey.export({ type: 'pkcs8', format: 'der' }), 'tokenFileHoldsKey'],
    ['an old key in DER', () => privateKey.export({ type: 'pkcs1', format: 'der' }), 'tokenFileHoldsKey'],
    [
      'a locked key in DER',
      () => privateKey.export({ type: 'pkcs8', format: 'der', ...encrypted }),
      'tokenFileHoldsKey',
    ],
    ['a key store', () => Buffer.from('308209d102010330820997', 'hex'), 'tokenFileHoldsKey'],
    [
      'a signing request',
      () => push.certificatePem.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'),
      'tokenFileIsRequest',
    ],
    ['two certificates', () => push.certificatePem + push.certificatePem, 'tokenFileCertificates'],
    ['another certificate', () => make([['CN', 'Lindegaard MDM']]).certificatePem, 'tokenFileNotPush'],
    ['half a certificate', () => push.certificatePem.slice(0, 200), 'tokenFileCertificateUnreadable'],
    [
      'a certificate with something behind it',
      () => Buffer.concat([push.der, push.der]),
      'tokenFileCertificateUnreadable',
    ],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'tokenFileUnknown'],
    ['a text', () => 'expires in May', 'tokenFileUnknown'],
    ['a word', () => 'nonsense', 'tokenFileUnknown'],
    ['a list of tokens', () => locationTokenOf([token]), 'tokenFileUnknown'],
    ['null', () => locationTokenOf(null), 'tokenFileUnknown'],
    ['a token that was opened', () => JSON.stringify(token), 'tokenFileUnknown'],
    ['a token with a stray letter', () => `${locationTokenOf(token)}!`, 'tokenFileUnknown'],
  ])('%s', (_, content, reason) => {
    expect(read(content())).toMatchObject({ ok: false, reason })
  })
})

describe('whatever the bytes are', () => {
  /** An answer in words or metadata, for less than a second's work. */
  const isAnswered = (bytes: Uint8Array, name: string): void => {
    const began = process.cpuUsage()
    const answer = readTokenFile(bytes, name)
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1_000_000).toBeLessThan(1)
    if (!answer.ok) {
      expect(answer.reason).toMatch(/^tokenFile[A-Z]/)
      return
    }
    const file = answer.value
    expect(file.expiresAt).toMatch(/^2[01]\d\d-/)
    if (file.kind === 'pushCertificate') expect(file.topic).toMatch(/^com\.apple\.mgmt\./)
    else expect(file.organisationName.length).toBeLessThanOrEqual(200)
  }
  const name = fc.string()

  test('there is an answer', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 4096 }), name, isAnswered), { numRuns: 2000 })
  })

  test('there is an answer to what begins like a real one', () => {
    const heads = fc.constantFrom(
      ...[
        '-----BEGIN CERTIFICATE-----\n',
        '-----BEGIN ',
        '0\x82',
        '0\x80\x06',
        'MIME-Version: 1.0\n',
        'eyJ',
        '{"',
      ],
    )
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 4096 }), (head, tail) =>
        isAnswered(Buffer.concat([Buffer.from(head, 'latin1'), tail]), 'x.pem'),
      ),
      { numRuns: 1000 },
    )
  })

  test('there is an answer to a real one with some bytes changed', () => {
    const originals = () => [
      push.der,
      bytesOf(push.certificatePem),
      bytesOf(locationTokenOf(token)),
      bytesOf(serverToken),
    ]
    const changes = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.nat(3), changes, (which, places) => {
        const bytes = new Uint8Array(originals()[which] ?? [])
        for (const [at, value] of places) bytes[at % bytes.length] = value
        isAnswered(bytes, 'x')
      }),
      { numRuns: 2000 },
    )
  })

  test('there is an answer to JSON of any shape', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (json) =>
        isAnswered(bytesOf(Buffer.from(json).toString('base64')), 'x.vpptoken'),
      ),
      { numRuns: 1000 },
    )
  })

  test('the largest of the worst are answered at once', () => {
    const fill = (part: string) => part.repeat(Math.floor(largestTokenFile / part.length))
    for (const part of [
      '-----BEGIN ',
      '-----BEGIN A-----',
      'private ',
      'A',
      '=',
      '\n',
      ' ',
      '0',
      '0\x82\xff',
      'smime-',
    ])
      isAnswered(Buffer.from(fill(part), 'latin1'), 'x')
  })
})
