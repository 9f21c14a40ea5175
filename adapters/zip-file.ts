import { type Zippable, zipSync } from 'fflate'

export type ZippedFile = { name: string; bytes: Uint8Array }

/** Several files as one, in their order. All carry one moment, so that the same files give the same bytes. */
export const zipFile = (files: readonly ZippedFile[], at: Date): Uint8Array<ArrayBuffer> => {
  const entries: Zippable = {}
  for (const { name, bytes } of files) entries[name] = [bytes, { mtime: at, level: isPacked(name) ? 0 : 6 }]
  return new Uint8Array(zipSync(entries))
}

/** What is compressed already gets no smaller. */
const isPacked = (name: string): boolean => /\.(pdf|xlsx|png|jpe?g)$/i.test(name)
