import sharp from 'sharp'

/** Of a camera of today; what says to be larger is not unpacked. */
const mostPixels = 64_000_000

/** In seconds, many times what the largest photograph takes: noise can be made that takes minutes to pack. */
const patience = 30

let underWay: Promise<unknown> = Promise.resolve()

/**
 * An image drawn anew: the way up it was meant, and nothing else of what stood beside its pixels (Exif, XMP, IPTC,
 * comments, whatever followed its end). Null where it cannot be drawn whole, or not in time. One after the other: drawing
 * takes threads of which Node has four, and sign-ins need them too.
 */
export const cleanImage = (
  bytes: Uint8Array<ArrayBuffer>,
  type: 'png' | 'jpeg',
  { seconds = patience } = {},
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const turn = underWay.then(() => drawnAnew(bytes, type, seconds))
  underWay = turn
  return turn
}

const drawnAnew = async (
  bytes: Uint8Array<ArrayBuffer>,
  type: 'png' | 'jpeg',
  seconds: number,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  try {
    const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' }).autoOrient()
    // PNG's hardest packing takes three times as long as its usual one, and saves a few per cent.
    const { data, info } = await (type === 'png'
      ? image.png({ compressionLevel: 6 })
      : image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    )
      .timeout({ seconds })
      .toBuffer({ resolveWithObject: true })
    return info.format === type ? new Uint8Array(data) : null
  } catch {
    return null
  }
}
