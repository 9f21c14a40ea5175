import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type EvidenceType, evidenceTypes, largestEvidenceFile } from '#domain/evidence-file.ts'
import { readEvidenceFile } from './read-evidence-file.ts'

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'utf8'))
const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts))

/** Two pixels beside each other, red and blue, so that it can be told which way up a picture is. */
const twoPixels = () =>
  sharp(Buffer.from([255, 0, 0, 0, 0, 255]), { raw: { width: 2, height: 1, channels: 3 } })
const secret = 'Ane Nielsen, 55.6761 N'
const exif = { IFD0: { Artist: secret, ImageDescription: secret }, IFD3: { GPSLatitude: '55/1 40/1 34/1' } }
const pictures = {
  png: async () => new Uint8Array(await twoPixels().png().withExif(exif).toBuffer()),
  jpeg: async () =>
    new Uint8Array(
      await twoPixels().jpeg({ quality: 100 }).withMetadata({ exif, orientation: 6 }).toBuffer(),
    ),
}

const pdf = bytesOf(`%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n`)
const message = bytesOf(
  'Date: Mon, 2 Nov 2026 09:12:00 +0100\r\nFrom: "Apple" <noreply@apple.example>\r\nSubject: Your request\r\n\r\nIt was deleted.\r\n',
)
const note = bytesOf('Seen in the portal on 2 November: the row is gone.\nÆ, é and tabs\tare text.\n')

const read = (bytes: Uint8Array<ArrayBuffer>, name: string) => readEvidenceFile(bytes, name)

describe('what it is, its content decides', () => {
  test.each<[string, Uint8Array<ArrayBuffer>, EvidenceType]>([
    ['confirmation.pdf', pdf, 'pdf'],
    ['Apple.EML', message, 'eml'],
    ['mail saved.txt', message, 'txt'],
    ['note.txt', note, 'txt'],
  ])('%s is kept byte for byte', async (name, bytes, type) => {
    const outcome = await read(bytes, name)
    expect(outcome).toMatchObject({ ok: true, value: { type, bytes } })
    if (outcome.ok) expect(outcome.value.sha256).toBe(outcome.value.originalSha256)
  })

  test.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['picture.png', pdf, 'evidenceFileMislabelled'],
    ['note.pdf', note, 'evidenceFileMislabelled'],
    ['note.eml', note, 'evidenceFileMislabelled'],
    ['page.html', bytesOf('<script>alert(1)</script>'), 'evidenceFileMislabelled'],
    ['no ending', note, 'evidenceFileMislabelled'],
    ['drawing.svg', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'evidenceFileMislabelled'],
    ['archive.txt', new Uint8Array(deflateRawSync(note)), 'evidenceFileUnknown'],
    ['old.txt', new Uint8Array(Buffer.from('é', 'latin1')), 'evidenceFileNotUtf8'],
    ['torn.pdf', pdf.subarray(0, 20), 'evidenceFileMislabelled'],
    ['key.txt', bytesOf('-----BEGIN RSA PRIVATE KEY-----\nAAAA\n'), 'evidenceFileHoldsKey'],
    ['nothing.txt', new Uint8Array(), 'evidenceFileEmpty'],
    ['large.txt', new Uint8Array(largestEvidenceFile + 1), 'evidenceFileTooLarge'],
  ])('%s is refused: %#', async (name, bytes, reason) => {
    expect(await read(bytes, name)).toMatchObject({ ok: false, reason })
  })
})

describe.each(['png', 'jpeg'] as const)('a picture (%s)', (type) => {
  const name = `screen.${evidenceTypes[type].endings[0]}`

  test('is kept without what it tells of who took it and where, the way up it was meant', async () => {
    const picture = await pictures[type]()
    expect(Buffer.from(picture).includes(secret)).toBe(true)
    const outcome = await read(picture, name)
    if (!outcome.ok) return expect.unreachable(outcome.reason)
    const { bytes, sha256, originalSha256 } = outcome.value
    expect(Buffer.from(bytes).includes('Nielsen')).toBe(false)
    expect(sha256).not.toBe(originalSha256)
    const { exif: left, icc, xmp, iptc, width, height, format } = await sharp(bytes).metadata()
    expect({ left, icc, xmp, iptc, format }).toEqual({ format: type })
    // The JPEG was taken with the camera on its side.
    expect([width, height]).toEqual(type === 'png' ? [2, 1] : [1, 2])
  })

  test('is kept without what stands behind its end', async () => {
    const outcome = await read(joined(await pictures[type](), bytesOf(secret)), name)
    if (!outcome.ok) return expect.unreachable(outcome.reason)
    expect(Buffer.from(outcome.value.bytes).includes('Nielsen')).toBe(false)
  })

  test('that is cut short anywhere is refused', async () => {
    const picture = new Uint8Array(
      await sharp({
        create: {
          width: 64,
          height: 64,
          channels: 3,
          background: '#123456',
          noise: { type: 'gaussian', mean: 128, sigma: 30 },
        },
      })
        .toFormat(type)
        .toBuffer(),
    )
    expect((await read(picture, name)).ok).toBe(true)
    for (const share of [0.1, 0.5, 0.9])
      expect(await read(picture.slice(0, picture.length * share), name)).toMatchObject({
        reason: 'evidenceFileBroken',
      })
  })
})

test('a picture that says to be larger than any screen is not unpacked', async () => {
  const picture = new Uint8Array(await twoPixels().png().toBuffer())
  // The width and height of IHDR; its checksum is wrong then too, and either is enough to refuse it.
  new DataView(picture.buffer).setUint32(16, 100_000)
  new DataView(picture.buffer).setUint32(20, 100_000)
  expect(await read(picture, 'bomb.png')).toMatchObject({ reason: 'evidenceFileBroken' })
})

test('whatever is handed in is read or refused in words, and never throws', async () => {
  const seeds = [pdf, message, note, await pictures.png(), await pictures.jpeg()]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }),
      fc.nat(400),
      fc.constantFrom('a.pdf', 'a.png', 'a.jpg', 'a.eml', 'a.txt', 'a', ''),
      async (seed, changes, cut, name) => {
        const bytes = seed.slice(0, Math.max(1, seed.length - cut))
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        const outcome = await read(bytes, name)
        if (!outcome.ok) expect(outcome.reason).toMatch(/^evidenceFile/)
        else expect(evidenceTypes[outcome.value.type].endings.some((each) => name.endsWith(each))).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

test('a text in another encoding is refused by how to save it', async () => {
  const latin1 = new Uint8Array(Buffer.from("Réponse d'Apple : supprimé", 'latin1'))
  expect(await readEvidenceFile(latin1, 'réponse.txt')).toMatchObject({ reason: 'evidenceFileNotUtf8' })
  expect(await readEvidenceFile(latin1, 'réponse.doc')).toMatchObject({ reason: 'evidenceFileUnknown' })
})
