import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** DER: tag, length, contents. Lengths of 128 and more take as many bytes as they need. */
const der = (tag: number, ...contents: Uint8Array[]): Buffer => {
  const body = Buffer.concat(contents)
  const hex = body.length.toString(16)
  const long = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  const length = body.length < 128 ? Buffer.from([body.length]) : Buffer.from([0x80 | long.length, ...long])
  return Buffer.concat([Buffer.from([tag]), length, body])
}

const sequence = (...contents: Uint8Array[]) => der(0x30, ...contents)
const integer = (value: number) => der(0x02, Buffer.from([value]))
const objectId = (...bytes: number[]) => der(0x06, Buffer.from(bytes))
const time = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))

const sha256WithRsa = sequence(objectId(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), der(0x05))
const commonName = objectId(0x55, 0x04, 0x03)

/** A new key with a self-signed certificate for it, so that no private key needs to be kept in the project. */
export const makeSelfSigned = (
  name: string,
  from: Date,
  until: Date,
): { pem: string; privateKey: KeyObject } => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const subject = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name)))))
  const toBeSigned = sequence(
    der(0xa0, integer(2)),
    integer(1),
    sha256WithRsa,
    subject,
    sequence(time(from), time(until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey))
  const base64 = sequence(toBeSigned, sha256WithRsa, signature).toString('base64')
  const lines = base64.match(/.{1,64}/g) ?? []
  return { pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`, privateKey }
}
