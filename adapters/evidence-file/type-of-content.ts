import type { EvidenceType } from '#domain/evidence-file.ts'

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte)

/** PNG, 5.2: the eight bytes every one begins with. */
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** JPEG (ITU-T T.81, B.1): the start of an image, and the marker of its first segment. */
const jpeg = [0xff, 0xd8, 0xff]

/** What a file is by its bytes alone; null is none of the types evidence may have. */
export const typeOfContent = (bytes: Uint8Array): EvidenceType | 'privateKey' | null => {
  if (startsWith(bytes, png)) return 'png'
  if (startsWith(bytes, jpeg)) return 'jpeg'
  if (isPdf(bytes)) return 'pdf'
  const text = textOf(bytes)
  if (text === null) return null
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return 'privateKey'
  return isMessage(text) ? 'eml' : 'txt'
}

/** ISO 32000-1, 7.5.2 and 7.5.5: it begins with its version and ends with the mark of its end. */
const isPdf = (bytes: Uint8Array): boolean => {
  const latin = new TextDecoder('latin1')
  return (
    /^%PDF-[12]\.\d/.test(latin.decode(bytes.subarray(0, 8))) &&
    latin.decode(bytes.subarray(-1024)).includes('%%EOF')
  )
}

/** UTF-8 without control characters other than those that set text, or null. */
const textOf = (bytes: Uint8Array): string | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return unprintable.test(text) ? null : text
  } catch {
    return null
  }
}

const unprintable = /[^\P{Cc}\t\n\r\f]/u

/** Whether it may be text in another encoding: of one byte a character, or UTF-16 by its mark (RFC 2781, 3.2). */
export const isOtherText = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0xff, 0xfe]) ||
  startsWith(bytes, [0xfe, 0xff]) ||
  bytes.every((byte) => byte >= 0x20 || [0x09, 0x0a, 0x0c, 0x0d].includes(byte))

/** RFC 5322, 3.6: every message says when it was written and by whom, in fields before its first empty line. */
const isMessage = (text: string): boolean => {
  const [head = ''] = text.slice(0, 100_000).split(/\r?\n\r?\n/, 1)
  const lines = head.split(/\r?\n/)
  return (
    lines.every((line) => /^(?:[!-9;-~]+:|[ \t])/.test(line)) &&
    ['date', 'from'].every((field) => lines.some((line) => line.toLowerCase().startsWith(`${field}:`)))
  )
}
