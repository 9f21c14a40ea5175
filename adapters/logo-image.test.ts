import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { largestLogo } from '#domain/logo.ts'
import { logoImage } from './logo-image.ts'

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#1f6b4f' } })
const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer())

describe('a logo', () => {
  it.each(['png', 'jpeg', 'webp'] as const)(
    'may be a picture of type %s, and is kept as a small PNG',
    async (type) => {
      const outcome = await logoImage(await bytesOf(picture(1600, 400).toFormat(type)))
      expect(outcome).toMatchObject({ ok: true, value: { width: 800, height: 200 } })
      if (outcome.ok) expect((await sharp(outcome.value.png).metadata()).format).toBe('png')
    },
  )

  it('is not made larger than it is', async () => {
    expect(await logoImage(await bytesOf(picture(40, 20).png()))).toMatchObject({
      value: { width: 40, height: 20 },
    })
  })

  it('holds nothing that stood beside its pixels', async () => {
    const exif = { IFD0: { Artist: 'Ane Nielsen' } }
    const outcome = await logoImage(await bytesOf(picture(40, 20).png().withExif(exif)))
    if (!outcome.ok) throw new Error(outcome.reason)
    expect(Buffer.from(outcome.value.png).includes('Nielsen')).toBe(false)
  })

  it.each([
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'logoSvg'],
    ['a drawing behind a declaration', '<?xml version="1.0"?>\n<svg/>', 'logoSvg'],
    ['a text', 'not a picture', 'logoNoImage'],
    ['nothing', '', 'logoNoImage'],
  ])('%s is refused', async (_, text, reason) => {
    expect(await logoImage(new Uint8Array(Buffer.from(text)))).toMatchObject({ ok: false, reason })
  })

  it('too large is refused before it is looked at', async () => {
    expect(await logoImage(new Uint8Array(largestLogo + 1))).toMatchObject({ reason: 'logoTooLarge' })
  })

  it('is a picture or refused, whatever comes in', async () => {
    const seed = await bytesOf(picture(30, 10).png())
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 8 }),
        async (changes) => {
          const bytes = seed.slice()
          for (const [at, value] of changes) bytes[at] = value
          const outcome = await logoImage(bytes)
          if (outcome.ok) expect(outcome.value.png.length).toBeGreaterThan(0)
          else expect(['logoNoImage', 'logoSvg', 'logoTooLarge']).toContain(outcome.reason)
        },
      ),
      { numRuns: 50 },
    )
  })
})
