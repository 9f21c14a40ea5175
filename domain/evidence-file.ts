import { type Outcome, refused } from './outcome.ts'

/** What a file of evidence may be: by its name here, how its name may end, and what it is called on the wire. */
export const evidenceTypes = {
  pdf: { endings: ['pdf'], mediaType: 'application/pdf' },
  png: { endings: ['png'], mediaType: 'image/png' },
  jpeg: { endings: ['jpg', 'jpeg'], mediaType: 'image/jpeg' },
  eml: { endings: ['eml'], mediaType: 'message/rfc822' },
  txt: { endings: ['txt'], mediaType: 'text/plain; charset=utf-8' },
} as const
export type EvidenceType = keyof typeof evidenceTypes

export type EvidenceFileReason =
  | 'evidenceFileEmpty'
  | 'evidenceFileTooLarge'
  | 'evidenceFileUnknown'
  | 'evidenceFileNotUtf8'
  | 'evidenceFileMislabelled'
  | 'evidenceFileBroken'
  | 'evidenceFileHoldsKey'

/** In bytes: a scan of several pages. A Server Action takes as much and its form, see next.config.js. */
export const largestEvidenceFile = 8 * 1024 * 1024

/** A file as it is kept: of an image what it shows, without what it tells of its camera, its place and its maker. */
export type EvidenceFile = {
  type: EvidenceType
  bytes: Uint8Array<ArrayBuffer>
  sha256: string
  /** Of the file as it was handed in; differs where something was taken out. */
  originalSha256: string
}

/** The refusal of a file by its size alone, before any of it is looked at. */
export const refusedBySize = (size: number): Outcome<never, EvidenceFileReason> | null => {
  if (size === 0) return refused('evidenceFileEmpty')
  return size > largestEvidenceFile
    ? refused('evidenceFileTooLarge', { megabytes: largestEvidenceFile / 1024 / 1024 })
    : null
}

/** What a file is called where it is saved: as it was handed in, without what a system of files reads as something else. */
export const savedName = (name: string): string => name.replaceAll(/[\\/:*?"<>|]/g, '_').replace(/^\.+/, '_')
