import sharp from 'sharp'

/** Of a camera of today; what says to be larger is not unpacked. */
const mostPixels = 64_000_000

/**
 * An image drawn anew: the way up it was meant, and nothing else of what stood beside its pixels (Exif, XMP, IPTC,
 * comments, whatever followed its end). Null where it cannot be drawn whole.
 */
export const cleanImage = async (
  bytes: Uint8Array<ArrayBuffer>,
  type: 'png' | 'jpeg',
): Promise<Uint8Array<ArrayBuffer> | null> => {
  try {
    const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' }).autoOrient()
    const { data, info } = await (type === 'png'
      ? image.png({ compressionLevel: 9 })
      : image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    ).toBuffer({ resolveWithObject: true })
    return info.format === type ? new Uint8Array(data) : null
  } catch {
    return null
  }
}
