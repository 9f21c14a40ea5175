import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { makeSelfSigned } from '#sandbox/self-signed.ts'

/** A message as the server took it. */
export type Taken = {
  from: string
  to: string[]
  user: string | null
  isEncrypted: boolean
  raw: string
  mail: Email
}

type MailboxOptions = {
  /** It signs in only whoever shows these. */
  user?: string
  password?: string
  /** Whether it offers encryption, or speaks nothing else. */
  tls?: 'offered' | 'none' | 'fromStart'
  port?: number
}

const dayMs = 86_400_000

/** A mail server on this machine, speaking SMTP as others do, which keeps what it is given. */
export const openMailbox = async ({ user, password, tls = 'none', port = 0 }: MailboxOptions = {}) => {
  const taken: Taken[] = []
  /** What it answers an address, once each. */
  const refusals = new Map<string, number[]>()
  const now = Date.now()
  const { pem, privateKey } = makeSelfSigned('localhost', new Date(now - dayMs), new Date(now + dayMs))
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const server = new SMTPServer({
    secure: tls === 'fromStart',
    ...(tls !== 'none' && { key, cert: pem }),
    disabledCommands: [...(tls === 'none' ? ['STARTTLS'] : []), ...(user === undefined ? ['AUTH'] : [])],
    allowInsecureAuth: tls === 'none',
    authOptional: user === undefined,
    onAuth: (shown, _session, answer) =>
      shown.username === user && shown.password === password
        ? answer(null, { user })
        : answer(new Error('wrong user or password')),
    onRcptTo: ({ address }, _session, answer) => {
      const status = refusals.get(address)?.shift()
      return status === undefined
        ? answer()
        : answer(Object.assign(new Error(`no <${address}> here`), { responseCode: status }))
    },
    onData: (stream, session, answer) => {
      buffer(stream).then(async (bytes) => {
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: typeof session.user === 'string' ? session.user : null,
          isEncrypted: session.secure,
          raw: bytes.toString('utf8'),
          mail: await PostalMime.parse(bytes),
        })
        answer()
      }, answer)
    },
  })
  // A client that does not trust the certificate ends the handshake; what it says of it is the client's to tell.
  server.on('error', () => {})
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  const own = typeof address === 'object' && address !== null ? address.port : port
  return {
    /** Its name is that of its certificate. */
    host: `localhost:${own}`,
    port: own,
    pem,
    taken,
    refuse: (to: string, ...statuses: number[]) => refusals.set(to, statuses),
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
