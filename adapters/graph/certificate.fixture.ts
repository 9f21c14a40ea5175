import { generateKeyPairSync, sign } from 'node:crypto'

/** A DER element: tag, length, content (ITU-T X.690). */
const der = (tag: number, ...contents: Buffer[]): Buffer => {
  const content = Buffer.concat(contents)
  const length =
    content.length < 128
      ? Buffer.from([content.length])
      : Buffer.from([0x82, content.length >> 8, content.length & 255])
  return Buffer.concat([Buffer.from([tag]), length, content])
}
const sequence = (...contents: Buffer[]): Buffer => der(0x30, ...contents)
const utcTime = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`))

const sha256WithRsa = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05))
/** Attributes of a name by their object identifiers (X.520, RFC 4519). */
const attributes = { CN: '550403', UID: '0992268993f22c640101' }
type Attribute = readonly [keyof typeof attributes, string]
const nameOf = (parts: readonly Attribute[]): Buffer =>
  sequence(
    ...parts.map(([type, value]) =>
      der(0x31, sequence(der(0x06, Buffer.from(attributes[type], 'hex')), der(0x0c, Buffer.from(value)))),
    ),
  )

type TestCertificate = { from: Date; until: Date; subject?: readonly Attribute[]; serial?: string }

/** A self-signed certificate with its key, made anew for each test so that no key is ever kept in a file. */
export const testCertificate = ({
  from,
  until,
  subject = [['CN', 'Pomona test']],
  serial = '01',
}: TestCertificate) => {
  const name = nameOf(subject)
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(serial, 'hex')),
    sha256WithRsa,
    name,
    sequence(utcTime(from), utcTime(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, sha256WithRsa, der(0x03, Buffer.from([0]), signature))
  const base64 = certificate.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    publicKey,
    privateKey,
    der: certificate,
    certificatePem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    pkcs1Pem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  }
}
