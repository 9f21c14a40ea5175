import { inOrganisation } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import type { Mail } from '#adapters/mail/send-mail.ts'
import { reportWords } from '#adapters/pdf/words.ts'
import type { Actor } from '#domain/actor.ts'
import { isLanguage, languages } from '#domain/language.ts'
import { checkpointFile } from './checkpoints.ts'

/** The same for every try and every address, so that what comes twice is shown once. */
export const mailIdOf = (organisationId: string, sequence: number): string =>
  `checkpoint-${sequence}.${organisationId}`

/** What stands on one line of a mail: whatever would begin another, or turn its direction, is a space. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ')

/**
 * The mail with a checkpoint, in the organisation's language: what the file is, why to keep it away from here, and how a
 * log is held to it. It names the organisation and nobody.
 */
export const composeMail = async (actor: Actor, sequence: number): Promise<(address: string) => Mail> => {
  const { organisationId } = actor
  const { document, at, key } = await checkpointFile(actor, sequence)
  const organisation = await inOrganisation(organisationId, (tx) =>
    tx.organisation.findFirstOrThrow({ select: { name: true, language: true, timeZone: true } }),
  )
  const language = isLanguage(organisation.language) ? organisation.language : languages[0]
  const { t, date, number } = reportWords(language, organisation.timeZone)
  const name = onOneLine(organisation.name)
  const file = `checkpoint-${sequence}.json`
  const event = number(sequence)
  const text = [
    t('audit.mailing.mail.what', { organisation: name, event, at: date(at.toISOString(), 'minute') }),
    t('audit.mailing.mail.why'),
    t('audit.mailing.mail.verifyHere'),
    `  npm run cli -- verify audit --organisation ${organisationId} --checkpoint ${file}`,
    t('audit.mailing.mail.verifyAnywhere'),
    `  npm run cli -- verify audit-file audit.jsonl --checkpoint ${file}`,
    t('audit.mailing.mail.key', { key }),
    t('audit.mailing.mail.daily', { address: `${settings().url}/audit/checkpoints` }),
  ].join('\n\n')
  const subject = t('audit.mailing.mail.subject', {
    organisation: name,
    event,
    day: date(at.toISOString(), 'day'),
  })
  return (address) => ({
    to: address,
    subject,
    text,
    id: mailIdOf(organisationId, sequence),
    attachment: { name: file, type: 'application/json', content: document },
  })
}
