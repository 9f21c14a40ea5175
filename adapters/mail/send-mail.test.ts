import { createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { setMail } from '../env.ts'
import { log } from '../log.ts'
import { openMailbox } from './mailbox.fixture.ts'
import { type Mail, messageIdOf, sendMail } from './send-mail.ts'

afterEach(() => setMail(null))

const opened = async (options: Parameters<typeof openMailbox>[0] = {}) => {
  const mailbox = await openMailbox(options)
  onTestFinished(() => mailbox.close())
  return mailbox
}
const from = 'Pomona <pomona@lindegaard.example>'
const toServer = (server: string) => setMail({ server, from })
const document = `{"statement":"${'é'.repeat(2_000)}"}`
const mail = (fields: Partial<Mail> = {}): Mail => ({
  to: 'audit@lindegaard.example',
  subject: 'Audit checkpoint 12 of Lindegaard Group',
  text: 'Keep it.',
  id: 'checkpoint-12',
  attachment: { name: 'checkpoint-12.json', type: 'application/json', content: document },
  ...fields,
})
/** What is logged, with how often, in place of being written. */
const logged = () => vi.spyOn(log, 'warn').mockReturnValue()

describe('a mail', () => {
  test('arrives with sender, subject and text, and its attachment to the byte', async () => {
    const mailbox = await opened()
    toServer(`smtp://${mailbox.host}`)
    expect(await sendMail(mail())).toBeNull()
    const [taken] = mailbox.taken
    expect(taken).toMatchObject({
      from: 'pomona@lindegaard.example',
      to: ['audit@lindegaard.example'],
      mail: {
        from: { name: 'Pomona', address: 'pomona@lindegaard.example' },
        to: [{ address: 'audit@lindegaard.example' }],
        subject: 'Audit checkpoint 12 of Lindegaard Group',
        text: 'Keep it.\n',
        messageId: '<checkpoint-12@lindegaard.example>',
      },
    })
    expect(messageIdOf('checkpoint-12')).toBe('checkpoint-12@lindegaard.example')
    expect(taken?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    const [attachment] = taken?.mail.attachments ?? []
    expect(attachment).toMatchObject({ filename: 'checkpoint-12.json', mimeType: 'application/json' })
    expect(Buffer.from(attachment?.content as ArrayBuffer).toString('utf8')).toBe(document)
  })

  test('gets no header and no addressee from the names within it', async () => {
    const mailbox = await opened()
    toServer(`smtp://${mailbox.host}`)
    const evil = 'Lindegaard\r\nBcc: thief@elsewhere.example\r\n\r\nPay at once'
    await sendMail(mail({ subject: evil, text: `${evil}\r\n.\r\nMAIL FROM:<thief@elsewhere.example>\r\n` }))
    expect(mailbox.taken).toHaveLength(1)
    const [taken] = mailbox.taken
    expect(taken?.to).toEqual(['audit@lindegaard.example'])
    const headers = taken?.mail.headers.map(({ key }) => key)
    expect(headers).not.toContain('bcc')
    expect(taken?.mail.text).toContain('MAIL FROM:<thief@elsewhere.example>')
  })

  test('goes nowhere where no server is set', async () => {
    expect(await sendMail(mail())).toEqual({ fault: 'mailNotSetUp', isLasting: false })
    expect(messageIdOf('checkpoint-12')).toBeNull()
  })
})

describe('the way to the server', () => {
  test('is encrypted, and signed in on, where its certificate is trusted', async () => {
    const trusted = getCACertificates('default')
    onTestFinished(() => setDefaultCACertificates(trusted))
    const signIn = { user: 'pomona@lindegaard.example', password: 'a:word/of@mail' }
    const given = encodeURIComponent(signIn.user).concat(':', encodeURIComponent(signIn.password))
    for (const tls of ['offered', 'fromStart'] as const) {
      const mailbox = await opened({ ...signIn, tls })
      setDefaultCACertificates([...trusted, mailbox.pem])
      const scheme = tls === 'fromStart' ? 'smtps' : 'smtp'
      toServer(`${scheme}://${given}@${mailbox.host}?tls=required`)
      expect(await sendMail(mail())).toBeNull()
      expect(mailbox.taken).toMatchObject([{ isEncrypted: true, user: signIn.user }])
    }
  })

  test('is not gone where nobody vouches for its certificate', async () => {
    logged()
    for (const tls of ['offered', 'fromStart'] as const) {
      const mailbox = await opened({ tls })
      toServer(`${tls === 'fromStart' ? 'smtps' : 'smtp'}://${mailbox.host}?tls=required`)
      expect(await sendMail(mail())).toEqual({ fault: 'mailCertificateRefused', isLasting: false })
      expect(mailbox.taken).toEqual([])
    }
  })

  test('is not gone without encryption where that is required', async () => {
    logged()
    const mailbox = await opened()
    toServer(`smtp://${mailbox.host}?tls=required`)
    expect(await sendMail(mail())).toEqual({ fault: 'mailNotEncrypted', isLasting: false })
    expect(mailbox.taken).toEqual([])
  })

  test('ends at a wrong password, which no line of the log holds, nor what the server said', async () => {
    const told = logged()
    const mailbox = await opened({ user: 'pomona', password: 'the right one' })
    toServer(`smtp://pomona:canary-of-mail@${mailbox.host}`)
    expect(await sendMail(mail())).toEqual({ fault: 'mailSignInRefused', isLasting: false })
    expect(told.mock.calls).toEqual([
      [{ fault: 'mailSignInRefused', code: 'EAUTH', responseCode: 535 }, 'a mail was not taken'],
    ])
  })

  test.each([
    [550, true],
    [450, false],
  ])('ends at an address that the server answers with %i: for good is %s', async (status, isLasting) => {
    const told = logged()
    const mailbox = await opened()
    mailbox.refuse('audit@lindegaard.example', status)
    toServer(`smtp://${mailbox.host}`)
    expect(await sendMail(mail())).toEqual({ fault: 'mailAddressRefused', isLasting })
    expect(JSON.stringify(told.mock.calls)).not.toContain('audit@lindegaard.example')
  })

  test('ends where nobody listens, or somebody who speaks something else', async () => {
    logged()
    const gone = await openMailbox()
    await gone.close()
    toServer(`smtp://${gone.host}`)
    expect(await sendMail(mail())).toEqual({ fault: 'mailServerUnreachable', isLasting: false })
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as { port: number }
    toServer(`smtp://127.0.0.1:${port}`)
    expect(await sendMail(mail())).toEqual({ fault: 'mailServerUnreachable', isLasting: false })
  })
})
