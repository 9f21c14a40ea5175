import { getFormatter, getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { isDay, midnightOf } from '#domain/day.ts'
import { datesHere } from '#i18n/dates.ts'
import type { ListedEvent } from '../queries.ts'
import classes from './event-facts.module.css'
import { listsOfCodes, pageOfFact, pageOfSubject, wordOfCode } from './fact-words.ts'

const isMoment = (text: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)
/** Identifiers and hashes, told by their end; the whole stands in the tooltip. */
const isLong = (text: string) => /^[0-9a-f-]{32,}$/.test(text)

/** What was recorded with an event, for ever (`facts`) and beside the chain (`personal`). */
export async function EventFacts({ event }: { event: ListedEvent }) {
  const t = await getTranslations('audit')
  const all = await getTranslations()
  const format = await getFormatter()
  const date = await datesHere()
  const words = (path: string, otherwise: string) => (t.has(path) ? t(path) : otherwise)
  // The sentence of a refusal may ask for values, which not every event has: those have a short name.
  const reason = (code: string) =>
    words(`reasons.${code}`, all.has(`refusals.${code}`) ? all(`refusals.${code}`) : code)
  const value = (fact: string | number | boolean | null) => {
    if (fact === null) return t('none')
    if (typeof fact === 'boolean') return t(fact ? 'yes' : 'no')
    if (typeof fact === 'number') return format.number(fact)
    if (isMoment(fact)) return date(new Date(fact), { dateStyle: 'medium', timeStyle: 'short' })
    if (isLong(fact)) return <code title={fact}>{fact.slice(-12)}</code>
    return isDay(fact) ? date(midnightOf(fact), { dateStyle: 'long', timeZone: 'UTC' }) : fact
  }
  const said = (key: string, fact: string | number | boolean | null) => {
    if (typeof fact !== 'string') return value(fact)
    if (key === 'reason') return reason(fact)
    const list = listsOfCodes[key]
    if (list !== undefined)
      return fact
        .split(' ')
        .map((code) => (all.has(`${list}.${code}`) ? all(`${list}.${code}`) : code))
        .join(', ')
    const word = wordOfCode(key, fact)
    if (word !== null && all.has(word)) return all(word)
    const page = key === 'subject' ? pageOfSubject(event.subject) : pageOfFact(key, fact)
    return page === null ? value(fact) : <QuietLink href={page}>{value(fact)}</QuietLink>
  }
  const { subject, facts, personal } = event
  const shown = [
    { key: 'subject', name: words(`subjects.${subject.kind}`, subject.kind), fact: subject.id },
    ...Object.entries({ ...facts, ...personal }).map(([key, fact]) => ({
      key,
      name: words(`facts.${key}`, key),
      fact,
    })),
  ]
  return (
    <dl className={classes.facts}>
      {shown.map(({ key, name, fact }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{said(key, fact)}</dd>
        </div>
      ))}
    </dl>
  )
}
