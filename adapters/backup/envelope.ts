import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ReadableStream as Stream } from 'node:stream/web'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'

/** Why a file gave nothing: it did not open at all, or what came after its first bytes is not what was written. */
export class BackupUnreadable extends Error {
  override name = 'BackupUnreadable'
  readonly reason: 'backupNotOpened' | 'backupDamaged'
  constructor(reason: BackupUnreadable['reason'], cause?: unknown) {
    super(reason, { cause })
    this.reason = reason
  }
}

/** The key is 32 random bytes, so stretching it adds nothing; age's own default would take a second and 256 MB. */
const scryptWorkFactor = 12

/** TypeScript knows the web's streams twice, as Node's and as the browser's, and only Node's are made of what is iterated. */
const streamOf = (bytes: AsyncIterable<Uint8Array>) =>
  Stream.from(bytes) as unknown as ReadableStream<Uint8Array>

/**
 * Writes a file that opens with the key alone: zstd inside age (https://age-encryption.org/v1), whose pieces are numbered
 * and whose last one says so. It is there under its name once it is whole and on the disk, and never before.
 */
export const writeSealed = async (
  file: string,
  key: Buffer,
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> => {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(key.toString('base64'))
  encrypter.setScryptWorkFactor(scryptWorkFactor)
  const draft = `${file}.partial`
  try {
    await pipeline(
      source,
      createZstdCompress(),
      async function* (bytes: AsyncIterable<Uint8Array>) {
        yield* await encrypter.encrypt(streamOf(bytes))
      },
      createWriteStream(draft, { mode: 0o600 }),
      { signal },
    )
    const written = await open(draft, 'r+')
    await written.sync().finally(() => written.close())
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * Lends what such a file holds to `read`, piece by piece. Every piece is authentic when it arrives, but only the end of
 * it all shows that nothing was cut off. Throws BackupUnreadable.
 */
export const readSealed = async <Value>(
  file: string,
  key: Buffer,
  read: (bytes: AsyncIterable<Buffer>) => Promise<Value>,
  signal: AbortSignal,
): Promise<Value> => {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(key.toString('base64'))
  const encrypted = await open(file, 'r')
  try {
    return await pipeline(
      createReadStream(file, { fd: encrypted, autoClose: false }),
      async function* (bytes: AsyncIterable<Uint8Array>) {
        const plain = await decrypter.decrypt(streamOf(bytes)).catch((error: unknown) => {
          throw new BackupUnreadable('backupNotOpened', error)
        })
        yield* authentic(plain)
      },
      createZstdDecompress(),
      read,
      { signal },
    )
  } finally {
    await encrypted.close()
  }
}

async function* authentic(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* plain
  } catch (error) {
    throw new BackupUnreadable('backupDamaged', error)
  }
}
