import { createTransport } from 'nodemailer'
import type { MailFault } from '#domain/checkpoint-mail.ts'
import { senderOf } from '#domain/mail-address.ts'
import { settings } from '../env.ts'
import { log } from '../log.ts'
import { type MailServer, mailServerOf } from './mail-server.ts'

export type Mail = {
  to: string
  subject: string
  text: string
  /** The part before the @ of its Message-ID: mail programs show a message that came twice with the same one once. */
  id: string
  attachment: { name: string; type: string; content: string }
}

/** Why a mail was not taken. `isLasting`: this address is refused for good, another try would be too. */
export type NotTaken = { fault: MailFault; isLasting: boolean }

const secondMs = 1_000
const patience = {
  dnsTimeout: 10 * secondMs,
  connectionTimeout: 10 * secondMs,
  greetingTimeout: 15 * secondMs,
  socketTimeout: 60 * secondMs,
}

/**
 * How nodemailer speaks to the server (https://nodemailer.com/smtp). Its options are composed here and not read from the
 * address, which could turn off the check of certificates or have it log what it says.
 */
const optionsOf = ({ host, port, encryption, signIn }: MailServer) => ({
  host,
  port,
  secure: encryption === 'fromStart',
  requireTLS: encryption === 'required',
  ignoreTLS: encryption === 'off',
  tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const },
  ...(signIn && { auth: { user: signIn.user, pass: signIn.password } }),
  ...patience,
  logger: false,
  disableFileAccess: true,
  disableUrlAccess: true,
})

/** Whether this installation can mail at all. */
export const canMail = (): boolean => settings().mail !== null

/** The Message-ID that a mail of this id has, less its angle brackets. */
export const messageIdOf = (id: string): string | null => {
  const { mail } = settings()
  const domain = senderOf(mail?.from ?? '')
    ?.address.split('@')
    .at(-1)
  return domain === undefined ? null : `${id}@${domain}`
}

/** Hands a mail to the server; null once that has taken it. What it answers is told by a name: its words quote addresses. */
export const sendMail = async (mail: Mail): Promise<NotTaken | null> => {
  const given = settings().mail
  const server = given && mailServerOf(given.server)
  const from = given && senderOf(given.from)
  if (!server || !from) return { fault: 'mailNotSetUp', isLasting: false }
  const transport = createTransport(optionsOf(server))
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      messageId: `<${messageIdOf(mail.id)}>`,
      // RFC 3834: no out-of-office note answers it.
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [
        {
          filename: mail.attachment.name,
          contentType: mail.attachment.type,
          // Bytes of a text could be wrapped and joined again; those of base64 arrive as they left.
          contentTransferEncoding: 'base64',
          content: Buffer.from(mail.attachment.content),
        },
      ],
    })
    return null
  } catch (error) {
    return notTaken(error)
  } finally {
    transport.close()
  }
}

/** Of an error of nodemailer's: what happened, what had been said, and the number that the server answered with. */
type SmtpError = Error & { code?: string; originalCode?: string; command?: string; responseCode?: number }

const ofCertificates = /^(CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH)/

const faultOf = ({ code = '', originalCode = '', command, responseCode }: SmtpError): MailFault | null => {
  if (ofCertificates.test(originalCode)) return 'mailCertificateRefused'
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return 'mailSignInRefused'
    case 'ETLS':
      return responseCode === undefined ? 'mailCertificateRefused' : 'mailNotEncrypted'
    case 'EDNS':
    case 'ECONNECTION':
    case 'ESOCKET':
    case 'ETIMEDOUT':
    case 'EPROTOCOL':
      return 'mailServerUnreachable'
    case 'EENVELOPE':
      return command === 'RCPT TO' ? 'mailAddressRefused' : 'mailRefused'
    case 'EMESSAGE':
    case 'ESTREAM':
      return 'mailRefused'
    default:
      return null
  }
}

const notTaken = (error: unknown): NotTaken => {
  const failed = error as SmtpError
  const fault = faultOf(failed)
  if (fault === null) throw error
  const { code, originalCode, responseCode } = failed
  log.warn({ fault, code, originalCode, responseCode }, 'a mail was not taken')
  const isLasting = fault === 'mailAddressRefused' && (responseCode ?? 0) >= 500
  return { fault, isLasting }
}
