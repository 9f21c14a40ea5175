import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { exportHeader, walkExport } from '#domain/audit-export.ts'
import { lineOf, makeLog, makeSigner } from '#domain/audit-log.fixture.ts'
import { readCheckpoint } from '#domain/checkpoint.ts'
import { readEvidenceFile } from './evidence-file/read-evidence-file.ts'
import { testCertificate } from './graph/certificate.fixture.ts'
import { clientAuthOf } from './graph/credential.ts'
import { asksForApproval, graphErrorOf, permissionsNamedIn } from './graph/error-body.ts'
import { pinnedLink } from './graph/next-link.ts'
import { retryAfterMs } from './graph/timing.ts'
import { logoImage } from './logo-image.ts'
import { locationTokenOf, pushSubject, serverToken } from './token-file/files.fixture.ts'
import { readTokenFile } from './token-file/read-token-file.ts'

/**
 * Everything that reads what somebody else wrote, fed with what nobody would write: good examples that were cut, flipped,
 * doubled and spliced, and bytes at random. Each answers or refuses and never throws. POMONA_FUZZ_RUNS makes it longer.
 */
const numRuns = Number(process.env.POMONA_FUZZ_RUNS ?? 150)

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text))
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

type Edit = {
  kind: 'flip' | 'cut' | 'insert' | 'double' | 'behind'
  at: number
  length: number
  bytes: Uint8Array
}
const edited = (bytes: Buffer<ArrayBuffer>, { kind, at, length, bytes: more }: Edit): Buffer<ArrayBuffer> => {
  const from = Math.floor(at * bytes.length)
  const [before, after] = [bytes.subarray(0, from), bytes.subarray(from)]
  const flipped = (byte: number) => byte ^ (1 << (length % 8))
  const parts = {
    flip: [before, after.subarray(0, 1).map(flipped), after.subarray(1)],
    cut: [before, after.subarray(length)],
    insert: [before, more, after],
    double: [before, after.subarray(0, length), after],
    behind: [bytes, more],
  }
  return Buffer.concat(parts[kind])
}

/** One of these, damaged here and there, or nothing of the kind. */
const damaged = (corpus: readonly Uint8Array[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> => {
  const edit: fc.Arbitrary<Edit> = fc.record({
    kind: fc.constantFrom('flip', 'cut', 'insert', 'double', 'behind'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(64),
    bytes: fc.uint8Array({ maxLength: 16 }),
  })
  const spoilt = fc
    .tuple(fc.constantFrom(...corpus), fc.array(edit, { maxLength: 6 }))
    .map(([seed, edits]) => edits.reduce(edited, Buffer.from(seed)))
  const random = fc.uint8Array({ maxLength: 400 })
  return fc.oneof({ weight: 4, arbitrary: spoilt }, random).map((bytes) => new Uint8Array(bytes))
}

const certificate = testCertificate({
  from: new Date('2026-03-01T10:00:00Z'),
  until: new Date('2027-03-01T10:00:00Z'),
  subject: pushSubject('com.apple.mgmt.External.5f1c0f5e-0d7e-4f43-9c2e-1a2b3c4d5e6f'),
  serial: '1a2b3c4d5e6f7788',
})
const token = locationTokenOf({
  expDate: '2027-05-20T12:06:59+0000',
  token: 'secret',
  orgName: 'Skagen Kiosk',
})
const pictures = await Promise.all(
  (['png', 'jpeg', 'webp'] as const).map((type) =>
    sharp({ create: { width: 9, height: 7, channels: 3, background: '#357' } })
      .toFormat(type)
      .toBuffer(),
  ),
)
const signer = makeSigner()
const log = makeLog(['one', signer, 'two', 'three'])
const exported = [exportHeader({ ...log, name: 'Lindegaard' }, new Date(0)), ...log.lines.map(lineOf)].join(
  '\n',
)
const documents = log.checkpoints.map(({ document }) => document)
const mail =
  'Date: Mon, 2 Nov 2026 09:12:00 +0100\r\nFrom: "Apple" <noreply@apple.example>\r\n\r\nIt was deleted.\r\n'
const error = JSON.stringify({
  error: {
    code: 'Forbidden',
    message: JSON.stringify({ Message: 'Needs DeviceManagementApps.Read.All', ErrorCode: 'x' }),
  },
})

const names = fc.constantFrom(
  'a.pdf',
  'a.png',
  'a.jpg',
  'a.eml',
  'a.txt',
  'a.vpptoken',
  'a.p7m',
  'a.pem',
  'a',
  '.',
)
type Reads = (bytes: Uint8Array<ArrayBuffer>, name: string) => unknown

const readers: [what: string, corpus: readonly Uint8Array[], reads: Reads][] = [
  [
    'a token or certificate',
    [certificate.der, ...[certificate.certificatePem, token, serverToken].map(bytesOf)],
    readTokenFile,
  ],
  [
    'a file of evidence',
    [
      ...pictures.slice(0, 2),
      ...[`%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n`, mail, 'A note.'].map(bytesOf),
    ],
    readEvidenceFile,
  ],
  ['a logo', [...pictures, bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')], logoImage],
  [
    'a registration’s certificate',
    [certificate.certificatePem, certificate.privateKeyPem].map(bytesOf),
    async (bytes) => {
      const { privateKeyPem } = certificate
      const pem = textOf(bytes)
      await clientAuthOf(
        { kind: 'certificate', certificatePem: pem, privateKeyPem },
        'https://login.example/token',
        0,
      )
      await clientAuthOf(
        { ...certificate, kind: 'certificate', privateKeyPem: pem },
        'https://login.example/token',
        Date.UTC(2026, 5),
      )
    },
  ],
  ['a checkpoint that was kept elsewhere', documents.map(bytesOf), (bytes) => readCheckpoint(textOf(bytes))],
  [
    'an exported audit log',
    [bytesOf(exported)],
    (bytes) => {
      async function* lines() {
        yield textOf(bytes).split('\n')
      }
      return walkExport(lines(), { checkpoint: null, key: null })
    },
  ],
  [
    'an error of Microsoft’s',
    [bytesOf(error)],
    (bytes) => {
      const { words } = graphErrorOf(textOf(bytes))
      return [permissionsNamedIn(words), asksForApproval(words)]
    },
  ],
  [
    'a time to wait',
    ['7', '0.5', 'Sun, 22 Nov 2026 08:00:30 GMT'].map(bytesOf),
    (bytes) => {
      const waited = retryAfterMs(textOf(bytes), 0)
      expect(waited ?? 0).toBeGreaterThanOrEqual(0)
    },
  ],
  [
    'a link to the next page',
    ['https://graph.example/v1.0/devices?$skiptoken=x', '/v1.0/devices', '//evil.example/v1.0/'].map(bytesOf),
    (bytes) => {
      const link = pinnedLink(
        textOf(bytes),
        'https://graph.example/v1.0',
        'https://graph.example/v1.0/devices',
      )
      if (link.ok) expect(new URL(link.value).origin).toBe('https://graph.example')
    },
  ],
]

describe('what somebody else wrote is read or refused, and throws nothing', () => {
  test.each(readers)('%s', async (_, corpus, reads) => {
    await fc.assert(
      fc.asyncProperty(damaged(corpus), names, async (bytes, name) => {
        await reads(bytes, name)
      }),
      { numRuns },
    )
  })
})
