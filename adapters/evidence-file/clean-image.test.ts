import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cleanImage } from './clean-image.ts'

/** Black and white at random: hardly anything takes longer to pack as well as can be. */
const noise = async (side: number) => {
  const pixels = randomBytes(side * side).map((byte) => (byte % 2) * 255)
  const raw = { width: side, height: side, channels: 1 } as const
  return new Uint8Array(await sharp(pixels, { raw }).png({ compressionLevel: 1 }).toBuffer())
}

test('a picture that takes longer than anybody waits for is given up', async () => {
  expect(await cleanImage(await noise(6000), 'png', { seconds: 1 })).toBeNull()
})

test('pictures are drawn one after the other, and one that was given up holds up no other', async () => {
  const [large, small] = [await noise(3000), await noise(10)]
  const finished: string[] = []
  const draws = async (name: string, bytes: Uint8Array<ArrayBuffer>, seconds?: number) => {
    const drawn = await cleanImage(bytes, 'png', seconds === undefined ? {} : { seconds })
    finished.push(`${name} ${drawn === null ? 'given up' : 'drawn'}`)
  }
  await Promise.all([draws('broken', large.subarray(0, 500)), draws('large', large), draws('small', small)])
  expect(finished).toEqual(['broken given up', 'large drawn', 'small drawn'])
})
