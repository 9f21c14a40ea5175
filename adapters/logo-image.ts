import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { largestLogo } from '#domain/logo.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'

/** In bytes: it stands in the facts of every report. */
const largestKept = 200 * 1024

/** In pixels: sharp in print at the size a cover gives it. */
const box = { width: 800, height: 240 }
const mostPixels = 40_000_000
const formats: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp'])

export type Logo = { png: Uint8Array<ArrayBuffer>; sha256: string; width: number; height: number }

/**
 * A picture drawn anew as a small PNG, with nothing of what stood beside its pixels. What is no PNG, JPEG or WebP by its
 * content is refused: an SVG may hold scripts and refer to other files.
 */
export const logoImage = async (
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Outcome<Logo, 'logoTooLarge' | 'logoNoImage' | 'logoSvg'>> => {
  if (bytes.length > largestLogo) return refused('logoTooLarge', { megabytes: largestLogo / 1024 / 1024 })
  if (isSvg(bytes)) return refused('logoSvg')
  try {
    const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' })
    const { format = '' } = await image.metadata()
    if (!formats.has(format)) return refused('logoNoImage')
    const { data, info } = await image
      .autoOrient()
      .resize({ ...box, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9 })
      .toBuffer({ resolveWithObject: true })
    if (data.length > largestKept) return refused('logoTooLarge', { megabytes: largestLogo / 1024 / 1024 })
    const png = new Uint8Array(data)
    const sha256 = createHash('sha256').update(png).digest('hex')
    return done({ png, sha256, width: info.width, height: info.height })
  } catch {
    return refused('logoNoImage')
  }
}

/** By how it begins: it is text, whatever its name says, and whether or not it could be drawn. */
const isSvg = (bytes: Uint8Array): boolean => {
  const start = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart()
  return start.startsWith('<') && /<svg[\s>/]/i.test(start)
}
