import { type Outcome, refused } from '#domain/outcome.ts'

/** What a file tells of its connection: all that is ever kept of it. Moments are ISO 8601. */
export type TokenFile =
  | {
      kind: 'pushCertificate'
      topic: string
      certificateSerial: string
      validFrom: string
      expiresAt: string
    }
  | { kind: 'locationToken'; organisationName: string; expiresAt: string }

export type TokenFileReason =
  | 'tokenFileEmpty'
  | 'tokenFileTooLarge'
  | 'tokenFileUnknown'
  | 'tokenFileHoldsKey'
  | 'tokenFileIsServerToken'
  | 'tokenFileIsRequest'
  | 'tokenFileCertificates'
  | 'tokenFileNotPush'
  | 'tokenFileCertificateUnreadable'
  | 'tokenFileLocationUnreadable'
  | 'tokenFileMislabelled'

/** Of the files that are read, the largest has 5 kilobytes. */
export const largestTokenFile = 65_536

/** The refusal of a file by its size alone, before any of it is looked at. */
export const refusedBySize = (size: number): Outcome<never, TokenFileReason> | null => {
  if (size === 0) return refused('tokenFileEmpty')
  return size > largestTokenFile ? refused('tokenFileTooLarge', { kilobytes: largestTokenFile / 1024 }) : null
}
