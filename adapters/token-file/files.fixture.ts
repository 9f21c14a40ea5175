/** The subject of an Apple push certificate. */
export const pushSubject = (topic: string) =>
  [
    ['UID', topic],
    ['CN', 'APSP:5f1c0f5e'],
  ] as const

/** A location token as Apple writes it: base64 of JSON. */
export const locationTokenOf = (content: unknown): string =>
  Buffer.from(JSON.stringify(content)).toString('base64')

/** A server token as Apple writes it; nothing of the message inside can be read without its key. */
export const serverToken = [
  'Content-Type: application/pkcs7-mime; name="smime.p7m"; smime-type=enveloped-data',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="smime.p7m"',
  'Content-Description: S/MIME Encrypted Message',
  '',
  'MIAGCSqGSIb3DQEHA6CAMIACAQAxgga0MIIBVgIBADA+',
].join('\r\n')
